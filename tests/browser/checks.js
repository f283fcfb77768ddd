// arguments: words no title may hold. Returns one line for each problem, beginning with the id of the accessibility row.
const problems = [];
const say = (id, text) => problems.push(`${id} ${text}`);
const all = selector => [...document.querySelectorAll(selector)];
const tidy = text => (text || "").replace(/\s+/g, " ").trim();
const visible = e => e.checkVisibility({ visibilityProperty: true });
// Hidden from sight but read aloud, such as a skip link before it has the focus.
const tucked = e => { const b = e.getBoundingClientRect(); return b.width <= 1 || b.height <= 1 || b.right <= 0 || b.bottom + scrollY <= 0; };
const outer = e => tidy(e.outerHTML).slice(0, 120);
const nameOf = e => e.getAttribute("aria-label") || tidy(e.textContent) || tidy(e.querySelector("img")?.alt);

// A8: the page never scrolls sideways; a wide table scrolls in a region of its own.
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width) {
  const scrolls = e => { for (; e; e = e.parentElement) if (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX) && e !== document.body && e !== document.documentElement) return true; return false; };
  const wide = all("body *").filter(e => visible(e) && e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement));
  say("A8", `the page is ${document.documentElement.scrollWidth} px wide in ${width}: ${wide.slice(-3).map(outer).join(" | ")}`);
}

// A13: pointer targets of 24 px; a link in a sentence may be as high as its line, but not in a table.
const inSentence = e => e.matches("a") && getComputedStyle(e).display === "inline" && !e.closest("table") &&
  [...e.parentElement.childNodes].some(n => n.nodeType === 3 && tidy(n.textContent).length > 1);
for (const e of all("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]")) {
  if (!visible(e) || tucked(e) || e.disabled || inSentence(e)) continue;
  const boxes = [e, ...(["checkbox", "radio"].includes(e.type) ? e.labels : [])].map(x => x.getBoundingClientRect());
  const wide = Math.max(...boxes.map(b => b.width)), high = Math.max(...boxes.map(b => b.height));
  if (wide < 23.9 || high < 23.9) say("A13", `target of ${wide.toFixed(0)}×${high.toFixed(0)} px: ${outer(e)}`);
}

// A5: the same words lead to one place only.
const places = new Map();
for (const a of all("a[href]").filter(visible)) {
  const name = nameOf(a), old = places.get(name);
  if (!name) say("A5", `a link without words: ${outer(a)}`);
  else if (old && old !== a.href) say("A5", `two links "${name}" lead to different places: ${old} and ${a.href}`);
  places.set(name, a.href);
}

// A31: one h1, a skip link first, a title that says task and product and nobody's name.
if (all("h1").filter(visible).length !== 1) say("A31", `${all("h1").length} h1`);
const first = all("a[href], button, input, select, textarea")[0];
if (first && !(first.matches("a[href^='#']") && document.getElementById(first.hash.slice(1)))) say("A31", `the first stop is no skip link: ${outer(first)}`);
if (!/^\S.* – ROI Desk$/.test(document.title)) say("A31", `title "${document.title}" does not end in " – ROI Desk"`);
for (const word of arguments[0]) if (document.title.toLowerCase().includes(word.toLowerCase())) say("A31", `the title holds "${word}"`);

// A11: no order but the order of reading.
for (const e of all("[tabindex]")) if (e.tabIndex > 0) say("A11", `tabindex ${e.tabIndex}: ${outer(e)}`);

// A35: an id stands once.
const ids = new Set();
for (const e of all("[id]")) { if (ids.has(e.id)) say("A35", `id "${e.id}" stands twice`); ids.add(e.id); }

// A1: a table has a caption, column headers and a row header.
for (const table of all("table").filter(visible)) {
  if (!tidy(table.caption?.textContent)) say("A1", `a table without caption: ${outer(table)}`);
  if (!table.querySelector("thead th[scope=col]")) say("A1", `a table without column headers: ${outer(table)}`);
  for (const th of table.querySelectorAll("th:not([scope])")) say("A1", `a header without scope: ${outer(th)}`);
  const row = table.querySelector("tbody tr");
  if (row && !row.querySelector("th[scope=row]")) say("A1", `rows without row header: ${outer(row)}`);
}

// A15: a label that is seen and stays. Beside a search box its button is enough; in a table the header may be.
const shown = e => e && visible(e) && !tucked(e) && tidy(e.textContent).length > 0;
const fields = all("input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]), select, textarea").filter(visible);
for (const f of fields) {
  const by = (f.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean).map(id => document.getElementById(id));
  const labels = [...f.labels, ...by];
  const search = f.closest("[role=search], search") && [...f.form?.querySelectorAll("button") || []].some(shown);
  const cell = f.closest("td, th") && (f.getAttribute("aria-label") || labels.length);
  if (!labels.some(shown) && !search && !cell) say("A15", `no visible label: ${outer(f)}`);
  if (f.placeholder && labels.some(l => tidy(l?.textContent) === tidy(f.placeholder))) say("A15", `the placeholder repeats the label: ${outer(f)}`);
}

// A16: what a field points to exists.
for (const e of all("[aria-describedby]")) for (const id of e.getAttribute("aria-describedby").split(/\s+/).filter(Boolean))
  if (!document.getElementById(id)) say("A16", `aria-describedby names "${id}", which is nowhere: ${outer(e)}`);

// A17: choices that belong together are one group with a legend.
const groups = new Map();
for (const f of fields.filter(f => f.type === "radio")) groups.set(f.name, [...(groups.get(f.name) || []), f]);
for (const [name, radios] of groups) {
  const set = radios[0].closest("fieldset, [role=radiogroup]");
  if (!set || !(tidy(set.querySelector("legend")?.textContent) || set.getAttribute("aria-label") || set.getAttribute("aria-labelledby"))) say("A17", `the choices "${name}" have no legend`);
}

// A18: the browser's own bubbles are off.
for (const form of all("form")) if (form.method === "post" && !form.noValidate) say("A18", `a form without novalidate: ${outer(form)}`);

// A19, A20: an error is in the title, in a summary that comes first and has the focus, and beside its field in the same words.
const wrong = fields.filter(f => f.getAttribute("aria-invalid") === "true");
const main = document.querySelector("main");
const summary = all("main h2").find(h => tidy(h.textContent) === "There is a problem");
if (wrong.length || summary || document.title.startsWith("Error: ")) {
  if (!document.title.startsWith("Error: ")) say("A19", `title "${document.title}" does not begin with "Error: "`);
  const box = summary?.closest("[tabindex='-1']");
  if (!box) say("A19", 'no summary "There is a problem" that can have the focus');
  else {
    if (document.activeElement !== box) say("A19", "the summary does not have the focus");
    if (main && main.firstElementChild && main.firstElementChild !== box && !main.firstElementChild.contains(box)) say("A19", "the summary is not first in main");
    // A date is three boxes and one error.
    const named = f => [...(f.closest("fieldset.date")?.querySelectorAll("input") || [f])].some(one => box.querySelector(`a[href="#${CSS.escape(one.id)}"]`));
    for (const f of wrong.filter(f => !f.closest("fieldset.date") || !named(f))) {
      const links = [...box.querySelectorAll("a[href^='#']")].filter(a => document.getElementById(a.hash.slice(1)) === f || document.getElementById(a.hash.slice(1))?.contains(f));
      const beside = (f.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean).map(id => tidy(document.getElementById(id)?.textContent));
      if (!links.length) say("A19", `the summary has no link to ${outer(f)}`);
      else if (!links.some(a => beside.some(text => text === tidy(a.textContent) || text === `Error: ${tidy(a.textContent)}`))) say("A20", `not the same words in the summary and beside ${outer(f)}`);
    }
    for (const a of box.querySelectorAll("a[href^='#']")) if (!document.getElementById(a.hash.slice(1))) say("A19", `a link of the summary leads nowhere: ${outer(a)}`);
  }
}
return problems;
