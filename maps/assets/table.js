// The table: ticks and zoom buttons, and the figures of the date and the rules.
(function (atlas) {
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const LONG_REASON = 120, REASON_START = 80;

function zoomButton(letter) {
  const button = atlas.element("button", "zoom");
  button.type = "button";
  button.title = atlas.say("zoom_to", { letter });
  button.setAttribute("aria-label", button.title);
  const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", "M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4");
  svg.append(path);
  button.append(svg);
  return button;
}

// A long reason shows its beginning, and unfolds.
function folded(reason) {
  if (reason.length <= LONG_REASON) return [reason, ""];
  const space = reason.lastIndexOf(" ", REASON_START);
  const cut = space > 0 ? space : REASON_START;
  return [reason.slice(0, cut), reason.slice(cut).trimStart()];
}

function reasonOf(words, noRoute) {
  const [first, rest] = folded(words), start = noRoute ? atlas.say("no_route") : "";
  const line = [start, atlas.element("bdi", "", first)];
  if (!rest) return line;
  const details = atlas.element("details"), summary = atlas.element("summary");
  summary.append(...line);
  details.append(summary, atlas.element("bdi", "", rest));
  return [details];
}

atlas.Rows = class {
  constructor(view) {
    this.view = view;
    this.rows = [...document.querySelectorAll("#table tbody")];
    for (const row of this.rows) {
      const index = Number(row.dataset.variant), box = row.querySelector("input");
      row.addEventListener("mouseenter", () => view.highlight(index));
      row.addEventListener("mouseleave", () => view.highlight(null));
      row.addEventListener("focusin", () => view.highlight(index));
      row.addEventListener("focusout", () => view.highlight(null));
      if (!box) continue;
      box.addEventListener("change", () => view.show(index, box.checked));
      const zoom = zoomButton(atlas.letter(index));
      row.querySelector(".variant").append(zoom);
      zoom.addEventListener("click", () => {
        if (!box.checked) box.click();
        view.zoomTo(index);
      });
    }
  }

  highlight(index) {
    for (const row of this.rows) row.classList.toggle("hot", Number(row.dataset.variant) === index);
  }

  check(visible) {
    for (const row of this.rows) {
      const box = row.querySelector("input");
      if (box) box.checked = visible.has(Number(row.dataset.variant));
      row.classList.toggle("off", Boolean(box) && !box.checked);
    }
  }

  // Figures, states and reasons of the day.
  update() {
    const { view } = this;
    for (const row of this.rows) {
      const index = Number(row.dataset.variant), edition = view.current[index];
      this.state(row, view.periods[index].status, Boolean(edition.legs));
      this.figures(row, edition, view.data);
    }
  }

  state(row, status, routed) {
    const pill = row.querySelector(".pill"), [sign, word] = pill.children;
    pill.className = "pill " + status.tone;
    sign.textContent = status.sign;
    word.textContent = status.word;
    const line = row.querySelector(".reason");
    line.parentNode.hidden = status.slug === "open";
    line.replaceChildren(...reasonOf(status.slug === "open" ? "" : status.reason, !routed));
  }

  figures(row, edition, data) {
    const [first, way] = [row.querySelector(".figures"), row.querySelector(".way")];
    const met = edition.crossings, customs = met.filter((m) => m.customs === 1).length;
    const figures = edition.legs
      ? [...edition.km.map(atlas.number), met.length, customs, edition.transfers].map(String)
      : Array(8).fill("–");
    [...first.children].forEach((cell, i) => {
      cell.textContent = figures[i];
      cell.classList.toggle("nil", figures[i] === "0" || figures[i] === "–");
    });
    first.hidden = way.parentNode.hidden = !edition.legs;
    if (!edition.legs) return;
    const [total, ...parts] = edition.km;
    const words = [];
    let start = 0;
    ["tariff", "published", "measured"].forEach((basis, i) => {
      const width = total > 0 ? Math.round(100 * parts[i] / total) : 0, bar = way.querySelector("." + basis);
      bar.setAttribute("x", start);
      bar.setAttribute("width", width);
      start += width;
      if (width) words.push(`${width} % ${atlas.say(basis)}`);
    });
    way.querySelector("svg").setAttribute("aria-label", words.join(", "));
    way.querySelector("span").textContent = met.map(({ number, from, to }) =>
      (data.crossings[number].named ? `${from}-${to}` : `[${from}-${to}]`)).join(" ");
  }
};
})(window.NdnAtlas);
