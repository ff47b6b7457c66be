// The parts of Leaflet that the map page needs; `make data` joins them into one file with
// `leaflet-core.mjs`.
import {Map, createMap} from 'leaflet/src/map/Map.js';
import {DoubleClickZoom} from 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import {Drag} from 'leaflet/src/map/handler/Map.Drag.js';
import {Keyboard} from 'leaflet/src/map/handler/Map.Keyboard.js';
import {ScrollWheelZoom} from 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import {TouchZoom} from 'leaflet/src/map/handler/Map.TouchZoom.js';
import {Control} from 'leaflet/src/control/Control.js';
import {extend} from 'leaflet/src/core/Util.js';
import * as DomEvent from 'leaflet/src/dom/DomEvent.js';
import * as DomUtil from 'leaflet/src/dom/DomUtil.js';
import {LatLng, toLatLng} from 'leaflet/src/geo/LatLng.js';
import {CRS} from 'leaflet/src/geo/crs/CRS.js';
import {Earth} from 'leaflet/src/geo/crs/CRS.Earth.js';
import {Bounds, toBounds} from 'leaflet/src/geometry/Bounds.js';
import * as LineUtil from 'leaflet/src/geometry/LineUtil.js';
import {Point, toPoint} from 'leaflet/src/geometry/Point.js';
import {Transformation} from 'leaflet/src/geometry/Transformation.js';
import 'leaflet/src/layer/Layer.js';
import {Popup, popup} from 'leaflet/src/layer/Popup.js';
import {Icon} from 'leaflet/src/layer/marker/Icon.js';
import {Marker, marker} from 'leaflet/src/layer/marker/Marker.js';
import {Polyline} from 'leaflet/src/layer/vector/Polyline.js';
import {Renderer} from 'leaflet/src/layer/vector/Renderer.js';
import {SVG, svg} from 'leaflet/src/layer/vector/SVG.js';

Map.DoubleClickZoom = DoubleClickZoom;
Map.Drag = Drag;
Map.Keyboard = Keyboard;
Map.ScrollWheelZoom = ScrollWheelZoom;
Map.TouchZoom = TouchZoom;
Map.include({
  getRenderer(layer) {
    const renderer = layer.options.renderer;
    if (!this.hasLayer(renderer)) this.addLayer(renderer);
    return renderer;
  },
});
CRS.Earth = Earth;
window.L = {
  Map, map: createMap, Control, extend, DomEvent, DomUtil, LatLng, latLng: toLatLng, CRS, Bounds,
  bounds: toBounds, LineUtil, Point, point: toPoint, Transformation, Popup, popup, Icon, Marker,
  marker, Polyline, Renderer, SVG, svg, version: "1.9.4",
};
