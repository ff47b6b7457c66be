"""NDN Atlas: freight routes of the Northern Distribution Network, measured, compared, drawn."""

from typing import TYPE_CHECKING

from geodata.lazy import from_homes
from ndnatlas.version import __version__

if TYPE_CHECKING:
    from geodata import Atlas, Cargo, Direction, load_atlas
    from maps import render_map
    from routes import Comparison, Engine, Law, Route, Variant, compare, find_variants, timeline

# Where each name comes from. They are imported on first use: whoever compares routes never waits
# for the libraries that draw them.
_HOMES = {
    "Atlas": "geodata",
    "Cargo": "geodata",
    "Comparison": "routes",
    "Direction": "geodata",
    "Engine": "routes",
    "Law": "routes",
    "Route": "routes",
    "Variant": "routes",
    "compare": "routes",
    "find_variants": "routes",
    "load_atlas": "geodata",
    "render_map": "maps",
    "timeline": "routes",
}

__all__ = [
    "Atlas",
    "Cargo",
    "Comparison",
    "Direction",
    "Engine",
    "Law",
    "Route",
    "Variant",
    "__version__",
    "compare",
    "find_variants",
    "load_atlas",
    "render_map",
    "timeline",
]


__getattr__ = from_homes(__name__, _HOMES)
