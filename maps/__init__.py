"""Maps of comparisons: one self-contained HTML page, made with folium and Leaflet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazy import from_homes

if TYPE_CHECKING:
    from maps.page import AtlasMap, map_html, render_map
    from maps.selfcontained import ExternalReferenceError

# Where each name comes from. They are imported on first use: a static picture never waits for
# folium.
_HOMES = {
    "AtlasMap": "maps.page",
    "ExternalReferenceError": "maps.selfcontained",
    "map_html": "maps.page",
    "render_map": "maps.page",
}

__all__ = [
    "AtlasMap",
    "ExternalReferenceError",
    "map_html",
    "render_map",
]

__getattr__ = from_homes(__name__, _HOMES)
