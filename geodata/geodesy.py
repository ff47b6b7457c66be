"""Lengths and distances on the WGS 84 ellipsoid, and the map plane for finding nearest points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
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
# Semi-major axis in km and first eccentricity squared of WGS 84; NGA.STND.0036 (2014).
_AXIS_KM = 6378.137
_ECCENTRICITY_2 = 6.69437999014e-3
# Up to here, some 2 km, and between these latitudes `short_lengths_km` is precise.
LONGEST_SHORT_DEG = 0.02
HIGHEST_SHORT_LAT = 85.0


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


def short_lengths_km(d_lon: Floats, d_lat: Floats, mid_lat: Floats) -> Floats:
    """Return the lengths in km of short segments.

    The first term of Gauss's mid-latitude formula: within 4e-8 of the geodesic for segments of
    up to `LONGEST_SHORT_DEG` in longitude and in latitude, below `HIGHEST_SHORT_LAT`, and fifty
    times as fast. W. Torge, J. Müller, "Geodesy", 4th ed. (2012).

    Parameters
    ----------
    d_lon, d_lat, mid_lat
        What each segment covers in longitude and latitude, and the latitude of its middle;
        degrees.
    """
    import numpy as np

    east_km2, north_km2 = _degree_lengths_km2(mid_lat)
    east_km2 *= d_lon
    east_km2 *= d_lon
    north_km2 *= d_lat
    north_km2 *= d_lat
    east_km2 += north_km2
    # On a pole rounding may leave less than nothing.
    np.maximum(east_km2, 0.0, out=east_km2)
    return np.asarray(np.sqrt(east_km2, out=east_km2), dtype=np.float64)


def degree_lengths_km(lat: Floats) -> tuple[Floats, Floats]:
    """Return the lengths in km of a degree of longitude and of latitude at these latitudes."""
    import numpy as np

    east_km2, north_km2 = _degree_lengths_km2(lat)
    return np.sqrt(east_km2), np.sqrt(north_km2)


def _degree_lengths_km2(lat: Floats) -> tuple[Floats, Floats]:
    """Return the squared lengths of a degree of longitude and of latitude."""
    square = lat * lat
    east, north = _degree_polynomials()
    return _polynomial(east, square), _polynomial(north, square)


@lru_cache(maxsize=1)
def _degree_polynomials() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return polynomials for the squared lengths of a degree of longitude and of latitude.

    Their variable is the square of the latitude in degrees. They save the sine and the cosine,
    which would take most of the time.
    """
    import numpy as np
    from numpy.polynomial import Polynomial
    from numpy.polynomial.chebyshev import chebpts1

    def east(square: Floats) -> Floats:
        cos2 = np.cos(np.radians(np.sqrt(square))) ** 2
        length = np.radians(_AXIS_KM) ** 2 * cos2 / (1 - _ECCENTRICITY_2 * (1 - cos2))
        return np.asarray(length, dtype=np.float64)

    def north(square: Floats) -> Floats:
        cos2 = np.cos(np.radians(np.sqrt(square))) ** 2
        length = np.radians(_AXIS_KM * (1 - _ECCENTRICITY_2)) ** 2
        return np.asarray(length / (1 - _ECCENTRICITY_2 * (1 - cos2)) ** 3, dtype=np.float64)

    def fitted(function: Callable[[Floats], Floats], degree: int) -> tuple[float, ...]:
        nodes = (chebpts1(degree + 1) + 1) / 2 * 90**2
        fit = Polynomial.fit(nodes, function(nodes), degree, domain=[0, 90**2])
        return tuple(map(float, fit.convert().coef))

    return fitted(east, 8), fitted(north, 5)


def _polynomial(coefficients: tuple[float, ...], x: Floats) -> Floats:
    """Evaluate a polynomial, lowest power first, by Horner's rule."""
    out = x * coefficients[-1]
    for coefficient in coefficients[-2:0:-1]:
        out += coefficient
        out *= x
    out += coefficients[0]
    return out


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
