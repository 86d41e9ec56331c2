// Comfort only: every page works without this file.
const root = document.documentElement;
root.classList.add("js");

// The summary of errors is the first thing to read after a refused form.
function focusSummary(scope) {
  scope.querySelector(".summary")?.focus();
}

// A menu closes when the person looks elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));

  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const source = document.getElementById(copier.dataset.copy);
    navigator.clipboard?.writeText(source.value);
    source.select();
    copier.querySelector("[data-done]").textContent = copier.dataset.copied;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  closeMenus();
  open?.querySelector("summary").focus();
});

// One box ticks all boxes of the same form that carry the name it points to.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.tickAll;
  if (!name) return;
  for (const box of event.target.form.querySelectorAll(`input[name="${name}"]`)) {
    box.checked = event.target.checked;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const unreachable = event.detail.failed && !event.detail.xhr.status;
  document.body.classList.toggle("offline", Boolean(unreachable));
});
// A refused form comes back as 422, a refused step as 409: show them instead of dropping them.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
});
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));

focusSummary(document);
