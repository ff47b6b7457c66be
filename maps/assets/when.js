// The choice of the date and the rules.
(function (atlas) {
"use strict";

atlas.When = class {
  constructor(view) {
    this.view = view;
    this.slider = document.getElementById("day");
    this.date = document.getElementById("date");
    this.words = document.getElementById("status");
    const go = (day) => view.at(day, view.rule);
    this.strips = new atlas.Strips(view, go);
    this.slider.addEventListener("input", () => go(Number(this.slider.value)));
    this.date.addEventListener("change", () => {
      const day = atlas.ofIso(this.date.value);
      if (day === null) this.date.value = atlas.iso(view.day);
      else go(Math.min(Math.max(day, 0), view.data.end));
    });
    this.step("earlier", () => this.edges().filter((day) => day < view.day).pop());
    this.step("later", () => this.edges().find((day) => day > view.day));
    for (const box of document.querySelectorAll("[name=cargo], [name=direction]")) {
      box.addEventListener("change", () => {
        const [cargo, direction] = ["cargo", "direction"].map((name) =>
          document.querySelector(`[name=${name}]:checked`).value);
        view.at(view.day, atlas.ruleOf(cargo, direction));
      });
    }
  }

  step(id, find) {
    const button = document.getElementById(id);
    this[id] = button;
    button.addEventListener("click", () => {
      const day = find();
      if (day !== undefined) this.view.at(day, this.view.rule);
    });
  }

  // Days on which a state or the route of a variant that shows changes; of all when none shows.
  edges() {
    const { view } = this, days = new Set();
    const chosen = view.visible.size ? [...view.visible] : [...view.data.variants.keys()];
    for (const index of chosen) {
      const variant = view.data.variants[index];
      for (const { since } of [...(variant.timelines[view.rule] || []), ...variant.editions]) {
        if (since !== null && since > 0 && since <= view.data.end) days.add(since);
      }
    }
    return [...days].sort((a, b) => a - b);
  }

  update() {
    const { view } = this, { data, day, rule } = view;
    const states = view.periods.map((period) => period.status);
    const open = states.filter((status) => status.slug === "open").length;
    const date = atlas.dayInWords(day), known = data.known[rule];
    const words = atlas.say("status", { date, open, n: states.length });
    const last = known !== null && day > known ? atlas.say("known", { date: atlas.dayInWords(known) }) : "";
    this.slider.value = day;
    this.slider.setAttribute("aria-valuetext", last ? `${words}, ${last}` : words);
    this.date.value = atlas.iso(day);
    for (const box of document.querySelectorAll("[name=cargo]")) box.checked = box.value === atlas.cargoOf(rule);
    for (const box of document.querySelectorAll("[name=direction]")) box.checked = box.value === atlas.directionOf(rule);
    this.counts(states, last ? `${words}, ${last}` : words);
    const edges = this.edges();
    this.earlier.disabled = !edges.some((edge) => edge < day);
    this.later.disabled = !edges.some((edge) => edge > day);
    this.strips.update();
  }

  // How many variants are in each state, in signs beside the words.
  counts(states, words) {
    const found = new Map();
    for (const status of states) found.set(status.slug, [...(found.get(status.slug) || []), status]);
    const line = atlas.element("span", "counts");
    for (const [slug] of this.view.data.states) {
      const [status, ...more] = found.get(slug) || [];
      if (!status) continue;
      const pill = atlas.element("span", "pill " + status.tone);
      const sign = atlas.element("span", "", status.sign);
      sign.setAttribute("aria-hidden", "true");
      pill.append(sign, ` ${more.length + 1} ${atlas.say("count_" + slug)}`);
      line.append(pill, " ");
    }
    this.words.replaceChildren(atlas.element("span", "said", words), " ", line);
  }
};
})(window.NdnAtlas);
