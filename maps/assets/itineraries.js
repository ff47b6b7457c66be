// Every variant leg by leg on the day, with the frontiers it crosses; written when it is opened.
(function (atlas) {
"use strict";

atlas.Itineraries = class {
  constructor(view) {
    this.view = view;
    this.parts = view.data.variants.map((variant) => {
      const part = atlas.element("details"), summary = atlas.element("summary"), body = atlas.element("div");
      summary.append(atlas.element("span", "badge " + variant.style, variant.letter), " ", atlas.element("bdi", "", variant.name));
      part.append(summary, body);
      part.addEventListener("toggle", () => this.write(variant.index));
      document.getElementById("itineraries").append(part);
      return { part, body };
    });
  }

  update() { this.parts.forEach((_, index) => this.write(index)); }

  write(index) {
    const { part, body } = this.parts[index];
    if (!part.open) return;
    const { view } = this, variant = view.data.variants[index], edition = view.current[index];
    const { status, since, until } = view.periods[index];
    const state = atlas.element("p"), nodes = [];
    state.append(atlas.element("b", "", `${status.sign} ${status.word}, ${atlas.span(since, until)}`), ": ",
      atlas.element("bdi", "", status.reason));
    if (variant.summary) nodes.push(atlas.element("p", "", variant.summary));
    nodes.push(state);
    for (const ground of atlas.grounds(view.data, status)) nodes.push(atlas.element("p", "cited", ground));
    if (edition.legs) nodes.push(this.legs(edition.legs));
    if (edition.crossings.length) nodes.push(atlas.element("h3", "", atlas.say("frontiers_of")), this.frontiers(edition.crossings));
    body.replaceChildren(...nodes);
  }

  list(lines) {
    const list = atlas.element("ol");
    for (const [head, rest] of lines) {
      const item = atlas.element("li");
      item.append(atlas.element("b", "", head), atlas.element("br"), rest);
      list.append(item);
    }
    return list;
  }

  legs(legs) {
    return this.list(legs.map((leg) => [this.view.sheets.legTitle(leg), [
      atlas.say(leg.mode), atlas.quoted(leg), leg.gauge ? atlas.say("mm", { mm: leg.gauge }) : "",
    ].filter(Boolean).join(", ")]));
  }

  frontiers(met) {
    const { data } = this.view;
    return this.list(met.map(({ number, at, customs, from, to }) => {
      const crossing = data.crossings[number];
      const handover = crossing.handover === null ? ""
        : `; ${atlas.say("handover")}: ${data.places[crossing.handover].name}`;
      const answer = atlas.say(["no", "yes", "unknown"][customs]);
      return [`${crossing.name}, ${atlas.say("km", { km: atlas.number(at) })}`,
        `${data.names[from]} – ${data.names[to]}; ${atlas.say("customs").toLowerCase()}: ${answer}${handover}`];
    }));
  }
};
})(window.NdnAtlas);
