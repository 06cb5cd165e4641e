// Copying what is said on the telephone, and the ground that is chosen. Every page works without this file.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // A bureau's network is often plain http: the clipboard of the browser is closed there, a selection is not.
  async function copied(box, text) {
    if (window.isSecureContext && navigator.clipboard) {
      try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed: select it instead */ }
    }
    const range = document.createRange();
    range.selectNodeContents(box);
    const chosen = window.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    return document.execCommand("copy");
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest('[data-does="copy"]');
    if (!button) return;
    const box = button.closest(".guide-said, .piece").querySelector("[data-said]");
    if (!await copied(box, box.innerText.trim())) return;
    const announce = document.querySelector("#announce");
    if (announce) { announce.textContent = ""; announce.textContent = button.dataset.copied; }
    if (!button.dataset.label) button.dataset.label = button.innerHTML;
    button.textContent = button.dataset.copied;
    window.setTimeout(() => { button.innerHTML = button.dataset.label; }, 2000);
  });

  // Of the grounds for declining, what the handbook says of the one that is chosen.
  function sort(form) {
    const chosen = form.querySelector('input[name="ground"]:checked');
    all("[data-grounds] [data-ground]").forEach((part) => {
      const here = chosen !== null && part.dataset.ground === chosen.value;
      part.hidden = chosen !== null && !here;
      if (chosen !== null) part.open = here;
    });
  }
  const form = document.querySelector(".decline-form");
  if (form) { form.addEventListener("change", () => sort(form)); sort(form); }
})();
