"""NDN Atlas: freight routes of the Northern Distribution Network, measured, compared, drawn."""

from typing import TYPE_CHECKING

from geodata.lazy import from_homes
from ndnatlas.version import __version__

if TYPE_CHECKING:
    from geodata import Atlas, Cargo, Direction, NdnError, load_atlas
    from ndnatlas.closures import Consequences, whatif
    from ndnatlas.comparing import Compared, compare, find_variants
    from ndnatlas.drawing import Picture, picture, render_map
    from ndnatlas.estimates import Estimates, estimate
    from ndnatlas.exporting import export, to_frame
    from ndnatlas.found import Way, Ways
    from ndnatlas.networks import read_network
    from ndnatlas.places import find_places
    from ndnatlas.timelines import Timeline, timeline
    from ndnatlas.ways import alternatives, route
    from routes import Comparison, Engine, Law, Route, Variant

# Where each name comes from. They are imported on first use: whoever compares routes never waits
# for the libraries that draw them.
_HOMES = {
    "Atlas": "geodata",
    "Cargo": "geodata",
    "Compared": "ndnatlas.comparing",
    "Comparison": "routes",
    "Consequences": "ndnatlas.closures",
    "Direction": "geodata",
    "Engine": "routes",
    "Estimates": "ndnatlas.estimates",
    "Law": "routes",
    "NdnError": "geodata",
    "Picture": "ndnatlas.drawing",
    "Route": "routes",
    "Timeline": "ndnatlas.timelines",
    "Variant": "routes",
    "Way": "ndnatlas.found",
    "Ways": "ndnatlas.found",
    "alternatives": "ndnatlas.ways",
    "compare": "ndnatlas.comparing",
    "estimate": "ndnatlas.estimates",
    "export": "ndnatlas.exporting",
    "find_places": "ndnatlas.places",
    "find_variants": "ndnatlas.comparing",
    "load_atlas": "geodata",
    "picture": "ndnatlas.drawing",
    "read_network": "ndnatlas.networks",
    "render_map": "ndnatlas.drawing",
    "route": "ndnatlas.ways",
    "timeline": "ndnatlas.timelines",
    "to_frame": "ndnatlas.exporting",
    "whatif": "ndnatlas.closures",
}

__all__ = [
    "Atlas",
    "Cargo",
    "Compared",
    "Comparison",
    "Consequences",
    "Direction",
    "Engine",
    "Estimates",
    "Law",
    "NdnError",
    "Picture",
    "Route",
    "Timeline",
    "Variant",
    "Way",
    "Ways",
    "__version__",
    "alternatives",
    "compare",
    "estimate",
    "export",
    "find_places",
    "find_variants",
    "load_atlas",
    "picture",
    "read_network",
    "render_map",
    "route",
    "timeline",
    "to_frame",
    "whatif",
]


__getattr__ = from_homes(__name__, _HOMES)
