// Lines of the routes. Variants that share a chain of sections run side by side, each in a lane.
(function (atlas) {
"use strict";

// Reads a path of the drawing back: one absolute point, then relative ones, in user units.
atlas.readPath = function (path) {
  const numbers = path.getAttribute("d").match(/-?\d+/g).map(Number);
  for (let i = 2; i < numbers.length; i++) numbers[i] += numbers[i - 2];
  const points = [];
  for (let i = 0; i < numbers.length; i += 2) points.push(L.point(numbers[i], numbers[i + 1]));
  return points;
};

atlas.Chains = class {
  // lines: in pixels at zoom 0.
  constructor(lines) {
    this.lines = lines;
    this.zoom = null;
    this.members = lines.map(() => []);
  }

  // Whole pixels do for a line. The more lanes, the fewer points: on the outer side of a small
  // bend the outermost lane would run back into itself.
  pixels(chain, zoom) {
    if (zoom !== this.zoom) {
      this.zoom = zoom;
      this.cache = [];
    }
    if (!this.cache[chain]) {
      const scale = Math.pow(2, zoom), lanes = this.members[chain].length;
      this.cache[chain] = L.LineUtil.simplify(this.lines[chain].map((p) => p.multiplyBy(scale)),
        lanes < 2 ? 0.8 : Math.min(1.3 * lanes, 6));
    }
    return this.cache[chain];
  }

  // Which way each variant runs on each chain; lanes are counted to the right of the first one.
  // strokes: those of every variant that shows, by variant.
  assign(strokes) {
    this.zoom = null;
    this.members = this.lines.map(() => []);
    strokes.forEach((own, index) => {
      for (const stroke of own) {
        for (const [chain, way] of stroke.uses) {
          const members = this.members[chain];
          if (!members.some((member) => member.index === index)) members.push({ index, way });
        }
      }
    });
  }

  spacing(chain, width) {
    return Math.min(width + 1, 26 / this.members[chain].length);
  }

  offset(chain, index, way, width) {
    const members = this.members[chain];
    const lane = members.findIndex((member) => member.index === index);
    if (lane < 0 || members.length < 2) return 0;
    const side = (lane - (members.length - 1) / 2) * this.spacing(chain, width);
    return side * way * members[0].way;
  }

  // How far the lanes of a chain reach to either side of it.
  reach(chain, width) {
    return (this.members[chain].length - 1) / 2 * this.spacing(chain, width);
  }

  width(chain, width) {
    return Math.max(1.5, Math.min(width, this.spacing(chain, width) - 1));
  }
};

// The way of a variant over its strokes, in the lanes that it has on each chain.
atlas.Way = class {
  constructor(chains, strokes, index) {
    Object.assign(this, { chains, strokes, index, known: null });
  }

  // By stroke the points in pixels of the plane, with the chain that each stretch follows; `lines`
  // are so wide.
  stretches(zoom, width) {
    const { chains, index, known, strokes } = this;
    if (known && known.zoom === zoom && known.width === width && known.lanes === chains.members) {
      return known.found;
    }
    const uses = strokes.flatMap((stroke) => stroke.uses);
    const lines = atlas.beside(uses.map(([chain, way]) => {
      const points = chains.pixels(chain, zoom);
      return { points: way > 0 ? points : points.slice().reverse(), offset: chains.offset(chain, index, way, width) };
    }), uses.length ? [uses[0], uses[uses.length - 1]].map(([chain]) => chains.reach(chain, width)) : []);
    const all = uses.map(([chain], i) => ({ points: lines[i], shared: chains.members[chain].length > 1 }));
    const found = strokes.map((stroke) => all.splice(0, stroke.uses.length));
    this.known = { zoom, width, lanes: chains.members, found };
    return found;
  }
};

// The shape of one stroke of a way, which its casing, its line and its inlay have in common.
atlas.Shape = class {
  constructor(way, number) {
    Object.assign(this, { way, number, stroke: way.strokes[number] });
  }

  stretches(zoom, width) { return this.way.stretches(zoom, width)[this.number]; }

  // As wide as the narrowest lane that it runs in, so that lanes never overlap.
  lane(width) {
    return Math.min(...this.stroke.uses.map(([chain]) => this.way.chains.width(chain, width)));
  }
};

// A stroke on the map. It keeps to the plane: Leaflet's latitudes and longitudes are not asked.
atlas.Line = L.Polyline.extend({
  options: { noClip: false, smoothFactor: 0.5, bubblingMouseEvents: false },

  initialize(shape, options) {
    L.Polyline.prototype.initialize.call(this, [], options);
    this.shape = shape;
    this.stroke = shape.stroke;
  },

  stretches(zoom) { return this.shape.stretches(zoom, this._map.lineWidth); },

  _project() {
    const origin = this._map.getPixelOrigin(), bounds = L.bounds([]);
    const ring = [];
    for (const { points } of this.stretches(this._map.getZoom())) {
      for (const point of points) {
        const moved = point.subtract(origin);
        ring.push(moved);
        bounds.extend(moved);
      }
    }
    this._rings = [ring];
    this._rawPxBounds = bounds;
    this._updateBounds();
  },
});
})(window.NdnAtlas);
