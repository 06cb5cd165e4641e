// A wall must never show old numbers as if they were new: when none have come for a while, it says so.
(() => {
  "use strict";
  const OLD = 90_000;
  const LOOK = 5_000;
  let failed = false;
  let fresh = Date.now();

  function mark() {
    const stale = failed || Math.abs(Date.now() - fresh) > OLD;
    document.querySelector("#stale").hidden = !stale;
    document.body.classList.toggle("stale", stale);
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "wall") return;
    failed = false;
    fresh = Date.now();
    mark();
  });
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => {
    failed = true;
    mark();
  }));
  window.setInterval(mark, LOOK);
})();
