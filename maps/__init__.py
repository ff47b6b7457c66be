"""Maps of comparisons: one self-contained HTML page, made with folium and Leaflet."""

from __future__ import annotations

from maps.page import AtlasMap, map_html, render_map
from maps.selfcontained import ExternalReferenceError

__all__ = ["AtlasMap", "ExternalReferenceError", "map_html", "render_map"]
