// Papers: their pages beside a form, and files taken as soon as they are chosen or dropped. Everything works without it.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // Scanned pages: arrows, buttons, numbers and links move within the viewer; the page around it stays where it is.
  const figures = (scan) => all("figure", scan);
  const inView = (scan) => {
    const viewer = scan.querySelector("[data-leaves]");
    const top = viewer.scrollTop + 40;
    return Math.max(0, figures(scan).findLastIndex((leaf) => leaf.offsetParent && leaf.offsetTop - viewer.offsetTop <= top));
  };
  const turnTo = (scan, at, focus) => {
    const leaf = figures(scan)[at];
    if (!leaf) return;
    const viewer = scan.querySelector("[data-leaves]");
    const fold = leaf.closest("details");
    if (fold) fold.open = true;
    viewer.scrollTop = leaf.offsetTop - viewer.offsetTop - 8;
    if (focus) leaf.focus({ preventScroll: true });
    const number = scan.querySelector("[data-go] input");
    if (number) number.value = at + 1;
  };
  document.addEventListener("keydown", (event) => {
    const viewer = event.target.closest("[data-leaves]");
    if (!viewer || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    const wide = viewer.scrollWidth > viewer.clientWidth + 1;
    if (wide && event.target === viewer) return;
    const scan = viewer.closest("[data-scan]");
    event.preventDefault();
    turnTo(scan, inView(scan) + (event.key === "ArrowRight" ? 1 : -1));
  });
  document.addEventListener("click", (event) => {
    const scan = event.target.closest("[data-scan]");
    if (!scan) return;
    const step = event.target.closest("[data-step]");
    if (step) turnTo(scan, inView(scan) + Number(step.dataset.step));
    const link = event.target.closest("a[href^='#']");
    const leaf = link && byId(link.hash.slice(1));
    if (leaf) { event.preventDefault(); turnTo(scan, figures(scan).indexOf(leaf), true); }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-go] input")) return;
    const scan = event.target.closest("[data-scan]");
    const last = figures(scan).length;
    turnTo(scan, Math.min(last, Math.max(1, Number(event.target.value) || 1)) - 1);
  });
  document.addEventListener("scroll", (event) => {
    const viewer = event.target instanceof Element && event.target.closest("[data-leaves]");
    const number = viewer && viewer.closest("[data-scan]").querySelector("[data-go] input");
    if (number && document.activeElement !== number) number.value = inView(viewer.closest("[data-scan]")) + 1;
  }, true);
  // The words of a page come when they are asked for; they are put in as plain text.
  document.addEventListener("toggle", async (event) => {
    const fold = event.target;
    if (!(fold instanceof Element) || !fold.matches("[data-words]") || !fold.open || fold.dataset.read) return;
    const answer = await fetch(fold.dataset.words).catch(() => null);
    const page = answer && answer.ok && !answer.redirected && desk.read(await answer.text());
    const words = page && page.querySelector("[data-text]");
    if (!words) return;
    fold.dataset.read = "yes";
    fold.querySelector("div").replaceChildren(...all("p", words).map((line) => {
      const own = document.createElement("p");
      own.textContent = line.textContent;
      return own;
    }));
  }, true);

  // Papers are taken one by one as soon as they are chosen or dropped, each with how far it has come. The answer is the
  // page a person without script gets; what is typed meanwhile is carried over.
  const most = { files: 20, bytes: 25 * 1024 * 1024, together: 100 * 1024 * 1024 };
  const sendOne = (input, file, told) => new Promise((done) => {
    const data = new FormData(input.form);
    all("input[type=file]", input.form).forEach((one) => data.delete(one.name));
    data.append(input.name, file);
    data.set(input.dataset.upload, input.dataset.uploadAs);
    const call = new XMLHttpRequest();
    call.upload.addEventListener("progress", (event) => { if (event.lengthComputable) told(event.loaded / event.total); });
    call.addEventListener("loadend", () => done(call));
    call.open("POST", input.form.action);
    call.send(data);
  });
  const carryOver = (from, to) => [...from.elements].forEach((old) => {
    if (!old.name || old.type === "hidden" || old.type === "file" || old.type === "submit") return;
    const same = [...to.elements].find((one) => one.name === old.name && (!("checked" in old) || !/radio|checkbox/.test(old.type) || one.value === old.value));
    if (!same) return;
    if (/radio|checkbox/.test(old.type)) same.checked = old.checked; else same.value = old.value;
  });
  const tooMuch = (file, number, room) => {
    if (number >= most.files) return "was not sent: more than 20 files at once. Choose the rest in a second step.";
    if (file.size > most.bytes) return "was not sent: it is larger than 25 MB. Scan it in fewer pages or at a lower resolution.";
    if (file.size > room) return "was not sent: more than 100 MB at once. Choose the rest in a second step.";
    return "";
  };
  const takeOne = async (id, file, line) => {
    const input = byId(id);
    const call = await sendOne(input, file, (part) => { line.querySelector("progress").value = part; });
    line.append(" ");
    const said = line.appendChild(document.createElement("span"));
    line.querySelector("progress").remove();
    const page = call.responseText && desk.read(call.responseText);
    const next = page && page.getElementById(id);
    if (!next || call.status >= 500) {
      said.textContent = call.status === 0 ? "was not sent: the connection broke off. Choose it again." : call.status === 413 ? "was not taken: it is larger than the desk takes." : "was not taken. Choose it again, or send the form.";
      return false;
    }
    const wrong = page.getElementById(id + "-error");
    said.textContent = wrong ? wrong.textContent : "is here.";
    carryOver(input.form, next.form);
    document.querySelector("main").replaceWith(page.querySelector("main"));
    desk.show();
    return !wrong;
  };
  const take = async (input, files) => {
    const id = input.id;
    const list = document.createElement("ul");
    list.className = "sending";
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    const stand = () => { byId(id).after(list, said); };
    const lines = files.map((file) => {
      const line = list.appendChild(document.createElement("li"));
      line.append(file.name);
      const bar = line.appendChild(document.createElement("progress"));
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", "How much of " + file.name + " is here");
      return line;
    });
    stand();
    let room = most.together;
    let here = 0;
    for (const [at, file] of files.entries()) {
      const why = tooMuch(file, at, room);
      if (why) {
        lines[at].querySelector("progress").remove();
        lines[at].appendChild(document.createElement("span")).textContent = why;
        continue;
      }
      room -= file.size;
      if (await takeOne(id, file, lines[at])) here += 1;
      stand();
    }
    byId(id).form.dispatchEvent(new Event("input", { bubbles: true }));
    byId(id).value = "";
    byId(id).focus();
    said.textContent = here + " of " + files.length + (files.length === 1 ? " file is here." : " files are here.");
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-upload]") && event.target.files.length) take(event.target, [...event.target.files]);
  });
  const zone = (event) => {
    const field = event.target.closest && event.target.closest(".f");
    return field && field.querySelector("[data-upload]") ? field : null;
  };
  ["dragover", "dragleave", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (!document.querySelector("[data-upload]") || !event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    const field = zone(event);
    if (!field) return;
    field.classList.toggle("over", kind === "dragover");
    const files = kind === "drop" ? [...event.dataTransfer.files] : [];
    if (files.length) take(field.querySelector("[data-upload]"), files);
  }));
})();
