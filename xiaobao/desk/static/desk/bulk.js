// The bulk screen: ticking by choosing, copying a text down, and how many are chosen. All of it also
// works by hand, row by row.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll(".bulk-row")];
  const box = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const act = (row) => (row.querySelector('[name$="-act"]:checked') || { value: "" }).value;
  const ticked = (row) => box(row, "tick").checked;

  function count() {
    const place = document.querySelector("#bulk-count");
    if (!place) return;
    const chosen = rows().filter(ticked);
    const numbers = [chosen.length, ...["accept", "decline"].map((name) => chosen.filter((row) => act(row) === name).length)];
    place.textContent = numbers.reduce((text, number) => text.replace("{}", number), place.dataset.words);
  }

  function choose(row, name) {
    const wanted = row.querySelector(`[name$="-act"][value="${name}"]`);
    if (wanted) wanted.checked = true;
    box(row, "tick").checked = true;
  }

  function copy(from) {
    const others = rows().filter((row) => row !== from && ticked(row) && act(row) === "decline");
    others.forEach((row) => ["ground", "evidence", "words"].forEach((name) => {
      if (!box(row, name).value.trim()) box(row, name).value = box(from, name).value;
    }));
    others.slice(-1).forEach((row) => box(row, "words").dispatchEvent(new Event("input", { bubbles: true })));
  }

  const deeds = {
    all: () => rows().forEach((row) => { box(row, "tick").checked = true; }),
    none: () => rows().forEach((row) => { box(row, "tick").checked = false; }),
    proposed: () => rows().filter((row) => row.dataset.proposal === "accept" && !act(row)).forEach((row) => choose(row, "accept")),
    copy: (button) => copy(button.closest(".bulk-row")),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-bulk]");
    if (!button) return;
    deeds[button.dataset.bulk](button);
    rows().slice(0, 1).forEach((row) => box(row, "tick").dispatchEvent(new Event("change", { bubbles: true })));
  });
  document.addEventListener("change", (event) => {
    const row = event.target.closest(".bulk-row");
    if (row && event.target.name.endsWith("-act")) box(row, "tick").checked = event.target.value !== "";
    count();
  });
  document.addEventListener("htmx:afterSettle", count);
  count();
})();
