// Places and border crossing points on the map.
(function (atlas) {
"use strict";

// An icon drawn by the style sheet alone: no picture, no HTML.
const Glyph = L.Icon.extend({
  options: { iconSize: [24, 24] },
  createIcon() {
    const node = atlas.element("div");
    node.append(atlas.element("i"));
    this._setIconStyles(node, "icon");
    return node;
  },
  createShadow: () => null,
});

const SHAPES = { port: "port", airfield: "airfield" };

// A crossing by sea lies in its port: the port's mark and popup hold it.
const atPort = (crossing) => typeof crossing.port === "number";

function mark(view, item, sheet, kind, offset) {
  const map = view.map;
  const marker = L.marker(item.at, {
    icon: new Glyph({ className: "glyph " + kind }),
    keyboard: !atPort(item),
    interactive: !atPort(item),
    title: item.name,
    riseOnHover: true,
    zIndexOffset: offset,
    pane: "marks",
  });
  marker.on("add", () => {
    const node = marker.getElement();
    if (atPort(item)) {
      node.setAttribute("aria-hidden", "true");
      return;
    }
    node.setAttribute("aria-label", item.name);
    node.setAttribute("role", "button");
  });
  const open = () => atlas.openSheet(map, marker.getLatLng(), sheet());
  marker.on("click", open);
  marker.on("keypress", (event) => { if (event.originalEvent.key === "Enter") open(); });
  marker.item = item;
  marker.open = open;
  return marker;
}

atlas.marks = function (view) {
  const { data } = view;
  // Places further down are not marked: stations on the sides of frontiers.
  const places = data.places.filter((place) => place.rank < 9).map((place, number) => {
    const kind = (SHAPES[place.kind] || "station") + " rank" + place.rank
      + (place.estimated ? " estimated" : "");
    const marker = mark(view, place, () => view.sheets.place(number, view.passing), kind, 400 - 100 * place.rank);
    marker.passers = () => view.passing.places[number];
    return marker;
  });
  const crossings = data.crossings.map((crossing, number) => {
    const kind = "frontier" + (crossing.named ? "" : " nameless") + (atPort(crossing) ? " at-port" : "");
    const marker = mark(view, crossing, () => view.sheets.crossing(number, view.passing), kind, atPort(crossing) ? 600 : 350);
    marker.passers = () => view.passing.crossings[number].map((met) => met.index);
    return marker;
  });
  return { places, crossings, all: [...places, ...crossings] };
};

// What matters most keeps its place: ends of legs, then border crossing points, which step aside
// from them, then the places between, which shrink where they crowd.
atlas.arrange = function (map, marks) {
  const taken = [];
  const crowded = (point, gap) => taken.some((other) =>
    Math.abs(other.x - point.x) < gap && Math.abs(other.y - point.y) < gap);
  const shown = (list) => list.filter((marker) => marker._map);
  for (const marker of shown(marks.all)) {
    marker.point = map.latLngToLayerPoint(marker.getLatLng());
    marker.shift = L.point(0, 0);
    marker.box = 7;
    marker.covered = false;
  }
  const settle = (marker) => {
    const least = marker.item.rank > 3;
    const small = least || crowded(marker.point, marker.item.rank < 2 ? 8 : 14);
    marker.getElement().classList.toggle("small", small);
    marker.covered = marker.item.rank > 1 && small && crowded(marker.point, 7);
    if (small) marker.box = 4; else taken.push(marker.point);
  };
  const places = shown(marks.places);
  places.filter((marker) => marker.item.rank < 2).forEach(settle);
  for (const marker of shown(marks.crossings)) {
    if (atPort(marker.item)) {
      const port = marks.places[marker.item.port];
      marker.covered = !port._map || port.box < 7;
      marker.getElement().classList.toggle("unseen", marker.covered);
      continue;
    }
    if (crowded(marker.point, 11)) {
      const steps = [[11, -11], [-11, -11], [11, 11], [-11, 11], [0, -15], [0, 15], [15, 0], [-15, 0]];
      const free = steps.map((step) => L.point(step)).find((step) => !crowded(marker.point.add(step), 11));
      marker.shift = free || L.point(steps[0]);
    }
    taken.push(marker.point.add(marker.shift));
    marker.getElement().firstChild.style.transform =
      `translate(${marker.shift.x}px, ${marker.shift.y}px) rotate(45deg)`;
  }
  places.filter((marker) => marker.item.rank > 1).forEach(settle);
};
})(window.NdnAtlas);
