// Select2 names a box only by what is chosen in it. This puts the field's own label, or the head
// of the table's column, before that.
"use strict";

function labelOf(select) {
  const cell = select.closest("td");
  const heads = cell ? cell.closest("table").querySelectorAll("thead th") : [];
  return select.labels[0] || (cell && heads[cell.cellIndex]);
}

function nameBoxes(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const label = labelOf(select);
    const box = select.parentElement.querySelector(".select2-selection");
    if (label && box && !box.dataset.named) {
      label.id = label.id || `${select.id}_label`;
      const chosen = box.querySelector(".select2-selection__rendered");
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      chosen.setAttribute("aria-labelledby", label.id);
      box.dataset.named = "yes";
    }
  }
}

// After Select2 has made its boxes, which it does when jQuery says that the page is ready.
window.addEventListener("load", () => {
  window.django.jQuery(() => setTimeout(nameBoxes, 0, document));
});
document.addEventListener("formset:added", (event) => setTimeout(nameBoxes, 0, event.target));
