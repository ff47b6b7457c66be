"""What a picture says besides its names: title, whose rules, how far to trust it."""

from __future__ import annotations

from datetime import date

from geodata.model import Basis
from maps.sheet import Sheet
from maps.style import letter
from maps.text import clean
from maps.wording import language
from routes.law.states import STATES
from routes.model import Comparison, Route
from routes.wording.language import Language

ENGLISH = language("en")
CREDITS = ("picture_credits", "picture_projection")


def heading(page: Sheet) -> str:
    """Routes to their common destination, when they have one."""
    ends = {entry.route.destination for entry in page.comparison.entries if entry.route}
    if len(ends) != 1:
        return page.words.say("routes_compared")
    return clean(page.words.say("routes_to", place=page.ground.places[ends.pop()].name))


def rules(comparison: Comparison, words: Language = ENGLISH) -> str:
    """Whose rules the states follow."""
    goods = words.say(f"goods_{comparison.cargo}")
    return f"{goods} {words.say(f'course_{comparison.direction}')}"


def subtitle(page: Sheet, drawn: frozenset[int]) -> str:
    """How many variants are drawn, as of when and by whose rules."""
    comparison = page.comparison
    number = len(comparison.entries)
    words = page.words
    return words.say(
        "picture_subtitle" if len(drawn) == number else "picture_subtitle_of",
        number,
        drawn=len(drawn),
        date=words.day(comparison.as_of),
        rules=rules(comparison, words),
    )


def last_known(comparison: Comparison) -> date | None:
    """The day to which the records were checked, when the picture is of a later one."""
    days = [entry.status.known_to for entry in comparison.entries if entry.status.known_to]
    return min(days) if days and min(days) < comparison.as_of else None


def is_about(route: Route) -> bool:
    """Whether some of the quoted kilometres are only measured."""
    return route.basis_km.get(Basis.MEASURED, 0) > 0


def quoted(route: Route, words: Language = ENGLISH) -> str:
    """The quoted kilometres of a route, with ``~`` where any of them are only measured."""
    km = words.say("km", km=words.number(route.distance_km))
    return f"{'~' if is_about(route) else ''}{km}"


def state_word(state: str | None, words: Language) -> str:
    """A state in a language; one that is none of the known stands for itself."""
    return words.say(f"state_{state}") if state in STATES else clean(state or "unknown")


def notes(page: Sheet, drawn: frozenset[int]) -> list[str]:
    """What the reader has to know, below the map."""
    words = page.words
    first = [words.say("picture_boundaries", boundaries=words.say("boundaries"))]
    known = last_known(page.comparison)
    if known:
        first.append(words.say("picture_known", date=words.day(known)))
    routes = (page.comparison.entries[i].route for i in sorted(drawn))
    if any(route and is_about(route) for route in routes):
        first.append(words.say("picture_measured"))
    credit = (words.say(key) for key in CREDITS)
    return [" ".join(first), *credit]


def description(page: Sheet, drawn: frozenset[int]) -> str:
    """The picture in words, for who cannot see it."""
    parts = [
        f"{letter(index)}: {clean(entry.variant.name)}, "
        f"{state_word(entry.status.state, page.words)}, {quoted(entry.route, page.words)}"
        for index, entry in enumerate(page.comparison.entries)
        if index in drawn and entry.route
    ]
    said = subtitle(page, drawn)
    return page.words.say("picture_description", subtitle=said, variants="; ".join(parts))
