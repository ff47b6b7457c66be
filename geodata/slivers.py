"""Which excursions over a frontier are only the roughness of outlines, and a line without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.arcs import Cuts
from geodata.borders import Borders
from geodata.measured_line import MeasuredLine
from geodata.spans import Spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]

# How finely the depth of an excursion is looked at; a peak shorter than this may be missed.
_FINEST_KM = 0.05
# A kilometre along the line is at most so much more than the way gone. Lines of short segments
# are as long as they measure; long segments are straight in longitude and latitude, which takes
# up to twice the geodesic.
_SLACK, _LONG_SLACK = 0.99, 0.5
# Below this difference, 1 mm, two ways to divide a wriggle count as equally good.
_TIED_KM = 1e-6


class Depth:
    """How deep stretches of a line stray over a frontier."""

    def __init__(self, line: MeasuredLine, borders: Borders, cuts: Cuts) -> None:
        self._line = line
        self._borders = borders
        self._cuts = cuts
        self._slack = _SLACK if line.has_short_segments else _LONG_SLACK

    def keeps_within(
        self, start: Floats, end: Floats, country: Ints, other: Ints, depth_km: float
    ) -> Bools:
        """Tell for stretches whether each keeps this near to a frontier of two countries.

        Parameters
        ----------
        start, end
            Places on the line.
        country, other
            The numbers of the two countries.
        depth_km
            How far from their frontier, on the ground.
        """
        import numpy as np

        if not len(start) or depth_km == 0:
            return np.zeros(len(start), dtype=bool)
        low, high = np.minimum(country, other), np.maximum(country, other)
        # An end that lies on the frontier vouches for the line around it.
        vouched_km = self._slack * depth_km
        from_km = self._line.km_before(start)
        to_km = self._line.km_before(end)
        from_km += np.where(self._on_frontier(start, low, high), vouched_km, 0.0)
        to_km -= np.where(self._on_frontier(end, low, high), vouched_km, 0.0)
        return self._covered(from_km, to_km, low, high, depth_km)

    def _on_frontier(self, places: Floats, low: Ints, high: Ints) -> Bools:
        """Tell for places whether they are cuts with the frontier of these countries."""
        import numpy as np

        if not len(self._cuts.places):
            return np.zeros(len(places), dtype=bool)
        row = np.searchsorted(self._cuts.places, places)
        row = np.minimum(row, len(self._cuts.places) - 1)
        before, after = self._cuts.before[row], self._cuts.after[row]
        same = (np.minimum(before, after) == low) & (np.maximum(before, after) == high)
        return np.asarray(same & (self._cuts.places[row] == places), dtype=bool)

    def _covered(
        self, from_km: Floats, to_km: Floats, low: Ints, high: Ints, depth_km: float
    ) -> Bools:
        """Look at the middle of each stretch of kilometres, then at what that leaves open.

        A point d from the frontier vouches for the line up to ``depth_km - d`` either way.
        """
        import numpy as np

        covered = np.ones(len(low), dtype=bool)
        owner = np.flatnonzero(to_km > from_km)
        from_km, to_km = from_km[owner], to_km[owner]
        while len(owner):
            middle = (from_km + to_km) / 2
            points = self._line.at(self._line.place_at(middle))
            away = self._borders.arcs.distance_km(points, low[owner], high[owner], depth_km)
            covered[owner[away > depth_km]] = False
            vouched = self._slack * (depth_km - away)
            half = (to_km - from_km) / 2
            # A stretch as short as the finest is taken as its middle is.
            left = covered[owner] & (half > np.maximum(vouched, _FINEST_KM / 2))
            middle, vouched, owner = middle[left], vouched[left], np.tile(owner[left], 2)
            from_km = np.concatenate([from_km[left], middle + vouched])
            to_km = np.concatenate([middle - vouched, to_km[left]])
        return covered


def without_slivers(
    spans: Spans, line: MeasuredLine, depth: Depth, tolerance_km: float, sliver_km: float
) -> Spans:
    """Absorb what stands beside a contradicted end of the line, then what is shallow.

    Of a run of slivers between two countries, as of a line that wriggles along their frontier, one
    crossing is left, or none. It is put where it leaves the fewest kilometres in the wrong
    country. The result for the reversed line is the mirror image.
    """
    import numpy as np

    if spans.pinned.any():
        spans = _without_end_slivers(spans, line, depth, tolerance_km)
    while True:
        inner = np.zeros(len(spans.country), dtype=bool)
        inner[1:-1] = spans.country[:-2] == spans.country[2:]
        among = np.flatnonzero(inner & ~spans.pinned)
        if not len(among):
            return spans
        shallow = np.zeros(len(spans.country), dtype=bool)
        shallow[among] = depth.keeps_within(
            spans.start[among],
            spans.end[among],
            spans.country[among],
            spans.country[among - 1],
            sliver_km,
        )
        if not shallow.any():
            return spans
        spans = _merged(spans, shallow, line)


def _without_end_slivers(
    spans: Spans, line: MeasuredLine, depth: Depth, tolerance_km: float
) -> Spans:
    """Absorb stretches beside an end that is declared to lie in another country."""
    import numpy as np

    while True:
        count = len(spans.country)
        # Each end with its neighbour; a stretch between two ends stands beside both.
        beside = [
            (i, end)
            for i, end in ((1, 0), (count - 2, count - 1))
            if 0 < i < count - 1
            and spans.pinned[end]
            and spans.is_point(end)
            and not spans.pinned[i]
        ]
        rows = np.array([i for i, _ in beside], dtype=np.intp)
        ends = np.array([end for _, end in beside], dtype=np.intp)
        near = depth.keeps_within(
            spans.start[rows],
            spans.end[rows],
            spans.country[rows],
            spans.country[ends],
            tolerance_km,
        )
        rows = rows[near]
        if not len(rows):
            return spans
        lengths = line.km_before(spans.end[rows]) - line.km_before(spans.start[rows])
        spans = _without(spans, int(rows[np.argmin(lengths)]))


def _without(spans: Spans, i: int) -> Spans:
    """Give a sliver to the declared end beside it.

    Between two such ends it stays no man's land, in which the crossing is then placed.
    """
    import numpy as np

    start, end = spans.start.copy(), spans.end.copy()
    ends = [spans.pinned[k] and spans.is_point(k) for k in (i - 1, i + 1)]
    if not (all(ends) and spans.country[i - 1] != spans.country[i + 1]):
        if ends[0]:
            end[i - 1] = end[i]
        else:
            start[i + 1] = start[i]
    kept = np.arange(len(start)) != i
    return Spans(start[kept], end[kept], spans.country[kept], spans.pinned[kept]).joined()


def _merged(spans: Spans, shallow: Bools, line: MeasuredLine) -> Spans:
    """Join the slivers of every run to what stands before and after the run."""
    import numpy as np

    # A border between two spans stays unless a sliver touches it.
    stays = ~(shallow[:-1] | shallow[1:])
    start, end = spans.start.copy(), spans.end.copy()
    edges = np.diff(shallow.astype(np.int8), prepend=0)
    firsts, stops = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    between_two = (stops - firsts) % 2 == 0
    for first, stop in zip(firsts[between_two], stops[between_two], strict=True):
        border, place = _best_border(spans, int(first), int(stop), line)
        stays[border] = True
        if place is not None:
            end[border] = start[border + 1] = place
    group = np.flatnonzero(np.concatenate([[True], stays]))
    last = np.append(group[1:], len(start)) - 1
    # All but the slivers of a group are of one country.
    deep = np.flatnonzero(~shallow)
    country = spans.country[deep[np.searchsorted(deep, group)]]
    pinned = np.logical_or.reduceat(spans.pinned, group)
    return Spans(start[group], end[last], country, pinned)


def _best_border(
    spans: Spans, first: int, stop: int, line: MeasuredLine
) -> tuple[int, float | None]:
    """Choose where a line that wriggles from one country into another crosses for good.

    ``first`` and ``stop`` bound the slivers, in number even. Returns the span before the border,
    and a place if it is not where that span ends: of two equally good borders, halfway between.
    """
    import numpy as np

    km = line.km_before(spans.end[first:stop]) - line.km_before(spans.start[first:stop])
    # Behind every second sliver: those of the far country before it are on the wrong side, those
    # of the near country behind it too.
    wrong = np.concatenate([[0.0], np.cumsum(km[0::2] - km[1::2])]) + km[1::2].sum()
    tied = np.flatnonzero(wrong <= wrong.min() + _TIED_KM)
    borders = first - 1 + 2 * tied
    # Seen from the other end of the line, the middle of them is the same.
    middle = borders[(len(tied) - 1) // 2], borders[len(tied) // 2]
    if middle[0] == middle[1]:
        return int(middle[0]), None
    ends = np.array([spans.end[middle[0]], spans.start[middle[1] + 1]])
    place = line.place_at(line.km_before(ends).mean(keepdims=True))
    return int(middle[0]), float(place[0])
