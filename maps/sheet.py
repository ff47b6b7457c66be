"""What a map shows of a comparison: the lines to draw, the places and frontiers to mark."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from geodata.model import Checkpoint, Kind, LonLat, Mode, Place, Source
from maps.lines import Drawing, drawing
from maps.opening import opening
from maps.projection import draw, to_plane, to_units
from routes.model import Comparison, Crossing


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
    """A place that the map marks, and the variants that pass it.

    Rank 0 is where a route begins or ends, 1 where goods change the mode or the gauge, 2 a
    declared stop, 3 a principal place between stops, 4 a place that matters to railways only.
    """

    place: Place
    rank: int
    variants: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Frontier:
    """A border crossing that the map marks, and where each variant meets it.

    ``port`` is the id of the stop at which it lies, for one by sea or air.
    """

    crossing: Crossing
    port: str | None
    at_km: dict[int, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: lines in user units, stops, frontiers, and the box around the lines.

    ``box`` is (left, top, right, bottom) in user units, around the lines that show at first:
    those of the variants in ``shown``, by index.
    """

    comparison: Comparison
    ground: Ground
    drawing: Drawing
    chains: tuple[tuple[tuple[int, int], ...], ...]
    stops: tuple[Stop, ...]
    frontiers: tuple[Frontier, ...]
    shown: frozenset[int]
    box: tuple[int, int, int, int]


# Where there is nothing to show: the corridors from the Baltic to the Arabian Sea.
_DEFAULT_BOX = (-20_000, -18_000, 20_000, 24_000)

# A crossing by sea is placed at the port of arrival: about 1 km.
_AT_PORT_DEG = 0.01

# Sidings and frontier points matter least, whatever leg they end.
_MINOR_KINDS = {Kind.SIDING, Kind.HALT, Kind.FRONTIER}


def sheet(comparison: Comparison, ground: Ground) -> Sheet:
    """Gather what the map of a comparison shows."""
    lines = drawing([entry.route for entry in comparison.entries])
    chains = tuple(tuple(draw(chain.points)) for chain in lines.chains)
    stops = _stops(comparison, ground)
    frontiers = _frontiers(comparison, stops)
    shown = opening(comparison)
    seen = {use.chain for i in shown for stroke in lines.strokes[i] for use in stroke.uses}
    points = [point for number in sorted(seen) for point in chains[number]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys)) if points else _DEFAULT_BOX
    return Sheet(comparison, ground, lines, chains, stops, frontiers, shown, box)


def _stops(comparison: Comparison, ground: Ground) -> tuple[Stop, ...]:
    stops: dict[str, Stop] = {}
    for index, entry in enumerate(comparison.entries):
        if entry.route is None:
            continue
        legs = entry.route.legs
        ranks = {place: 3 for leg in legs for place in leg.via}
        ranks |= {place: 2 for leg in legs for place in (leg.start, leg.end)}
        for leg, onward in itertools.pairwise(legs):
            if (leg.mode, leg.gauge_mm) != (onward.mode, onward.gauge_mm):
                ranks[leg.end] = 1
        ranks |= {entry.route.origin: 0, entry.route.destination: 0}
        for id_, rank in ranks.items():
            place = ground.places[id_]
            minor = rank > 1 and place.kind in _MINOR_KINDS
            stop = stops.setdefault(id_, Stop(place, 4))
            stop.rank = min(stop.rank, 4 if minor else rank)
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


def _frontiers(comparison: Comparison, stops: Sequence[Stop]) -> tuple[Frontier, ...]:
    found: dict[tuple[Any, ...], Frontier] = {}
    for index, entry in enumerate(comparison.entries):
        for crossing in entry.route.crossings if entry.route else ():
            # Two variants cross at the same point, whichever way they go.
            countries = tuple(sorted((crossing.from_country, crossing.to_country)))
            where = (round(crossing.lon, 3), round(crossing.lat, 3))
            key = (*countries, crossing.mode, crossing.id or "", *where)
            frontier = found.setdefault(key, Frontier(crossing, _port(crossing, stops)))
            frontier.at_km.setdefault(index, []).append(crossing.at_km)
    return tuple(found.values())


def unit_position(point: LonLat) -> tuple[int, int]:
    """Where a longitude and latitude lies in the drawing, in user units."""
    return to_units(to_plane([point])[0])
