"""Where a line crosses from one country into the next.

The line is cut into stretches that lie in one country each (`geodata.spans`). A coast is no
frontier, and trains run over moles, dams and bridges: water between two stretches of one country
is passed over. What remains is corrected for the roughness of outlines at 1:10m
(`geodata.slivers`): pieces that never leave the tolerance around a frontier are slivers, and the
countries declared for the two ends hold against the outlines within the tolerance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from geodata.borders import Borders
from geodata.errors import CoordinateError, OptionError
from geodata.measured_line import MeasuredLine
from geodata.model import Frontier, LonLat
from geodata.placing import Placing
from geodata.slivers import Depth, without_slivers
from geodata.spans import Spans, spans_of

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
# Slack for an end that lies on the border itself.
_ON_BORDER_KM = 1e-3


class SeaPassage(NamedTuple):
    """A way from one country to another over open water: where it leaves land and makes it.

    ``fraction`` is the share of the line's measured length that lies before the landfall.
    """

    left: LonLat
    landfall: LonLat
    fraction: float


class Trace(NamedTuple):
    """The frontiers that a line crosses; those passed by sea have their number in ``by_sea``."""

    frontiers: tuple[Frontier, ...]
    by_sea: Mapping[int, SeaPassage]


def find_frontiers(
    points: Sequence[LonLat] | Floats | MeasuredLine,
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
        The line: (lon, lat) in degrees, WGS 84, straight between vertices in that plane; a
        sequence of pairs, an (n, 2) array, which is faster, or a line already measured.
    borders
        The outlines to cross, in one view of disputed land.
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
        deeper excursion is two crossings. With 0 every piece of the line counts.

    Raises
    ------
    CoordinateError
        If an end lies farther than the tolerance outside the country declared for it, a point is
        no longitude and latitude, or the line jumps over the antimeridian.
    OptionError
        If the borders lack a country declared, or a tolerance is negative.
    """
    line = points if isinstance(points, MeasuredLine) else MeasuredLine.of(points)
    ends = (start_country, end_country)
    return _traced(line, borders, ends, tolerance_km, sliver_km).frontiers


def trace_frontiers(line: MeasuredLine, borders: Borders) -> Trace:
    """Find the frontiers of a line as `find_frontiers` does, and tell which it passes by sea.

    A way over water of more than 40 km, which no land frontier of the two countries comes near,
    is a passage by sea, from port to port; a shorter one may be a bridge, a dam or a tunnel.
    """
    return _traced(line, borders, (None, None), TOLERANCE_KM, SLIVER_KM)


def _traced(
    line: MeasuredLine,
    borders: Borders,
    ends: tuple[str | None, str | None],
    tolerance_km: float,
    sliver_km: float,
) -> Trace:
    for name, value in (("tolerance_km", tolerance_km), ("sliver_km", sliver_km)):
        if not value >= 0:
            raise OptionError(f"{name} is {value:g}; expected kilometres, 0 or more")
    numbers: list[int | None] = []
    for country, place, name in zip(ends, (0.0, line.last), ("start", "end"), strict=True):
        if country is not None:
            _require_near(line, place, name, country, borders, tolerance_km)
        numbers.append(None if country is None else borders.codes.index(country))
    cuts = borders.arcs.cuts(line.x, line.y)
    spans = spans_of(line, cuts, borders).with_ends(numbers[0], numbers[1], line.last).joined()
    depth = Depth(line, borders, cuts)
    spans = without_slivers(spans, line, depth, tolerance_km, min(sliver_km, tolerance_km))
    if len(spans.country) < 2:
        return Trace((), {})
    return _crossings(spans, line, Placing(line, borders, tolerance_km))


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


def _crossings(spans: Spans, line: MeasuredLine, placing: Placing) -> Trace:
    """Return the crossings between neighbouring stretches."""
    import numpy as np

    places = spans.end[:-1].copy()
    sea = []
    # Where two stretches meet, they do so on the frontier; only gaps need a search.
    searched = places != spans.start[1:]
    for i in (0, len(places) - 1):
        searched[i] |= spans.is_point(i) or spans.is_point(i + 1)
    for k in np.flatnonzero(searched).tolist():
        places[k], by_sea = placing.place(spans, k)
        if by_sea:
            sea.append(k)
    codes = np.array(placing.borders.codes)[spans.country].tolist()
    lonlat = line.at(places)
    frontiers = tuple(
        map(
            Frontier,
            line.fractions(places).tolist(),
            codes[:-1],
            codes[1:],
            lonlat[:, 0].tolist(),
            lonlat[:, 1].tolist(),
        )
    )
    if not sea:
        return Trace(frontiers, {})
    shores = np.stack([spans.end[sea], spans.start[np.array(sea) + 1]])
    left, landfall = ([(float(lon), float(lat)) for lon, lat in line.at(row)] for row in shores)
    fractions = line.fractions(shores[1]).tolist()
    passages = map(SeaPassage, left, landfall, fractions)
    return Trace(frontiers, dict(zip(sea, passages, strict=True)))
