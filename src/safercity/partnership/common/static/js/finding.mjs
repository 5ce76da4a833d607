// What a form finds by words comes without leaving the page: the same form is asked as without this script.
const BREATH_MS = 50; // or the same words for the second time would not be heard

function follow(line) {
  const [form, input, button] = [line.closest("form"), line.querySelector("input"), line.querySelector("button")];
  const said = line.parentElement.querySelector("[role=status]");
  const boxes = `div_id_${line.dataset.find}`;

  async function find() {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(input.id);
    if (!found) throw new Error("not the form");
    const old = document.getElementById(boxes);
    const fresh = page.getElementById(boxes);
    old?.remove();
    if (fresh) line.parentElement.after(fresh);
    input.value = found.value;
    said.textContent = "";
    setTimeout(() => { said.textContent = found.closest("[data-find]").parentElement.querySelector("[role=status]").textContent; }, BREATH_MS);
  }

  function press() {
    find().catch(() => { // signed out, say: the browser goes where the answer leads
      button.type = "submit";
      form.requestSubmit(button);
    });
  }

  button.type = "button"; // so that Enter in another line is the form's own button
  button.addEventListener("click", press);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    press();
  });
}

document.querySelectorAll("[data-find]").forEach(follow);
