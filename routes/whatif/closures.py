"""Closures: what is shut, what a search may use beside it, and where a route breaks on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import Mode, Section
from routes.engine import Conditions
from routes.model import Route, Run


class Subject(StrEnum):
    """What kind of thing can close."""

    CHECKPOINT = "checkpoint"
    COUNTRY = "country"
    SECTION = "section"
    LINE = "line"
    PLACE = "place"
    MODE = "mode"
    BLOC = "bloc"


class Closure(NamedTuple):
    """One thing that is shut on a date, with all that shuts with it.

    Goods neither pass, load nor unload at ``places``, use ``sections``, touch ``countries`` (a
    ferry or flight from or to a country touches it) or move by ``modes``.
    """

    subject: Subject
    id: str
    name: str
    places: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    modes: frozenset[Mode] = frozenset()

    def shuts(self, section: Section, atlas: Atlas) -> bool:
        """Whether goods can no longer pass a section from end to end."""
        return (
            section.id in self.sections
            or section.mode in self.modes
            or section.start in self.places
            or section.end in self.places
            or (bool(self.countries) and bool(self.countries & touched(section, atlas)))
        )

    def shuts_place(self, place: str, atlas: Atlas) -> bool:
        """Whether goods can neither begin nor end at a place."""
        node = atlas.node(place)
        return bool(self.places & {place, node}) or bool(
            self.countries & {atlas.places[place].country, atlas.places[node].country}
        )


class Break(NamedTuple):
    """A stretch of a route that a closure shuts: both ends, in quoted kilometres from the origin.

    Both ends are one where it is a place that is shut.
    """

    closure: Closure
    start: str
    end: str
    start_km: float
    end_km: float


def touched(section: Section, atlas: Atlas) -> frozenset[str]:
    """Every country that a section runs in, begins in or ends in."""
    met = {atlas.places[place].country for place in (section.start, section.end)}
    for frontier in section.frontiers:
        met |= {frontier.from_country, frontier.to_country}
    return frozenset(met)


def without(conditions: Conditions, closures: Iterable[Closure]) -> Conditions:
    """Conditions that also keep off everything shut."""
    for closure in closures:
        conditions = conditions._replace(
            modes=conditions.modes - closure.modes,
            avoid_places=conditions.avoid_places | closure.places,
            avoid_countries=conditions.avoid_countries | closure.countries,
            avoid_sections=conditions.avoid_sections | closure.sections,
        )
    return conditions


def breaks(route: Route, closures: Iterable[Closure], atlas: Atlas) -> tuple[Break, ...]:
    """Where a route is shut: every stretch, by closure, in the order in which it meets them."""
    runs = [run for leg in route.legs for run in leg.runs]
    found = [piece for closure in closures for piece in _pieces(runs, closure, atlas)]
    # A route may begin or end in a town whose station is shut under the town's own name.
    for closure in closures:
        for place, km in ((route.origin, 0.0), (route.destination, route.distance_km)):
            if closure.shuts_place(place, atlas) and not any(p.closure is closure for p in found):
                found.append(Break(closure, place, place, km, km))
    return tuple(sorted(found, key=lambda piece: (piece.start_km, piece.end_km)))


def _pieces(runs: Sequence[Run], closure: Closure, atlas: Atlas) -> Iterator[Break]:
    """The stretches of runs in a row that one closure shuts, and the places shut by it alone."""
    beside = closure._replace(places=frozenset())
    ends_km = [0.0]
    for run in runs:
        ends_km.append(ends_km[-1] + run.section.distance_km)
    shut = [beside.shuts(run.section, atlas) for run in runs]
    for is_shut, group in groupby(range(len(runs)), key=shut.__getitem__):
        if is_shut:
            row = list(group)
            first, last = row[0], row[-1] + 1
            yield Break(
                closure, runs[first].start, runs[last - 1].end, ends_km[first], ends_km[last]
            )
    if closure.places:
        met = [runs[0].start, *(run.end for run in runs)]
        for index, place in enumerate(met):
            if place in closure.places and not any(shut[max(index - 1, 0) : index + 1]):
                yield Break(closure, place, place, ends_km[index], ends_km[index])
