// While a file is sent: how much of it is here. Without this script the form is sent as any other.
const main = document.querySelector("main");

function follow(form) {
  form.addEventListener("submit", (event) => {
    const told = document.querySelector("[data-sending]");
    const button = form.querySelector("button:not([type=button])");
    const request = new XMLHttpRequest();
    event.preventDefault();
    button.disabled = true;
    told.hidden = false;
    form.append(told);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const share = total ? Math.floor((100 * loaded) / total) : 0;
      told.querySelector("progress").value = share;
      told.querySelector("[role=status]").textContent = told.dataset.sending.replace("{n}", share);
    });
    request.addEventListener("load", () => answer(request, told));
    request.addEventListener("error", () => form.submit()); // the browser says what is wrong
    request.open("POST", location.href);
    request.send(new FormData(form));
  });
}

// Taken: on to the file's own page. Refused: the form with its faults, in place of this one.
function answer(request, told) {
  if (request.responseURL !== location.href) {
    location.assign(request.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  told.hidden = true;
  main.replaceChildren(...page.querySelector("main").childNodes);
  const form = main.querySelector("form[enctype]");
  if (form) follow(form);
  main.querySelector(".govuk-error-summary")?.focus();
}

follow(main.querySelector("form[enctype]"));
