"""The frontiers that a free line crosses, named after the checkpoints they lie near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geodata.atlas import Atlas
from geodata.borders import EXTENT, Borders
from geodata.geodesy import great_circle_km
from geodata.model import Frontier, LonLat, Mode, exists
from routes.crossings import REACH_KM, Passage, named_crossing
from routes.model import Crossing

if TYPE_CHECKING:
    from geodata.frontiers import SeaPassage


class LineCrossings(NamedTuple):
    """A line's geodesic length on WGS 84 and its crossings; ``at_km`` counts measured km.

    ``disputed`` names the disputed areas that the line touches: only where there are any, the
    crossings may depend on the view of the borders. ``beyond`` tells whether part of the line
    lies where there are no outlines, west of 11 degrees west or south of the equator.
    """

    name: str
    measured_km: float
    crossings: tuple[Crossing, ...]
    disputed: tuple[str, ...]
    beyond: bool


def line_crossings(
    name: str, points: Sequence[LonLat], mode: Mode, atlas: Atlas, borders: Borders, on: date
) -> LineCrossings:
    """Find the frontiers that a line crosses, in order.

    A passage over open water is one crossing by ferry, at the landfall, named after the port of
    entry there.

    Parameters
    ----------
    name : str
        What the line is called.
    points : sequence of (lon, lat)
        WGS 84 degrees, straight between them.
    mode : Mode
        Which checkpoints may name a crossing on land.
    atlas, borders
        The checkpoints and the outlines.
    on : date
        The day for which checkpoints and customs hold.

    Raises
    ------
    CoordinateError
        When the line jumps over the antimeridian or leaves the globe.
    """
    from geodata.frontiers import trace_frontiers
    from geodata.measured_line import MeasuredLine

    line = MeasuredLine.of(points)
    frontiers, by_sea = trace_frontiers(line, borders)
    found = []
    for number, frontier in enumerate(frontiers):
        if number in by_sea:
            passage = _landing(frontier, by_sea[number], line.length_km, atlas, on)
        else:
            passage = Passage(frontier, mode, frontier.fraction * line.length_km, "", "")
        found.append(named_crossing(passage, atlas, on))
    disputed = borders.disputed_on(line.lonlat)
    beyond = bool(line.x.min() < EXTENT[0] or line.y.min() < EXTENT[1])
    return LineCrossings(name, line.length_km, tuple(found), disputed, beyond)


def _landing(
    frontier: Frontier, passage: SeaPassage, length_km: float, atlas: Atlas, on: date
) -> Passage:
    """A passage by sea, placed at its landfall, between the ports of entry near its ends."""
    lon, lat = passage.landfall
    arrival = frontier._replace(fraction=passage.fraction, lon=lon, lat=lat)
    before = _port(passage.left, frontier.from_country, atlas, on)
    after = _port(passage.landfall, frontier.to_country, atlas, on)
    return Passage(arrival, Mode.FERRY, passage.fraction * length_km, before, after)


def _port(at: LonLat, country: str, atlas: Atlas, on: date) -> str:
    """The place of the nearest port of entry of a country within reach, or an empty text."""
    near = [
        (great_circle_km(atlas.places[point.place_a].position, at), point.place_a)
        for point in atlas.checkpoints.values()
        if point.mode is Mode.FERRY
        and point.country_b is None
        and point.country_a == country
        and point.place_a is not None
        and exists(point.opened, point.closed, on)
    ]
    away_km, place = min(near, default=(REACH_KM, ""))
    return place if away_km < REACH_KM else ""
