// The states of each variant that shows, over time: one strip for each, its intervals in colour and
// pattern. An interval tells its reason, records and sources on hover and focus; a click goes to its first day.
(function (atlas) {
"use strict";

const LEAST_PX = 3;

atlas.Strips = class {
  constructor(view, go) {
    this.view = view;
    this.go = go;
    this.box = document.getElementById("strips");
    this.tip = document.getElementById("tip");
    this.axis = document.getElementById("axis");
    this.shown = "";
    this.years();
    this.box.addEventListener("mouseleave", () => this.tell(null));
    this.box.addEventListener("focusout", () => this.tell(null));
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  percent(day) { return 100 * Math.min(Math.max(day, 0), this.view.data.end + 1) / (this.view.data.end + 1); }

  years() {
    const { data } = this.view, first = Number(data.start.slice(0, 4));
    const last = Number(atlas.iso(data.end).slice(0, 4)), step = [1, 2, 5, 10].find((n) => (last - first) / n <= 8) || 20;
    for (let year = first; year <= last; year += step) {
      const day = atlas.ofIso(`${year}-01-01`), node = atlas.element("span", "", String(year));
      node.style.left = this.percent(day) + "%";
      this.axis.append(node);
    }
  }

  // Anew when other variants show or other rules apply; the date only moves the mark.
  update() {
    const { view } = this, numbers = [...view.visible].sort((a, b) => a - b);
    const shown = `${view.rule}:${numbers}`;
    if (shown !== this.shown) {
      this.shown = shown;
      this.tell(null);
      this.box.replaceChildren(...numbers.map((index) => this.strip(view.data.variants[index])));
    }
    const now = this.percent(view.day + 0.5) + "%";
    for (const mark of this.box.querySelectorAll(".now")) mark.style.left = now;
  }

  strip(variant) {
    const row = atlas.element("div", "strip " + variant.style), track = atlas.element("div", "track");
    track.setAttribute("role", "group");
    track.setAttribute("aria-label", atlas.say("intervals", { letter: variant.letter }));
    const periods = variant.timelines[this.view.rule] || [];
    const now = atlas.on(periods, this.view.day);
    for (const period of periods) {
      const from = period.since === null ? 0 : period.since;
      const to = period.until === null ? this.view.data.end + 1 : period.until;
      if (from > this.view.data.end) continue;
      const node = atlas.element("button", "span " + period.status.slug);
      node.type = "button";
      node.style.left = this.percent(from) + "%";
      const width = this.percent(to) - this.percent(from);
      node.style.width = `max(${LEAST_PX}px, ${width}%)`;
      // A short one lies over the long ones beside it.
      node.classList.toggle("brief", width < 1.5);
      node.setAttribute("aria-label", this.words(period).join(". "));
      // One stop for the whole strip; arrow keys go on from there.
      node.tabIndex = period === now ? 0 : -1;
      node.addEventListener("mouseenter", () => this.tell(variant, period, node));
      node.addEventListener("focus", () => this.tell(variant, period, node));
      node.addEventListener("click", () => this.go(Math.max(from, 0)));
      track.append(node);
    }
    track.append(atlas.element("i", "now"));
    row.append(atlas.element("span", "badge " + variant.style, variant.letter), track);
    return row;
  }

  words({ since, until, status }) {
    const head = `${status.word}, ${atlas.span(since, until)}`;
    return [head, status.reason, ...atlas.grounds(this.view.data, status)].filter(Boolean);
  }

  tell(variant, period, node) {
    const { tip } = this;
    tip.hidden = !variant;
    if (!variant) return;
    const [first] = this.words(period), { status } = period;
    const head = atlas.element("b", "", `${variant.letter} ${status.sign} ${first}`);
    tip.replaceChildren(head, atlas.element("p", "", status.reason));
    for (const ground of atlas.grounds(this.view.data, status)) tip.append(atlas.element("p", "cited", ground));
    const row = node.closest(".strip");
    tip.style.top = row.offsetTop + row.offsetHeight + "px";
  }

  key(event) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key], node = event.target.closest(".span");
    if (event.key === "Escape") this.tell(null);
    if (!way || !node) return;
    const all = [...node.parentNode.querySelectorAll(".span")], next = all[all.indexOf(node) + way];
    event.preventDefault();
    if (!next) return;
    node.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
};
})(window.NdnAtlas);
