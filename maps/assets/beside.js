// Where a line runs that lies beside others: the way moved sideways, without hooks and loops.
(function (atlas) {
"use strict";

// Lanes come together in the place where a way ends, over so many times the width of one half.
const FAN = 1.5;
// How far a bend on the inner side may lie from its vertex, in offsets.
const SHARPEST = 3;
// A change of lanes takes so many times its width, unless a bend takes it by itself.
const EASE = 3, BEND = 2.5;

const move = (p, d, far) => L.point(p.x + d.x * far, p.y + d.y * far);
const dot = (a, b) => a.x * b.x + a.y * b.y;
const cross = (a, b) => a.x * b.y - a.y * b.x;

function edge(piece, offset, from, to) {
  const length = from.distanceTo(to), along = to.subtract(from).divideBy(length);
  return { piece, offset, from, to, length, along, across: L.point(-along.y, along.x) };
}

const turned = (edges) => edges.map((e) => edge(e.piece, -e.offset, e.to, e.from)).reverse();

// The way without so much at its beginning.
function shortened(edges, by) {
  const kept = edges.slice();
  while (kept.length > 1 && kept[0].length <= by) by -= kept.shift().length;
  const { piece, offset, from, to, along, length } = kept[0], cut = Math.min(by, length / 2);
  if (cut > 0) kept[0] = edge(piece, offset, move(from, along, cut), to);
  return kept;
}

// Where two edges meet: themselves or, when what lay between is gone, their lines.
function corner(a, b) {
  if (a.to.equals(b.from)) return a.to;
  const turn = cross(a.along, b.along), gap = b.from.subtract(a.to);
  if (Math.abs(turn) < 0.2) return null;
  const far = cross(gap, b.along) / turn;
  const most = SHARPEST * (Math.abs(a.offset) + Math.abs(b.offset)) + Math.hypot(gap.x, gap.y);
  return Math.abs(far) > most ? null : move(a.to, a.along, far);
}

// The end of one edge's lane and the beginning of the next one's.
function joint(a, b) {
  const at = corner(a, b);
  if (!at) return [move(a.to, a.across, a.offset), move(b.from, b.across, b.offset)];
  const cos = dot(a.along, b.along), turn = Math.atan2(cross(a.along, b.along), cos);
  const mean = (a.offset + b.offset) / 2, half = (a.offset - b.offset) / 2;
  const bisector = a.across.add(b.across), size = Math.hypot(bisector.x, bisector.y);
  // Of two edges that run back upon each other no bend can be mitred.
  const mitre = bisector.multiplyBy(size > 1e-9 && cos > -1 ? Math.min(size / (1 + cos), SHARPEST) / size : 0);
  if (half && 2 > BEND * BEND * (1 - cos)) {
    const eased = (e, side) => move(move(at, mitre, e.offset), e.along,
      side * Math.min(EASE * Math.abs(half), 0.45 * e.length));
    return [eased(a, -1), eased(b, 1)];
  }
  // Around the outside of a sharp bend.
  if (mean * turn < 0 && cos < 0) {
    const round = Math.tan(Math.abs(turn) / 4);
    return [move(move(at, a.across, a.offset), a.along, Math.abs(a.offset) * round),
      move(move(at, b.across, b.offset), b.along, -Math.abs(b.offset) * round)];
  }
  const shift = half ? half / (1 - cos) : 0;
  const met = move(move(at, mitre, mean), a.across.subtract(b.across), shift);
  return [met, met];
}

// pieces: the stretches of a way in order, each with its points and how far to the right of it the
// line runs. reaches: how far the lanes reach to either side where the way begins and ends.
// The points of the line, piece by piece; each begins where the one before it ends.
atlas.beside = function (pieces, reaches) {
  let edges = [], last = null;
  pieces.forEach(({ points, offset }, piece) => {
    for (const point of points) {
      if (last && !last.equals(point)) edges.push(edge(piece, offset, last, point));
      last = point;
    }
  });
  if (!edges.length) return pieces.map(({ points }) => points);
  const ends = [edges[0].from, last];
  const whole = edges.reduce((sum, { length }) => sum + length, 0);
  const fans = reaches.map((reach) => Math.min(FAN * reach, whole / 3));
  edges = turned(shortened(turned(shortened(edges, fans[0])), fans[1]));
  // An edge that would run backwards is too short for its bends, and left out.
  const kept = [];
  for (const next of edges) {
    let start = move(next.from, next.across, next.offset);
    while (kept.length) {
      const top = kept[kept.length - 1], [end, onward] = joint(top.edge, next);
      if (dot(end.subtract(top.start), top.edge.along) >= 0) {
        top.end = end;
        start = onward;
        break;
      }
      kept.pop();
    }
    kept.push({ edge: next, start, end: null });
  }
  for (;;) {
    const { edge: e, start } = kept[kept.length - 1], end = move(e.to, e.across, e.offset);
    kept[kept.length - 1].end = end;
    if (kept.length < 2 || dot(end.subtract(start), e.along) >= 0) break;
    kept.pop();
  }
  const found = pieces.map(() => []);
  let at = ends[0];
  found.forEach((points, piece) => {
    const add = (point) => {
      if (!points.length || !points[points.length - 1].equals(point)) points.push(point);
    };
    add(at);
    for (const one of kept) {
      if (one.edge.piece !== piece) continue;
      add(one.start);
      add(one.end);
    }
    if (piece === pieces.length - 1) add(ends[1]);
    at = points[points.length - 1];
  });
  return found;
};
})(window.NdnAtlas);
