"""Maps of comparisons: one self-contained HTML page, made with folium and Leaflet."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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

__all__ = ["AtlasMap", "ExternalReferenceError", "map_html", "render_map"]


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
