"""A small world for the tests of the map: four variants over made-up sections of real ways."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from geodata.model import (
    ESTIMATE,
    Basis,
    Checkpoint,
    Frontier,
    Kind,
    LonLat,
    Mode,
    Name,
    Place,
    Section,
    Source,
)
from routes.model import (
    Comparison,
    Crossing,
    Edition,
    Entry,
    Leg,
    Route,
    Run,
    Side,
    Status,
    Variant,
)
from tests.map_ways import CROSSINGS, JOURNEYS, PLACES

AS_OF = date(2018, 6, 1)


@dataclass(frozen=True, slots=True)
class World:
    """As much of an atlas as a map needs."""

    places: Mapping[str, Place]
    checkpoints: Mapping[str, Checkpoint]
    sources: Mapping[str, Source]


def _places() -> dict[str, Place]:
    out = {}
    for row in PLACES.splitlines():
        id_, name, kind, country, lon, lat = row.split("|")
        out[id_] = Place(
            id_, name, Kind(kind), country, float(lon), float(lat), 500,
            esr="663503" if id_ == "aktau-port" else None,
            unlocode="KZAAU" if id_ == "aktau-port" else None,
            sources=("osm", ESTIMATE) if id_ == "kuryk-port" else ("osm",),
            names=(Name("Ақтау", "kk", "official"), Name("Актау", "ru", "foreign"))
            if id_ == "aktau-port" else (),
        )  # fmt: skip
    return out


def _geodesic_km(points: tuple[LonLat, ...]) -> float:
    from pyproj import Geod

    lons, lats = zip(*points, strict=True)
    return Geod(ellps="WGS84").line_length(lons, lats) / 1000


def _section(a: Place, b: Place, mode: Mode, schematic: bool) -> Section:
    """A wriggling line, always stored from the place whose id comes first."""
    a, b = sorted((a, b), key=lambda place: place.id)
    steps = 24 if mode is Mode.RAIL else 1 if schematic else 6
    points = []
    for i in range(steps + 1):
        t = i / steps
        bend = 0.04 * math.sin(math.pi * t) * math.sin(9 * t + len(a.id))
        lon = a.lon + (b.lon - a.lon) * t - (b.lat - a.lat) * bend
        lat = a.lat + (b.lat - a.lat) * t + (b.lon - a.lon) * bend
        points.append((round(lon, 5), round(lat, 5)))
    points[0], points[-1] = a.position, b.position
    line = tuple(points)
    measured = _geodesic_km(line)
    crossing = CROSSINGS.get(frozenset((a.id, b.id)))
    frontiers: tuple[Frontier, ...] = ()
    if crossing:
        frontiers = (Frontier(0.5, a.country, b.country, crossing[2], crossing[3]),)
    basis = Basis.TARIFF if mode is Mode.RAIL else Basis.PUBLISHED
    if mode is Mode.FERRY and "kuryk-port" in (a.id, b.id):
        basis = Basis.MEASURED
    return Section(
        f"{a.id}-{b.id}", "line", a.id, b.id, mode, 1520 if mode is Mode.RAIL else None,
        round(measured * 1.03), basis, measured,
        line, frontiers, schematic, None, None, ("tr4",),
    )  # fmt: skip


def _leg(places: Mapping[str, Place], mode: Mode, schematic: bool, stops: list[str]) -> Leg:
    runs = []
    for a, b in pairwise(stops):
        section = _section(places[a], places[b], mode, schematic)
        runs.append(Run(section, reverse=section.start != a))
    distance = sum(run.section.distance_km for run in runs)
    basis = runs[0].section.basis.value
    return Leg(
        stops[0], stops[-1], mode, runs[0].section.gauge_mm, tuple(runs), distance, basis,
        {basis: distance}, {places[stops[0]].country: distance},
        sum(run.section.measured_km for run in runs),
        tuple(dict.fromkeys(places[stop].country for stop in stops)), tuple(stops[1:-1]), ("tr4",),
    )  # fmt: skip


def _crossings(places: Mapping[str, Place], legs: list[Leg]) -> tuple[Crossing, ...]:
    out, km = [], 0.0
    for leg in legs:
        for run in leg.runs:
            facts = CROSSINGS.get(frozenset((run.start, run.end)))
            if facts:
                id_, name, lon, lat, handover = facts
                a, b = places[run.start].country, places[run.end].country
                at = km + run.section.distance_km * (1 if leg.mode is Mode.FERRY else 0.5)
                sides = (Side(a, id_, places[run.start].name), Side(b, id_, places[run.end].name))
                if leg.mode is Mode.RAIL:
                    sides = (
                        sides[0]._replace(operator=f"{a} Railways", gauge_mm=1520),
                        sides[1]._replace(operator=f"{b} Railways", gauge_mm=1520),
                    )
                out.append(
                    Crossing(a, b, leg.mode, lon, lat, at, id_, name, id_ is not None,
                             id_ is not None, False,
                             places[handover].name if handover else None, sides)
                )  # fmt: skip
            km += run.section.distance_km
    return tuple(out)


def _route(places: Mapping[str, Place], legs: list[Leg]) -> Route:
    basis: dict[str, float] = {"tariff": 0.0, "published": 0.0, "measured": 0.0}
    modes: dict[str, float] = {mode.value: 0.0 for mode in Mode}
    countries: dict[str, float] = {}
    for leg in legs:
        basis[leg.distance_basis] += leg.distance_km
        modes[leg.mode.value] += leg.distance_km
        for code in leg.countries:
            countries[code] = countries.get(code, 0.0) + leg.distance_km / len(leg.countries)
    return Route(
        tuple(legs), _crossings(places, legs), sum(basis.values()),
        sum(leg.measured_km for leg in legs), basis, modes, countries, len(legs) - 1, 0,
    )  # fmt: skip


def world(word: Callable[[str], str] = str) -> World:
    """The atlas; ``word`` may change every text that a user can write."""
    places = {
        id_: place._replace(
            name=word(place.name),
            names=tuple(Name(word(n.text), word(n.language), word(n.use)) for n in place.names),
            warning=word("approximate"),
            esr=word(place.esr) if place.esr else None,
        )
        for id_, place in _places().items()
    }
    checkpoints = {}
    for sides, (id_, name, _, _, handover) in CROSSINGS.items():
        if id_ is not None and name is not None:
            a, b = sorted(sides)
            checkpoints[id_] = Checkpoint(
                id_, word(name), Mode.RAIL, places[a].country, a, None, 1520,
                places[b].country, b, None, 1520, handover,
                date(1993, 5, 1), None, ("tr4",), word("note"),
            )  # fmt: skip
    sources = {
        "tr4": Source(
            "tr4", word("CIS Tariff Guide No. 4"), word("CSZT"), word("2025"), word("p. 1"), "free"
        ),
        "osm": Source("osm", word("OpenStreetMap"), "", "", "", "ODbL 1.0"),
    }
    return World(places, checkpoints, sources)


def _said(side: Side, word: Callable[[str], str]) -> Side:
    """A side of a crossing with its texts changed."""
    station, operator = (word(text) if text else None for text in (side.station, side.operator))
    return side._replace(station=station, operator=operator)


def comparison(word: Callable[[str], str] = str, copies: int = 1) -> Comparison:
    """The variants; the last has no route. ``copies`` repeats them, for maps of many variants."""
    places = _places()
    entries = []
    for _ in range(copies):
        for id_, name, journey in JOURNEYS:
            legs = [
                _leg(places, mode, schematic, stops.split())._replace(
                    sources=("tr4", word("notes"))
                )
                for mode, schematic, stops in journey
            ]
            route = _route(places, legs)
            crossings = tuple(
                c._replace(
                    name=word(c.name) if c.name else None,
                    sides=(_said(c.sides[0], word), _said(c.sides[1], word)),
                )
                for c in route.crossings
            )
            variant = Variant(
                word(id_), word(name), word("A way for goods."),
                (Edition(None, None, (), (), ()),), ("tr4", word("own-notes")), f"{id_}.toml",
            )  # fmt: skip
            status = Status("unknown", word("the records say nothing"))
            entries.append(Entry(variant, route._replace(crossings=crossings), status))
    gone = Variant(word("gone"), word("Not built yet"), word(""), (), (), "gone.toml")
    entries.append(Entry(gone, None, Status("not-built", word("no line before 2030"))))
    return Comparison(AS_OF, tuple(entries))
