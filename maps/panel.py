"""What stands beside the map: the comparison table, itineraries, legend, sources and licences."""

from __future__ import annotations

import textwrap
from typing import Any

from geodata.model import Basis
from maps.sheet import Sheet
from maps.style import MODE_WORDS, STATES, letter, line_classes, stroke_classes
from maps.text import citation, clean, kilometres, long_date, shares
from maps.words import crossing_name, crossing_rows, frontier_pairs, leg_rows, leg_title
from routes.model import Comparison, Entry

BASES = ("tariff", "published", "measured")

LONG_REASON, REASON_START = 120, 80
"""Characters from which on a reason is folded, and how many of it then still show."""

LICENCES = (
    ("Places and railway lines", "© OpenStreetMap contributors, ODbL 1.0"),
    ("Tariff kilometres and station codes", "CIS Tariff Guide No. 4"),
    ("Land, boundaries, lakes and rivers", "Natural Earth, public domain"),
    ("Map script", "Leaflet 1.9.4, BSD-2-Clause, © Volodymyr Agafonkin and contributors"),
)

BOUNDARIES = "Boundaries: Natural Earth 1:10m, United Nations view; indicative"


def default_title(page: Sheet) -> str:
    """Routes to their common destination, when they have one."""
    ends = {entry.route.destination for entry in page.comparison.entries if entry.route}
    if len(ends) != 1:
        return "Freight routes compared"
    return f"Routes to {page.ground.places[ends.pop()].name}"


def subtitle(comparison: Comparison) -> str:
    """How many variants are compared, and as of when."""
    number = len(comparison.entries)
    variants = "1 variant" if number == 1 else f"{number} variants compared"
    return f"{variants}, as of {long_date(comparison.as_of)}"


def head_context(page: Sheet, title: str | None) -> dict[str, Any]:
    """Title and subtitle of the page."""
    return {
        "title": clean(title if title is not None else default_title(page)),
        "subtitle": subtitle(page.comparison),
    }


def shown_words(page: Sheet) -> str:
    """How many of the variants the map shows at first."""
    number = len(page.comparison.entries)
    return f"{len(page.shown)} of {number} {'variant' if number == 1 else 'variants'} shown"


def table_context(page: Sheet) -> dict[str, Any]:
    """Rows of the comparison table, and which of them the map shows at first."""
    entries = page.comparison.entries
    shown, routed = len(page.shown), sum(1 for entry in entries if entry.route)
    choices = ("all", "none", "main") if shown < routed else ("all", "none")
    return {
        "rows": [_row(page, index, entry) for index, entry in enumerate(entries)],
        "shown": shown,
        "caption": shown_words(page),
        "choices": choices if routed > 1 else (),
    }


def _heading(index: int, entry: Entry) -> dict[str, Any]:
    state = entry.status.state
    tone, sign = STATES.get(state, STATES[None])
    return {
        "index": index,
        "letter": letter(index),
        "style": line_classes(index),
        "name": clean(entry.variant.name),
        "tone": tone,
        "sign": sign,
        "state": clean(state or "unknown"),
        "reason": clean(entry.status.reason),
    }


def _row(page: Sheet, index: int, entry: Entry) -> dict[str, Any]:
    row = _heading(index, entry)
    route = entry.route
    if route is None:
        first, rest = folded(row["reason"])
        return {**row, "route": False, "off": False, "first": first, "rest": rest}
    parts = [(basis, route.basis_km.get(basis, 0.0)) for basis in BASES]
    total = route.distance_km
    widths = [(basis, round(100 * km / total)) for basis, km in parts] if total > 0 else []
    start = 0
    bars = []
    for basis, width in widths:
        bars.append({"basis": basis, "x": start, "width": width})
        start += width
    return {
        **row,
        "route": True,
        "off": index not in page.shown,
        "figures": (
            *(kilometres(km) for km in (total, *(km for _, km in parts), route.measured_km)),
            *map(str, (len(route.crossings), route.customs_borders, route.transshipments)),
        ),
        "basis": shares(parts, total),
        "bars": bars,
        "frontiers": frontier_pairs(route),
    }


def folded(reason: str) -> tuple[str, str]:
    """A reason in two parts: what always shows and, of a long one, what unfolds."""
    if len(reason) <= LONG_REASON:
        return reason, ""
    first = textwrap.wrap(reason, REASON_START)[0]
    return first, reason[len(first) :].lstrip()


def itinerary_context(page: Sheet) -> dict[str, Any]:
    """Every variant leg by leg, with the frontiers it crosses."""
    return {"variants": [_itinerary(page, i, e) for i, e in enumerate(page.comparison.entries)]}


def _itinerary(page: Sheet, index: int, entry: Entry) -> dict[str, Any]:
    route = entry.route
    legs = [
        {"title": leg_title(page.ground, leg), "mode": leg.mode.value, "words": words}
        for leg in (route.legs if route else ())
        for words in [dict(leg_rows(page.ground, leg))]
    ]
    frontiers = [
        {"name": crossing_name(crossing), "at": kilometres(crossing.at_km), "words": words}
        for crossing in (route.crossings if route else ())
        for words in [dict(crossing_rows(page.ground, crossing))]
    ]
    return {
        **_heading(index, entry),
        "summary": clean(entry.variant.summary),
        "legs": legs,
        "frontiers": frontiers,
    }


def legend_context(page: Sheet) -> dict[str, Any]:
    """Only the lines that the map shows are explained."""
    shown = {
        (stroke.mode, stroke.schematic) for strokes in page.drawing.strokes for stroke in strokes
    }
    lines = [
        {
            "classes": stroke_classes(mode, schematic=schematic),
            "word": f"{MODE_WORDS[mode]}{', schematic' if schematic else ''}",
        }
        for mode in MODE_WORDS
        for schematic in (False, True)
        if (mode, schematic) in shown
    ]
    legs = [leg for e in page.comparison.entries if e.route for leg in e.route.legs]
    return {
        "lines": lines,
        "schematic": any(schematic for _, schematic in shown),
        "estimated": any(stop.place.is_estimated for stop in page.stops),
        "measured": any(leg.basis_km.get(Basis.MEASURED) for leg in legs),
    }


def sources_context(page: Sheet) -> dict[str, Any]:
    """The sources of everything that the page shows, by id."""
    ids: set[str] = set()
    for entry in page.comparison.entries:
        ids.update(entry.variant.sources)
        for leg in entry.route.legs if entry.route else ():
            ids.update(leg.sources)
    for stop in page.stops:
        ids.update(stop.place.sources)
    for frontier in page.frontiers:
        checkpoint = page.ground.checkpoints.get(frontier.crossing.id or "")
        ids.update(checkpoint.sources if checkpoint else ())
    known = page.ground.sources
    return {
        "licences": LICENCES,
        "boundaries": BOUNDARIES,
        "sources": [clean(citation(known[i]) if i in known else i) for i in sorted(ids)],
    }
