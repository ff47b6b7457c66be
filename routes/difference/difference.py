"""Where two routes run together, where they part and meet, and what each parting costs.

The routes are compared section by section. What they share is the longest sequence of sections,
by quoted kilometres, that both pass in the same direction and order (a longest common
subsequence); places that both pass without sharing a section there are points where they meet.
Everything counted for a stretch adds up to what is counted for the whole route.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple, TypeAlias

from geodata.atlas import Atlas
from geodata.model import Basis, Mode
from routes.crossings import country_km, passages
from routes.difference.alignment import Block, aligned
from routes.model import Crossing, Route, Run


class Part(NamedTuple):
    """One route's part of a stretch, from one place of the network to another.

    Without ``runs`` both places are one: the other route makes a detour there, begins earlier or
    goes on. ``stops`` are the ends of legs strictly inside, ``via`` the principal places there,
    stops included. Kilometres and counts are those of `routes.model.Route`; a transshipment or
    break of gauge where the routes part or meet counts to the stretch on which they are apart.
    """

    start: str
    end: str
    runs: tuple[Run, ...]
    stops: tuple[str, ...]
    via: tuple[str, ...]
    distance_km: float
    measured_km: float
    basis_km: Mapping[str, float]
    mode_km: Mapping[str, float]
    country_km: Mapping[str, float]
    crossings: tuple[Crossing, ...]
    transshipments: int
    breaks_of_gauge: int

    @property
    def customs_borders(self) -> int:
        """How many of its crossings have customs."""
        return sum(crossing.customs for crossing in self.crossings)


class Stretch(NamedTuple):
    """A stretch that both routes run together, or one on which they are apart."""

    shared: bool
    a: Part
    b: Part


class Opposite(NamedTuple):
    """Sections in a row that both use, in opposite directions; the ends as route A passes them."""

    start: str
    end: str
    distance_km: float


class Difference(NamedTuple):
    """Two routes, stretch by stretch in travelling order."""

    stretches: tuple[Stretch, ...]
    opposite: tuple[Opposite, ...]

    @property
    def shared_km(self) -> float:
        """Quoted kilometres that both run together."""
        return sum(stretch.a.distance_km for stretch in self.stretches if stretch.shared)


# What is counted alike for a whole route and for its side of a stretch.
Measured: TypeAlias = Route | Part


class Delta(NamedTuple):
    """What B has more than A (less where negative), and the crossings that only one has."""

    distance_km: float
    measured_km: float
    basis_km: Mapping[str, float]
    mode_km: Mapping[str, float]
    country_km: Mapping[str, float]
    crossings: int
    customs_borders: int
    transshipments: int
    breaks_of_gauge: int
    only_a: tuple[Crossing, ...]
    only_b: tuple[Crossing, ...]


def delta(a: Measured, b: Measured) -> Delta:
    """What B has more than A, of whole routes or of their sides of one stretch."""
    return Delta(
        distance_km=b.distance_km - a.distance_km,
        measured_km=b.measured_km - a.measured_km,
        basis_km=_less(b.basis_km, a.basis_km),
        mode_km=_less(b.mode_km, a.mode_km),
        country_km=_less(b.country_km, a.country_km),
        crossings=len(b.crossings) - len(a.crossings),
        customs_borders=b.customs_borders - a.customs_borders,
        transshipments=b.transshipments - a.transshipments,
        breaks_of_gauge=b.breaks_of_gauge - a.breaks_of_gauge,
        only_a=_only(a.crossings, b.crossings),
        only_b=_only(b.crossings, a.crossings),
    )


def _less(b: Mapping[str, float], a: Mapping[str, float]) -> dict[str, float]:
    return {key: b.get(key, 0.0) - a.get(key, 0.0) for key in dict.fromkeys((*a, *b))}


def _only(own: Sequence[Crossing], others: Sequence[Crossing]) -> tuple[Crossing, ...]:
    left = [_identity(crossing) for crossing in others]
    found = []
    for crossing in own:
        if (what := _identity(crossing)) in left:
            left.remove(what)
        else:
            found.append(crossing)
    return tuple(found)


def _identity(crossing: Crossing) -> tuple[object, ...]:
    """What makes two crossings one: the registered point, or else the spot, and the direction."""
    way = (crossing.from_country, crossing.to_country, crossing.mode)
    return (*way, crossing.id or (crossing.lon, crossing.lat))


def difference(a: Route, b: Route, atlas: Atlas) -> Difference:
    """Compare two routes stretch by stretch.

    Parameters
    ----------
    a, b : Route
        Over the network of one date.
    atlas : Atlas
        The ground they were assembled over.

    Returns
    -------
    Difference
        Exchanging the routes exchanges the sides and changes nothing else.
    """
    way_a, way_b = _Way(a, atlas), _Way(b, atlas)
    ends = Block(len(way_a.runs), len(way_b.runs), 0)
    stretches: list[Stretch] = []
    at_a = at_b = 0
    for first_a, first_b, length in (*aligned(way_a.runs, way_b.runs), ends):
        if (at_a, at_b) != (first_a, first_b):
            # What happens at a place where they part or meet counts to where they are apart; at
            # one where they only meet, to the stretch before it.
            late = bool(stretches) and not stretches[-1].shared
            apart_a = way_a.side(at_a, first_a, range(at_a + late, first_a + 1))
            apart_b = way_b.side(at_b, first_b, range(at_b + late, first_b + 1))
            stretches.append(Stretch(False, apart_a, apart_b))
        at_a, at_b = first_a + length, first_b + length
        if length:
            shared_a = way_a.side(first_a, at_a, range(first_a + 1, at_a))
            shared_b = way_b.side(first_b, at_b, range(first_b + 1, at_b))
            stretches.append(Stretch(True, shared_a, shared_b))
    return Difference(tuple(stretches), _opposite(way_a.runs, way_b.runs))


def _opposite(a: Sequence[Run], b: Sequence[Run]) -> tuple[Opposite, ...]:
    """What both use in opposite directions, sections that follow each other in A joined."""
    against = {(run.section.id, not run.reverse) for run in b}
    found = []
    for is_against, group in groupby(a, key=lambda r: (r.section.id, r.reverse) in against):
        if is_against:
            runs = list(group)
            km = sum(run.section.distance_km for run in runs)
            found.append(Opposite(runs[0].start, runs[-1].end, km))
    return tuple(found)


class _Way:
    """A route prepared for taking pieces of it."""

    def __init__(self, route: Route, atlas: Atlas) -> None:
        self.runs = tuple(run for leg in route.legs for run in leg.runs)
        self._atlas = atlas
        self._ends = {place for leg in route.legs for place in (leg.start, leg.end)}
        self._named = self._ends | {place for leg in route.legs for place in leg.via}
        met = iter(route.crossings)
        self._crossings = [
            tuple(islice(met, sum(1 for _ in passages([run], atlas)))) for run in self.runs
        ]

    def side(self, first: int, last: int, joints: range) -> Part:
        """The runs from one index up to another; what happens at ``joints`` counts to them.

        A joint is the place before the run of its index; those before the first run and behind
        the last of the route join nothing.
        """
        runs = self.runs[first:last]
        basis_km = dict.fromkeys((basis.value for basis in Basis), 0.0)
        mode_km = dict.fromkeys((mode.value for mode in Mode), 0.0)
        for run in runs:
            basis_km[run.section.basis.value] += run.section.distance_km
            mode_km[run.section.mode.value] += run.section.distance_km
        inside = [run.end for run in runs[:-1]]
        changes = [
            (self.runs[joint - 1].section, self.runs[joint].section)
            for joint in joints
            if 0 < joint < len(self.runs)
        ]
        return Part(
            start=self._place(first),
            end=self._place(last),
            runs=runs,
            stops=tuple(place for place in inside if place in self._ends),
            via=tuple(place for place in inside if place in self._named),
            distance_km=sum(run.section.distance_km for run in runs),
            measured_km=sum(run.section.measured_km for run in runs),
            basis_km=basis_km,
            mode_km=mode_km,
            country_km=country_km(runs, self._atlas),
            crossings=tuple(c for met in self._crossings[first:last] for c in met),
            transshipments=sum(a.mode is not b.mode for a, b in changes),
            breaks_of_gauge=sum(
                a.mode is b.mode is Mode.RAIL and a.gauge_mm != b.gauge_mm for a, b in changes
            ),
        )

    def _place(self, index: int) -> str:
        return self.runs[index].start if index < len(self.runs) else self.runs[-1].end
