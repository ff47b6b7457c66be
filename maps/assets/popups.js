// Popups: rows of words, laid out as text only.
(function (atlas) {
"use strict";

atlas.element = function (tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

atlas.laidOut = function (sheet, level = "h2") {
  const node = atlas.element("div", "sheet");
  node.append(atlas.element(level, "", sheet.name));
  const list = atlas.element("dl");
  for (const [label, text] of sheet.rows) {
    const value = atlas.element("dd");
    for (const line of text.split("\n")) value.append(atlas.element("div", "", line));
    list.append(atlas.element("dt", "", label), value);
  }
  node.append(list);
  for (const more of sheet.more || []) node.append(atlas.laidOut(more, "h3"));
  return node;
};

// Opens one popup; the keyboard's focus goes into it and returns when it closes.
atlas.openSheet = function (map, position, sheet) {
  const before = document.activeElement;
  const popup = L.popup({ maxWidth: 330, minWidth: 250, maxHeight: Math.max(180, Math.min(440, map.getSize().y - 90)), className: "card" })
    .setLatLng(position).setContent(atlas.laidOut(sheet)).openOn(map);
  const node = popup.getElement();
  node.setAttribute("role", "dialog");
  node.setAttribute("aria-label", sheet.name);
  node.tabIndex = -1;
  const close = node.querySelector(".leaflet-popup-close-button");
  close.setAttribute("aria-label", atlas.say("close"));
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
