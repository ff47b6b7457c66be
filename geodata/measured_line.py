"""A line of longitudes and latitudes with the geodesic length along it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from geodata.errors import CoordinateError
from geodata.geodesy import (
    HIGHEST_SHORT_LAT,
    LONGEST_SHORT_DEG,
    pairwise_km,
    short_lengths_km,
)
from geodata.model import LonLat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

# How densely a line is sampled to find how far it strays from another.
_SAMPLE_KM = 0.25


class MeasuredLine:
    """A line with the geodesic length along it, straight in the plane of longitude and latitude.

    A place on it is written ``i + t``: the share t of the way from vertex i to vertex i + 1.

    Attributes
    ----------
    x, y
        Longitudes and latitudes of the vertices in degrees, no vertex twice in a row.
    """

    def __init__(self, x: Floats, y: Floats) -> None:
        self.x, self.y = x, y

    @classmethod
    def of(cls, points: Sequence[LonLat] | Floats) -> MeasuredLine:
        """Measure a line of at least one point: pairs, or an (n, 2) array.

        Raises
        ------
        CoordinateError
            If there is no point, one is no pair or out of range, or the line jumps over the
            antimeridian.
        """
        import numpy as np

        lonlat = _array(points)
        if not len(lonlat):
            raise CoordinateError("a line without points; expected at least one")
        x, y = lonlat.T.copy()
        # What is no number compares as false.
        if not (x.min() >= -180 and x.max() <= 180 and y.min() >= -90 and y.max() <= 90):
            raise CoordinateError(
                "a point of the line is out of range; expected longitude -180..180, "
                "latitude -90..90"
            )
        if x.max() - x.min() > 180 and np.abs(np.diff(x)).max() > 180:
            raise CoordinateError(
                "the line jumps over the antimeridian; expected lines cut at longitude 180"
            )
        moves = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
        if not moves.all():
            kept = np.concatenate([[True], moves])
            x, y = x[kept], y[kept]
        return cls(x, y)

    @property
    def last(self) -> float:
        """The place of the last vertex."""
        return float(len(self.x) - 1)

    @cached_property
    def length_km(self) -> float:
        """The geodesic length of the whole line on WGS 84."""
        return float(self._km[-1])

    @property
    def lonlat(self) -> Floats:
        """The vertices as an (n, 2) array."""
        import numpy as np

        return np.stack([self.x, self.y], axis=1)

    @cached_property
    def _steps(self) -> tuple[Floats, Floats]:
        """What the segments cover in longitude and in latitude."""
        import numpy as np

        return np.diff(self.x), np.diff(self.y)

    @cached_property
    def has_short_segments(self) -> bool:
        """Whether every segment is as short as those that `short_lengths_km` measures."""
        return max(self.y.max(), -self.y.min()) <= HIGHEST_SHORT_LAT and all(
            max(step.max(initial=0), -step.min(initial=0)) <= LONGEST_SHORT_DEG
            for step in self._steps
        )

    @cached_property
    def _km(self) -> Floats:
        import numpy as np

        lengths = short_lengths_km(*self._steps, (self.y[:-1] + self.y[1:]) / 2)
        if not self.has_short_segments:
            far = self._far(np.arange(len(lengths)))
            lengths[far] = pairwise_km(self._vertices(far), self._vertices(far + 1))
        km = np.zeros(len(self.x))
        np.cumsum(lengths, out=km[1:])
        return km

    def _vertices(self, rows: Ints) -> Floats:
        import numpy as np

        return np.stack([self.x[rows], self.y[rows]], axis=1)

    def _far(self, rows: Ints) -> Ints:
        """Return those of these segments that are too long for `short_lengths_km`."""
        import numpy as np

        far = np.maximum(*(np.abs(step[rows]) for step in self._steps)) > LONGEST_SHORT_DEG
        far |= np.maximum(*np.abs([self.y[rows], self.y[rows + 1]])) > HIGHEST_SHORT_LAT
        return rows[far]

    def at(self, places: Floats) -> Floats:
        """Return the points at places on the line."""
        import numpy as np

        return np.stack([_between(self.x, places), _between(self.y, places)], axis=1)

    def km_before(self, places: Floats) -> Floats:
        """Return the length before places, within a segment by its share of degrees."""
        return _between(self._km, places)

    def km(self, start: float, end: float) -> float:
        """Return the length between two places, as precise as `km_before`."""
        import numpy as np

        before, after = self.km_before(np.array([start, end]))
        return float(after - before)

    def place_at(self, km: Floats) -> Floats:
        """Return the places that have these lengths before them: the inverse of `km_before`."""
        import numpy as np

        i = np.clip(np.searchsorted(self._km, km, side="right") - 1, 0, len(self.x) - 2)
        share = (km - self._km[i]) / (self._km[i + 1] - self._km[i])
        return np.asarray(i + np.clip(share, 0.0, 1.0), dtype=np.float64)

    def fractions(self, places: Floats) -> Floats:
        """Return the shares of the measured length that lie before places; 0 on a mere point."""
        import numpy as np

        if self.last == 0:
            return np.zeros(len(places))
        i = np.minimum(places.astype(np.intp), len(self.x) - 2)
        start, here, end = self._vertices(i), self.at(places), self._vertices(i + 1)
        before, after = (
            short_lengths_km(b[:, 0] - a[:, 0], b[:, 1] - a[:, 1], (a[:, 1] + b[:, 1]) / 2)
            for a, b in ((start, here), (here, end))
        )
        if not self.has_short_segments:
            far = np.isin(i, self._far(i))
            before[far] = pairwise_km(start[far], here[far])
            after[far] = pairwise_km(here[far], end[far])
        share = before / (before + after)
        km = self._km[i] + share * (self._km[i + 1] - self._km[i])
        return np.asarray(km / self._km[-1], dtype=np.float64)

    def samples(self, start: float, end: float) -> Floats:
        """Return places from start to end: both, all vertices between, and enough others."""
        import numpy as np

        inner = np.arange(np.floor(start) + 1, np.ceil(end))
        knots = np.concatenate([[start], inner, [end]])
        pieces = np.ceil(np.diff(self.km_before(knots)) / _SAMPLE_KM).astype(np.intp)
        pieces = np.maximum(pieces, 1)
        which = np.repeat(np.arange(len(pieces)), pieces)
        number = np.arange(len(which)) - (np.cumsum(pieces) - pieces)[which]
        filled = knots[which] + number * (np.diff(knots) / pieces)[which]
        return np.concatenate([filled, [end]])


def _array(points: Sequence[LonLat] | Floats) -> Floats:
    import numpy as np

    if isinstance(points, np.ndarray):
        lonlat = np.asarray(points, dtype=np.float64)
    else:
        # Three times as fast as np.array, which looks into every pair before it begins.
        flat = np.fromiter(chain.from_iterable(points), np.float64)
        lonlat = flat.reshape(-1, 2) if flat.size == 2 * len(points) else flat
    if lonlat.ndim != 2 or lonlat.shape[1] != 2:
        raise CoordinateError("a point of the line is no pair; expected (lon, lat)")
    return lonlat


def _between(values: Floats, places: Floats) -> Floats:
    """Interpolate values of the vertices at places ``i + t``."""
    import numpy as np

    i = np.minimum(places.astype(np.intp), max(len(values) - 2, 0))
    share = places - i
    following = np.minimum(i + 1, len(values) - 1)
    return np.asarray((1 - share) * values[i] + share * values[following], dtype=np.float64)
