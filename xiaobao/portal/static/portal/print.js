// Only what a browser without scripts can do by its own menu.
for (const button of document.querySelectorAll('[data-does="print"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
