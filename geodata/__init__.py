"""The ground: places, borders, networks, sources. What is where, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazy import from_homes

if TYPE_CHECKING:
    from geodata.atlas import Atlas, country_name, load_atlas
    from geodata.errors import NdnError
    from geodata.law import Act, Bloc, Cargo, Direction
    from geodata.model import Basis, Checkpoint, Kind, LonLat, Mode, Place, Section, Source

# Where each name comes from. They are imported on first use.
_HOMES = {
    "Act": "geodata.law",
    "Atlas": "geodata.atlas",
    "Basis": "geodata.model",
    "Bloc": "geodata.law",
    "Cargo": "geodata.law",
    "Checkpoint": "geodata.model",
    "Direction": "geodata.law",
    "Kind": "geodata.model",
    "LonLat": "geodata.model",
    "Mode": "geodata.model",
    "NdnError": "geodata.errors",
    "Place": "geodata.model",
    "Section": "geodata.model",
    "Source": "geodata.model",
    "country_name": "geodata.atlas",
    "load_atlas": "geodata.atlas",
}

__all__ = [
    "Act",
    "Atlas",
    "Basis",
    "Bloc",
    "Cargo",
    "Checkpoint",
    "Direction",
    "Kind",
    "LonLat",
    "Mode",
    "NdnError",
    "Place",
    "Section",
    "Source",
    "country_name",
    "load_atlas",
]

__getattr__ = from_homes(__name__, _HOMES)
