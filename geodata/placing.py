"""Where a crossing lies when two stretches do not meet: over water, or beside a declared end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.borders import Borders
from geodata.geodesy import mercator
from geodata.measured_line import MeasuredLine
from geodata.spans import Spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Wider water is crossed by ship. The longest fixed link between two countries, the Channel
# Tunnel, runs 38 km under the sea.
SEA_KM = 40.0
# Places this near to each other in distance from a frontier count as equally near.
_TIED_KM = 1e-3


class Placing:
    """Places the crossings of one line."""

    def __init__(self, line: MeasuredLine, borders: Borders, tolerance_km: float) -> None:
        self.borders = borders
        self._line = line
        self._tolerance_km = tolerance_km

    def place(self, spans: Spans, i: int) -> tuple[float, bool]:
        """Return the place of the crossing from stretch i into the next, and if it is by sea."""
        a, b = (self.borders.codes[spans.country[k]] for k in (i, i + 1))
        low, high = float(spans.end[i]), float(spans.start[i + 1])
        if spans.is_point(i) and not spans.is_point(i + 1):
            high = self._leaving(high, float(spans.end[i + 1]), a, b)
        elif spans.is_point(i + 1) and not spans.is_point(i):
            low = self._leaving(low, float(spans.start[i]), a, b)
        if low == high:
            return low, False
        nearest = self._nearest(low, high, a, b)
        if nearest is not None:
            return nearest, False
        between_lands = not (spans.is_point(i) or spans.is_point(i + 1))
        return self._halfway(low, high), between_lands and self._line.km(low, high) > SEA_KM

    def _leaving(self, end: float, far: float, a: str, b: str) -> float:
        """Return where, coming from a declared end, the line leaves the frontier's tolerance."""
        import numpy as np

        places = self._line.samples(min(end, far), max(end, far))
        if far < end:
            places = places[::-1]
        near = self.borders.near_frontier(self._line.at(places), a, b, self._tolerance_km)
        left = np.flatnonzero(~near)
        if not len(left):
            return far
        return float(places[max(int(left[0]) - 1, 0)])

    def _nearest(self, low: float, high: float, a: str, b: str) -> float | None:
        """Return the place between two others that is nearest to a frontier.

        ``None`` when no frontier of the two countries is within the tolerance.
        """
        import numpy as np
        import shapely

        frontier = self.borders.frontier(a, b)
        if frontier is None:
            return None
        places = self._line.samples(low, high)
        points = self._line.at(places)
        near = self.borders.near_frontier(points, a, b, self._tolerance_km)
        if not near.any():
            return None
        # The nearest of all is among those within the tolerance.
        plane = mercator(points)
        distance = np.full(len(places), np.inf)
        distance[near] = shapely.distance(frontier, shapely.points(plane[near]))
        tied = np.flatnonzero(distance <= distance.min() + _TIED_KM)
        # A line that runs along the frontier crosses it halfway: the same from either end.
        if len(tied) > 1:
            return self._halfway(float(places[tied[0]]), float(places[tied[-1]]))
        around = slice(max(int(tied[0]) - 1, 0), int(tied[0]) + 2)
        plane, places = plane[around], places[around]
        shortest = shapely.shortest_line(shapely.LineString(plane), frontier)
        at = shapely.line_locate_point(
            shapely.LineString(plane), shapely.Point(shapely.get_coordinates(shortest)[0])
        )
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(plane, axis=0).T))])
        return float(np.interp(at, run, places))

    def _halfway(self, low: float, high: float) -> float:
        """Return the place halfway between two others, by length."""
        import numpy as np

        middle = self._line.km_before(np.array([low, high])).mean(keepdims=True)
        return float(self._line.place_at(middle)[0])
