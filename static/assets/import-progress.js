// Says how far an import is, every two seconds, and shows what came of it when it is done. Without
// this script the page reloads itself.
const progress = document.querySelector("[data-progress]");

async function ask() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-progress]");
    if (!now) return location.reload();
    if (progress.textContent !== now.textContent) progress.textContent = now.textContent;
  } catch {
    // The server cannot be reached just now: ask again.
  }
  setTimeout(ask, 2000);
}

setTimeout(ask, 2000);
