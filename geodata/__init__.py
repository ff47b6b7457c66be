"""The ground: places, borders, networks, sources. What is where, and since when."""

from geodata.atlas import Atlas, country_name, load_atlas
from geodata.errors import NdnError
from geodata.law import Act, Bloc, Cargo, Direction
from geodata.model import Basis, Checkpoint, Kind, LonLat, Mode, Place, Section, Source

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
