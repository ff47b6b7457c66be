// The panel beside the map: table and lines answer to each other; theme, print and search.
(function (atlas) {
"use strict";

const root = document.documentElement;

atlas.rows = function (view) {
  const rows = [...document.querySelectorAll("#table tbody")];
  for (const row of rows) {
    const index = Number(row.dataset.variant);
    const box = row.querySelector("input");
    if (!box) continue;
    box.addEventListener("input", () => box.setCustomValidity(""));
  box.addEventListener("change", () => view.show(index, box.checked));
    row.addEventListener("mouseenter", () => view.highlight(index));
    row.addEventListener("mouseleave", () => view.highlight(null));
    row.addEventListener("focusin", () => view.highlight(index));
    row.addEventListener("focusout", () => view.highlight(null));
    const zoom = row.querySelector(".zoom");
    zoom.title = "Zoom to this variant";
    zoom.addEventListener("click", () => {
      if (!box.checked) box.click();
      view.zoomTo(index);
    });
  }
  return {
    highlight(index) {
      for (const row of rows) row.classList.toggle("hot", Number(row.dataset.variant) === index);
    },
    check(visible) {
      for (const row of rows) {
        const box = row.querySelector("input");
        if (box) box.checked = visible.has(Number(row.dataset.variant));
        row.classList.toggle("off", Boolean(box) && !box.checked);
      }
    },
  };
};

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
  let before = null;
  const folded = [...document.querySelectorAll(".sources details, .reason details")];
  window.addEventListener("beforeprint", () => {
    before = view.state();
    root.classList.add("printing");
    for (const part of folded) part.open = true;
    view.resized();
    view.home();
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    for (const part of folded) part.open = false;
    view.resized();
    if (before) view.restore(before);
  });
};

atlas.search = function (view, marks) {
  const box = document.getElementById("find"), list = document.getElementById("found");
  const byName = new Map();
  for (const marker of marks.all) {
    const name = marker.item.name;
    if (byName.has(name)) continue;
    byName.set(name, marker);
    const option = atlas.element("option");
    option.value = name;
    list.append(option);
  }
  // The names in other scripts stand in the popup, under a label of their own.
  const others = ([, marker]) => {
    const row = (marker.item.rows || []).find(([label]) => label === "Names");
    return row ? row[1].toLowerCase() : "";
  };
  const go = (text) => {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return;
    const names = [...byName.keys()];
    const name = names.find((n) => n.toLowerCase() === wanted)
      || names.find((n) => n.toLowerCase().startsWith(wanted))
      || names.find((n) => n.toLowerCase().includes(wanted))
      || ([...byName].find((entry) => others(entry).includes(wanted)) || [])[0];
    box.setAttribute("aria-invalid", name ? "false" : "true");
    box.setCustomValidity(name ? "" : "No place on this map is called so");
    if (name) view.visit(byName.get(name));
    else box.reportValidity();
  };
  box.addEventListener("input", () => box.setCustomValidity(""));
  box.addEventListener("change", () => { if (byName.has(box.value)) go(box.value); });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") go(box.value); });
};

// The view in the address, so that a link or a reload brings it back.
atlas.address = {
  read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const [zoom, x, y] = (parts.get("view") || "").split("/").map(Number);
    const letters = parts.get("show");
    return {
      view: [zoom, x, y].every(Number.isFinite) && parts.has("view") ? { zoom, x, y } : null,
      letters: letters === null ? null : new Set(letters.split(".")),
    };
  },
  write(state, letters) {
    const text = `#view=${state.zoom.toFixed(2)}/${Math.round(state.x)}/${Math.round(state.y)}`;
    try {
      history.replaceState(null, "", letters === null ? text : `${text}&show=${letters.join(".")}`);
    } catch (error) {
      // A page inside a notebook has no address of its own.
    }
  },
};
})(window.NdnAtlas);
