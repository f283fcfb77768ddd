// arguments: places that Tab reached. Returns the names of things that can be used but were not among them.
const reached = new Set(arguments[0]);
const all = [...document.querySelectorAll("*")];
const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const visible = e => e.checkVisibility({ visibilityProperty: true });
const grouped = e => e.type === "radio" && all.some((o, i) => o.type === "radio" && o.name === e.name && o.form === e.form && reached.has(i));
return all
  .filter((e, i) => e.matches(usable) && !e.disabled && e.tabIndex >= 0 && visible(e) && !reached.has(i) && !grouped(e))
  .map(e => (e.labels?.[0]?.textContent || e.textContent || e.name || e.tagName).replace(/\s+/g, " ").trim().slice(0, 80));
