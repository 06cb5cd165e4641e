// Acts by keyboard, fields that belong to an answer, further people. Every screen works without this file.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented
    || event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
  let before = "";

  document.addEventListener("keydown", (event) => {
    if (busy(event)) return;
    const leading = before === "g";
    before = event.key;
    if (leading || !/^[a-z]$/.test(event.key)) return;
    const link = document.querySelector(`[data-act-key="${event.key}"]`);
    if (link) { event.preventDefault(); link.click(); }
  });

  // data-when="ground=1,6": the field belongs to these answers; "*" is any answer at all.
  function answers(form, name) {
    return [...form.elements].filter((box) => box.name === name && !(["checkbox", "radio"].includes(box.type) && !box.checked)).map((box) => box.value);
  }
  function fits(form, when) {
    const [name, values] = when.split("=");
    const given = answers(form, name).filter(Boolean);
    return values === "*" ? given.length > 0 : values.split(",").some((value) => given.includes(value));
  }
  function sort(form) {
    all("[data-when]", form).forEach((field) => {
      field.hidden = !fits(form, field.dataset.when) && !field.classList.contains("wrong");
      all("input, select, textarea", field).forEach((box) => { box.disabled = field.hidden; });
    });
    all(".part", form).forEach((part) => {
      const fields = all(".field", part);
      if (fields.length) part.hidden = fields.every((field) => field.hidden);
    });
  }
  all("form").filter((form) => form.querySelector("[data-when]")).forEach((form) => {
    form.addEventListener("change", () => sort(form));
    sort(form);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest('[data-acts="add-person"]');
    if (!button) return;
    const rows = all(".person-row", button.closest(".field"));
    const last = rows[rows.length - 1];
    const row = last.cloneNode(true);
    const number = rows.length + 1;
    row.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+$/, number));
    row.querySelector(".place").textContent = number;
    all("input", row).forEach((box) => {
      if (box.type === "checkbox") { box.checked = false; box.value = Number(box.value) + 1; return; }
      const label = row.querySelector(`label[for="${box.id}"]`);
      box.value = "";
      box.id = box.id.replace(/\d+$/, number);
      label.htmlFor = box.id;
    });
    last.after(row);
    row.querySelector("input").focus();
  });
})();
