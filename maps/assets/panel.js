// The panel beside the map: rows and lines answer to each other; theme, print and search.
(function (atlas) {
"use strict";

const root = document.documentElement;

atlas.themeButton = function () {
  document.getElementById("theme").addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const now = root.dataset.theme || system;
    root.dataset.theme = now === "dark" ? "light" : "dark";
  });
};

// On paper the map has a fixed size, so that it can be laid out before the page is printed.
atlas.printing = function (view) {
  document.getElementById("print").addEventListener("click", () => window.print());
  let before = null, unfolded = [];
  window.addEventListener("beforeprint", () => {
    before = view.state();
    root.classList.add("printing");
    unfolded = [...document.querySelectorAll(".sources details, .reason details")].filter((part) => !part.open);
    for (const part of unfolded) part.open = true;
    view.resized();
    view.home();
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    for (const part of unfolded) part.open = false;
    view.resized();
    if (before) view.go(before);
  });
};

atlas.search = function (view, marks) {
  const box = document.getElementById("find"), list = document.getElementById("found");
  const byName = new Map();
  for (const marker of marks.all) {
    const { name } = marker.item;
    if (byName.has(name)) continue;
    byName.set(name, marker);
    const option = atlas.element("option");
    option.value = name;
    list.append(option);
  }
  // Names in other scripts, and codes.
  const others = ([, { item }]) => [...(item.names || []).map(([text]) => text), item.esr, item.unlocode]
    .filter(Boolean).join("\n").toLowerCase();
  const go = (text) => {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return;
    const names = [...byName.keys()];
    const name = names.find((n) => n.toLowerCase() === wanted)
      || names.find((n) => n.toLowerCase().startsWith(wanted))
      || names.find((n) => n.toLowerCase().includes(wanted))
      || ([...byName].find((entry) => others(entry).includes(wanted)) || [])[0];
    box.setAttribute("aria-invalid", name ? "false" : "true");
    box.setCustomValidity(name ? "" : atlas.say("not_found"));
    if (name) view.visit(byName.get(name));
    else box.reportValidity();
  };
  box.addEventListener("input", () => box.setCustomValidity(""));
  box.addEventListener("change", () => { if (byName.has(box.value)) go(box.value); });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") go(box.value); });
};
})(window.NdnAtlas);
