"""What a map shows of a comparison: the lines to draw, the places and frontiers to mark."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeAlias

from geodata.model import Checkpoint, Kind, LonLat, Mode, Place, Source
from maps.history import History, still
from maps.lines import Drawing, Stroke, drawing
from maps.opening import opening
from maps.projection import draw, to_plane, to_units
from maps.wording import language
from routes.model import Comparison, Crossing, Route, Status
from routes.wording.language import Language


class Ground(Protocol):
    """The part of an atlas that a map needs."""

    @property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""

    @property
    def checkpoints(self) -> Mapping[str, Checkpoint]:
        """Border crossing points by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Publications by id."""


@dataclass(slots=True)
class Stop:
    """A place that the map marks, and the variants that pass it on the comparison's date.

    Rank 0 is where a route begins or ends, 1 where goods change the mode or the gauge, 2 a
    declared stop, 3 a principal place between stops, 4 a place that matters to railways only.
    """

    place: Place
    rank: int
    variants: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Frontier:
    """A border crossing that the map marks, and where each variant meets it on the date.

    ``port`` is the id of the stop at which it lies, for one by sea or air.
    """

    crossing: Crossing
    port: str | None
    at_km: dict[int, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """A variant from a day on: its route, and the strokes that draw it."""

    since: date | None
    route: Route | None
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: lines in user units, stops, frontiers, and the box around the lines.

    ``drawing`` has the chains of all editions and the strokes of the comparison's own routes;
    ``editions`` those of every variant through time. ``box`` is (left, top, right, bottom) in
    user units, around the lines that show at first: those of the variants in ``shown``, by index.
    """

    comparison: Comparison
    ground: Ground
    history: History
    statuses: tuple[Status, ...]
    drawing: Drawing
    editions: tuple[tuple[Edition, ...], ...]
    chains: tuple[tuple[tuple[int, int], ...], ...]
    stops: tuple[Stop, ...]
    frontiers: tuple[Frontier, ...]
    shown: frozenset[int]
    box: tuple[int, int, int, int]

    @property
    def words(self) -> Language:
        """The language that the ground has its names in."""
        return words_of(self.ground)


def words_of(ground: Ground) -> Language:
    """The language that a ground has its names in."""
    return language(getattr(ground, "language", "en"))


# Where there is nothing to show: the corridors from the Baltic to the Arabian Sea.
_DEFAULT_BOX = (-20_000, -18_000, 20_000, 24_000)

# A crossing by sea is placed at the port of arrival: about 1 km.
_AT_PORT_DEG = 0.01

# Sidings and frontier points matter least, whatever leg they end.
_MINOR_KINDS = {Kind.SIDING, Kind.HALT, Kind.FRONTIER}


def sheet(
    comparison: Comparison,
    ground: Ground,
    past: History | None = None,
    shown: frozenset[int] | None = None,
) -> Sheet:
    """Gather what the map of a comparison shows, with what changed over time when that is given.

    ``shown`` are the variants that show at first, by index; those of `opening` by default.
    """
    past = past or still(comparison)
    own = [entry.route for entry in comparison.entries]
    later = [span.route for course in past.courses for span in course.spans]
    lines = drawing([*own, *later])
    current, rest = lines.strokes[: len(own)], iter(lines.strokes[len(own) :])
    editions = tuple(
        tuple(Edition(span.since, span.route, next(rest)) for span in course.spans)
        for course in past.courses
    )
    chains = tuple(tuple(draw(chain.points)) for chain in lines.chains)
    ways = _ways(comparison, editions)
    stops = _stops(ways, ground)
    frontiers = _frontiers(ways, stops)
    shown = opening(comparison) if shown is None else shown
    seen = {use.chain for i in shown for stroke in current[i] for use in stroke.uses}
    points = [point for number in sorted(seen) for point in chains[number]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Sheet(
        comparison,
        ground,
        past,
        tuple(past.status(index, comparison) for index in range(len(own))),
        Drawing(lines.chains, current),
        editions,
        chains,
        stops,
        frontiers,
        shown,
        (min(xs), min(ys), max(xs), max(ys)) if points else _DEFAULT_BOX,
    )


def _ways(
    comparison: Comparison, editions: Sequence[Sequence[Edition]]
) -> list[tuple[int | None, Route]]:
    """Every route to mark, with its variant when it is that of the comparison's date."""
    own = [(i, entry.route) for i, entry in enumerate(comparison.entries) if entry.route]
    past = [edition.route for course in editions for edition in course if edition.route]
    return [*own, *((None, route) for route in past)]


def _stops(ways: Iterable[tuple[int | None, Route]], ground: Ground) -> tuple[Stop, ...]:
    stops: dict[str, Stop] = {}
    for index, route in ways:
        legs = route.legs
        ranks = {place: 3 for leg in legs for place in leg.via}
        ranks |= {place: 2 for leg in legs for place in (leg.start, leg.end)}
        for leg, onward in itertools.pairwise(legs):
            if (leg.mode, leg.gauge_mm) != (onward.mode, onward.gauge_mm):
                ranks[leg.end] = 1
        ranks |= {route.origin: 0, route.destination: 0}
        for id_, rank in ranks.items():
            place = ground.places[id_]
            minor = rank > 1 and place.kind in _MINOR_KINDS
            stop = stops.setdefault(id_, Stop(place, 4))
            stop.rank = min(stop.rank, 4 if minor else rank)
            if index is not None:
                stop.variants.add(index)
    # Among equals, what more variants pass is named first, and a town before a station.
    return tuple(
        sorted(
            stops.values(),
            key=lambda stop: (
                stop.rank,
                -len(stop.variants),
                stop.place.kind is not Kind.TOWN,
                stop.place.id,
            ),
        )
    )


def _port(crossing: Crossing, stops: Iterable[Stop]) -> str | None:
    if crossing.mode not in (Mode.FERRY, Mode.AIR):
        return None
    for stop in stops:
        apart = (abs(stop.place.lon - crossing.lon), abs(stop.place.lat - crossing.lat))
        if max(apart) < _AT_PORT_DEG:
            return stop.place.id
    return None


Meeting: TypeAlias = tuple[Any, ...]
"""What makes two crossings one mark: countries, mode, checkpoint and position."""


def meeting(crossing: Crossing) -> Meeting:
    """Where a frontier is crossed. Two variants cross at one point, whichever way they go."""
    countries = tuple(sorted((crossing.from_country, crossing.to_country)))
    where = (round(crossing.lon, 3), round(crossing.lat, 3))
    return (*countries, crossing.mode, crossing.id or "", *where)


def _frontiers(
    ways: Iterable[tuple[int | None, Route]], stops: Sequence[Stop]
) -> tuple[Frontier, ...]:
    found: dict[Meeting, Frontier] = {}
    for index, route in ways:
        for crossing in route.crossings:
            key = meeting(crossing)
            frontier = found.setdefault(key, Frontier(crossing, _port(crossing, stops)))
            if index is not None:
                frontier.at_km.setdefault(index, []).append(crossing.at_km)
    return tuple(found.values())


def unit_position(point: LonLat) -> tuple[int, int]:
    """Where a longitude and latitude lies in the drawing, in user units."""
    return to_units(to_plane([point])[0])
