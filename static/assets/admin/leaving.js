// Asks whoever leaves a form with changes that are not saved.
"use strict";

window.addEventListener("load", () => {
  const form = document.querySelector("#content-main form[id$=_form]");
  if (!form) return;
  const read = () => new URLSearchParams(new FormData(form)).toString();
  // A form that comes back holds what was typed before, and none of it is saved.
  const cameBack = document.querySelector(".errornote, .capframe-merge, .capframe-not-saved");
  const before = cameBack ? null : read();
  let isSent = false;
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && read() !== before) event.preventDefault();
  });
});
