// The interactive map over the plain one: same layers, same numbers, with zoom, drag and an optional base map.

const STEPS = ["#EDF1EE", "#CFDFDA", "#9FC4C1", "#64A0A8", "#2F7188", "#10425A"];
const INK = "#16202A";
const SHARED = ["persistent", "emerging", "seasonal"];

async function fetchShapes(address) {
  const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function boundsOf(collection) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] !== "number") { part.forEach(visit); return; }
    box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
  };
  collection.features.forEach((feature) => visit(feature.geometry.coordinates));
  return [[box[0], box[1]], [box[2], box[3]]];
}

// The setting names a whole style, or raster tiles by {z}, {x} and {y}.
async function readBase(address, credit) {
  if (!address) return null;
  if (!address.includes("{z}")) return fetchShapes(address);
  return {
    sources: { base: { type: "raster", tiles: [address], tileSize: 256, attribution: credit } },
    layers: [{ id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.8, "raster-opacity": 0.7 } }],
  };
}

function styleOf({ places, cells, boundaries, base }) {
  const line = (id, source, paint, filter) => ({
    id, source, type: "line", layout: { "line-join": "round" }, paint, ...(filter && { filter }),
  });
  const sure = (value) => ["==", ["get", "sure"], value];
  const isChosen = ["boolean", ["feature-state", "chosen"], false];
  const layers = [
    { id: "paper", type: "background", paint: { "background-color": "#fff" } },
    ...(base?.layers ?? []),
    { id: "land", source: "boundaries", type: "fill", filter: ["==", ["get", "layer"], "boundary"],
      paint: { "fill-color": "#F7F7F3", "fill-opacity": base ? 0.3 : 1 } },
    { id: "cells", source: "cells", type: "fill", filter: [">", ["get", "step"], 0],
      paint: {
        "fill-color": ["match", ["get", "step"], ...STEPS.flatMap((colour, step) => [step, colour]), STEPS[0]],
        "fill-outline-color": "#F7F7F3", "fill-opacity": base ? 0.75 : 1,
      } },
    line("wards", "boundaries", { "line-color": "#A9B2B8", "line-width": 0.7 }, ["==", ["get", "layer"], "wards"]),
    line("border", "boundaries", { "line-color": INK, "line-width": 1.3 }, ["==", ["get", "layer"], "boundary"]),
    line("halo", "places", {
      "line-color": ["case", isChosen, "#FFD400", "#fff"], "line-width": ["case", isChosen, 10, 5],
    }),
    line("firm", "places", { "line-color": INK, "line-width": 3 }, sure("firm")),
    line("fairly-firm", "places", { "line-color": INK, "line-width": 1.5 }, sure("fairly firm")),
    line("tentative", "places", { "line-color": INK, "line-width": 1.5, "line-dasharray": [2, 1.6] }, sure("tentative")),
    { id: "touch", source: "places", type: "fill", paint: { "fill-opacity": 0 } },
  ];
  const shapes = (data) => ({ type: "geojson", data, promoteId: "id" });
  const sources = {
    ...base?.sources, places: shapes(places), cells: shapes(cells), boundaries: { type: "geojson", data: boundaries },
  };
  return { ...base, version: 8, sources, layers };
}

function drawLeader(x, y) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", `M0 0L${Math.round(x)} ${Math.round(y)}`);
  svg.append(line);
  return svg;
}

function addPins(library, map, { places, standing, choose }) {
  return places.features.map((feature) => {
    const { id, rank, centre, class: kind } = feature.properties;
    const element = document.createElement("div");
    element.className = SHARED.includes(kind) ? "pin" : "pin other";
    element.dataset.place = id;
    const [x, y] = standing(id);
    element.append(drawLeader(-x, -y), Object.assign(document.createElement("i"), { textContent: rank }));
    element.addEventListener("click", (event) => { event.stopPropagation(); choose(id); });
    return new library.Marker({ element, offset: [x, y] }).setLngLat(centre).addTo(map);
  });
}

// Numbers stand where the drawn map put them, so that they do not cover each other at first sight.
function standingIn(face) {
  const svg = face.querySelector("svg.map");
  const scale = svg.clientWidth / svg.viewBox.baseVal.width;
  return (id) => {
    const drawn = svg.querySelector(`.number[data-place="${CSS.escape(id)}"] path`)?.getAttribute("d");
    if (!drawn) return [0, 0];
    const [x, y, toX, toY] = drawn.match(/-?\d+/g).map(Number);
    return [(toX - x) * scale, (toY - y) * scale];
  };
}

function addTowns(library, map, boundaries) {
  for (const feature of boundaries.features.filter((each) => each.properties.layer === "towns")) {
    const element = document.createElement("div");
    element.className = "town-label";
    element.textContent = feature.properties.name.toUpperCase();
    new library.Marker({ element }).setLngLat(feature.geometry.coordinates).addTo(map);
  }
}

function silence(box) {
  // The face itself is the one stop of the Tab key, and says what is chosen.
  box.setAttribute("aria-hidden", "true");
  for (const part of box.querySelectorAll("[tabindex], a, button, canvas, summary")) part.tabIndex = -1;
  for (const part of box.querySelectorAll("[role]")) part.removeAttribute("role");
}

export async function openMap(face, { choose }) {
  const given = face.dataset;
  const [library, base, places, cells, boundaries] = await Promise.all([
    import(given.library), readBase(given.tiles, given.credit),
    ...[given.places, given.cells, given.boundaries].map(fetchShapes),
  ]);
  const box = document.createElement("div");
  box.className = "live";
  face.append(box);
  box.style.display = "block";
  const all = boundsOf({ features: boundaries.features.filter((each) => each.properties.layer === "boundary") });
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { animate: !isStill, duration: isStill ? 0 : 250 };
  const map = new library.Map({
    container: box, style: styleOf({ places, cells, boundaries, base }),
    bounds: all, fitBoundsOptions: { padding: 10 }, minZoom: 8, maxZoom: 17, keyboard: false, scrollZoom: false,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
    attributionControl: base ? { compact: false } : false,
  });
  await new Promise((done, failed) => {
    map.once("load", done);
    map.once("error", (event) => failed(event.error));
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.ScaleControl({ maxWidth: 110 }), "bottom-left");
  addTowns(library, map, boundaries);
  const pins = addPins(library, map, { places, standing: standingIn(face), choose });
  map.on("click", "touch", (event) => choose(event.features[0].properties.id));
  map.on("mouseenter", "touch", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "touch", () => { map.getCanvas().style.cursor = ""; });
  silence(box);
  box.style.display = "";
  let before = "";
  return {
    choose(id) {
      if (before) map.setFeatureState({ source: "places", id: before }, { chosen: false });
      if (id) map.setFeatureState({ source: "places", id }, { chosen: true });
      before = id;
      for (const pin of pins) pin.getElement().classList.toggle("is-chosen", pin.getElement().dataset.place === id);
      const place = places.features.find((each) => each.properties.id === id);
      if (place && !map.getBounds().contains(place.properties.centre)) {
        map.easeTo({ center: place.properties.centre, ...motion });
      }
    },
    zoom(way) {
      if (way === "all") map.fitBounds(all, { padding: 10, ...motion });
      else map[way === "in" ? "zoomIn" : "zoomOut"](motion);
    },
    close() { map.remove(); box.remove(); },
  };
}
