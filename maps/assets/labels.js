// Names and letters on the map, placed anew after every move so that none touches another.
(function (atlas) {
"use strict";

const touches = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const around = (p, r) => [p.x - r, p.y - r, p.x + r, p.y + r];

// A label goes without what a name explains in brackets at its end; the popup has it all.
const shortName = (name) => name.replace(/\s+\([^()]*\)\s*$/, "") || name;

// How much of the routes' lines lies under a rectangle, counted in cells of 6 pixels.
class Ink {
  constructor() { this.cells = new Set(); }
  key(x, y) { return Math.floor(x / 6) + "," + Math.floor(y / 6); }
  draw(points) {
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1], b = points[i];
      const steps = Math.max(1, Math.ceil(a.distanceTo(b) / 4));
      if (steps > 2000) continue;
      for (let s = 0; s <= steps; s++) {
        this.cells.add(this.key(a.x + (b.x - a.x) * s / steps, a.y + (b.y - a.y) * s / steps));
      }
    }
  }
  under([x0, y0, x1, y1]) {
    let found = 0;
    for (let x = x0; x < x1 + 6; x += 6) {
      for (let y = y0; y < y1 + 6; y += 6) found += this.cells.has(this.key(Math.min(x, x1), Math.min(y, y1)));
    }
    return found;
  }
}

atlas.Labels = class {
  constructor(map, data, marks) {
    // data: names of countries and seas, and the variants.
    this.map = map;
    this.data = data;
    this.marks = marks;
    this.pane = map.getPane("labels");
    this.badgePane = map.getPane("badges");
    this.labels = [
      ...marks.places.filter((m) => m.item.rank < 2).map((m) => this.of(m, "place stop")),
      ...marks.crossings.filter((m) => m.item.named && typeof m.item.port !== "number").map((m) => this.of(m, "place crossing")),
      ...marks.places.filter((m) => m.item.rank === 2 || m.item.rank === 3).map((m) => this.of(m, "place")),
      ...data.seas.map((sea) => this.fixed(sea, "sea")),
      ...data.countries.map((country) => this.fixed(country, "country")),
      ...marks.places.filter((m) => m.item.rank > 3).map((m) => this.of(m, "place minor")),
    ];
    const order = { "place stop": 0, "place crossing": 1, country: 2, sea: 3, place: 4, "place minor": 5 };
    this.labels.sort((a, b) => order[a.kind] - order[b.kind]);
    this.badges = data.variants.map((variant, index) => {
      const node = atlas.element("span", "badge on-line " + variant.style, variant.letter);
      node.dataset.variant = index;
      node.hidden = true;
      this.badgePane.append(node);
      return node;
    });
  }

  of(marker, kind) {
    return { words: shortName(marker.item.name), node: null, kind, marker, at: L.latLng(marker.item.at) };
  }

  // A sea whose middle is full of lines has other places for its name.
  fixed([name, lat, lng, ...others], kind) {
    return { words: name, node: null, kind, at: L.latLng(lat, lng), others: others.map((at) => L.latLng(at)) };
  }

  // Names that could show. Their nodes are made when first needed, and measured all at once.
  candidates() {
    const found = this.labels.filter((label) => {
      const { marker } = label;
      if (marker && (!marker._map || marker.covered)) return false;
      label.points = marker ? [marker.point]
        : [label.at, ...label.others].map((at) => this.map.latLngToContainerPoint(at));
      return label.points.some(({ x, y }) => touches([x - 300, y - 60, x + 300, y + 60], this.frame));
    });
    const fresh = found.filter((label) => !label.node);
    for (const label of fresh) label.node = atlas.element("span", "label " + label.kind, label.words);
    this.pane.append(...fresh.map((label) => label.node));
    for (const label of fresh) {
      label.width = Math.ceil(label.node.offsetWidth) + 1;
      label.height = Math.ceil(label.node.offsetHeight);
    }
    return new Set(found);
  }

  // lines: every line that shows, by variant.
  update(lines) {
    const map = this.map, size = map.getSize();
    this.buttons = [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect(), frame = map.getContainer().getBoundingClientRect();
      return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    });
    this.taken = [...this.buttons];
    const minor = [];
    this.frame = [3, 3, size.x - 3, size.y - 3];
    for (const marker of this.marks.all) {
      if (!marker._map) continue;
      marker.point = map.latLngToContainerPoint(marker.getLatLng()).add(marker.shift);
      marker.rect = around(marker.point, marker.box);
      if (!marker.covered) (marker.item.rank > 1 ? minor : this.taken).push(marker.rect);
    }
    const moved = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin());
    this.ink = new Ink();
    this.near = lines.map((own) => own.flatMap((line) => line.stretches(map.getZoom()).map((stretch) => ({
      shared: stretch.shared,
      points: stretch.points.map((point) => point.subtract(moved)),
    }))));
    for (const own of this.near) for (const { points } of own) this.ink.draw(points);
    this.placeBadges(minor);
    this.taken.push(...minor);
    const candidates = this.candidates();
    for (const label of this.labels) {
      if (candidates.has(label)) this.place(label);
      else if (label.node) label.node.classList.remove("placed");
    }
  }

  inside(box) {
    const f = this.frame;
    return box[0] >= f[0] && box[1] >= f[1] && box[2] <= f[2] && box[3] <= f[3];
  }

  // A name may come nearer to its own mark than to anything else.
  free(box, gap, own, taken = this.taken) {
    const wide = [box[0] - gap, box[1] - gap, box[2] + gap, box[3] + gap];
    return this.inside(box) && !taken.some((other) => touches(other === own ? box : wide, other));
  }

  // Points along a variant's lines in the window, some pixels apart.
  *along(index, step) {
    const [left, top, right, bottom] = this.frame;
    for (const { points, shared } of this.near[index]) {
      let since = step / 2;
      for (let i = 1; i < points.length; i++) {
        const a = points[i - 1], b = points[i], length = a.distanceTo(b);
        const box = [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x) + 1, Math.max(a.y, b.y) + 1];
        if (touches(box, [left, top, right, bottom])) {
          for (let at = step - since; at <= length; at += step) {
            yield { point: L.point(a.x + (b.x - a.x) * at / length, a.y + (b.y - a.y) * at / length), shared };
          }
        }
        since = (since + length) % step;
      }
    }
  }

  // One letter for each variant, preferably where it runs alone and far from other letters. Where
  // room is short it may stand near, and in the end even over, a place between the stops.
  placeBadges(minor) {
    const placed = [];
    const centre = this.map.getSize().divideBy(2);
    const all = [...this.taken, ...minor];
    const tries = [[3, all, 14], [0, all, 14], [0, this.taken, 14], [0, this.taken, 12], [0, this.buttons, 12], [0, this.buttons, 11]];
    // What has the least choice chooses first.
    const choices = this.badges.map((node, index) => ({ node, points: [...this.along(index, 12)] }));
    choices.sort((a, b) => a.points.length - b.points.length);
    for (const { node, points } of choices) {
      let best = null;
      for (const [gap, taken, apart] of tries) {
        const busy = [...taken, ...placed.map((point) => around(point, apart))];
        for (const { point, shared } of points) {
          if (!this.free(around(point, 11), gap, null, busy)) continue;
          const far = placed.length ? Math.min(...placed.map((p) => p.distanceTo(point))) : 160;
          const score = Math.min(far, 160) + (shared ? 0 : 220) - 0.25 * point.distanceTo(centre);
          if (!best || score > best.score) best = { point, score };
        }
        if (best) break;
      }
      node.hidden = !best;
      if (!best) continue;
      placed.push(best.point);
      L.DomUtil.setPosition(node, this.map.containerPointToLayerPoint(best.point).round());
    }
    this.taken.push(...placed.map((point) => around(point, 11)));
  }

  spots(label, point) {
    const w = label.width, h = label.height;
    if (!label.marker) {
      const steps = [0, -1, 1];
      return steps.flatMap((y) => [0, -0.25, 0.25].map((x) =>
        [point.x - w / 2 + x * w, point.y - h / 2 + y * h * 0.9]));
    }
    const r = label.marker.box + 2;
    return [
      [point.x + r, point.y - h / 2], [point.x - r - w, point.y - h / 2],
      [point.x + r - 2, point.y - h + 1], [point.x + r - 2, point.y - 1],
      [point.x - r + 2 - w, point.y - h + 1], [point.x - r + 2 - w, point.y - 1],
      [point.x - w / 2, point.y - r - h + 1], [point.x - w / 2, point.y + r - 1],
      ...[8, 15].flatMap((far) => [
        [point.x + r + far * 0.7, point.y - h / 2 - far], [point.x + r + far * 0.7, point.y - h / 2 + far],
        [point.x - r - far * 0.7 - w, point.y - h / 2 - far], [point.x - r - far * 0.7 - w, point.y - h / 2 + far],
      ]),
    ];
  }

  place(label) {
    const gap = label.kind === "place stop" ? 1 : 4;
    let best = null;
    label.points.flatMap((point) => this.spots(label, point)).forEach(([x, y], rank) => {
      const box = [x, y, x + label.width, y + label.height];
      if (!this.free(box, gap, label.marker && label.marker.rect)) return;
      const ink = this.ink.under(box);
      if (ink && (label.kind === "country" || label.kind === "sea")) return;
      if (ink > 8 && label.kind !== "place stop") return;
      const cost = 4 * ink + rank + (rank < 8 ? 0 : 8);
      if (!best || cost < best.cost) best = { x, y, box, cost };
    });
    label.node.classList.toggle("placed", Boolean(best));
    if (!best) return;
    this.taken.push(best.box);
    L.DomUtil.setPosition(label.node, this.map.containerPointToLayerPoint([best.x, best.y]).round());
  }
};
})(window.NdnAtlas);
