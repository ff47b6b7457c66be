// The Lambert conformal conic projection, and the Leaflet reference system made of it.
(function (atlas) {
"use strict";

// Metres of the plane in one pixel at zoom 0.
atlas.RESOLUTION = 20000;

atlas.conic = function (p) {
  const rad = Math.PI / 180, e = Math.sqrt(p.f * (2 - p.f));
  const squash = (phi) => Math.pow((1 - e * Math.sin(phi)) / (1 + e * Math.sin(phi)), e / 2);
  const m = (phi) => Math.cos(phi) / Math.sqrt(1 - (e * Math.sin(phi)) ** 2);
  const t = (phi) => Math.tan(Math.PI / 4 - phi / 2) / squash(phi);
  const phi1 = p.lat1 * rad, phi2 = p.lat2 * rad;
  const n = Math.log(m(phi1) / m(phi2)) / Math.log(t(phi1) / t(phi2));
  const F = m(phi1) / (n * Math.pow(t(phi1), n));
  const rho = (phi) => p.a * F * Math.pow(Math.max(t(phi), 0), n);
  const rho0 = rho(p.lat0 * rad);
  return {
    bounds: L.bounds([-2e7, -2e7], [2e7, 2e7]),
    project(latlng) {
      // The cone is cut opposite its central meridian.
      const turn = ((latlng.lng - p.lon0 + 540) % 360 + 360) % 360 - 180;
      const r = rho(latlng.lat * rad), theta = n * turn * rad;
      return new L.Point(r * Math.sin(theta), rho0 - r * Math.cos(theta));
    },
    unproject(point) {
      const r = Math.hypot(point.x, rho0 - point.y);
      const theta = Math.atan2(point.x, rho0 - point.y);
      const small = Math.pow(r / (p.a * F), 1 / n);
      let phi = Math.PI / 2 - 2 * Math.atan(small);
      for (let i = 0; i < 6; i++) phi = Math.PI / 2 - 2 * Math.atan(small * squash(phi));
      return new L.LatLng(phi / rad, p.lon0 + theta / n / rad);
    },
    // Metres of the plane for one metre on the ground, alike in all directions.
    factor(lat) {
      const phi = lat * rad;
      return n * rho(phi) / (p.a * m(phi));
    },
  };
};

// The reference system of the map. `flat` gives pixels at zoom 0 for a point of the drawing, in its
// units; pixels of other zooms are these times a power of two, in either projection.
atlas.reference = function (data) {
  const conic = atlas.conic(data.projection), unit = data.projection.unit;
  const plane = (point) => L.point(point.x * unit, -point.y * unit);
  const ground = (point) => conic.unproject(plane(point));
  if (data.tiles) {
    return L.extend({}, L.CRS.EPSG3857, {
      ground,
      flat: (point) => L.CRS.EPSG3857.latLngToPoint(ground(point), 0),
      kmPerPixel: (lat, zoom) => 40075.016686 / 256 / Math.pow(2, zoom) * Math.cos(lat * Math.PI / 180),
    });
  }
  const r = atlas.RESOLUTION;
  return L.extend({}, L.CRS.Earth, {
    code: "NDN:LCC",
    wrapLng: undefined,
    infinite: true,
    projection: conic,
    transformation: new L.Transformation(1 / r, 0, -1 / r, 0),
    scale: (zoom) => Math.pow(2, zoom),
    zoom: (scale) => Math.log2(scale),
    ground,
    flat: (point) => point.multiplyBy(unit / r),
    kmPerPixel: (lat, zoom) => r / Math.pow(2, zoom) / conic.factor(lat) / 1000,
  });
};
})(window.NdnAtlas = window.NdnAtlas || {});
