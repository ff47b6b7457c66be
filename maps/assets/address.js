// Date, rules, variants and view in the address, so that a link or a reload brings them back.
(function (atlas) {
"use strict";

const CARGO = ["commercial", "special"], DIRECTION = ["to", "from"];

atlas.ruleOf = (cargo, direction) => 2 * CARGO.indexOf(cargo) + DIRECTION.indexOf(direction);
atlas.cargoOf = (rule) => CARGO[rule >> 1];
atlas.directionOf = (rule) => DIRECTION[rule & 1];

atlas.address = {
  read(data) {
    const parts = new URLSearchParams(location.hash.slice(1));
    const [zoom, lat, lng] = (parts.get("view") || "").split("/").map(Number);
    const letters = parts.get("show");
    const day = atlas.ofIso(parts.get("date") || "");
    const or = (known, name, otherwise) => (known.includes(parts.get(name)) ? parts.get(name) : otherwise);
    const rule = atlas.ruleOf(
      or(CARGO, "cargo", atlas.cargoOf(data.rule)), or(DIRECTION, "direction", atlas.directionOf(data.rule)));
    return {
      view: [zoom, lat, lng].every(Number.isFinite) && parts.has("view") && Math.abs(lat) < 90 ? { zoom, lat, lng } : null,
      letters: letters === null ? null : new Set(letters.split(".")),
      day: day === null || data.still ? data.day : Math.min(Math.max(day, 0), data.end),
      rule: data.still ? data.rule : rule,
      sort: parts.get("sort") || "",
    };
  },
  // What is as the page opened with it is left out.
  write(view) {
    const { data } = view, { zoom, lat, lng } = view.state(), parts = [];
    if (view.day !== data.day) parts.push(`date=${atlas.iso(view.day)}`);
    if (view.rule >> 1 !== data.rule >> 1) parts.push(`cargo=${atlas.cargoOf(view.rule)}`);
    if ((view.rule & 1) !== (data.rule & 1)) parts.push(`direction=${atlas.directionOf(view.rule)}`);
    if (!view.chooser.isMain(view.visible)) {
      parts.push(`show=${[...view.visible].sort((a, b) => a - b).map(atlas.letter).join(".")}`);
    }
    if (view.order.words) parts.push(`sort=${view.order.words}`);
    parts.push(`view=${zoom.toFixed(2)}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
    try {
      history.replaceState(null, "", `#${parts.join("&")}`);
    } catch (error) {
      // A page inside a notebook has no address of its own.
    }
  },
};
})(window.NdnAtlas);
