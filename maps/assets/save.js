// The comparison as CSV, and the lines and marks that show as GeoJSON, made in the page itself.
(function (atlas) {
"use strict";

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = atlas.element("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A text that no spreadsheet takes for a formula.
function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = (/^[=+\-@\t\r]/.test(value) ? "'" : "") + value.replace(/\r/g, " ");
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const KM = ["distance_km", "tariff_km", "published_km", "measured_km", "drawn_km"];

atlas.records = function (view) {
  return view.data.variants.map((variant, index) => {
    const { status, since, until } = view.periods[index], edition = view.current[index];
    const km = Object.fromEntries(KM.map((name, i) => [name, edition.legs ? edition.km[i] : null]));
    const count = (n) => (edition.legs ? n : null);
    return {
      variant: variant.id, letter: variant.letter, name: variant.name,
      as_of: atlas.iso(view.day), cargo: atlas.cargoOf(view.rule), direction: atlas.directionOf(view.rule),
      state: status.slug, from: since === null ? null : atlas.iso(since),
      until: until === null ? null : atlas.iso(until), reason: status.reason,
      records: status.acts.join(" "),
      ...km,
      frontiers: count(edition.crossings.length),
      customs_borders: count(edition.crossings.filter((met) => met.customs === 1).length),
      transshipments: count(edition.transfers),
      crossings: edition.crossings.map(({ from, to }) => `${from}-${to}`).join(" "),
    };
  });
};

atlas.csv = function (view) {
  const records = atlas.records(view), names = Object.keys(records[0]);
  return [names, ...records.map((record) => names.map((name) => record[name]))]
    .map((row) => row.map(cell).join(",") + "\r\n").join("");
};

atlas.geojson = function (view) {
  const { data } = view, records = atlas.records(view);
  const round = (degrees) => Math.round(degrees * 1e4) / 1e4;
  const position = ([lat, lng]) => [lng, lat];
  const feature = (type, coordinates, properties) => ({ type: "Feature", geometry: { type, coordinates }, properties });
  const ground = (point) => {
    const { lat, lng } = view.map.options.crs.ground(point);
    return [round(lng), round(lat)];
  };
  const line = (leg) => leg.strokes.flatMap((stroke) => stroke.uses.flatMap(([chain, way]) => {
    const points = view.paths[chain].map(ground);
    return way > 0 ? points : points.reverse();
  })).filter((point, i, all) => !i || point[0] !== all[i - 1][0] || point[1] !== all[i - 1][1]);
  const passers = (marker) => marker.passers().filter((index) => view.visible.has(index))
    .map((index) => data.variants[index].id);
  const lines = [...view.visible].sort((a, b) => a - b).flatMap((index) =>
    (view.current[index].legs || []).map((leg, number) => feature("LineString", line(leg), {
      kind: "leg", variant: records[index].variant, name: records[index].name, state: records[index].state,
      leg: number + 1, from: data.places[leg.start].name, to: data.places[leg.end].name, mode: leg.mode,
      gauge_mm: leg.gauge || null, distance_km: Math.round(10 * leg.basis.reduce((a, b) => a + b, 0)) / 10,
      tariff_km: leg.basis[0], published_km: leg.basis[1], measured_km: leg.basis[2], drawn_km: leg.along,
    })));
  const points = view.marks.all.filter((marker) => passers(marker).length).map((marker) =>
    feature("Point", position(marker.item.at), {
      kind: view.marks.places.includes(marker) ? marker.item.kind : "crossing",
      name: marker.item.name, variants: [...new Set(passers(marker))].join(" "),
    }));
  return JSON.stringify({
    type: "FeatureCollection", as_of: atlas.iso(view.day), cargo: atlas.cargoOf(view.rule),
    direction: atlas.directionOf(view.rule), note: atlas.say("simplified"), features: [...lines, ...points],
  });
};

atlas.saving = function (view) {
  const name = (ending) => `ndn-${atlas.iso(view.day)}-${atlas.cargoOf(view.rule)}.${ending}`;
  document.getElementById("csv").addEventListener("click", () =>
    download(name("csv"), "text/csv;charset=utf-8", "\ufeff" + atlas.csv(view)));
  document.getElementById("geojson").addEventListener("click", () =>
    download(name("geojson"), "application/geo+json", atlas.geojson(view)));
};
})(window.NdnAtlas);
