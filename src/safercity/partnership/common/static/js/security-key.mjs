// A security key, asked for by the browser; whatever goes wrong is said in the page, in its words.
const form = document.querySelector("[data-key]");
const alert = document.getElementById("key-said");
const REASONS = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known", SecurityError: "number" };

const say = (reason) => {
  alert.className = "govuk-error-summary";
  alert.textContent = "";
  const words = document.createElement("p");
  words.className = "govuk-error-message";
  words.textContent = alert.dataset[`words${reason[0].toUpperCase()}${reason.slice(1)}`];
  // After a breath, or the same words for the second time would not be heard.
  setTimeout(() => alert.replaceChildren(words), 50);
};

form?.querySelector("button").addEventListener("click", async () => {
  if (!window.PublicKeyCredential) return say("lacking");
  const told = JSON.parse(document.getElementById("js_data").textContent);
  const creates = form.dataset.key === "create";
  const options = creates ? told.creation_options : told.request_options;
  if (creates) Object.assign(options.publicKey.authenticatorSelection, { residentKey: "discouraged", requireResidentKey: false });
  try {
    const key = await window.webauthnJSON[creates ? "create" : "get"](options);
    form.elements.credential.value = JSON.stringify(key);
    form.submit();
  } catch (error) {
    say(REASONS[error.name] ?? "other");
  }
});
// Enter in the name of the key is the button, not a form without a key.
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  form.querySelector("button").click();
});
