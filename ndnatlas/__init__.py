"""NDN Atlas: freight routes of the Northern Distribution Network, measured, compared, drawn."""

from geodata import Atlas, load_atlas
from ndnatlas.version import __version__
from routes import Comparison, Engine, Route, Variant, compare, find_variants

__all__ = [
    "Atlas",
    "Comparison",
    "Engine",
    "Route",
    "Variant",
    "__version__",
    "compare",
    "find_variants",
    "load_atlas",
    "render_map",
]


def __getattr__(name: str) -> object:
    """Import the drawing side, with folium, only for those who draw."""
    if name == "render_map":
        from maps import render_map

        return render_map
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
