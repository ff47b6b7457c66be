// The page's data from the short form that it has in the page: the words that rows share stand
// once, places and crossings are lists, and the chains of a stroke carry their direction as a sign.
(function (atlas) {
"use strict";

atlas.unpack = function (data) {
  const rows = (flat) => flat.flatMap((label, i) => {
    if (i % 2) return [];
    const value = flat[i + 1];
    return [[data.words[label], typeof value === "number" ? data.words[value] : value]];
  });
  const sheet = ([title, flat]) => ({ title, rows: rows(flat) });
  const item = (list) => {
    const out = Object.fromEntries(data.fields.map((field, i) => [field, list[i] ?? 0]));
    out.rows = rows(out.rows);
    out.more = (out.more || []).map(sheet);
    // Ports are counted from one, so that none is nothing.
    out.port = out.port ? out.port - 1 : null;
    return out;
  };
  const stroke = ([leg, kind, ...uses]) => ({
    leg,
    kind: data.kinds[kind],
    uses: uses.map((use) => [Math.abs(use) - 1, Math.sign(use)]),
  });
  return {
    ...data,
    places: data.places.map(item),
    crossings: data.crossings.map((list) => ({ ...item(list), rank: undefined })),
    legs: data.legs.map(sheet),
    variants: data.variants.map((variant) => ({ ...variant, strokes: variant.strokes.map(stroke) })),
  };
};
})(window.NdnAtlas);
