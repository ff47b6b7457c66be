// Closures on the map, sized by the damage they do, and their ranking beside it.
(function (atlas) {
"use strict";

const { closures } = JSON.parse(document.getElementById("data").textContent);
const { view } = atlas, { map } = view;
map.createPane("closures").style.zIndex = 520;
document.body.classList.add("choking");

// A disc with its rank, and the leader to its true place where it had to step aside.
const Disc = L.Icon.extend({
  createIcon() {
    const node = atlas.element("div");
    node.append(atlas.element("s"), atlas.element("b"));
    this._setIconStyles(node, "icon");
    return node;
  },
  createShadow: () => null,
});

const rows = [...document.querySelectorAll("#closures tbody tr")];
const spots = closures.map((closure, number) => {
  if (!closure.at) return null;
  const words = closure.rank + ": " + closure.sheet.name;
  const marker = L.marker(closure.at, {
    icon: new Disc({ className: "spot " + closure.kind }),
    title: words,
    riseOnHover: true,
    zIndexOffset: 10000 - 100 * number,
    pane: "closures",
  });
  marker.r = closure.r;
  marker.rank = closure.rank;
  marker.open = () => atlas.openSheet(map, marker.getLatLng(), closure.sheet);
  marker.on("click", marker.open);
  marker.on("keypress", (event) => { if (event.originalEvent.key === "Enter") marker.open(); });
  marker.addTo(map);
  const node = marker.getElement();
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", words);
  const hot = (on) => {
    node.classList.toggle("hot", on);
    rows[number].classList.toggle("hot", on);
  };
  for (const one of [node, rows[number]]) {
    for (const name of ["mouseenter", "focusin"]) one.addEventListener(name, () => hot(true));
    for (const name of ["mouseleave", "focusout"]) one.addEventListener(name, () => hot(false));
  }
  return marker;
});

// The name of a closure in the ranking opens its popup.
rows.forEach((row, number) => {
  const marker = spots[number], name = row.querySelector(".name");
  const button = atlas.element("button", "name");
  button.type = "button";
  button.append(...name.childNodes);
  name.replaceWith(button);
  button.addEventListener("click", () => {
    const sheet = closures[number].sheet;
    document.querySelector(".stage").scrollIntoView({ block: "nearest" });
    if (!marker) { atlas.openSheet(map, map.getCenter(), sheet); return; }
    if (!map.getBounds().contains(marker.getLatLng())) map.panTo(marker.getLatLng(), { animate: false });
    marker.open();
  });
});

// The worst closures stand where they are; the others step aside from them, to the nearest place
// that is free, or stay as a dot where there is none nearby.
const TURNS = Array.from({ length: 16 }, (_, turn) => (turn * Math.PI) / 8);
const FAR = 42, DOT = 4;
function arrange() {
  const taken = [], small = map.getSize().x < 600 ? 0.8 : 1;
  for (const marker of spots.filter(Boolean)) {
    const point = map.latLngToLayerPoint(marker.getLatLng());
    let r = Math.max(marker.rank.length > 2 ? 13 : 10, Math.round(marker.r * small)), at = point;
    const free = (place) => taken.every((other) => other.at.distanceTo(place) >= other.r + r + 1);
    for (let far = 6; !free(at) && far <= FAR; far += 6) {
      const steps = TURNS.map((turn) => point.add([far * Math.cos(turn), far * Math.sin(turn)]));
      at = steps.find(free) || at;
    }
    const dot = !free(at);
    if (dot) { r = DOT; at = point; } else taken.push({ at, r });
    const shift = at.subtract(point), node = marker.getElement(), [leader, disc] = node.children;
    node.classList.toggle("dot", dot);
    node.style.width = node.style.height = 2 * r + "px";
    node.style.marginLeft = shift.x - r + "px";
    node.style.marginTop = shift.y - r + "px";
    leader.style.left = leader.style.top = r + "px";
    leader.style.width = shift.distanceTo([0, 0]) + "px";
    leader.style.transform = `rotate(${Math.atan2(-shift.y, -shift.x)}rad)`;
    disc.textContent = dot ? "" : marker.rank;
  }
}

// A name under a disc cannot be read.
function clear() {
  const discs = [...document.querySelectorAll(".spot:not(.dot)")].map((node) => node.getBoundingClientRect());
  for (const label of document.querySelectorAll(".leaflet-labels-pane .label")) {
    const box = label.getBoundingClientRect();
    const under = discs.some((disc) => box.left < disc.right && disc.left < box.right
      && box.top < disc.bottom && disc.top < box.bottom);
    label.style.visibility = under ? "hidden" : "";
  }
}
map.on("zoomend viewreset resize", arrange);
map.on("zoomend moveend resize", clear);

// The page opens with all closures in sight, not with all lines.
const points = closures.filter((closure) => closure.at).map((closure) => map.project(closure.at, 0));
if (points.length) view.home = () => view.fit(L.bounds(points));
if (!location.hash) view.home();
arrange();
clear();
})(window.NdnAtlas);
