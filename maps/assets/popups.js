// Popups: rows of words, laid out as text only.
(function (atlas) {
"use strict";

atlas.element = function (tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

function sheet(item, sources) {
  const node = atlas.element("div", "sheet");
  node.append(atlas.element("h3", "", item.title || item.name));
  const list = atlas.element("dl");
  for (const [label, text] of item.rows) {
    const value = atlas.element("dd");
    const words = Array.isArray(text) ? text.map((number) => sources[number]).join("; ") : text;
    for (const line of words.split("\n")) value.append(atlas.element("div", "", line));
    list.append(atlas.element("dt", "", label), value);
  }
  node.append(list);
  for (const more of item.more || []) node.append(sheet(more, sources));
  return node;
}

// Opens one popup; the keyboard's focus goes into it and returns when it closes.
atlas.openSheet = function (map, position, item) {
  const before = document.activeElement;
  const popup = L.popup({ maxWidth: 330, minWidth: 250, maxHeight: Math.max(180, Math.min(440, map.getSize().y - 90)), className: "card" })
    .setLatLng(position).setContent(sheet(item, map.sources)).openOn(map);
  const node = popup.getElement();
  node.setAttribute("role", "dialog");
  node.setAttribute("aria-label", item.title || item.name);
  node.tabIndex = -1;
  const scrolled = node.querySelector(".leaflet-popup-content");
  scrolled.tabIndex = 0;
  node.focus({ preventScroll: true });
  // Leaflet listens for the key on the map alone, not on what lies in it.
  L.DomEvent.on(node, "keydown", (event) => { if (event.key === "Escape") map.closePopup(popup); });
  popup.once("remove", () => {
    if (before && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
  });
  return popup;
};
})(window.NdnAtlas);
