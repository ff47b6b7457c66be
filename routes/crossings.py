"""The frontiers a route crosses, in order, each with the checkpoint that answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.geodesy import great_circle_km
from geodata.model import Checkpoint, Frontier, LonLat, Mode, exists
from routes.model import Crossing, Run, Side

# How far the frontier may lie from the nearer of a checkpoint's two stations. Border stations
# stand within about 20 km of the line they serve; 30 km leaves room for outlines at 1:10m and
# still tells the neighbouring crossings of one frontier apart.
REACH_KM = 30.0

# What kilometres of these modes count as, instead of a country's.
OFF_LAND = {Mode.FERRY: "sea", Mode.AIR: "air"}


class Passage(NamedTuple):
    """A frontier met at a distance from the origin, between two places of the network."""

    frontier: Frontier
    mode: Mode
    at_km: float
    before: str
    after: str


def frontiers_of(run: Run) -> tuple[Frontier, ...]:
    """The frontiers of a section in the order in which the run meets them."""
    if not run.reverse:
        return run.section.frontiers
    return tuple(
        Frontier(1.0 - f.fraction, f.to_country, f.from_country, f.lon, f.lat)
        for f in reversed(run.section.frontiers)
    )


def country_km(runs: Iterable[Run], atlas: Atlas) -> dict[str, float]:
    """Quoted kilometres by country, first met first; ``sea`` and ``air`` beside the countries.

    A section that crosses frontiers shares its kilometres out by measured length.
    """
    totals: dict[str, float] = {}
    for run in runs:
        section = run.section
        if section.mode in OFF_LAND:
            country = OFF_LAND[section.mode]
        else:
            country = atlas.places[run.start].country
        if not section.frontiers:
            # Nearly every section: this loop is what assembling a route spends its time in.
            totals[country] = totals.get(country, 0.0) + section.distance_km
            continue
        before = 0.0
        for frontier in (*frontiers_of(run), None):
            fraction = frontier.fraction if frontier else 1.0
            km = (fraction - before) * section.distance_km
            totals[country] = totals.get(country, 0.0) + km
            if frontier:
                country, before = frontier.to_country, fraction
    return totals


def countries_of(runs: Iterable[Run], atlas: Atlas) -> tuple[str, ...]:
    """Countries in the order in which a way meets them, each once, sea and air left out."""
    return tuple(c for c in country_km(runs, atlas) if c not in OFF_LAND.values())


def passages(runs: Sequence[Run], atlas: Atlas) -> Iterator[Passage]:
    """Every frontier of a route in order. A ferry or flight abroad is one, at its arrival."""
    done_km = 0.0
    for run in runs:
        section = run.section
        if section.mode in OFF_LAND:
            here, there = atlas.places[run.start], atlas.places[run.end]
            if here.country != there.country:
                arrival = Frontier(1.0, here.country, there.country, there.lon, there.lat)
                yield Passage(
                    arrival, section.mode, done_km + section.distance_km, here.id, there.id
                )
        elif section.frontiers:
            for frontier in frontiers_of(run):
                at_km = done_km + frontier.fraction * section.distance_km
                yield Passage(frontier, section.mode, at_km, run.start, run.end)
        done_km += section.distance_km


def crossings(runs: Sequence[Run], atlas: Atlas, on: date) -> tuple[Crossing, ...]:
    """The crossings of a route, named after the registered border crossing points.

    A frontier without a registered point within reach is reported unnamed and without customs.
    """
    return tuple(named_crossing(passage, atlas, on) for passage in passages(runs, atlas))


def with_formalities(crossings: Sequence[Crossing]) -> list[Crossing]:
    """Crossings without those in pairs by which a line cuts a corner of a country.

    In and out by frontiers without a registered crossing point, back into the country that it
    came from: nobody asks for papers there.
    """
    found: list[Crossing] = []
    for crossing in crossings:
        last = found[-1] if found else None
        if (
            last is not None
            and not (last.named or crossing.named)
            and last.from_country == crossing.to_country
        ):
            found.pop()
        else:
            found.append(crossing)
    return found


def sections_at(checkpoint: str, atlas: Atlas, on: date) -> frozenset[str]:
    """The sections whose crossing a checkpoint answers for: all that closes when it closes."""
    found = set()
    for section in atlas.sections.values():
        if section.frontiers or section.mode in OFF_LAND:
            for reverse in (False, True):
                met = passages([Run(section, reverse)], atlas)
                if any(named_crossing(passage, atlas, on).id == checkpoint for passage in met):
                    found.add(section.id)
    return frozenset(found)


def named_crossing(passage: Passage, atlas: Atlas, on: date) -> Crossing:
    """A passage as a crossing, named after the registered point within reach, if any."""
    frontier = passage.frontier
    point = _checkpoint(passage, atlas, on)
    handover = atlas.places[point.handover].name if point and point.handover else None
    return Crossing(
        from_country=frontier.from_country,
        to_country=frontier.to_country,
        mode=passage.mode,
        lon=frontier.lon,
        lat=frontier.lat,
        at_km=passage.at_km,
        id=point.id if point else None,
        name=point.name if point else None,
        named=point is not None,
        customs=point is not None
        and atlas.customs_between(frontier.from_country, frontier.to_country, on),
        break_of_gauge=point.break_of_gauge if point else False,
        handover=handover,
        sides=_sides(passage, point, atlas, on),
    )


def _sides(passage: Passage, point: Checkpoint | None, atlas: Atlas, on: date) -> tuple[Side, Side]:
    """The side left and the side entered."""
    frontier = passage.frontier
    if passage.mode in OFF_LAND:
        left = _port(passage.before, passage.mode, atlas, on)
        return (
            _side(left, frontier.from_country, atlas),
            _side(point, frontier.to_country, atlas),
        )
    return _side(point, frontier.from_country, atlas), _side(point, frontier.to_country, atlas)


def _side(point: Checkpoint | None, country: str, atlas: Atlas) -> Side:
    if point is None:
        return Side(country)
    if country == point.country_a:
        place, operator, gauge_mm = point.place_a, point.operator_a, point.gauge_a_mm
    else:
        place, operator, gauge_mm = point.place_b, point.operator_b, point.gauge_b_mm
    return Side(country, point.id, atlas.places[place].name if place else None, operator, gauge_mm)


def _port(place: str, mode: Mode, atlas: Atlas, on: date) -> Checkpoint | None:
    """The port of entry at a place."""
    for point in atlas.checkpoints.values():
        if point.country_b is None and point.mode is mode and point.place_a == place:
            return point if exists(point.opened, point.closed, on) else None
    return None


def _checkpoint(passage: Passage, atlas: Atlas, on: date) -> Checkpoint | None:
    """The nearest registered point of the same mode and the same two countries, in reach.

    A point is in reach when the crossing lies near one of its stations, or on the very section
    that runs up to one: schematic lines meet the frontier where no track does.
    """
    frontier, found = passage.frontier, []
    for point in atlas.checkpoints.values():
        if point.mode is not passage.mode or not exists(point.opened, point.closed, on):
            continue
        if point.country_b is None:
            if point.place_a == passage.after:
                found.append((0.0, point.id, point))
        elif {point.country_a, point.country_b} == {frontier.from_country, frontier.to_country}:
            away = _distance_km(point, atlas, (frontier.lon, frontier.lat))
            on_section = {point.place_a, point.place_b} & {passage.before, passage.after}
            if away <= REACH_KM or on_section:
                found.append((away, point.id, point))
    return min(found)[2] if found else None


def _distance_km(point: Checkpoint, atlas: Atlas, at: LonLat) -> float:
    sides = [atlas.places[side] for side in (point.place_a, point.place_b) if side]
    return min(great_circle_km(side.position, at) for side in sides)
