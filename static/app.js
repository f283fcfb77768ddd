// Makes forms and lists nicer. Everything works without it.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // The error summary has the focus; its links bring the field's legend into view too (A19).
  const problem = document.querySelector(".problem");
  if (problem) problem.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".problem a");
    const field = link && byId(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const group = field.closest("fieldset, .f") || field;
    group.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });

  // A second click within three seconds sends nothing; the server would not mind it either.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    setTimeout(() => fresh(form), 3000);
  });
  const fresh = (form) => {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  addEventListener("pageshow", () => all("form").forEach(fresh));

  // Leaving a form with unsaved text asks first.
  let typed = false;
  const guarded = (event) => event.target.closest("form[data-guard]");
  document.addEventListener("input", (event) => { if (guarded(event)) typed = true; });
  document.addEventListener("submit", (event) => { if (guarded(event)) typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  // The idle warning: asked in time, one key stays (A26).
  const idle = byId("idle");
  const seconds = Number(document.body.dataset.idle || 0);
  if (idle && seconds) {
    const warn = Number(document.body.dataset.warn || 120);
    const left = byId("idle-left");
    let ends = Date.now() + seconds * 1000;
    let before = null;
    const words = (rest) => rest > 90 ? Math.round(rest / 60) + " minutes" : rest > 0 ? rest + " seconds" : "a moment";
    setInterval(() => {
      const rest = Math.ceil((ends - Date.now()) / 1000);
      if (rest > warn) return;
      if (!idle.open) { before = document.activeElement; idle.showModal(); }
      if (rest % 30 === 0 || rest <= 10 || rest === warn) left.textContent = words(rest);
      if (rest < -2) { typed = false; location.reload(); }
    }, 1000);
    const keep = idle.querySelector("form");
    const stay = async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const answer = await fetch(keep.action, { method: "POST", body: new URLSearchParams(new FormData(keep)), redirect: "manual" }).catch(() => null);
      if (!answer || answer.status >= 400) { typed = false; location.reload(); return; }
      ends = Date.now() + seconds * 1000;
      idle.close();
      if (before) before.focus();
    };
    keep.addEventListener("submit", stay);
    idle.addEventListener("cancel", stay);
  }

  // Lists: arrows move between rows, a box in the header selects the page, the count is said.
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 };
  document.addEventListener("keydown", (event) => {
    if (!(event.key in step) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = event.target.closest("tbody tr");
    if (!row || !event.target.matches("tbody th > a, tbody td > input[type=checkbox]")) return;
    const rows = [...row.parentElement.rows];
    const at = Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + step[event.key]));
    const same = event.target.matches("a") ? "th > a" : "td > input[type=checkbox]";
    const next = rows[at].querySelector(same);
    if (next) { event.preventDefault(); next.focus(); }
  });
  const count = () => {
    const said = document.querySelector("[data-selected]");
    if (!said) return;
    const chosen = all("tbody td > input:checked").length;
    said.textContent = chosen === 0 ? "Nothing selected" : chosen + " selected";
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      all("tbody td > input[type=checkbox]", event.target.closest("table")).forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("td > input, [data-all]")) count();
  });

  // A list filters in place: the focus stays, the result is said (A3). Falls back to the plain page.
  const policy = window.trustedTypes ? trustedTypes.createPolicy("page", { createHTML: (text) => text }) : { createHTML: (text) => text };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]")) return;
    event.preventDefault();
    const button = event.submitter;
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    const href = form.action.split("?")[0] + "?" + new URLSearchParams(data);
    const answer = await fetch(href).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) { location.assign(href); return; }
    const page = new DOMParser().parseFromString(policy.createHTML(await answer.text()), "text/html");
    const list = page.getElementById("list");
    if (!list) { location.assign(href); return; }
    byId("list").replaceWith(list);
    const said = page.querySelector("[data-said]");
    const here = document.querySelector("[data-said]");
    if (said && here) here.textContent = said.textContent;
    history.replaceState(null, "", href);
    show();
    const again = button && button.name && all("#list button").find((one) => one.value.replace("-", "") === button.value.replace("-", ""));
    if (again) again.focus();
  });

  // Long work: the part that tells how far it has come is fetched anew until it is done.
  const lookAgain = async () => {
    const here = document.querySelector("[data-again]");
    if (!here) return;
    const answer = await fetch(location.href).catch(() => null);
    const page = answer && answer.ok && !answer.redirected && new DOMParser().parseFromString(policy.createHTML(await answer.text()), "text/html");
    const part = page && page.getElementById(here.id);
    if (part && !here.contains(document.activeElement)) here.replaceWith(part);
    setTimeout(lookAgain, 2000);
  };
  setTimeout(lookAgain, 1000);

  // A signature drawn on the screen becomes the file of its field; without script a scan is chosen there.
  all("[data-sign]").forEach((place) => {
    const canvas = place.querySelector("canvas");
    const file = byId(place.dataset.sign);
    const pen = canvas.getContext("2d");
    let last = null;
    const blank = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    const keep = () => canvas.toBlob((picture) => {
      const files = new DataTransfer();
      files.items.add(new File([picture], "signature.png", { type: "image/png" }));
      file.files = files.files;
      const onPaper = document.querySelector("input[name=signed][value=on_paper]");
      if (onPaper) onPaper.checked = true;
    });
    blank();
    pen.lineWidth = 2.5;
    pen.lineCap = "round";
    canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); last = at(event); });
    canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const here = at(event);
      pen.beginPath(); pen.moveTo(...last); pen.lineTo(...here); pen.stroke();
      last = here;
    });
    canvas.addEventListener("pointerup", () => { last = null; keep(); });
    place.querySelector("button").addEventListener("click", () => { blank(); file.value = ""; });
    place.hidden = false;
  });

  // What only works with script is hidden without it.
  const show = () => all("[data-print], [data-all], [data-go], [data-drop]").forEach((thing) => { thing.hidden = false; });
  show();
  // What the script of papers shares with this one.
  window.desk = { show, read: (text) => new DOMParser().parseFromString(policy.createHTML(text), "text/html") };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
  const current = document.querySelector("nav [aria-current]");
  if (current) current.scrollIntoView({ block: "nearest", inline: "center" });
})();
