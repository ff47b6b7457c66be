// Brings the page to life.
(function (atlas) {
"use strict";

function panes(map) {
  const order = ["ground", "casings", "routes", "inlays", "marks", "labels", "badges"];
  order.forEach((name, i) => { map.createPane(name).style.zIndex = 200 + 50 * i; });
  for (const name of ["ground", "casings", "inlays", "labels", "badges"]) {
    map.getPane(name).style.pointerEvents = "none";
  }
}

// The provider's tiles with the credit that it asks for, always in sight.
function tiles(map, [url, credit, maxZoom]) {
  L.tileLayer(url, { maxZoom, zIndex: 1 }).addTo(map);
  const note = new L.Control({ position: "bottomright" });
  note.onAdd = () => atlas.element("div", "credit", credit);
  note.addTo(map);
}

atlas.start = function (id) {
  const found = JSON.parse(document.getElementById("data").textContent);
  atlas.speak(found);
  const data = atlas.unpack(found);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = document.getElementById("chart");
  const map = L.map(id, {
    crs: atlas.reference(data),
    attributionControl: false, zoomControl: false,
    zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 120,
    minZoom: data.tiles ? 2 : -1.5, maxZoom: data.tiles ? data.tiles[2] : 8.5,
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm,
  });
  document.documentElement.classList.add("alive");
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", atlas.say("map"));
  panes(map);
  new atlas.Buttons().addTo(map);
  const view = new atlas.View(map, data);
  const saved = atlas.address.read(data);
  view.at(saved.day, saved.rule);
  const wanted = saved.letters
    && [...view.routed].filter((index) => saved.letters.has(data.variants[index].letter));
  view.ticked(wanted || view.main);
  if (saved.view) view.go(saved.view); else view.home();
  if (data.tiles) {
    chart.remove();
    tiles(map, data.tiles);
  } else {
    new atlas.Ground(chart, data.projection.unit).addTo(map);
  }
  new atlas.Scale().addTo(map);
  // The table holds the figures of the day that the page was made for.
  if (view.day !== data.day || view.rule !== data.rule) view.told();
  else if (view.when) view.when.update();
  view.order.words = saved.sort;
  view.draw();
  map.on("moveend", () => { view.label(); view.save(); });
  map.on("zoomend", () => view.label());
  map.on("resize", () => view.draw());
  map.on("home", () => view.home());
  atlas.themeButton();
  atlas.printing(view);
  atlas.search(view, view.marks);
  atlas.saving(view);
  atlas.view = view;
  view.ready = true;
  performance.mark("ready");
  document.documentElement.dataset.ready = "true";
  return map;
};
})(window.NdnAtlas);
window.map_atlas = NdnAtlas.start("map_atlas");
