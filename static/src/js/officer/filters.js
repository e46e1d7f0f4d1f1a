// Narrows long lists of tiles while one types. Without script the whole list stands there.

function narrow(field) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  const words = field.value.trim().toLowerCase();
  let shown = 0;
  list.querySelectorAll(".tile").forEach((tile) => {
    const keep = !words || tile.querySelector("input").checked || tile.textContent.toLowerCase().includes(words);
    tile.hidden = !keep;
    shown += keep ? 1 : 0;
  });
  list.querySelector("[data-none]").hidden = shown > 0;
}

export function startFilters() {
  const show = () => document.querySelectorAll("[data-filter]").forEach((field) => { field.hidden = false; });
  show();
  document.addEventListener("htmx:load", show);
  document.addEventListener("input", (event) => { if (event.target.matches("[data-filter]")) narrow(event.target); });
  // Enter in the filter narrows; it must not send the form around it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-filter]")) event.preventDefault();
  });
}
