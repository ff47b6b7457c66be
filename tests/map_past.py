"""The small world of the map's tests through time: editions, and periods under every rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from geodata.law import Cargo, Direction
from maps.history import RULES, Course, History, Rules, Span
from routes.law.timeline import Period
from routes.model import Comparison, Route, Status

AGREED, REVOKED = date(2009, 2, 1), date(2015, 5, 15)
BUILT, PROTOCOL, ENDED = date(2016, 12, 1), date(2018, 5, 5), date(2021, 8, 30)
SHORTER = date(2015, 1, 1)
KNOWN = {Cargo.COMMERCIAL: date(2026, 1, 31), Cargo.SPECIAL: ENDED}

Marks = list[tuple[date | None, str]]
"""The first day of each period and its state."""

SPECIAL: dict[str, Marks] = {
    "north": [(None, "closed"), (AGREED, "open"), (REVOKED, "closed")],
    "south-aktau": [(None, "closed"), (PROTOCOL, "open"), (ENDED, "closed")],
    "south-kuryk": [
        (None, "not-built"), (BUILT, "closed"), (PROTOCOL, "restricted"), (ENDED, "closed")
    ],
    "pakistan-chaman": [(None, "unused")],
}  # fmt: skip
COMMERCIAL: dict[str, Marks] = {
    "south-kuryk": [(None, "not-built"), (BUILT, "open")],
    "pakistan-chaman": [(None, "open"), (date(2020, 3, 2), "closed"), (date(2020, 4, 10), "open")],
}


def _periods(marks: Marks, word: Callable[[str], str], route: Route | None) -> tuple[Period, ...]:
    ends = [*(since for since, _ in marks[1:]), None]
    return tuple(
        Period(
            since,
            until,
            Status(
                state,
                word(f"{state} for the tests"),
                (word("act-1"),),
                ("tr4",),
                None,
                since,
                until,
            ),
            None if state == "not-built" else route,
        )
        for (since, state), until in zip(marks, ends, strict=True)
    )


def _marks(id_: str, rules: Rules) -> Marks:
    cargo, direction = rules
    if id_ == "gone":
        return [(None, "not-built")]
    if cargo is Cargo.COMMERCIAL:
        return COMMERCIAL.get(id_, [(None, "open")])
    # Nothing was ever sent back but by the north.
    if direction is Direction.FROM and id_ != "north":
        return [(None, "closed")]
    return SPECIAL[id_]


def past(compared: Comparison, word: Callable[[str], str] = str) -> History:
    """What the variants of a comparison were: a longer way before 2015, a port since 2016."""
    courses = []
    for entry in compared.entries:
        id_ = entry.variant.file.removesuffix(".toml")
        route = entry.route
        spans = [Span(None, route)]
        if route and id_ == "south-aktau":
            # Before, it ended where the ferry did.
            legs = route.legs[:2]
            older = route._replace(
                legs=legs,
                crossings=route.crossings[:2],
                distance_km=sum(leg.distance_km for leg in legs),
                measured_km=sum(leg.measured_km for leg in legs),
                transshipments=1,
            )
            spans = [Span(None, older), Span(SHORTER, route)]
        if id_ == "south-kuryk":
            spans = [Span(None, None), Span(BUILT, route)]
        courses.append(
            Course(
                tuple(spans),
                {rules: _periods(_marks(id_, rules), word, route) for rules in RULES},
            )
        )
    return History(tuple(courses), KNOWN)
