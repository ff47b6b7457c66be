"""What a user names on a network: a place of the atlas, a station of the network, a position."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.errors import AmbiguousPlaceError, CoordinateError, UnknownPlaceError
from geodata.geodesy import great_circle_km
from geodata.model import Kind, Place
from geodata.search import fold, resolve
from routes.overland.model import SOURCE, Stop

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.network.model import Network
    from geodata.network.station_table import Station

# Stations of one name this near to each other are parts of one station.
ONE_STATION_KM = 3.0
# So many of the stations of one name are listed.
LISTED = 6

_POSITION = re.compile(r"\s*([+-]?\d+(?:\.\d*)?)\s*,\s*([+-]?\d+(?:\.\d*)?)\s*")


def find_stop(text: str, network: Network, atlas: Atlas) -> Stop:
    """The stop that a text means.

    A position is taken as it stands, never moved to a place near it. A name is one of the atlas
    before it is one of the network.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        No place or station, or several, answer to the text.
    CoordinateError
        For a position out of range.
    """
    position = _POSITION.fullmatch(text)
    if position:
        return at_position(text, float(position[1]), float(position[2]))
    try:
        place = resolve(atlas, text)
    except UnknownPlaceError:
        station = _station(text, network)
        if station is None:
            raise
        return stop_of(station, atlas)
    nodes = network.nodes_of_place
    return Stop(place, nodes.get(place.id) or nodes.get(atlas.node(place.id), ()))


def is_position(text: str) -> bool:
    """Whether a text is ``lat,lon``, be they degrees on the Earth or not."""
    return _POSITION.fullmatch(text) is not None


def at_position(text: str, lat: float, lon: float) -> Stop:
    """The stop at a position in degrees.

    Raises
    ------
    CoordinateError
        When it is none on the Earth.
    """
    if abs(lat) > 90 or abs(lon) > 180:
        swap = f"; did you mean {lon:g},{lat:g}?" if abs(lon) <= 90 and abs(lat) <= 180 else ""
        raise CoordinateError(f"{lat:g},{lon:g} is no latitude,longitude{swap}")
    return Stop(new_place(position_id(lon, lat), text.strip(), lon, lat))


def position_id(lon: float, lat: float) -> str:
    """The id of a position: what a user may type for it."""
    return f"{lat:.5f},{lon:.5f}"


def new_place(ident: str, name: str, lon: float, lat: float, country: str = "") -> Place:
    """A place of the network that the atlas does not have."""
    return Place(ident, name, Kind.STATION, country, lon, lat, 0, sources=(SOURCE,))


def stop_of(station: Station, atlas: Atlas) -> Stop:
    """A station of the network as a stop, under the atlas's name where it has one."""
    nodes = (station.node,) if station.node >= 0 else ()
    if station.place in atlas.places:
        return Stop(atlas.places[str(station.place)], nodes)
    position = position_id(station.lon, station.lat)
    ident = f"osm-{station.osm_id}" if station.osm_id else position
    return Stop(new_place(ident, station.name or ident, station.lon, station.lat), nodes)


def _station(text: str, network: Network) -> Station | None:
    """The one station of a network with a name or code."""
    wanted = fold(text)
    stations = network.stations
    found = []
    for number in range(len(stations)) if wanted else ():
        names = stations.names[number].splitlines()
        codes = (code.rpartition("=")[2] for code in stations.codes[number].splitlines())
        ident = f"osm-{int(stations.osm_id[number])}"
        if any(fold(word) == wanted for word in (*names, *codes, ident)):
            found.append(stations[number])
    # Of the parts of one station the first that stands at a line.
    found.sort(key=lambda station: (station.node < 0, station.kind != "station"))
    if not found:
        return None
    first = found[0]
    if all(great_circle_km(s.position, first.position) <= ONE_STATION_KM for s in found):
        return first
    listed = "; ".join(f"{s.name} ({s.kind}) at {s.lat:.4f},{s.lon:.4f}" for s in found[:LISTED])
    raise AmbiguousPlaceError(
        f"{text!r} may be any of {len(found)} stations of the network: {listed}; "
        "give latitude,longitude"
    )
