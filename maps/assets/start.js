// Brings the page to life.
(function (atlas) {
"use strict";

function panes(map) {
  const order = ["ground", "casings", "routes", "inlays", "marks", "labels", "badges"];
  order.forEach((name, i) => { map.createPane(name).style.zIndex = 200 + 50 * i; });
  for (const name of ["ground", "casings", "inlays", "labels", "badges"]) {
    map.getPane(name).style.pointerEvents = "none";
  }
}

class View {
  constructor(map, data) {
    this.map = map;
    map.sources = data.sources;
    this.data = data;
    this.unit = data.projection.unit;
    this.routed = new Set(data.variants.flatMap((v, i) => (v.strokes.length ? [i] : [])));
    this.main = new Set(data.shown);
    this.visible = new Set(data.shown);
    const paths = Array.from({ length: data.chains }, (_, i) => document.getElementById("c" + i));
    this.chains = new atlas.Chains(paths.map(atlas.readPath), this.unit);
    this.lines = data.variants.map((variant, index) => variant.strokes.map((stroke) =>
      this.stroke(variant, stroke, index)));
    this.marks = atlas.marks(map, data);
    this.rows = atlas.rows(this);
    this.chooser = new atlas.Chooser(this);
  }

  // A stroke is a casing below, the line, and for the seventh variant and beyond an inlay.
  stroke(variant, stroke, index) {
    const make = (pane, className) => new atlas.Line(this.chains, stroke, index, {
      pane, renderer: this.renderer(pane), className, interactive: pane === "routes", fill: false,
    });
    const kind = stroke.kind;
    const parts = {
      casing: make("casings", "casing " + kind),
      line: make("routes", `line ${kind} ${variant.style}`),
      inlay: variant.style.endsWith("p0") ? null : make("inlays", "inlay " + variant.style),
    };
    const faded = variant.state === "closed" || variant.state === "not-built";
    parts.line.on("add", () => {
      const node = parts.line.getElement();
      node.dataset.variant = index;
      node.classList.toggle("faded", faded);
    });
    parts.line.on("mouseover", () => this.highlight(index));
    parts.line.on("mouseout", () => this.highlight(null));
    parts.line.on("click", (event) =>
      atlas.openSheet(this.map, event.latlng, this.leg(variant, stroke.leg)));
    return parts;
  }

  leg(variant, number) {
    const { title, rows } = this.data.legs[variant.legs[number]];
    return { title: `${variant.letter}: ${title}`, rows };
  }

  renderer(pane) {
    this.renderers = this.renderers || {};
    this.renderers[pane] = this.renderers[pane] || L.svg({ pane, padding: 0.5 });
    return this.renderers[pane];
  }

  // Puts on the map what is to be seen, with its lanes, and takes off the rest.
  draw() {
    const map = this.map;
    const wide = map.getSize().x;
    map.lineWidth = wide < 600 ? 3 : wide < 1500 ? 4 : 5;
    this.chains.assign(this.data.variants, this.visible);
    this.lines.forEach((strokes, index) => {
      for (const { casing, line, inlay } of strokes) {
        for (const part of [casing, line, inlay]) {
          if (!part) continue;
          if (!this.visible.has(index)) { part.remove(); continue; }
          if (!part._map) part.addTo(map);
          const lane = part.lane() * (line.stroke.kind.endsWith("schematic") ? 0.75 : 1);
          part.setStyle({ weight: part === casing ? lane + 2.4 : part === inlay ? lane * 0.36 : lane });
          part.redraw();
          part._reset();
        }
      }
    });
    for (const marker of this.marks.all) {
      const seen = marker.item.variants.some((index) => this.visible.has(index));
      if (seen && !marker._map) marker.addTo(map);
      if (!seen) marker.remove();
    }
    this.label();
  }

  label() {
    atlas.arrange(this.map, this.marks);
    this.labels = this.labels || new atlas.Labels(this.map, this.data, this.marks);
    this.labels.update(this.lines.map((strokes, index) =>
      (this.visible.has(index) ? strokes.map((stroke) => stroke.line) : [])));
  }

  show(index, on) {
    const visible = new Set(this.visible);
    if (on) visible.add(index); else visible.delete(index);
    this.choose(visible);
  }

  // Shows these variants and no others.
  choose(visible) {
    this.ticked(visible);
    this.highlight(null);
    this.draw();
    this.save();
  }

  ticked(visible) {
    this.visible = new Set(visible);
    this.rows.check(this.visible);
    this.chooser.update(this.visible);
  }

  highlight(index) {
    const some = index !== null && this.visible.has(index);
    this.map.getContainer().classList.toggle("one", some);
    this.lines.forEach((strokes, other) => {
      for (const { line } of strokes) {
        if (line._map) line.getElement().classList.toggle("hot", some && other === index);
      }
    });
    this.rows.highlight(some ? index : null);
  }

  // Leaflet's fitBounds would fit a box of latitudes, which is none in this projection.
  fit([left, top, right, bottom]) {
    const map = this.map, size = map.getSize();
    // Room for the buttons and for names beside the outermost places.
    const pad = size.x > 600 ? [90, 36, 110, 50] : [58, 20, 30, 46];
    const room = L.point(size.x - pad[0] - pad[2], size.y - pad[1] - pad[3]);
    const width = Math.max(right - left, 500) * this.unit / atlas.RESOLUTION;
    const height = Math.max(bottom - top, 500) * this.unit / atlas.RESOLUTION;
    const zoom = Math.log2(Math.min(room.x / width, room.y / height));
    const snap = map.options.zoomSnap;
    const snapped = Math.min(map.getMaxZoom(), Math.max(map.getMinZoom(), Math.floor(zoom / snap) * snap));
    const pixel = atlas.RESOLUTION / Math.pow(2, snapped);
    this.go({
      zoom: snapped,
      x: (left + right) / 2 * this.unit + (pad[2] - pad[0]) / 2 * pixel,
      y: -(top + bottom) / 2 * this.unit - (pad[3] - pad[1]) / 2 * pixel,
    });
  }

  go({ zoom, x, y }) {
    this.map.setView(this.map.options.crs.projection.unproject(L.point(x, y)), zoom, { animate: false });
  }

  home() { this.fit(this.around(this.visible) || this.data.box); }

  zoomTo(index) { this.fit(this.around([index])); }

  around(variants) {
    const points = [...variants].flatMap((index) => this.data.variants[index].strokes.flatMap((stroke) =>
      stroke.uses.flatMap(([chain]) => this.chains.lines[chain])));
    if (!points.length) return null;
    const box = L.bounds(points);
    return [box.min.x, box.min.y, box.max.x, box.max.y];
  }

  // A place of hidden variants brings the most important of them onto the map.
  visit(marker) {
    const variants = marker.item.variants;
    if (!variants.some((index) => this.visible.has(index))) {
      this.choose([...this.visible, Math.min(...variants)]);
    }
    this.map.setView(marker.getLatLng(), Math.max(this.map.getZoom(), 4), { animate: false });
    atlas.openSheet(this.map, marker.getLatLng(), marker.item);
  }

  state() {
    const centre = this.map.options.crs.projection.project(this.map.getCenter());
    return { zoom: this.map.getZoom(), x: centre.x, y: centre.y };
  }

  restore(state) { this.go(state); }

  resized() {
    this.map.invalidateSize({ animate: false, pan: false });
    this.draw();
  }

  save() {
    const letters = [...this.visible].sort((a, b) => a - b).map((i) => this.data.variants[i].letter);
    atlas.address.write(this.state(), this.chooser.isMain(this.visible) ? null : letters);
  }
}

atlas.start = function (id) {
  const data = atlas.unpack(JSON.parse(document.getElementById("data").textContent));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = document.getElementById("chart");
  const map = L.map(id, {
    crs: atlas.reference(data.projection),
    attributionControl: false, zoomControl: false,
    zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 120, minZoom: -1.5, maxZoom: 8.5,
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm,
  });
  document.documentElement.classList.add("alive");
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", "Map");
  panes(map);
  new atlas.Buttons().addTo(map);
  const view = new View(map, data);
  const saved = atlas.address.read();
  const wanted = saved.letters
    && [...view.routed].filter((index) => saved.letters.has(data.variants[index].letter));
  view.ticked(wanted || view.main);
  if (saved.view) view.go(saved.view); else view.home();
  new atlas.Ground(chart, view.unit).addTo(map);
  new atlas.Scale().addTo(map);
  view.draw();
  map.on("moveend", () => { view.label(); view.save(); });
  map.on("zoomend", () => view.label());
  map.on("resize", () => view.draw());
  map.on("home", () => view.home());
  atlas.themeButton();
  atlas.printing(view);
  atlas.search(view, view.marks);
  atlas.view = view;
  document.documentElement.dataset.ready = "true";
  return map;
};
})(window.NdnAtlas);
var map_atlas = NdnAtlas.start("map_atlas");
