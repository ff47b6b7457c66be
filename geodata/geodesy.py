"""Lengths and distances on the WGS 84 ellipsoid, and the map plane for finding nearest points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from geodata.errors import CoordinateError
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
# How densely a line is sampled to find how far it strays from another.
_SAMPLE_KM = 0.25


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


class MeasuredLine:
    """A line of lon, lat with the geodesic length along it, straight in the plane of the two.

    A place on it is written ``i + t``: the share t of the way from vertex i to vertex i + 1.

    Attributes
    ----------
    lonlat
        The vertices as an (n, 2) array, degrees, none twice in a row.
    """

    def __init__(self, lonlat: Floats) -> None:
        self.lonlat = lonlat

    @classmethod
    def of(cls, points: Sequence[LonLat]) -> MeasuredLine:
        """Measure a line of at least one point.

        Raises
        ------
        CoordinateError
            If there is no point, one is out of range, or the line jumps over the antimeridian.
        """
        import numpy as np

        lonlat = np.array(points, dtype=np.float64).reshape(-1, 2)
        if not len(lonlat):
            raise CoordinateError("a line without points; expected at least one")
        if not np.isfinite(lonlat).all() or (np.abs(lonlat) > (180, 90)).any():
            raise CoordinateError(
                "a point of the line is out of range; expected longitude -180..180, "
                "latitude -90..90"
            )
        step = np.diff(lonlat, axis=0)
        if (np.abs(step[:, 0]) > 180).any():
            raise CoordinateError(
                "the line jumps over the antimeridian; expected lines cut at longitude 180"
            )
        return cls(lonlat[np.concatenate([[True], (step != 0).any(axis=1)])])

    @property
    def last(self) -> float:
        """The place of the last vertex."""
        return float(len(self.lonlat) - 1)

    @cached_property
    def _km(self) -> Floats:
        import numpy as np

        return np.concatenate([[0.0], np.cumsum(segment_lengths_km(self.lonlat))])

    def at(self, places: Floats) -> Floats:
        """Return the points at places on the line."""
        return _between(self.lonlat, places)

    def km_before(self, places: Floats) -> Floats:
        """Return the length before places, within a segment by its share of degrees."""
        return _between(self._km, places)

    def km(self, start: float, end: float) -> float:
        """Return the length between two places, as precise as `km_before`."""
        import numpy as np

        before, after = self.km_before(np.array([start, end]))
        return float(after - before)

    def fraction(self, place: float) -> float:
        """Return the share of the measured length that lies before a place."""
        import numpy as np

        i = min(int(place), len(self.lonlat) - 2)
        here = self.at(np.array([place]))
        before, after = pairwise_km(self.lonlat[i : i + 2], np.repeat(here, 2, axis=0))
        share = before / (before + after)
        return float((self._km[i] + share * (self._km[i + 1] - self._km[i])) / self._km[-1])

    def samples(self, start: float, end: float) -> Floats:
        """Return places from start to end: both, all vertices between, and enough others."""
        import numpy as np

        inner = np.arange(np.floor(start) + 1, np.ceil(end))
        knots = np.concatenate([[start], inner, [end]])
        km = np.diff(self.km_before(knots))
        pieces = np.maximum(1, np.ceil(km / _SAMPLE_KM)).astype(int)
        filled = [
            np.linspace(a, b, n, endpoint=False)
            for (a, b), n in zip(pairwise(knots), pieces, strict=True)
        ]
        return np.concatenate([*filled, [end]])


def _between(values: Floats, places: Floats) -> Floats:
    """Interpolate values of the vertices, along the first axis, at places ``i + t``."""
    import numpy as np

    i = np.clip(places.astype(np.intp), 0, max(len(values) - 2, 0))
    share = (places - i).reshape(-1, *[1] * (values.ndim - 1))
    following = np.minimum(i + 1, len(values) - 1)
    return np.asarray((1 - share) * values[i] + share * values[following], dtype=np.float64)
