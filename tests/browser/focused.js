// What has the focus: place in the page, name, whether the focus is marked, whether something covers it. Null for the page itself.
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return null;
const all = [...document.querySelectorAll("*")];
// A group of choices is one stop, wherever in it the focus lands.
const group = e.type === "radio" ? all.find(o => o.type === "radio" && o.name === e.name && o.form === e.form) : e;
const tidy = text => (text || "").replace(/\s+/g, " ").trim();
const label = (e.labels || [])[0];
const name = tidy([...(group.labels || [])].map(l => l.textContent).join(" ")) || e.getAttribute("aria-label") || tidy(e.textContent || e.value) || e.tagName;
const style = getComputedStyle(e);
const shown = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
const marked = shown(style) || (label ? shown(getComputedStyle(label)) : false);
// The middle of what the window shows of it: something tall may reach beyond the window.
const box = e.getBoundingClientRect();
const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
const at = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
// A link over two lines has its middle outside itself: then any of its boxes will do.
const touches = [...e.getClientRects()].some(r => {
  const hit = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
  return hit && (e.contains(hit) || hit.contains(e) && !hit.matches("header, footer, dialog"));
});
const covered = !(at && (e.contains(at) || (label && label.contains(at)))) && !touches;
return { place: all.indexOf(group), name: name.slice(0, 80), marked, covered };
