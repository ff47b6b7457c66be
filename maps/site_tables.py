"""The facts and tables of a variant's page: legs, frontiers, kilometres, states in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from geodata.model import Basis
from maps.sheet import Ground, words_of
from maps.style import STATES
from maps.text import citation, clean, shares
from maps.words import crossing_name, customs
from routes.law.states import state_word
from routes.law.timeline import Period
from routes.model import Crossing, Entry, Leg, Protocol, Route, Side
from routes.wording.language import Language


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


def state(word: str | None, words: Language) -> dict[str, str]:
    """The tone, sign and word of a state."""
    tone, sign = STATES.get(word, STATES[None])
    return {"tone": tone, "sign": sign, "word": clean(words.say(state_word(word)))}


def km(value: float, words: Language) -> str:
    """Kilometres to the hundred metres."""
    return words.number(value, 1)


def about(kilometres: Mapping[str, float], value: float, words: Language) -> str:
    """Kilometres, with ``~`` where any of them are only measured."""
    return f"{'~' if kilometres.get(Basis.MEASURED) else ''}{km(value, words)}"


def name(ground: Ground, id_: str | None) -> str:
    """The name of a place; an id that the atlas does not hold stands for itself."""
    if id_ is None:
        return ""
    return clean(ground.places[id_].name if id_ in ground.places else id_)


def tables(entry: Entry, ground: Ground) -> tuple[Table, ...]:
    """The tables of a variant's itinerary; none when it has no route."""
    if entry.route is None:
        return ()
    route, words = entry.route, words_of(ground)
    found = [
        _legs(route, ground, words),
        _frontiers(route, ground, words),
        _countries(route, words),
    ]
    if entry.bloc_km:
        found.append(_blocs(route, entry.bloc_km, words))
    return tuple(table for table in found if table.rows)


def _legs(route: Route, ground: Ground, words: Language) -> Table:
    rows, done_km = [], 0.0
    for leg in route.legs:
        done_km += leg.distance_km
        rows.append(
            (
                f"{name(ground, leg.start)} – {name(ground, leg.end)}",
                words.say(leg.mode),
                str(leg.gauge_mm) if leg.gauge_mm else "",
                about(leg.basis_km, leg.distance_km, words),
                _basis(leg, words),
                km(leg.measured_km, words),
                km(done_km, words),
                ", ".join(clean(words.country(code)) for code in leg.countries),
                ", ".join(name(ground, place) for place in leg.via),
            )
        )
    columns = _columns(
        words,
        ("site_leg", ""),
        ("mode", "short"),
        ("site_gauge", "number"),
        ("quoted_km", "number"),
        ("site_basis", ""),
        ("drawn_km", "number"),
        ("site_from_origin", "number"),
        ("site_in", ""),
        ("site_by_way_of", ""),
    )
    schematic = [
        f"{name(ground, leg.start)} – {name(ground, leg.end)}"
        for leg in route.legs
        if any(run.section.schematic for run in leg.runs)
    ]
    notes = [words.say("site_schematic", legs="; ".join(schematic))] if schematic else []
    if route.basis_km.get(Basis.MEASURED):
        notes.append(words.say("site_about"))
    return Table(words.say("site_legs"), columns, tuple(rows), tuple(notes))


def _columns(words: Language, *found: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(words.say(key), kind) for key, kind in found)


def basis(word: str, words: Language) -> str:
    """What kilometres rest on."""
    return words.say(f"basis_{word}")


def _basis(leg: Leg, words: Language) -> str:
    parts = sorted(leg.basis_km.items(), reverse=True)
    if len(parts) < 2:
        return basis(leg.distance_basis, words)
    return shares(((basis(word, words), value) for word, value in parts), leg.distance_km)


def _frontiers(route: Route, ground: Ground, words: Language) -> Table:
    rows = [
        (
            crossing_name(crossing, words),
            km(crossing.at_km, words),
            words.say(crossing.mode),
            *(_side(side, words) for side in crossing.sides),
            _customs(crossing, words),
            name(ground, crossing.handover),
        )
        for crossing in route.crossings
    ]
    columns = _columns(
        words,
        ("site_frontier", ""),
        ("site_at_km", "number"),
        ("mode", "short"),
        ("site_left", ""),
        ("site_entered", ""),
        ("customs", ""),
        ("site_handover", ""),
    )
    return Table(words.say("site_sides"), columns, tuple(rows))


def _side(side: Side, words: Language) -> str:
    gauge = words.say("mm", mm=side.gauge_mm) if side.gauge_mm else None
    parts = (words.country(side.country), side.station, side.operator, gauge)
    return ", ".join(clean(part) for part in parts if part)


def _customs(crossing: Crossing, words: Language) -> str:
    told = words.say(customs(crossing))
    return f"{told}; {words.say('break')}" if crossing.break_of_gauge else told


def _countries(route: Route, words: Language) -> Table:
    rows = tuple(
        (
            clean(words.country(code)),
            km(value, words),
            words.share(value / route.distance_km),
        )
        for code, value in route.country_km.items()
    )
    columns = _columns(words, ("country", ""), ("quoted_km", "number"), ("site_share", "number"))
    return Table(words.say("site_by_country"), columns, rows)


def _blocs(route: Route, kilometres: Mapping[str, float | None], words: Language) -> Table:
    rows = tuple(
        (
            clean(words.say(bloc)),
            words.say("unknown") if value is None else km(value, words),
            "" if value is None else words.share(value / route.distance_km),
        )
        for bloc, value in kilometres.items()
    )
    columns = _columns(words, ("site_bloc", ""), ("quoted_km", "number"), ("site_share", "number"))
    return Table(words.say("site_by_bloc"), columns, rows)


def protocol(found: Protocol, words: Language) -> str:
    """Compliance with an agreement's list of checkpoints."""
    passed = ", ".join(found.checkpoints) or words.say("site_no_checkpoint")
    agreement, failed = found.agreement, "; ".join(found.violations)
    if found.complies:
        return clean(words.say("site_complies", agreement=agreement, passed=passed))
    return clean(words.say("site_violates", agreement=agreement, failed=failed))


def facts(entry: Entry, words: Language) -> list[tuple[str, str]]:
    """What is known of a variant on the date: a label and a text each."""
    found = [("site_why", clean(entry.status.reason))]
    if route := entry.route:
        parts = [
            f"{km(value, words)} {basis(word, words)}"
            for word, value in route.basis_km.items()
            if value
        ]
        frontiers = words.say(
            "site_frontiers", number=len(route.crossings), customs=route.customs_borders
        )
        quoted = about(route.basis_km, route.distance_km, words)
        found += [
            ("site_quoted_in_all", words.say("km", km=quoted)),
            ("site_basis_km", ", ".join(parts)),
            ("along", words.say("km", km=km(route.measured_km, words))),
            ("frontiers_of", frontiers),
            ("site_transshipments", str(route.transshipments)),
            ("site_breaks", str(route.breaks_of_gauge)),
        ]
        code, share = route.dependence
        if code:
            found.append(("site_depends", f"{clean(words.country(code))}, {words.share(share)}"))
        if entry.protocol:
            found.append(("site_checkpoints", protocol(entry.protocol, words)))
    return [(words.say(key), text) for key, text in found]


def periods(found: Sequence[Period], caption: str, words: Language) -> Table:
    """The states of a variant through time, the latest first."""
    rows = tuple(
        (
            _span(period.since, period.until, words),
            state(period.status.state, words),
            km(period.route.distance_km, words) if period.route else "",
            clean(period.status.reason),
            clean(", ".join(period.status.records)),
        )
        for period in reversed(found)
    )
    columns = _columns(
        words,
        ("site_when", ""),
        ("head_state", "short"),
        ("quoted_km", "number"),
        ("site_reason", ""),
        ("site_records", ""),
    )
    return Table(caption, columns, rows)


def _span(since: date | None, until: date | None, words: Language) -> str:
    if since and until:
        return words.say("site_span", since=words.day(since), until=words.day(until))
    if until:
        return words.say("until", to=words.day(until))
    return (
        words.say("since", None, **{"from": words.day(since)})
        if since
        else words.say("site_always")
    )


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
