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

function mark(map, item, kind, offset) {
  const marker = L.marker(item.at, {
    icon: new Glyph({ className: "glyph " + kind }),
    keyboard: true,
    title: item.name,
    riseOnHover: true,
    zIndexOffset: offset,
    pane: "marks",
  });
  marker.on("add", () => {
    const node = marker.getElement();
    node.setAttribute("aria-label", item.name);
    node.setAttribute("role", "button");
  });
  marker.on("click", () => atlas.openSheet(map, marker.getLatLng(), item));
  marker.on("keypress", (event) => {
    if (event.originalEvent.key === "Enter") atlas.openSheet(map, marker.getLatLng(), item);
  });
  marker.item = item;
  return marker;
}

atlas.marks = function (map, data) {
  const places = data.places.map((place) => {
    const kind = (SHAPES[place.kind] || "station") + " rank" + place.rank;
    return mark(map, place, kind, 400 - 100 * place.rank);
  });
  const crossings = data.crossings.map((crossing) =>
    mark(map, crossing, "frontier" + (crossing.named ? "" : " nameless"), 200));
  return { places, crossings, all: [...places, ...crossings] };
};

// A crossing that lies at a place's mark steps aside; lesser places shrink where they crowd.
atlas.arrange = function (map, marks) {
  const taken = [];
  const crowded = (point, gap) => taken.some((other) =>
    Math.abs(other.x - point.x) < gap && Math.abs(other.y - point.y) < gap);
  for (const marker of marks.places) {
    if (!marker._map) continue;
    const point = map.latLngToLayerPoint(marker.getLatLng());
    const small = marker.item.rank > 1 && (marker.item.rank > 2 || crowded(point, 15));
    marker.getElement().classList.toggle("small", small);
    marker.box = small ? 3 : 6;
    marker.shift = L.point(0, 0);
    marker.covered = small && crowded(point, 7);
    if (!small) taken.push(point);
  }
  for (const marker of marks.crossings) {
    if (!marker._map) continue;
    const point = map.latLngToLayerPoint(marker.getLatLng());
    let shift = L.point(0, 0);
    if (crowded(point, 9)) {
      const steps = [[11, -11], [-11, -11], [11, 11], [-11, 11], [0, -15], [0, 15], [15, 0], [-15, 0]];
      const free = steps.map((step) => L.point(step)).find((step) => !crowded(point.add(step), 11));
      shift = free || L.point(steps[0]);
    }
    taken.push(point.add(shift));
    marker.shift = shift;
    marker.box = 6;
    marker.getElement().firstChild.style.transform =
      `translate(${shift.x}px, ${shift.y}px) rotate(45deg)`;
  }
};
})(window.NdnAtlas);
