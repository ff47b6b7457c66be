// What the page tells of places, border crossings and legs: rows of a label and its text.
(function (atlas) {
"use strict";

const rows = (list) => list.filter(([, text]) => text && text.length);
const dates = ({ opened, closed }) => [
  opened && atlas.say("opened", { date: atlas.inWords(opened) }),
  closed && atlas.say("closed_on", { date: atlas.inWords(closed) }),
].filter(Boolean).join(", ");
atlas.titles = (data, numbers) => [...new Set(numbers.map((number) => data.sources[number]))].join("; ");

// What a state rests on: the ids of the records that decide it, and the titles of their sources.
atlas.grounds = (data, { acts, sources }) => [
  acts.length && atlas.say("records", { ids: acts.join(", "), n: acts.length }), atlas.titles(data, sources),
].filter(Boolean);

function degrees([lat, lng]) {
  const part = (value, plus, minus) => `${Math.abs(value).toFixed(4)}° ${atlas.say(value < 0 ? minus : plus)}`;
  return `${part(lat, "north", "south")}, ${part(lng, "east", "west")}`;
}

function position({ at, uncertainty, estimated }) {
  const far = uncertainty >= 1000 ? atlas.say("km", { km: uncertainty / 1000 }) : `${uncertainty} m`;
  const lines = [degrees(at), uncertainty ? `± ${far}` : "", estimated ? atlas.say("estimated") : ""];
  return lines.filter(Boolean).join("\n");
}

const USES = ["official", "transliteration", "foreign", "historical"];
const otherNames = (place) => place.names.map(([text, language, use]) =>
  `${text} (${language}, ${USES.includes(use) ? atlas.say(use) : use})`).join("\n");

// Kilometres, with ~ where any of them are only measured, and their basis.
atlas.quoted = function (leg) {
  const total = leg.basis.reduce((sum, km) => sum + km, 0);
  const parts = ["tariff", "published", "measured"].map((word, i) => [atlas.say(word), leg.basis[i]])
    .filter(([, km]) => km > 0);
  const about = leg.basis[2] > 0 ? "~" : "";
  const basis = parts.length > 1
    ? parts.map(([word, km]) => `${km.toFixed(1)} ${word}`).join(" + ")
    : parts.map(([word]) => word).join("");
  return `${about}${atlas.say("km", { km: atlas.number(total) })}${basis && ` (${basis})`}`;
};

atlas.Sheets = class {
  constructor(data) { this.data = data; }

  letters(variants) { return variants.map((index) => this.data.variants[index].letter).join(", "); }

  legTitle(leg) {
    const { places } = this.data;
    return `${places[leg.start].name} – ${places[leg.end].name}`;
  }

  leg(leg) {
    const { data } = this;
    return {
      name: this.legTitle(leg),
      rows: rows([
        [atlas.say("mode"), atlas.say(leg.mode)],
        [atlas.say("distance"), atlas.quoted(leg)],
        [atlas.say("along"), atlas.say("km", { km: atlas.number(leg.along) })],
        [atlas.say("sections"), String(leg.sections)],
        [atlas.say("gauge"), leg.gauge ? atlas.say("mm", { mm: leg.gauge }) : ""],
        [atlas.say("countries"), leg.countries.map(([code, km]) =>
          `${data.names[code]} ${atlas.say("km", { km: atlas.number(km) })}`).join(", ")],
        [atlas.say("via"), leg.via.map((number) => data.places[number].name).join(", ")],
        [atlas.say("drawn"), ["", atlas.say("schematic"), atlas.say("partly")][leg.drawn]],
        [atlas.say("sources"), atlas.titles(data, leg.sources)],
      ]),
    };
  }

  // passing: who passes what on the day, from `atlas.passing`.
  place(number, passing) {
    const { data } = this, place = data.places[number];
    const ports = data.crossings.flatMap((crossing, i) =>
      (crossing.port === number && passing.crossings[i].length ? [i] : []));
    return {
      name: place.name,
      rows: rows([
        [atlas.say("names"), otherNames(place)],
        [atlas.say("kind"), atlas.say(place.kind === "frontier" ? "frontier_kind" : place.kind)],
        [atlas.say("country"), data.names[place.country]],
        [atlas.say("position"), position(place)],
        [atlas.say("esr"), place.esr],
        [atlas.say("unlocode"), place.unlocode],
        [atlas.say("dates"), dates(place)],
        [atlas.say("variants"), this.letters(passing.places[number])],
        [atlas.say("remark"), place.warning],
        [atlas.say("sources"), atlas.titles(data, place.sources)],
      ]),
      more: ports.map((i) => {
        const sheet = this.crossing(i, passing);
        return { ...sheet, name: atlas.say("at_port", { name: sheet.name }) };
      }),
    };
  }

  side({ country, place, station, operator, gauge }) {
    const { data } = this, at = place === null ? null : data.places[place];
    const lines = [
      at ? at.name : station,
      at && at.names.map(([text]) => text).join(" · "),
      at && [at.esr && `${atlas.say("esr")} ${at.esr}`, at.unlocode].filter(Boolean).join(", "),
      [operator && atlas.say("operator", { name: operator }), gauge && atlas.say("mm", { mm: gauge })]
        .filter(Boolean).join(", "),
    ];
    return [atlas.say("side", { country: data.names[country] }), lines.filter(Boolean).join("\n")];
  }

  crossing(number, passing) {
    const { data } = this, crossing = data.crossings[number], met = passing.crossings[number];
    const customs = [...new Set(met.map(({ customs }) => atlas.say(["no", "yes", "unknown"][customs])))];
    const byVariant = new Map();
    for (const { index, at } of met) byVariant.set(index, [...(byVariant.get(index) || []), atlas.number(at)]);
    const passers = [...byVariant].map(([index, km]) =>
      `${data.variants[index].letter} ${atlas.say("km", { km: km.join(", ") })}`);
    return {
      name: crossing.name,
      rows: rows([
        [atlas.say("between"), `${data.names[crossing.from]} – ${data.names[crossing.to]}`],
        [atlas.say("mode"), atlas.say(crossing.mode)],
        ...crossing.sides.map((side) => this.side(side)),
        [atlas.say("customs"), customs.join(", ")],
        [atlas.say("gauge"), crossing.gauges ? atlas.say("break") : ""],
        [atlas.say("handover"), crossing.handover === null ? "" : data.places[crossing.handover].name],
        [atlas.say("position"), degrees(crossing.at)],
        [atlas.say("dates"), dates(crossing)],
        [atlas.say("variants"), passers.length ? atlas.say("from_origin", { list: passers.join(", ") }) : ""],
        [atlas.say("remark"), crossing.note],
        [atlas.say("sources"), atlas.titles(data, crossing.sources)],
      ]),
    };
  }
};
})(window.NdnAtlas);
