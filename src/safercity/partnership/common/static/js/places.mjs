// The list and its plain map know each other; keys; the interactive map on wide screens or when asked for.
// Without this file the page is complete: list, drawn map, filters, downloads.

import { isSingleKey, recall, remember } from "./keys.mjs";

const face = document.querySelector("[data-map]");
const rows = [...document.querySelectorAll("tr[data-place]")];
const ids = rows.map((row) => row.dataset.place);
const says = document.querySelector("[data-map-says]");
let chosen = "";
let live = null;

function linkOf(id) {
  return rows[ids.indexOf(id)].querySelector("a");
}

function describe(id) {
  const row = rows[ids.indexOf(id)];
  const [rank, , , sure] = row.cells;
  const strip = row.querySelector(".strip").getAttribute("aria-label");
  return `${rank.textContent.trim()}. ${linkOf(id).textContent}. ${strip}. ${sure.textContent.trim()}.`;
}

function choose(id, { scroll = false, speak = false, focus = false } = {}) {
  chosen = id;
  for (const part of document.querySelectorAll("[data-place]")) {
    part.classList.toggle("is-chosen", part.dataset.place === id);
  }
  for (const row of rows) row.toggleAttribute("aria-current", row.dataset.place === id);
  live?.choose(id);
  if (!id) return;
  if (scroll) rows[ids.indexOf(id)].scrollIntoView({ block: "nearest" });
  if (focus) linkOf(id).focus();
  if (speak) says.textContent = describe(id);
}

function step(by) {
  const at = ids.indexOf(chosen);
  const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
  return ids[next];
}

// A place of another page of the list has no row here, and its own page all the same.
function openPlace(id) {
  if (id) window.location.assign(ids.includes(id) ? linkOf(id).href : `${face.dataset.list}${id}/`);
}

function watchRows() {
  for (const row of rows) {
    row.addEventListener("click", (event) => {
      if (!event.target.closest("a")) choose(row.dataset.place);
    });
    row.addEventListener("focusin", () => choose(row.dataset.place));
  }
}

function watchPlainMap() {
  face.querySelector("svg").addEventListener("click", (event) => {
    const id = event.target.closest("[data-place]")?.dataset.place;
    if (!id) return;
    if (id === chosen) openPlace(id);
    choose(id, { scroll: true, speak: true });
  });
}

function watchMapKeys() {
  face.tabIndex = 0;
  face.setAttribute("role", "application");
  face.setAttribute("aria-label", face.dataset.wordsLabel);
  face.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key in moves) choose(step(moves[event.key]), { speak: true });
    else if (event.key === "Home") choose(ids[0], { speak: true });
    else if (event.key === "End") choose(ids.at(-1), { speak: true });
    else if (event.key === "Enter") openPlace(chosen);
    else if (event.key === "Escape") choose("");
    else if (event.key === "+" || event.key === "=") live?.zoom("in");
    else if (event.key === "-") live?.zoom("out");
    else return;
    event.preventDefault();
  });
}

function watchSingleKeys() {
  document.addEventListener("keydown", (event) => {
    if (!isSingleKey(event) || event.defaultPrevented || !ids.length) return;
    if (event.key === "j") choose(step(1), { scroll: true, focus: true });
    if (event.key === "k") choose(step(-1), { scroll: true, focus: true });
  });
}

function canDraw() {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

async function goLive() {
  says.textContent = face.dataset.wordsDrawing;
  try {
    const { openMap } = await import("./live-map.mjs");
    live = await openMap(face, {
      choose: (id) => (id === chosen || !ids.includes(id) ? openPlace(id) : choose(id, { scroll: true, speak: true })),
    });
    face.classList.add("is-live");
    says.textContent = "";
    live.choose(chosen);
  } catch (error) {
    live = null;
    face.querySelector(".live")?.remove();
    says.textContent = face.dataset.wordsFail;
  }
  showSwitch();
}

function goPlain() {
  live?.close();
  live = null;
  face.classList.remove("is-live");
  showSwitch();
}

const lever = document.querySelector("[data-map-switch]");

function showSwitch() {
  lever.hidden = false;
  lever.textContent = live ? lever.dataset.wordsOff : lever.dataset.wordsOn;
  document.querySelector("[data-map-tools]").hidden = !live;
}

function watchSwitch() {
  if (!canDraw()) return;
  showSwitch();
  lever.addEventListener("click", () => {
    remember("map", live ? "plain" : "interactive");
    if (live) goPlain();
    else goLive();
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => live?.zoom(button.dataset.zoom));
  }
  // Wide screens get it after the page stands; phones and metered lines when asked for: it is 1.6 MB.
  const isWide = window.matchMedia("(min-width: 960px)").matches;
  const isWanted = recall("map") ? recall("map") === "interactive" : isWide;
  if (isWanted && !navigator.connection?.saveData) {
    (window.requestIdleCallback ?? window.setTimeout)(goLive);
  }
}

function watchPrint() {
  const button = document.querySelector("[data-print]");
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

watchPrint();
watchSingleKeys();
if (face) {
  watchRows();
  watchPlainMap();
  watchMapKeys();
  watchSwitch();
}
