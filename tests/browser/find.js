// arguments: role, name. Returns the first visible element of that role whose name is `name`, else one whose name starts with it.
const [role, name] = arguments;
const tidy = text => (text || "").replace(/\s+/g, " ").trim();
const visible = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
const byIds = (e, attribute) =>
  (e.getAttribute(attribute) || "").split(/\s+/).filter(Boolean).map(id => tidy(document.getElementById(id)?.textContent)).join(" ");
const labelled = e =>
  byIds(e, "aria-labelledby") || e.getAttribute("aria-label") || tidy([...(e.labels || [])].map(l => l.textContent).join(" "));
const roles = {
  field: ["input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea", labelled],
  button: ["button, input[type=submit], summary, [role=button]", e => labelled(e) || tidy(e.textContent || e.value)],
  link: ["a[href]", e => e.getAttribute("aria-label") || tidy(e.textContent)],
  heading: ["h1, h2, h3, h4", e => tidy(e.textContent)],
  alert: ["[role=alert]", e => tidy(e.textContent)],
  status: ["[role=status]", e => tidy(e.textContent)],
  row: ["tbody tr", e => tidy(e.textContent)],
};
const [selector, nameOf] = roles[role];
const all = [...document.querySelectorAll(selector)].filter(e => visible(e) || e.type === "file");
const starts = role === "row" || role === "alert" || role === "status" ? "includes" : "startsWith";
return all.find(e => nameOf(e) === name) || all.find(e => nameOf(e)[starts](name)) || null;
