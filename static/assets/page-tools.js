// “Copy link” and “Print” at one press. Without this script both open and say how to do it.
document.querySelector("[data-copy] summary").addEventListener("click", async (event) => {
  if (!navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(document.getElementById("page-address").value);
  document.querySelector("[data-copied]").textContent = "Link copied";
});
document.querySelector("[data-print] summary").addEventListener("click", (event) => {
  event.preventDefault();
  window.print();
});
