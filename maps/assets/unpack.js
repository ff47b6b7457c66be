// The page's data from the lists that it is in the page: see `maps/payload.py` for their order.
(function (atlas) {
"use strict";

const pairs = (flat, size) => {
  const out = [];
  for (let i = 0; i < flat.length; i += size) out.push(flat.slice(i, i + size));
  return out;
};
const COLOURS = 6, PATTERNS = 4;

atlas.unpack = function (data) {
  const place = ([name, at, kind, country, rank = 0, uncertainty = 0, sources = [], names = [],
    unlocode = "", esr = "", estimated = 0, warning = "", opened = "", closed = ""]) => ({
    name, at, kind: data.placeKinds[kind], country, rank, uncertainty, sources, 
    names: pairs(names, 2).map(([text, tongue]) => [text, ...data.tongues[tongue]]),
    unlocode, esr, estimated, warning, opened, closed,
  });
  // Numbers of places are counted from one where there may be none.
  const crossing = ([name, at, from, to, mode = 0, named = 0, port = 0, sides = [], gauges = 0,
    handover = 0, sources = [], note = "", opened = "", closed = ""]) => ({
    at, from, to, mode: data.modes[mode], named, port: port ? port - 1 : null, gauges,
    name: name || atlas.say("frontier", { a: data.names[from], b: data.names[to] }),
    handover: handover ? handover - 1 : null, sources, note, opened, closed,
    sides: sides.map(([country, at_ = 0, station = "", operator = "", gauge = 0]) =>
      ({ country, place: at_ ? at_ - 1 : null, station, operator, gauge })),
  });
  const leg = ([start, end, mode, along, basis, countries, strokes, via = [], sources = [],
    sections = 0, gauge = 0, drawn = 0]) => ({
    start, end, mode: data.modes[mode], along, basis, countries: pairs(countries, 2), via, sources,
    sections, gauge, drawn,
    strokes: strokes.map(([kind, ...uses]) => ({
      kind: data.kinds[kind],
      uses: uses.map((use) => [Math.abs(use) - 1, Math.sign(use)]),
    })),
  });
  const legs = data.legs.map(leg);
  const edition = ([since, own, met = [], km = [], transfers = 0]) => ({
    since,
    legs: own ? own.map((number) => legs[number]) : null,
    // The manner is customs by its answer, and three more for the other direction.
    crossings: pairs(met, 3).map(([number, at, manner]) => {
      const ends = [data.crossings[number][2], data.crossings[number][3]];
      const [from, to] = manner < 3 ? ends : ends.reverse();
      return { number, at, customs: manner % 3, from, to };
    }),
    km, transfers,
  });
  const statuses = data.statuses.map(([state, reason, acts, ...sources]) => {
    const [slug, tone, sign] = data.states[state < 0 ? data.states.length - 1 : state];
    return {
      slug, tone, sign, reason: data.reasons[reason], sources, word: atlas.say("state_" + slug),
      acts: acts.map((number) => data.acts[number]),
    };
  });
  const timelines = data.timelines.map((flat) => {
    const found = pairs(flat, 2).map(([since, status]) => ({ since, status: statuses[status] }));
    found.forEach((period, i) => { period.until = i + 1 < found.length ? found[i + 1].since : null; });
    return found;
  });
  const variants = data.variants.map(([id, name, summary, editions, rules], index) => ({
    id, name, summary, index,
    letter: atlas.letter(index),
    style: `k${index % COLOURS} p${Math.floor(index / COLOURS) % PATTERNS}`,
    editions: editions.map(edition),
    timelines: rules.map((number) => (number < 0 ? null : timelines[number])),
  }));
  return {
    ...data, legs, variants,
    places: data.places.map(place),
    crossings: data.crossings.map(crossing),
    modeWord: (mode) => atlas.say(mode),
  };
};

// What holds on a day: the last of the spans that began by then.
atlas.on = function (spans, day) {
  let found = spans[0];
  for (const span of spans) if (span.since === null || span.since <= day) found = span;
  return found;
};

// What passes where, for the editions that hold: variants by place and by crossing.
atlas.passing = function (data, current) {
  const places = data.places.map(() => []), crossings = data.crossings.map(() => []);
  current.forEach((edition, index) => {
    for (const leg of edition.legs || []) {
      for (const number of [leg.start, ...leg.via, leg.end]) {
        if (!places[number].includes(index)) places[number].push(index);
      }
    }
    for (const met of edition.crossings) crossings[met.number].push({ index, at: met.at, customs: met.customs });
  });
  return { places, crossings };
};
})(window.NdnAtlas);
