// While a file is read: ask for the page again every two seconds, and put in what changed.
const every = 2000;

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-loading]");
  if (fresh.dataset.loading === "over") {
    location.reload();
    return;
  }
  document.querySelector("[data-loading]").innerHTML = fresh.innerHTML;
  setTimeout(look, every);
}

setTimeout(look, every);
