// What shows: the variants chosen, on a day, under rules.
(function (atlas) {
"use strict";

atlas.View = class {
  constructor(map, data) {
    this.map = map;
    this.data = data;
    this.sheets = new atlas.Sheets(data);
    this.routed = new Set(data.variants.flatMap((v, i) => (v.editions.some((e) => e.legs) ? [i] : [])));
    this.main = new Set(data.shown);
    this.visible = new Set(data.shown);
    this.paths = Array.from({ length: data.chains }, (_, i) => atlas.readPath(document.getElementById("c" + i)));
    const { flat } = map.options.crs;
    this.chains = new atlas.Chains(this.paths.map((path) => path.map(flat)));
    this.drawn = new Map();
    this.lines = data.variants.map(() => []);
    this.marks = atlas.marks(this);
    this.rows = new atlas.Rows(this);
    this.order = new atlas.Order(this);
    this.chooser = new atlas.Chooser(this);
    this.itineraries = new atlas.Itineraries(this);
    this.when = data.still ? null : new atlas.When(this);
  }

  // Goes to a day and rules: other routes, other states.
  at(day, rule) {
    if (day === this.day && rule === this.rule) return;
    this.day = day;
    this.rule = rule;
    const { variants, states } = this.data, unknown = states[states.length - 1];
    this.current = variants.map((variant) => atlas.on(variant.editions, day));
    this.periods = variants.map((variant) => (variant.timelines[rule] ? atlas.on(variant.timelines[rule], day) : {
      since: null, until: null,
      status: { slug: unknown[0], tone: unknown[1], sign: unknown[2], word: atlas.say("state_unknown"), reason: "", sources: [], acts: [] },
    }));
    this.passing = atlas.passing(this.data, this.current);
    if (!this.ready) return;
    this.told();
    this.draw();
    this.save();
  }

  // What the panel says of the day.
  told() {
    this.rows.update();
    this.order.update();
    this.itineraries.update();
    if (this.when) this.when.update();
    const date = atlas.dayInWords(this.day), n = this.data.variants.length;
    document.querySelector(".subtitle").textContent = atlas.say("subtitle", { date, n });
  }

  // The strokes of an edition, each a casing below, the line, and from the seventh variant on an inlay.
  strokes(index) {
    const edition = this.current[index], variant = this.data.variants[index];
    if (!this.drawn.has(edition)) {
      const strokes = (edition.legs || []).flatMap((leg) => leg.strokes.map((stroke) => ({ ...stroke, leg })));
      const way = new atlas.Way(this.chains, strokes, index);
      this.drawn.set(edition, strokes.map((stroke, i) => this.stroke(variant, new atlas.Shape(way, i))));
    }
    return this.drawn.get(edition);
  }

  stroke(variant, shape) {
    const { index } = variant, { leg, kind } = shape.stroke;
    const make = (pane, className) => new atlas.Line(shape, {
      pane, renderer: this.renderer(pane), className, interactive: pane === "routes", fill: false,
    });
    const parts = {
      casing: make("casings", "casing " + kind),
      line: make("routes", `line ${kind} ${variant.style}`),
      inlay: variant.style.endsWith("p0") ? null : make("inlays", "inlay " + variant.style),
    };
    parts.line.on("add", () => { parts.line.getElement().dataset.variant = index; });
    parts.line.on("mouseover", () => this.highlight(index));
    parts.line.on("mouseout", () => this.highlight(null));
    parts.line.on("click", (event) => {
      const sheet = this.sheets.leg(leg);
      atlas.openSheet(this.map, event.latlng, { ...sheet, name: `${variant.letter}: ${sheet.name}` });
    });
    return parts;
  }

  renderer(pane) {
    this.renderers = this.renderers || {};
    this.renderers[pane] = this.renderers[pane] || L.svg({ pane, padding: 0.5 });
    return this.renderers[pane];
  }

  // Puts on the map what is to be seen, with its lanes, and takes off the rest.
  draw() {
    const map = this.map, wide = map.getSize().x;
    map.lineWidth = wide < 600 ? 3 : wide < 1500 ? 4 : 5;
    const lines = this.data.variants.map((_, index) => (this.visible.has(index) ? this.strokes(index) : []));
    this.chains.assign(lines.map((strokes) => strokes.map(({ line }) => line.stroke)));
    this.lines.forEach((strokes, index) => {
      if (strokes === lines[index]) return;
      for (const parts of strokes) for (const part of Object.values(parts)) if (part) part.remove();
    });
    this.lines = lines;
    lines.forEach((strokes, index) => {
      const { slug } = this.periods[index].status, dotted = this.data.variants[index].style.endsWith("p3");
      const faded = slug !== "open" && slug !== "restricted" && slug !== "unknown";
      for (const { casing, line, inlay } of strokes) {
        for (const part of [casing, line, inlay]) {
          if (!part) continue;
          const lane = line.shape.lane(map.lineWidth) * (line.stroke.kind.endsWith("schematic") ? 0.75 : 1);
          const weight = part === casing ? lane + 2.4 : part === inlay ? lane * (dotted ? 0.5 : 0.36) : lane;
          if (part._map) {
            part.setStyle({ weight });
            part._reset();
          } else {
            part.options.weight = weight;
            part.addTo(map);
          }
        }
        line.getElement().classList.toggle("faded", faded);
      }
    });
    for (const marker of this.marks.all) {
      const seen = marker.passers().some((index) => this.visible.has(index));
      if (seen && !marker._map) marker.addTo(map);
      if (!seen) marker.remove();
    }
    this.label();
  }

  label() {
    atlas.arrange(this.map, this.marks);
    this.labels = this.labels || new atlas.Labels(this.map, this.data, this.marks);
    this.labels.update(this.lines.map((strokes) => strokes.map((stroke) => stroke.line)));
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
    if (this.when) this.when.update();
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

  // Leaflet's fitBounds would fit a box of latitudes, which is none in a conic projection.
  fit(box) {
    const map = this.map, size = map.getSize();
    // Room for the buttons and for names beside the outermost places.
    const pad = size.x > 600 ? [90, 36, 110, 50] : [58, 20, 30, 46];
    const room = L.point(size.x - pad[0] - pad[2], size.y - pad[1] - pad[3]);
    const least = map.options.crs.flat(L.point(500, 500)).distanceTo(map.options.crs.flat(L.point(0, 500)));
    const zoom = Math.log2(Math.min(...["x", "y"].map((way) => room[way] / Math.max(box.getSize()[way], least))));
    const snap = map.options.zoomSnap;
    const snapped = Math.min(map.getMaxZoom(), Math.max(map.getMinZoom(), Math.floor(zoom / snap) * snap));
    const middle = box.getCenter().multiplyBy(Math.pow(2, snapped))
      .add([(pad[2] - pad[0]) / 2, (pad[3] - pad[1]) / 2]);
    map.setView(map.unproject(middle, snapped), snapped, { animate: false });
  }

  go({ zoom, lat, lng }) { this.map.setView([lat, lng], zoom, { animate: false }); }

  home() { this.fit(this.around(this.visible) || this.around(this.routed) || this.opening()); }

  zoomTo(index) {
    const box = this.around([index]);
    if (box) this.fit(box);
  }

  // The box of the drawing, for a map without any line.
  opening() {
    const [left, top, right, bottom] = this.data.box;
    return L.bounds([[left, top], [right, bottom]].map(([x, y]) => this.map.options.crs.flat(L.point(x, y))));
  }

  around(variants) {
    const points = [...variants].flatMap((index) => (this.current[index].legs || []).flatMap((leg) =>
      leg.strokes.flatMap((stroke) => stroke.uses.flatMap(([chain]) => this.chains.lines[chain]))));
    return points.length ? L.bounds(points) : null;
  }

  // A place of hidden variants brings the most important of them onto the map.
  visit(marker) {
    const variants = marker.passers();
    if (variants.length && !variants.some((index) => this.visible.has(index))) {
      this.choose([...this.visible, Math.min(...variants)]);
    }
    const near = this.data.tiles ? 8 : 4;
    this.map.setView(marker.getLatLng(), Math.max(this.map.getZoom(), near), { animate: false });
    marker.open();
  }

  state() {
    const { lat, lng } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lng };
  }

  resized() {
    this.map.invalidateSize({ animate: false, pan: false });
    this.draw();
  }

  save() { if (this.ready) atlas.address.write(this); }
};
})(window.NdnAtlas);
