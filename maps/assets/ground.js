// Land, water and boundaries: the page's SVG drawing, taken over as a layer. As with Leaflet's own
// renderers, the node covers a little more than the window and shows that part of the drawing.
(function (atlas) {
"use strict";

atlas.Ground = L.Renderer.extend({
  options: { pane: "ground", padding: 0.5 },

  initialize(svg, unit) {
    L.Renderer.prototype.initialize.call(this);
    this._svg = svg;
    this._unit = unit;
  },

  _initContainer() {
    this._container = this._svg;
    this._svg.removeAttribute("role");
    this._svg.removeAttribute("aria-label");
    this._svg.setAttribute("aria-hidden", "true");
    this._svg.setAttribute("preserveAspectRatio", "none");
  },

  _destroyContainer() {
    this._svg.remove();
    delete this._container;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const corner = this._bounds.min, size = this._bounds.getSize();
    const units = atlas.RESOLUTION / this._unit / Math.pow(2, this._zoom);
    const origin = corner.add(this._map.getPixelOrigin()).multiplyBy(units);
    this._svg.setAttribute("width", size.x);
    this._svg.setAttribute("height", size.y);
    this._svg.setAttribute("viewBox", [origin.x, origin.y, size.x * units, size.y * units].join(" "));
    L.DomUtil.setPosition(this._svg, corner);
  },
});
})(window.NdnAtlas);
