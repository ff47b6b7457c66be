"""The map's plane: a Lambert conformal conic projection for the corridors.

Coordinates of the plane are metres, x to the east and y to the north of (52° E, 45° N), on the
WGS 84 ellipsoid. Between its standard parallels, 33° N and 54° N, the projection shows distances
at most 1.7 % too short; the page's scale bar corrects even that for the place it stands at.
The page holds the same formulas in ``assets/projection.js``, with the constants given from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from geodata.model import LonLat

if TYPE_CHECKING:
    from pyproj import Geod, Transformer

XY: TypeAlias = tuple[float, float]

LAT_1, LAT_2 = 33.0, 54.0
LAT_0, LON_0 = 45.0, 52.0
SEMI_MAJOR_M = 6378137.0  # WGS 84
FLATTENING = 1 / 298.257223563  # WGS 84

UNIT_M = 100.0
"""Metres in one user unit of the page's SVG drawing."""

SPAN_M = 100_000.0
"""Longer pieces of line get points in between, so that they follow the geodesic."""

TOLERANCE_M = 200.0
"""How far a drawn line may stray from its geometry."""


def parameters() -> dict[str, float]:
    """The constants that the page needs for the same projection."""
    return {
        "lat1": LAT_1,
        "lat2": LAT_2,
        "lat0": LAT_0,
        "lon0": LON_0,
        "a": SEMI_MAJOR_M,
        "f": FLATTENING,
        "unit": UNIT_M,
    }


@cache
def transformer() -> Transformer:
    """Between longitude and latitude (WGS 84, degrees) and the conic plane."""
    from pyproj import Transformer

    plane = (
        f"+proj=lcc +lat_1={LAT_1} +lat_2={LAT_2} +lat_0={LAT_0} +lon_0={LON_0} "
        "+ellps=WGS84 +units=m +no_defs"
    )
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)


@cache
def geod() -> Geod:
    """The ellipsoid WGS 84, for lengths in metres."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def to_plane(points: Iterable[LonLat]) -> list[XY]:
    """Project WGS 84 longitudes and latitudes, in degrees, to the plane, in metres."""
    lons, lats = zip(*points, strict=True)
    xs, ys = transformer().transform(lons, lats)
    return list(zip(xs, ys, strict=True))


def lat_lon(point: LonLat) -> tuple[float, float]:
    """Swap (longitude, latitude) to the order of Leaflet; nothing else in the project swaps."""
    lon, lat = point
    return (lat, lon)


def densify(points: Sequence[LonLat], span_m: float = SPAN_M) -> list[LonLat]:
    """Add points along the geodesic wherever two neighbours are more than ``span_m`` apart."""
    out = [points[0]]
    for (lon, lat), (next_lon, next_lat) in pairwise(points):
        length_m = geod().inv(lon, lat, next_lon, next_lat)[2]
        between = int(length_m // span_m)
        if between:
            out.extend(geod().npts(lon, lat, next_lon, next_lat, between))
        out.append((next_lon, next_lat))
    return out


def draw(points: Sequence[LonLat]) -> list[tuple[int, int]]:
    """The line as the page draws it: whole units of ``UNIT_M``, x to the right and y downwards.

    Geodesics are followed, and points which move the line by less than ``TOLERANCE_M`` dropped.
    """
    from shapely import LineString

    line = LineString(to_plane(densify(points))).simplify(TOLERANCE_M)
    return [to_units(point) for point in line.coords]


def to_units(point: Sequence[float]) -> tuple[int, int]:
    """A point of the plane in the user units of the SVG drawing."""
    return (round(point[0] / UNIT_M), -round(point[1] / UNIT_M))
