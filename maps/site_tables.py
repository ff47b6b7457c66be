"""The tables of a variant's page: legs, frontiers with both sides, kilometres, states in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from geodata.model import Basis
from maps.countries import country_name
from maps.sheet import Ground
from maps.style import MODE_WORDS, STATES
from maps.text import citation, clean, long_date, shares
from maps.words import crossing_name
from routes.law.timeline import Period
from routes.model import Crossing, Entry, Leg, Protocol, Route, Side


class Column(NamedTuple):
    """A column's heading, and its kind: ``number``, ``short`` for a word or two, or any text."""

    name: str
    kind: str = ""


class Table(NamedTuple):
    """Rows under headings; a cell is a text, or a state as `state` gives it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()


def state(word: str | None) -> dict[str, str]:
    """The tone, sign and word of a state."""
    tone, sign = STATES.get(word, STATES[None])
    return {"tone": tone, "sign": sign, "word": clean(word or "unknown")}


def km(value: float) -> str:
    """Kilometres to the hundred metres."""
    return f"{value:,.1f}"


def about(kilometres: Mapping[str, float], value: float) -> str:
    """Kilometres, with ``~`` where any of them are only measured."""
    return f"{'~' if kilometres.get(Basis.MEASURED) else ''}{km(value)}"


def name(ground: Ground, id_: str | None) -> str:
    """The name of a place; an id that the atlas does not hold stands for itself."""
    if id_ is None:
        return ""
    return clean(ground.places[id_].name if id_ in ground.places else id_)


def tables(entry: Entry, ground: Ground) -> tuple[Table, ...]:
    """The tables of a variant's itinerary; none when it has no route."""
    if entry.route is None:
        return ()
    found = [_legs(entry.route, ground), _frontiers(entry.route, ground), _countries(entry.route)]
    if entry.bloc_km:
        found.append(_blocs(entry.route, entry.bloc_km))
    return tuple(table for table in found if table.rows)


def _legs(route: Route, ground: Ground) -> Table:
    rows, done_km = [], 0.0
    for leg in route.legs:
        done_km += leg.distance_km
        rows.append(
            (
                f"{name(ground, leg.start)} – {name(ground, leg.end)}",
                MODE_WORDS[leg.mode],
                str(leg.gauge_mm) if leg.gauge_mm else "",
                about(leg.basis_km, leg.distance_km),
                _basis(leg),
                km(leg.measured_km),
                km(done_km),
                ", ".join(clean(country_name(code)) for code in leg.countries),
                ", ".join(name(ground, place) for place in leg.via),
            )
        )
    columns = (
        Column("Leg"),
        Column("Mode", "short"),
        Column("Gauge, mm", "number"),
        Column("Quoted km", "number"),
        Column("Basis"),
        Column("Drawn line km", "number"),
        Column("From origin km", "number"),
        Column("In"),
        Column("By way of"),
    )
    schematic = [
        f"{name(ground, leg.start)} – {name(ground, leg.end)}"
        for leg in route.legs
        if any(run.section.schematic for run in leg.runs)
    ]
    notes = (
        [f"Drawn schematically, wholly or in part: {'; '.join(schematic)}."] if schematic else []
    )
    if route.basis_km.get(Basis.MEASURED):
        notes.append("~ Measured on the drawn line, in whole or in part.")
    return Table("Legs", columns, tuple(rows), tuple(notes))


def _basis(leg: Leg) -> str:
    parts = sorted(leg.basis_km.items(), reverse=True)
    return leg.distance_basis if len(parts) < 2 else shares(parts, leg.distance_km)


def _frontiers(route: Route, ground: Ground) -> Table:
    rows = [
        (
            crossing_name(crossing),
            km(crossing.at_km),
            MODE_WORDS[crossing.mode],
            *(_side(side) for side in crossing.sides),
            _customs(crossing),
            name(ground, crossing.handover),
        )
        for crossing in route.crossings
    ]
    columns = (
        Column("Frontier"),
        Column("At km", "number"),
        Column("Mode", "short"),
        Column("Left"),
        Column("Entered"),
        Column("Customs"),
        Column("Handover at"),
    )
    return Table(
        "Frontiers, with the station, railway and gauge of either side", columns, tuple(rows)
    )


def _side(side: Side) -> str:
    gauge = f"{side.gauge_mm} mm" if side.gauge_mm else None
    parts = (country_name(side.country), side.station, side.operator, gauge)
    return ", ".join(clean(part) for part in parts if part)


def _customs(crossing: Crossing) -> str:
    words = "yes" if crossing.customs else "no" if crossing.named else "unknown"
    return f"{words}; break of gauge" if crossing.break_of_gauge else words


def _countries(route: Route) -> Table:
    rows = tuple(
        (clean(country_name(code)), km(value), f"{value / route.distance_km:.1%}")
        for code, value in route.country_km.items()
    )
    columns = (Column("Country"), Column("Quoted km", "number"), Column("Share", "number"))
    return Table("Kilometres by country", columns, rows)


def _blocs(route: Route, kilometres: Mapping[str, float | None]) -> Table:
    rows = tuple(
        (
            clean("1520 mm gauge" if bloc == "1520" else bloc),
            "unknown" if value is None else km(value),
            "" if value is None else f"{value / route.distance_km:.1%}",
        )
        for bloc, value in kilometres.items()
    )
    columns = (Column("Bloc"), Column("Quoted km", "number"), Column("Share", "number"))
    return Table("Kilometres in the members of each bloc on the date", columns, rows)


def protocol(found: Protocol) -> str:
    """Compliance with an agreement's list of checkpoints."""
    passed = ", ".join(found.checkpoints) or "none"
    if found.complies:
        return clean(f"passes those of {found.agreement}: {passed}")
    return clean(f"not those of {found.agreement}: {'; '.join(found.violations)}")


def periods(found: Sequence[Period], caption: str) -> Table:
    """The states of a variant through time, the latest first."""
    rows = tuple(
        (
            _span(period.since, period.until),
            state(period.status.state),
            km(period.route.distance_km) if period.route else "",
            clean(period.status.reason),
            clean(", ".join(period.status.records)),
        )
        for period in reversed(found)
    )
    columns = (
        Column("From, until"),
        Column("State", "short"),
        Column("Quoted km", "number"),
        Column("Reason"),
        Column("Records"),
    )
    return Table(caption, columns, rows)


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{long_date(since)} until {long_date(until)}"
    if until:
        return f"until {long_date(until)}"
    return f"since {long_date(since)}" if since else "always"


def sources(entry: Entry, found: Iterable[Period], ground: Ground) -> list[str]:
    """Every source that the page of a variant rests on, by id."""
    ids = {*entry.variant.sources, *entry.status.sources}
    for period in found:
        ids.update(period.status.sources)
    for leg in entry.route.legs if entry.route else ():
        ids.update(leg.sources)
        for place in leg.places:
            ids.update(ground.places[place].sources)
    for crossing in entry.route.crossings if entry.route else ():
        checkpoint = ground.checkpoints.get(crossing.id or "")
        ids.update(checkpoint.sources if checkpoint else ())
    known = ground.sources
    return [clean(f"{id_}: {citation(known[id_])}" if id_ in known else id_) for id_ in sorted(ids)]
