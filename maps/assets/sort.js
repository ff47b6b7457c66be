// The order of the table's rows, by its headings; on a phone, where they do not show, by a list.
(function (atlas) {
"use strict";

const KEYS = ["variant", "state", "quoted", "tariff", "published", "measured", "drawn",
  "frontiers", "customs", "transfers"];

atlas.Order = class {
  constructor(view) {
    this.view = view;
    this.table = document.getElementById("table");
    this.heads = [...this.table.querySelectorAll("thead th")];
    this.bodies = [...this.table.tBodies];
    this.list = document.getElementById("sort");
    this.heads.forEach((head, i) => {
      const button = atlas.element("button", "", head.textContent), option = atlas.element("option");
      button.type = "button";
      button.addEventListener("click", () =>
        this.by(KEYS[i], this.key === KEYS[i] && !this.down));
      head.replaceChildren(button);
      option.value = KEYS[i];
      option.textContent = head.textContent.replace(/\u00ad/g, "");
      this.list.append(option);
    });
    this.list.addEventListener("change", () => this.by(this.list.value, false));
    document.getElementById("turn").addEventListener("click", () => this.by(this.key, !this.down));
    this.key = "variant";
    this.down = false;
    this.told();
  }

  // What the rows are ordered by; null, which stands last either way, where there is no route.
  value(index) {
    const edition = this.view.current[index], column = KEYS.indexOf(this.key);
    if (this.key === "variant") return index;
    if (this.key === "state") {
      return this.view.data.states.findIndex(([slug]) => slug === this.view.periods[index].status.slug);
    }
    if (!edition.legs) return null;
    if (column < 7) return edition.km[column - 2];
    const met = edition.crossings;
    return [met.length, met.filter((one) => one.customs === 1).length, edition.transfers][column - 7];
  }

  by(key, down) {
    this.key = key;
    this.down = down;
    this.told();
    this.update();
    this.view.save();
  }

  told() {
    this.heads.forEach((head, i) => {
      if (KEYS[i] === this.key) head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.list.value = this.key;
  }

  // Equal rows keep the order of their letters.
  update() {
    const way = this.down ? -1 : 1;
    const rows = this.bodies.map((body) => {
      const index = Number(body.dataset.variant);
      return { body, index, value: this.value(index) };
    });
    rows.sort((a, b) => (a.value === null) - (b.value === null)
      || way * (a.value - b.value) || a.index - b.index);
    const now = this.table.tBodies;
    if (rows.every(({ body }, i) => now[i] === body)) return;
    this.table.append(...rows.map(({ body }) => body));
  }

  // As the address has it: a minus before what runs downwards.
  get words() { return this.key === "variant" && !this.down ? "" : (this.down ? "-" : "") + this.key; }
  set words(text) {
    const down = text.startsWith("-"), key = down ? text.slice(1) : text;
    if (KEYS.includes(key)) this.by(key, down);
  }
};
})(window.NdnAtlas);
