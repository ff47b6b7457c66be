"""What stands beside the map: the comparison table, legend, sources and licences."""

from __future__ import annotations

import textwrap
from typing import Any

from geodata.model import Basis
from maps.history import is_still, window
from maps.sheet import Sheet
from maps.style import MODE_WORDS, STATES, letter, line_classes, stroke_classes
from maps.text import citation, clean, shares
from maps.tiles import Tiles
from maps.wording import HEADINGS
from maps.words import frontier_pairs
from routes.law.states import STATES as STATE_WORDS
from routes.law.states import state_word
from routes.model import Entry, Route
from routes.wording.language import Language

BASES = tuple(basis.value for basis in Basis)

LONG_REASON, REASON_START = 120, 80
"""Characters from which on a reason is folded, and how many of it then still show."""


def default_title(page: Sheet, words: Language) -> str:
    """Routes to their common destination, when they have one."""
    ends = {entry.route.destination for entry in page.comparison.entries if entry.route}
    if len(ends) != 1:
        return words.say("routes_compared")
    return words.say("routes_to", place=page.ground.places[ends.pop()].name)


def head_context(page: Sheet, words: Language, title: str | None) -> dict[str, Any]:
    """Title and subtitle of the page."""
    comparison = page.comparison
    return {
        "title": clean(title if title is not None else default_title(page, words)),
        "subtitle": words.say(
            "subtitle", len(comparison.entries), date=words.day(comparison.as_of)
        ),
    }


def shown_words(page: Sheet, words: Language) -> str:
    """How many of the variants the map shows at first."""
    return words.say("shown", len(page.comparison.entries), count=len(page.shown))


def when_context(page: Sheet) -> dict[str, Any]:
    """The days and rules that the page offers; none for a page of one date."""
    comparison = page.comparison
    first, last = window(comparison, page.history)
    return {
        "still": is_still(page.history),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "as_of": comparison.as_of.isoformat(),
        "days": (last - first).days,
        "day": (comparison.as_of - first).days,
        "cargo": comparison.cargo.value,
        "direction": comparison.direction.value,
    }


def table_context(page: Sheet, words: Language) -> dict[str, Any]:
    """Rows of the comparison table, and which of them the map shows at first."""
    entries = page.comparison.entries
    shown = len(page.shown)
    drawn = [any(e.route for e in editions) for editions in page.editions]
    choices = ("all", "none", "main") if shown < sum(drawn) else ("all", "none")
    return {
        "rows": [_row(page, words, index, entry) for index, entry in enumerate(entries)],
        "shown": shown,
        "caption": shown_words(page, words),
        "headings": HEADINGS,
        "choices": choices if sum(drawn) > 1 else (),
    }


def _row(page: Sheet, words: Language, index: int, entry: Entry) -> dict[str, Any]:
    status, route = page.statuses[index], entry.route
    tone, sign = STATES.get(status.state, STATES[None])
    state = state_word(status.state) if status.state in STATES else "unknown"
    first, rest = folded(clean(status.reason))
    return {
        "index": index,
        "letter": letter(index),
        "style": line_classes(index),
        "name": clean(entry.variant.name),
        "tone": tone,
        "sign": sign,
        "state": words.say(f"state_{state}"),
        "route": route is not None,
        "drawn": any(edition.route for edition in page.editions[index]),
        "off": index not in page.shown,
        "figures": _figures(route, words),
        "basis": _shares(route, words),
        "bars": bars(route),
        "frontiers": frontier_pairs(route) if route else "",
        # An open way needs no reason.
        "first": "" if status.state == "open" else first,
        "rest": "" if status.state == "open" else rest,
    }


def _figures(route: Route | None, words: Language) -> tuple[str, ...]:
    if route is None:
        return ("–",) * 8
    parts = (route.basis_km.get(basis, 0.0) for basis in BASES)
    kilometres = (route.distance_km, *parts, route.measured_km)
    counts = (len(route.crossings), route.customs_borders, route.transshipments)
    return (*map(words.number, kilometres), *map(str, counts))


def _shares(route: Route | None, words: Language) -> str:
    if route is None:
        return ""
    parts = [(words.say(basis), route.basis_km.get(basis, 0.0)) for basis in BASES]
    return shares(parts, route.distance_km)


def bars(route: Route | None) -> list[dict[str, Any]]:
    """The bases of a route's kilometres as stretches of a bar 100 wide."""
    total = route.distance_km if route else 0.0
    found, start = [], 0
    for basis in BASES:
        km = route.basis_km.get(basis, 0.0) if route else 0.0
        width = round(100 * km / total) if total > 0 else 0
        found.append({"basis": basis, "x": start, "width": width})
        start += width
    return found


def folded(reason: str) -> tuple[str, str]:
    """A reason in two parts: what always shows and, of a long one, what unfolds."""
    if len(reason) <= LONG_REASON:
        return reason, ""
    first = textwrap.wrap(reason, REASON_START)[0]
    return first, reason[len(first) :].lstrip()


def legend_context(page: Sheet, words: Language) -> dict[str, Any]:
    """Only the lines that the page can show are explained."""
    drawn = {
        (stroke.mode, stroke.schematic)
        for editions in page.editions
        for edition in editions
        for stroke in edition.strokes
    }
    plain = {mode: words.say(f"line_{mode.value}") for mode in MODE_WORDS}
    lines = [
        {
            "classes": stroke_classes(mode, schematic=schematic),
            "word": words.say("line_schematic", line=word) if schematic else word,
        }
        for mode, word in plain.items()
        for schematic in (False, True)
        if (mode, schematic) in drawn
    ]
    routes = [e.route for editions in page.editions for e in editions if e.route]
    return {
        "lines": lines,
        "schematic": any(schematic for _, schematic in drawn),
        "estimated": any(stop.place.is_estimated for stop in page.stops),
        "measured": any(route.basis_km.get(Basis.MEASURED) for route in routes),
        "states": [
            {
                "slug": word,
                "tone": STATES[word][0],
                "sign": STATES[word][1],
                "word": words.say(f"state_{word}"),
                "meaning": words.say(f"meaning_{word}"),
            }
            for word in STATE_WORDS
        ],
    }


def sources_context(page: Sheet, words: Language, tiles: Tiles | None) -> dict[str, Any]:
    """The sources of everything that the page shows, by id."""
    ids: set[str] = set()
    for entry, course in zip(page.comparison.entries, page.history.courses, strict=True):
        ids.update(entry.variant.sources)
        for edition in course.spans:
            for leg in edition.route.legs if edition.route else ():
                ids.update(leg.sources)
        for periods in course.periods.values():
            ids.update(source for period in periods for source in period.status.sources)
    for stop in page.stops:
        ids.update(stop.place.sources)
    for frontier in page.frontiers:
        checkpoint = page.ground.checkpoints.get(frontier.crossing.id or "")
        ids.update(checkpoint.sources if checkpoint else ())
    known = page.ground.sources
    land = (
        (words.say("licence_tiles"), tiles.attribution)
        if tiles
        else (words.say("licence_land"), words.say("public_domain"))
    )
    return {
        "licences": (
            (words.say("licence_places"), "© OpenStreetMap contributors, ODbL 1.0"),
            (words.say("licence_tariff"), "CIS Tariff Guide No. 4"),
            land,
            (words.say("licence_script"), words.say("contributors")),
        ),
        "boundaries": boundaries(words, tiles),
        "dashed": not tiles,
        "sources": [clean(citation(known[i]) if i in known else i) for i in sorted(ids)],
    }


def boundaries(words: Language, tiles: Tiles | None) -> str:
    """Whose boundaries the map shows."""
    return words.say("tiles_boundaries" if tiles else "boundaries")
