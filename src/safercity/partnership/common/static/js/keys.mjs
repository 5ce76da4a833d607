// Single keys on every page: / search, ? all keys, g and a letter for the links of the bar, j k rows, f filters.
// Without this file nothing is missing: each key only does what a link or field does.

const WAIT_MS = 1500; // for the letter after g
const ROWS = "[data-rows] li, [data-rows] tbody tr, .stacks tbody tr, .rows > li";

export function remember(key, value) {
  try { localStorage.setItem(`safercity.${key}`, value); } catch { /* private windows keep nothing */ }
}

export function recall(key) {
  try { return localStorage.getItem(`safercity.${key}`); } catch { return null; }
}

const check = document.querySelector("[data-keys] input");

/** Whether a press is a single key: switched on, nobody typing, no Control, Command or Alt held. */
export function isSingleKey(event) {
  const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
  return Boolean(check?.checked) && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
}

if (check) {
  check.closest("[data-keys]").hidden = false;
  check.checked = recall("keys") !== "off";
  check.addEventListener("change", () => remember("keys", check.checked ? "on" : "off"));
}

let wentAt = 0;

function go(letter) {
  const link = document.querySelector(`nav.bar a[data-go="${CSS.escape(letter)}"]`);
  if (link) location.assign(link.href);
}

function openFilters() {
  const filters = document.querySelector(".filters");
  if (!filters) return false;
  filters.open = true;
  filters.querySelector("select, input").focus();
  return true;
}

function findWords() {
  document.querySelector(".menu")?.setAttribute("open", ""); // folded on phones
  document.querySelector("#find")?.focus();
}

function showKeys() {
  const keys = document.querySelector("#keys");
  keys.open = true;
  keys.querySelector("summary").focus();
  keys.scrollIntoView({ block: "end" });
}

function step(by) {
  const rows = [...document.querySelectorAll(ROWS)];
  const links = rows.map((row) => row.querySelector("a:not(.button)")).filter(Boolean);
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  const next = at < 0 && by < 0 ? links.length - 1 : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next].focus();
  return true;
}

const MOVES = { j: () => step(1), k: () => step(-1), f: openFilters };

document.addEventListener("keydown", (event) => {
  if (!isSingleKey(event)) return;
  const isAfterG = Date.now() - wentAt < WAIT_MS;
  wentAt = 0;
  if (isAfterG) go(event.key);
  else if (event.key === "g") wentAt = Date.now();
  else if (event.key === "/") findWords();
  else if (event.key === "?") showKeys();
  else if (!(event.key in MOVES) || !MOVES[event.key]()) return;
  event.preventDefault();
});
