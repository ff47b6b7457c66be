"""Lengths and distances on the WGS 84 ellipsoid, and the map plane for finding nearest points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from geodata.model import LonLat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Mean radius R1 = (2a + b) / 3 of WGS 84; H. Moritz, "Geodetic Reference System 1980",
# Journal of Geodesy 74 (2000).
MEAN_RADIUS_KM = 6371.0088
# The poles lie at infinity in the Mercator plane; beyond this no land of the atlas is left.
_HIGHEST_LAT = 89.0


def great_circle_km(a: LonLat, b: LonLat) -> float:
    """Return the distance in km between two points on a sphere of the Earth's mean radius.

    Pure Python, for quick checks and bounds: it differs from the length on the ellipsoid by
    less than 0.56 % (the flattening of the Earth), and by less than 0.4 % between 35 and 65
    degrees of latitude. Haversine formula: R. W. Sinnott, "Virtues of the Haversine", Sky and
    Telescope 68 (1984).

    Parameters
    ----------
    a, b
        (lon, lat) in degrees.
    """
    lat_a, lat_b = radians(a[1]), radians(b[1])
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin(radians(b[0] - a[0]) / 2) ** 2
    return 2 * MEAN_RADIUS_KM * asin(min(1.0, sqrt(half)))


def great_circle_length_km(points: Sequence[LonLat]) -> float:
    """Return the sum in km of `great_circle_km` along a line."""
    return sum(great_circle_km(a, b) for a, b in pairwise(points))


@lru_cache(maxsize=1)
def _wgs84() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def geodesic_km(points: Sequence[LonLat]) -> float:
    """Return the geodesic length in km of a line of (lon, lat) points on WGS 84.

    A line of fewer than two points has length 0. Method: C. F. F. Karney, "Algorithms for
    geodesics", Journal of Geodesy 87 (2013), as in `pyproj.Geod`.
    """
    if len(points) < 2:
        return 0.0
    lons, lats = zip(*points, strict=True)
    return float(_wgs84().line_length(lons, lats)) / 1000


def segment_lengths_km(lonlat: Floats) -> Floats:
    """Return the geodesic length in km of each of the n - 1 segments of an (n, 2) array."""
    return pairwise_km(lonlat[:-1], lonlat[1:])


def pairwise_km(a: Floats, b: Floats) -> Floats:
    """Return the geodesic distance in km between each row of two (n, 2) arrays of lon, lat."""
    import numpy as np

    metres = _wgs84().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]
    return np.asarray(metres, dtype=np.float64) / 1000


def mercator(lonlat: Floats) -> Floats:
    """Project (n, 2) lon, lat in degrees to the spherical Mercator plane, km at the equator.

    The projection is conformal: near a point of latitude ``lat`` a distance in the plane times
    ``cos(lat)`` is the distance on the ground. It serves to find what is nearest, never to
    measure a length.
    """
    import numpy as np

    lon = np.radians(lonlat[:, 0])
    lat = np.radians(np.clip(lonlat[:, 1], -_HIGHEST_LAT, _HIGHEST_LAT))
    out = np.column_stack([lon, np.arcsinh(np.tan(lat))])
    return np.asarray(out * MEAN_RADIUS_KM, dtype=np.float64)


def from_mercator(plane: Floats) -> Floats:
    """Return the lon, lat in degrees of points of the `mercator` plane."""
    import numpy as np

    angle = plane / MEAN_RADIUS_KM
    out = np.degrees(np.column_stack([angle[:, 0], np.arctan(np.sinh(angle[:, 1]))]))
    return np.asarray(out, dtype=np.float64)
