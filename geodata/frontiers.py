"""Where a line crosses from one country into the next.

The line is cut at every outline it meets, and each piece goes to the country that holds its
middle. Pieces over water belong to nobody: a coast is no frontier, and trains run over moles,
dams and bridges. What remains is corrected for the roughness of outlines at 1:10m: pieces that
never leave the tolerance around a frontier are slivers, and the countries declared for the two
ends hold against the outlines within the tolerance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata.borders import Borders
from geodata.errors import CoordinateError
from geodata.geodesy import MeasuredLine, mercator
from geodata.model import Frontier, LonLat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# How far outlines at 1:10m may be off where a station stands by the frontier.
TOLERANCE_KM = 3.0
# How deep a line may stray over a frontier that it follows: half the tolerance, because the old
# line from Khavast to Dashtobod truly runs 14 km through Tajikistan and never 2 km deep.
SLIVER_KM = 1.5
# How far offshore a port of a country may be drawn: published positions of ports are rounded to a
# minute or two of arc, and mean the roadstead.
OFFSHORE_KM = 8.0
# Pieces shorter than this share of a degree (0.1 mm) come from rounding.
_NOTHING_DEG = 1e-9
# Slack for points that lie on the border itself.
_ON_BORDER_KM = 1e-3


def find_frontiers(
    points: Sequence[LonLat],
    borders: Borders,
    *,
    start_country: str | None = None,
    end_country: str | None = None,
    tolerance_km: float = TOLERANCE_KM,
    sliver_km: float = SLIVER_KM,
) -> tuple[Frontier, ...]:
    """Return the frontiers that a line crosses, in order along it.

    The answer is a chain: each crossing leaves the country that the one before entered, the
    first leaves ``start_country`` and the last enters ``end_country`` where these are given.
    Reversing the line mirrors it.

    Parameters
    ----------
    points
        The line: (lon, lat) in degrees, WGS 84, straight between vertices in that plane.
    borders
        The outlines to cross.
    start_country, end_country
        ISO 3166-1 alpha-2 codes of the countries in which the ends are known to lie. They hold
        where the outlines say otherwise; if that leaves a crossing without a place, it is put
        where the line comes nearest to the frontier of the two countries.
    tolerance_km
        How far the outlines may be wrong at the ends: so far an end may lie outside its declared
        country. Crossings over water lie where the water is nearest to the frontier of the two
        countries, or else halfway over.
    sliver_km
        How deep the line may stray into a neighbour and back without crossing; never more than
        the tolerance. A line that wriggles along a frontier crosses it once or not at all, a
        deeper excursion is two crossings.

    Raises
    ------
    CoordinateError
        If an end lies farther than the tolerance outside the country declared for it, or the
        line jumps over the antimeridian.
    OptionError
        If the borders lack a country declared.
    """
    line = MeasuredLine.of(points)
    ends = (
        (start_country, 0.0, "start"),
        (end_country, line.last, "end"),
    )
    for country, place, name in ends:
        if country is not None:
            _require_near(line, place, name, country, borders, tolerance_km)
    spans = [] if line.last == 0 else _spans(line, borders)
    if start_country is not None:
        spans.insert(0, _Span(0.0, 0.0, start_country, pinned=True))
    if end_country is not None:
        spans.append(_Span(line.last, line.last, end_country, pinned=True))
    chain = _Chain(line, borders, tolerance_km, min(sliver_km, tolerance_km))
    spans = chain.without_slivers(_joined(spans))
    return tuple(chain.crossing(spans, i) for i in range(1, len(spans)))


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of line in one country; a pinned one holds a declared end.

    ``start`` and ``end`` are places ``i + t``: share t of the way from vertex i to the next.
    """

    start: float
    end: float
    country: str
    pinned: bool = False

    @property
    def is_point(self) -> bool:
        return self.start == self.end


def _require_near(
    line: MeasuredLine, place: float, name: str, country: str, borders: Borders, tolerance_km: float
) -> None:
    import numpy as np

    lon, lat = line.at(np.array([place]))[0]
    away = borders.distance_to_country_km(float(lon), float(lat), country)
    at_sea = away > 0 and borders.country_at(float(lon), float(lat)) is None
    allowed_km = max(tolerance_km, OFFSHORE_KM) if at_sea else tolerance_km
    if away > allowed_km + _ON_BORDER_KM:
        raise CoordinateError(
            f"the {name} of the line, ({lon:.5f}, {lat:.5f}), lies {away:.1f} km outside "
            f"{country}, its declared country; expected at most {allowed_km:g} km"
        )


def _spans(line: MeasuredLine, borders: Borders) -> list[_Span]:
    """Cut the line at every outline and return the pieces that lie in a country."""
    import numpy as np

    cuts = np.concatenate([[0.0], borders.cuts(line.lonlat), [line.last]])
    starts, ends = cuts[:-1], cuts[1:]
    # The middle of the longest straight part: a place well away from the ends of the piece.
    middles = np.empty(len(starts))
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        knots = np.concatenate([[start], np.arange(np.floor(start) + 1, np.ceil(end)), [end]])
        longest = int(np.argmax(np.abs(np.diff(line.at(knots), axis=0)).sum(axis=1)))
        middles[k] = (knots[longest] + knots[longest + 1]) / 2
    reach = np.abs(line.at(middles) - line.at(starts)).max(axis=1)
    countries = borders.interiors_at(line.at(middles))
    return [
        _Span(float(start), float(end), country)
        for start, end, country, far in zip(starts, ends, countries, reach, strict=True)
        if country is not None and far > _NOTHING_DEG
    ]


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Join neighbours of one country, and the water between them."""
    out: list[_Span] = []
    for span in spans:
        if out and out[-1].country == span.country:
            pinned = out[-1].pinned or span.pinned
            out[-1] = replace(out[-1], end=span.end, pinned=pinned)
        else:
            out.append(span)
    return out


class _Chain:
    """Rids the spans of a line of slivers, and places the crossings between them."""

    def __init__(
        self, line: MeasuredLine, borders: Borders, tolerance_km: float, sliver_km: float
    ) -> None:
        self._line = line
        self._borders = borders
        self._tolerance_km = tolerance_km
        self._sliver_km = sliver_km
        self._shallow: dict[tuple[float, float, str, str, float], bool] = {}

    def without_slivers(self, spans: list[_Span]) -> list[_Span]:
        """Absorb slivers one by one, those beside a contradicted end first, then the shortest.

        The order is the same from either end of the line, so reversing mirrors the result.
        """
        while True:
            at_ends = [i for i in range(1, len(spans) - 1) if self._beside_end(spans, i)]
            within = [
                i
                for i in range(1, len(spans) - 1)
                if spans[i - 1].country == spans[i + 1].country
                and self._is_shallow(spans[i], spans[i - 1].country, self._sliver_km)
            ]
            slivers = at_ends or within
            if not slivers:
                return spans
            length = {i: self._line.km(spans[i].start, spans[i].end) for i in slivers}
            shortest = min(slivers, key=length.__getitem__)
            spans = self._without(spans, shortest)

    def _beside_end(self, spans: Sequence[_Span], i: int) -> bool:
        """Whether a shallow span stands beside an end declared to lie in another country."""
        if spans[i].pinned:
            return False
        return any(
            end.pinned
            and end.is_point
            and self._is_shallow(spans[i], end.country, self._tolerance_km)
            for end in (spans[i - 1], spans[i + 1])
        )

    def _without(self, spans: list[_Span], i: int) -> list[_Span]:
        before, after = spans[i - 1], spans[i + 1]
        if not (before.is_point and after.is_point and before.country != after.country):
            # The declared end takes the sliver; between two such ends it stays no man's land,
            # in which the crossing is then placed.
            if before.pinned and before.is_point:
                before = replace(before, end=spans[i].end)
            elif after.pinned and after.is_point:
                after = replace(after, start=spans[i].start)
        return _joined([*spans[: i - 1], before, after, *spans[i + 2 :]])

    def _is_shallow(self, span: _Span, other: str, depth_km: float) -> bool:
        """Whether a span keeps this near to its country's frontier with another."""
        if span.pinned:
            return False
        key = (span.start, span.end, span.country, other, depth_km)
        if key not in self._shallow:
            self._shallow[key] = self._keeps_near(span, other, depth_km)
        return self._shallow[key]

    def _keeps_near(self, span: _Span, other: str, depth_km: float) -> bool:
        import numpy as np

        pair = (span.country, other)
        # The middle of a deep span shows it at once, without sampling hundreds of kilometres.
        middle = self._line.at(np.array([(span.start + span.end) / 2]))
        if not self._borders.near_frontier(middle, *pair, depth_km).all():
            return False
        places = self._line.samples(span.start, span.end)
        near = self._borders.near_frontier(self._line.at(places), *pair, depth_km)
        return bool(near.all())

    def crossing(self, spans: Sequence[_Span], i: int) -> Frontier:
        """Return the crossing from span i - 1 into span i."""
        import numpy as np

        a, b = spans[i - 1], spans[i]
        low, high = a.end, b.start
        if a.is_point and not b.is_point:
            high = self._leaving(b.start, b.end, a.country, b.country)
        elif b.is_point and not a.is_point:
            low = self._leaving(a.end, a.start, a.country, b.country)
        place = self._nearest(low, high, a.country, b.country)
        lon, lat = self._line.at(np.array([place]))[0]
        fraction = self._line.fraction(place) if self._line.last else 0.0
        return Frontier(fraction, a.country, b.country, float(lon), float(lat))

    def _leaving(self, end: float, far: float, a: str, b: str) -> float:
        """Return where, coming from a declared end, the line leaves the frontier's tolerance."""
        import numpy as np

        places = self._line.samples(min(end, far), max(end, far))
        if far < end:
            places = places[::-1]
        near = self._borders.near_frontier(self._line.at(places), a, b, self._tolerance_km)
        left = np.flatnonzero(~near)
        if not len(left):
            return far
        return float(places[max(int(left[0]) - 1, 0)])

    def _nearest(self, low: float, high: float, a: str, b: str) -> float:
        """Return the place between two others that is nearest to a frontier.

        Without such a frontier within the tolerance it is halfway, as over water.
        """
        import numpy as np
        import shapely

        if low == high:
            return low
        places = self._line.samples(low, high)
        points = self._line.at(places)
        frontier = self._borders.frontier(a, b)
        near = self._borders.near_frontier(points, a, b, self._tolerance_km)
        if frontier is None or not near.any():
            return self._halfway(low, high, places)
        plane = mercator(points)
        distance = shapely.distance(frontier, shapely.points(plane))
        tied = np.flatnonzero(distance <= distance.min() + _ON_BORDER_KM)
        # A line that runs along the frontier crosses it halfway: the same from either end.
        if len(tied) > 1:
            return self._halfway(float(places[tied[0]]), float(places[tied[-1]]), places)
        around = slice(max(int(tied[0]) - 1, 0), int(tied[0]) + 2)
        plane, places = plane[around], places[around]
        shortest = shapely.shortest_line(shapely.LineString(plane), frontier)
        at = shapely.line_locate_point(
            shapely.LineString(plane), shapely.Point(shapely.get_coordinates(shortest)[0])
        )
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(plane, axis=0).T))])
        return float(np.interp(at, run, places))

    def _halfway(self, low: float, high: float, places: Floats) -> float:
        """Return the place halfway between two others, by length; ``places`` lie between."""
        import numpy as np

        middle = self._line.km_before(np.array([low, high])).mean()
        return float(np.interp(middle, self._line.km_before(places), places))
