// The keyboard, and small comforts. Every screen works without this file.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  let lead = "";

  function step(by) {
    const rows = all(".row-link");
    if (rows.length === 0) return;
    const here = rows.indexOf(document.activeElement);
    const to = here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1);
    rows[to].focus();
    rows[to].closest("tr").scrollIntoView({ block: "nearest" });
  }

  function follow(key) {
    const link = one(`[data-key="${key}"]`);
    if (link) link.click();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => follow("n"),
    u: () => follow("u"),
    "/": () => { const box = one("#id_text"); if (box) { box.focus(); box.select(); } },
    "?": () => { const help = one("#keys"); if (help && !help.open) help.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = one(".menu[open], .pop[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    }
    if (event.target.id === "id_text" && (event.key === "ArrowDown" || event.key === "Escape")) {
      event.preventDefault();
      if (event.key === "ArrowDown") step(1); else one("#count").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || one("dialog[open]")) return;
    if (lead === "g") {
      const place = one(`[data-go="${event.key}"]`);
      if (place) { lead = ""; window.location.assign(place.href); return; }
    }
    lead = event.key === "g" ? "g" : "";
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  document.addEventListener("click", (event) => {
    all(".menu[open], .pop[open]").forEach((box) => { if (!box.contains(event.target)) box.open = false; });
    const button = event.target.closest("[data-does]");
    if (!button) return;
    const deeds = {
      print: () => window.print(),
      keys: () => one("#keys").showModal(),
      "tick-all": () => all(`[type="checkbox"][name="${button.dataset.of}"]`).forEach((box) => { box.checked = true; }),
      "add-line": () => {
        const lines = all(".evidence-line", button.closest(".field"));
        const last = lines[lines.length - 1];
        const line = last.cloneNode(true);
        const box = line.querySelector("input");
        const number = lines.length + 1;
        box.value = "";
        box.id = `id_${box.name}_${number}`;
        box.setAttribute("aria-label", `${box.dataset.name} ${number}`);
        last.after(line);
        box.focus();
      },
    };
    const deed = deeds[button.dataset.does];
    if (deed) deed();
  });

  // A second click on a submit button sends nothing; the server would not act twice either.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

  // Signed out meanwhile: a list asked for in the background would be the sign-in page. Go there instead.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = new URL(event.detail.xhr.responseURL, window.location.href);
    if (answered.pathname !== new URL(event.detail.requestConfig.path, window.location.href).pathname) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
  document.addEventListener("htmx:afterSettle", () => {
    const count = one("#count");
    const announce = one("#announce");
    if (count && announce) announce.textContent = count.textContent.trim();
    if (count && document.activeElement === document.body) count.focus({ preventScroll: true });
    enhance();
  });
  ["htmx:responseError", "htmx:sendError"].forEach((name) => document.addEventListener(name, (event) => {
    delete event.detail.elt.dataset.sent;
    const box = one("#offline");
    if (box) box.hidden = false;
  }));

  function enhance() { all("[data-with-script]").forEach((element) => { element.hidden = false; }); }
  enhance();
  const summary = one("#summary");
  if (summary) summary.focus();
})();
