// Select2 names a box only by what is chosen in it. This puts the field's own label before that,
// and leads there whoever follows a link to the field.
"use strict";

function nameBoxes(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const label = select.labels[0];
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
document.addEventListener("click", (event) => {
  const link = event.target.closest(".capframe-faults a");
  const field = link && document.getElementById(link.hash.slice(1));
  const box = field && field.parentElement.querySelector(".select2-selection");
  if (box) setTimeout(() => box.focus());
});
