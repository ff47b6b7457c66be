"""The frontiers that a free line crosses, named after the checkpoints they lie near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.borders import Borders
from geodata.frontiers import find_frontiers
from geodata.geodesy import geodesic_km
from geodata.model import LonLat, Mode
from routes.crossings import Passage, named_crossing
from routes.model import Crossing


class LineCrossings(NamedTuple):
    """A line's geodesic length on WGS 84 and its crossings; ``at_km`` counts measured km."""

    name: str
    measured_km: float
    crossings: tuple[Crossing, ...]


def line_crossings(
    name: str, points: Sequence[LonLat], mode: Mode, atlas: Atlas, borders: Borders, on: date
) -> LineCrossings:
    """Find the frontiers that a line crosses, in order.

    Parameters
    ----------
    name : str
        What the line is called.
    points : sequence of (lon, lat)
        WGS 84 degrees, straight between them.
    mode : Mode
        Which checkpoints may name a crossing.
    atlas, borders
        The checkpoints and the outlines.
    on : date
        The day for which checkpoints and customs hold.

    Raises
    ------
    CoordinateError
        When the line jumps over the antimeridian or leaves the globe.
    """
    length_km = geodesic_km(points)
    crossings = tuple(
        named_crossing(Passage(frontier, mode, frontier.fraction * length_km, "", ""), atlas, on)
        for frontier in find_frontiers(points, borders)
    )
    return LineCrossings(name, length_km, crossings)
