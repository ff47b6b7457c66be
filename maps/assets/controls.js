// Buttons on the map, and the scale bar.
(function (atlas) {
"use strict";

atlas.Buttons = L.Control.extend({
  options: { position: "topleft" },

  onAdd(map) {
    const box = atlas.element("div", "leaflet-bar buttons");
    const add = (sign, words, action) => {
      const button = atlas.element("button", "", sign);
      button.type = "button";
      button.title = words;
      button.setAttribute("aria-label", words);
      button.addEventListener("click", action);
      box.append(button);
    };
    add("+", atlas.say("zoom_in"), () => map.zoomIn(0.5));
    add("\u2212", atlas.say("zoom_out"), () => map.zoomOut(0.5));
    add("\u2922", atlas.say("fit"), () => map.fire("home"));
    L.DomEvent.disableClickPropagation(box);
    return box;
  },
});

// Kilometres as they are at the middle of the map: the projection's own scale varies with latitude.
atlas.Scale = L.Control.extend({
  options: { position: "bottomleft", most: 130 },

  onAdd(map) {
    const box = atlas.element("div", "scale");
    this._words = atlas.element("div", "words");
    this._marks = [0, 1, 2].map(() => this._words.appendChild(atlas.element("span")));
    this._bar = atlas.element("div", "bar");
    this._bar.append(atlas.element("i"), atlas.element("i"));
    box.append(this._words, this._bar);
    map.on("move zoomend resize", this._update, this);
    map.whenReady(this._update, this);
    return box;
  },

  onRemove(map) { map.off("move zoomend resize", this._update, this); },

  _update() {
    const crs = this._map.options.crs;
    const kmPerPixel = crs.kmPerPixel(this._map.getCenter().lat, this._map.getZoom());
    const room = Math.max(this.options.most, this._map.getSize().x / 10) * kmPerPixel;
    const power = Math.pow(10, Math.floor(Math.log10(room)));
    const km = [5, 2, 1].find((n) => n * power <= room) * power;
    const half = km / 2;
    this._bar.style.width = km / kmPerPixel + "px";
    this._words.style.width = km / kmPerPixel + "px";
    this._bar.dataset.km = km;
    this._marks[1].hidden = km / kmPerPixel < 92;
    const number = (n) => (n < 10 ? String(Number(n.toFixed(2))) : atlas.number(n));
    ["0", number(half), atlas.say("km", { km: number(km) })].forEach((text, i) => { this._marks[i].textContent = text; });
  },
});
})(window.NdnAtlas);
