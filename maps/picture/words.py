"""What a picture says besides its names: title, whose rules, how far to trust it."""

from __future__ import annotations

from datetime import date

from geodata.law import Cargo, Direction
from geodata.model import Basis
from maps.sheet import Sheet
from maps.style import letter
from maps.text import clean, kilometres, long_date
from routes.model import Comparison, Route

BOUNDARIES = "Boundaries: Natural Earth 1:10m, United Nations view; indicative"

CREDITS = (
    "Places and railway lines: © OpenStreetMap contributors, ODbL 1.0. Tariff kilometres: CIS "
    "Tariff Guide No. 4. Land and water: Natural Earth, public domain.",
    "Lambert conformal conic projection, standard parallels 33° N and 54° N, WGS 84; the scale "
    "bar is correct where it stands.",
)

GOODS = {Cargo.COMMERCIAL: "ordinary freight", Cargo.SPECIAL: "special cargo"}
COURSES = {Direction.TO: "towards Afghanistan", Direction.FROM: "back from Afghanistan"}


def heading(page: Sheet) -> str:
    """Routes to their common destination, when they have one."""
    ends = {entry.route.destination for entry in page.comparison.entries if entry.route}
    if len(ends) != 1:
        return "Freight routes compared"
    return clean(f"Routes to {page.ground.places[ends.pop()].name}")


def rules(comparison: Comparison) -> str:
    """Whose rules the states follow."""
    return f"{GOODS[comparison.cargo]} {COURSES[comparison.direction]}"


def subtitle(page: Sheet, drawn: frozenset[int]) -> str:
    """How many variants are drawn, as of when and by whose rules."""
    comparison = page.comparison
    number = len(comparison.entries)
    count = f"{len(drawn)} of {number}" if len(drawn) < number else str(number)
    variants = "variant" if number == 1 else "variants"
    day = long_date(comparison.as_of)
    return f"{count} {variants} as of {day}; states for {rules(comparison)}"


def last_known(comparison: Comparison) -> date | None:
    """The day to which the records were checked, when the picture is of a later one."""
    days = [entry.status.known_to for entry in comparison.entries if entry.status.known_to]
    return min(days) if days and min(days) < comparison.as_of else None


def is_about(route: Route) -> bool:
    """Whether some of the quoted kilometres are only measured."""
    return route.basis_km.get(Basis.MEASURED, 0) > 0


def quoted(route: Route) -> str:
    """The quoted kilometres of a route, with ``~`` where any of them are only measured."""
    return f"{'~' if is_about(route) else ''}{kilometres(route.distance_km)} km"


def notes(page: Sheet, drawn: frozenset[int]) -> list[str]:
    """What the reader has to know, below the map."""
    first = [f"{BOUNDARIES}; disputed lines are dashed."]
    known = last_known(page.comparison)
    if known:
        first.append(f"States as last known on {long_date(known)}.")
    routes = (page.comparison.entries[i].route for i in sorted(drawn))
    if any(route and is_about(route) for route in routes):
        first.append("~ Kilometres measured on the drawn line, in whole or in part.")
    return [" ".join(first), *CREDITS]


def description(page: Sheet, drawn: frozenset[int]) -> str:
    """The picture in words, for who cannot see it."""
    parts = [
        f"{letter(index)}: {clean(entry.variant.name)}, {clean(entry.status.state or 'unknown')}, "
        f"{quoted(entry.route)}"
        for index, entry in enumerate(page.comparison.entries)
        if index in drawn and entry.route
    ]
    return f"Map of {subtitle(page, drawn)}. {'; '.join(parts)}."
