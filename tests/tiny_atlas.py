"""A made-up country or four, small enough to see which rule decides.

By rail from ``west`` in XA to ``mid`` in XB and by ``gate`` to ``east`` in XC; a road from ``west``
to ``mid``; a ferry from ``harbour`` in XB to ``port`` in XC; a flight from ``west`` to ``east``.
From ``mid`` to ``south`` the line cuts a corner of XC, from ``south`` to ``far`` in XD it runs
through XC: neither meets a registered crossing point.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.atlas import Atlas
from geodata.geodesy import geodesic_km
from geodata.law import Act, Bloc, Cargo, Direction, Effect, Membership
from geodata.model import (
    Basis,
    Checkpoint,
    Frontier,
    Kind,
    Line,
    Mode,
    Place,
    Section,
    Source,
    section_id,
)
from routes.assembly import assemble_stops
from routes.engine import Conditions, Engine
from routes.law.law import Law
from routes.law.status import status
from routes.model import Route, Status

DAY = date(2012, 6, 1)
GAUGE_MM = 1520

# Country and longitude, latitude: some hundred kilometres apart.
PLACES = {
    "west": ("XA", 0.0, 0.0),
    "mid": ("XB", 2.0, 0.0),
    "gate": ("XB", 4.0, 0.0),
    "east": ("XC", 6.0, 0.0),
    "harbour": ("XB", 2.0, 3.0),
    "port": ("XC", 6.0, 3.0),
    "south": ("XB", 2.0, -3.0),
    "far": ("XD", 2.0, -6.0),
}
# Where each line meets frontiers, as the share of its length and the country entered.
LINES: dict[tuple[str, str, Mode], tuple[tuple[float, str], ...]] = {
    ("west", "mid", Mode.RAIL): ((0.5, "XB"),),
    ("mid", "gate", Mode.RAIL): (),
    ("gate", "east", Mode.RAIL): ((0.5, "XC"),),
    ("west", "mid", Mode.ROAD): ((0.5, "XB"),),
    ("mid", "harbour", Mode.RAIL): (),
    ("harbour", "port", Mode.FERRY): (),
    ("west", "east", Mode.AIR): (),
    ("mid", "south", Mode.RAIL): ((0.4, "XC"), (0.6, "XB")),
    ("south", "far", Mode.RAIL): ((0.3, "XC"), (0.7, "XD")),
}


def _place(ident: str) -> Place:
    country, lon, lat = PLACES[ident]
    return Place(ident, ident.title(), Kind.STATION, country, lon, lat, 10, sources=("book",))


def _section(start: str, end: str, mode: Mode) -> Section:
    country, lon, lat = PLACES[start]
    _, to_lon, to_lat = PLACES[end]
    frontiers = []
    for fraction, entered in LINES[start, end, mode]:
        at = (lon + fraction * (to_lon - lon), lat + fraction * (to_lat - lat))
        frontiers.append(Frontier(fraction, country, entered, *at))
        country = entered
    points = ((lon, lat), (to_lon, to_lat))
    km = geodesic_km(points)
    ident = section_id(start, end, mode)
    gauge_mm = GAUGE_MM if mode is Mode.RAIL else None
    return Section(
        ident, ident, start, end, mode, gauge_mm, km, Basis.MEASURED, km, points,
        tuple(frontiers), False, None, None, ("book",),
    )  # fmt: skip


def checkpoint(ident: str, mode: Mode, place_a: str, place_b: str | None = None) -> Checkpoint:
    """A crossing point between the countries of two places, or a port of entry."""
    gauge_mm = GAUGE_MM if mode is Mode.RAIL else None
    country_b = PLACES[place_b][0] if place_b else None
    gauge_b_mm = gauge_mm if place_b else None
    return Checkpoint(
        ident, ident.title(), mode, PLACES[place_a][0], place_a, None, gauge_mm, country_b,
        place_b, None, gauge_b_mm, None, None, None, ("book",),
    )  # fmt: skip


def act(ident: str, effect: Effect, **fields: Any) -> Act:
    """An act that always holds for everything, but for the fields given."""
    anything: dict[str, Any] = dict.fromkeys(
        ("cargo", "directions", "modes", "countries", "checkpoints", "beneficiaries"), ()
    )
    anything |= {"since": None, "until": None, "lethal": None, "treaty": None}
    anything |= {"exclusive": False, "overflight": False, "title": f"The act {ident}"}
    return Act(id=ident, effect=effect, sources=("book",), **(anything | fields))


def permit(*countries: str, ident: str = "permit", **fields: Any) -> Act:
    """A permission of these countries."""
    return act(ident, Effect.PERMITS, countries=countries, **fields)


def forbid(ident: str = "ban", **fields: Any) -> Act:
    """An act that closes."""
    return act(ident, Effect.FORBIDS, **fields)


def nato(country: str, since: date, until: date | None = None) -> Membership:
    """A country's time in the alliance."""
    return Membership(country, since, until, ("book",))


def tiny_atlas(*acts: Act, members: tuple[Membership, ...] = ()) -> Atlas:
    """The ground above under these acts, with these members of NATO."""
    sections = [_section(*key) for key in LINES]
    points = (
        checkpoint("ab", Mode.RAIL, "west", "mid"),
        checkpoint("bc", Mode.RAIL, "gate", "east"),
        checkpoint("ab-road", Mode.ROAD, "west", "mid"),
        checkpoint("harbour", Mode.FERRY, "harbour"),
        checkpoint("port", Mode.FERRY, "port"),
        checkpoint("east", Mode.AIR, "east"),
        checkpoint("west", Mode.AIR, "west"),
    )
    return Atlas(
        places={ident: _place(ident) for ident in PLACES},
        lines={
            s.id: Line(s.id, s.id, s.mode, s.gauge_mm, False, None, None, ("book",))
            for s in sections
        },
        sections={s.id: s for s in sections},
        checkpoints={point.id: point for point in points},
        sources={"book": Source("book", "A book", "A. Writer", "2000", "page 1", "theirs")},
        blocs={"nato": Bloc("nato", "NATO", None, None, members, ("book",))},
        acts={one.id: one for one in acts},
        known_to={Cargo.COMMERCIAL: date(2020, 1, 1), Cargo.SPECIAL: date(2021, 1, 1)},
    )


def way(atlas: Atlas, *stops: str, on: date = DAY, modes: frozenset[Mode] | None = None) -> Route:
    """The route through the stops, by the modes given, else by all but air and road."""
    chosen = modes or frozenset((Mode.RAIL, Mode.FERRY))
    return assemble_stops(stops, atlas, Engine(atlas), Conditions(chosen, on=on))


def state_of(
    atlas: Atlas,
    *stops: str,
    cargo: Cargo = Cargo.COMMERCIAL,
    direction: Direction = Direction.TO,
    on: date = DAY,
    modes: frozenset[Mode] | None = None,
) -> Status:
    """The state of the way through the stops."""
    return status(way(atlas, *stops, on=on, modes=modes), Law(atlas, cargo, direction), on)
