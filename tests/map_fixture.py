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
from routes.model import Comparison, Crossing, Edition, Entry, Leg, Route, Run, Status, Variant

AS_OF = date(2018, 6, 1)

PLACES = """
riga-port|Riga port|port|LV|24.09|56.97
zilupe|Zilupe|station|LV|28.12|56.39
moscow|Moscow|town|RU|37.62|55.75
ryazan|Ryazan|station|RU|39.74|54.63
samara|Samara|station|RU|50.13|53.19
orenburg|Orenburg|station|RU|55.10|51.77
iletsk|Iletsk I|siding|RU|55.02|51.16
aktobe|Aktobe|station|KZ|57.16|50.28
shalkar|Shalkar|station|KZ|59.62|47.83
kyzylorda|Kyzylorda|station|KZ|65.50|44.85
arys|Arys|station|KZ|68.81|42.43
sary-agach|Sary-Agach|station|KZ|69.17|41.46
tashkent|Tashkent|station|UZ|69.28|41.30
samarkand|Samarkand|station|UZ|66.96|39.65
karshi|Karshi|station|UZ|65.79|38.86
termez|Termez|station|UZ|67.28|37.23
hairatan|Hairatan|station|AF|67.41|37.22
poti|Poti|port|GE|41.66|42.15
tbilisi|Tbilisi|station|GE|44.80|41.72
alat|Alat|station|AZ|49.40|39.94
alat-port|Alat port|port|AZ|49.44|39.98
aktau-port|Aktau port|port|KZ|51.21|43.60
kuryk-port|Kuryk port|port|KZ|51.68|43.18
mangistau|Mangistau|station|KZ|51.90|43.69
beineu|Beineu|station|KZ|55.19|45.31
karakalpakstan|Karakalpakstan|station|UZ|56.19|44.77
nukus|Nukus|station|UZ|59.61|42.46
bukhara|Bukhara|station|UZ|64.55|39.72
karachi-port|Karachi port|port|PK|66.97|24.83
quetta|Quetta|town|PK|67.00|30.19
chaman|Chaman|town|PK|66.45|30.92
kandahar|Kandahar|town|AF|65.71|31.62
""".strip()

# variant, name: then legs as mode, gauge, schematic, places
JOURNEYS: tuple[tuple[str, str, tuple[tuple[Mode, bool, str], ...]], ...] = (
    (
        "north",
        "Northern: Riga, Iletsk, Keles",
        (
            (
                Mode.RAIL,
                False,
                "riga-port zilupe moscow ryazan samara orenburg iletsk aktobe shalkar kyzylorda "
                "arys sary-agach tashkent samarkand karshi termez hairatan",
            ),
        ),
    ),
    (
        "south-aktau",
        "Southern: Poti, Alat, Aktau",
        (
            (Mode.RAIL, False, "poti tbilisi alat alat-port"),
            (Mode.FERRY, False, "alat-port aktau-port"),
            (
                Mode.RAIL,
                False,
                "aktau-port mangistau beineu karakalpakstan nukus bukhara karshi termez hairatan",
            ),
        ),
    ),
    (
        "south-kuryk",
        "Southern: Poti, Alat, Kuryk",
        (
            (Mode.RAIL, False, "poti tbilisi alat alat-port"),
            (Mode.FERRY, False, "alat-port kuryk-port"),
            (
                Mode.RAIL,
                False,
                "kuryk-port mangistau beineu karakalpakstan nukus bukhara karshi termez hairatan",
            ),
        ),
    ),
    (
        "pakistan-chaman",
        "Pakistan: Karachi, Chaman, Kandahar",
        ((Mode.ROAD, True, "karachi-port quetta chaman kandahar"),),
    ),
)

# Two neighbours: id and name of the crossing between them, longitude, latitude, handover.
CROSSINGS: dict[frozenset[str], tuple[str | None, str | None, float, float, str | None]] = {
    frozenset(sides.split()): facts
    for sides, facts in {
        "zilupe moscow": ("zilupe-posin", "Zilupe / Posin", 28.30, 56.35, None),
        "iletsk aktobe": ("iletsk-zhaisan", "Iletsk / Zhaisan", 55.9, 50.8, "iletsk"),
        "sary-agach tashkent": ("sary-agach-keles", "Sary-Agach / Keles", 69.2, 41.42, None),
        "termez hairatan": ("galaba-hairatan", "Galaba / Hairatan", 67.39, 37.23, None),
        "tbilisi alat": ("gardabani-boyuk-kesik", "Gardabani / Böyük Kəsik", 45.2, 41.4, None),
        "alat-port aktau-port": ("aktau", "Aktau port", 51.21, 43.60, None),
        "alat-port kuryk-port": ("kuryk", "Kuryk port", 51.68, 43.18, None),
        "beineu karakalpakstan": (
            "beineu-karakalpakstan",
            "Oazis (Beineu / Karakalpakstan)",
            56.1,
            44.9,
            None,
        ),
        "chaman kandahar": (None, None, 66.40, 31.0, None),
    }.items()
}


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
                out.append(
                    Crossing(a, b, leg.mode, lon, lat, at, id_, name, id_ is not None,
                             id_ is not None, False, handover)
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
                id_, word(name), Mode.RAIL, places[a].country, a, places[b].country, b, handover,
                False, None, None, ("tr4",), word("note"),
            )  # fmt: skip
    sources = {
        "tr4": Source(
            "tr4", word("CIS Tariff Guide No. 4"), word("CSZT"), word("2025"), word("p. 1"), "free"
        ),
        "osm": Source("osm", word("OpenStreetMap"), "", "", "", "ODbL 1.0"),
    }
    return World(places, checkpoints, sources)


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
                c._replace(name=word(c.name) if c.name else None) for c in route.crossings
            )
            variant = Variant(
                word(id_), word(name), word("A way for goods."),
                (Edition(None, None, (), (), ()),), ("tr4", word("own-notes")), f"{id_}.toml",
            )  # fmt: skip
            status = Status(None, word("the records say nothing"))
            entries.append(Entry(variant, route._replace(crossings=crossings), status))
    gone = Variant(word("gone"), word("Not built yet"), word(""), (), (), "gone.toml")
    entries.append(Entry(gone, None, Status("not-built", word("no line before 2030"))))
    return Comparison(AS_OF, tuple(entries))
