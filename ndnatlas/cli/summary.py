"""The columns of a comparison: one definition for the table, sorting and filtering."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence

from geodata.errors import OptionError, did_you_mean
from ndnatlas.cli.tables import Cell
from routes.model import Entry, Route

Column = Callable[[Entry], Cell]


def _of_route(value: Callable[[Route], Cell]) -> Column:
    return lambda entry: value(entry.route) if entry.route else None


def _basis(basis: str) -> Column:
    return _of_route(lambda route: route.basis_km[basis])


def _mode(mode: str) -> Column:
    return _of_route(lambda route: route.mode_km[mode])


def frontiers(route: Route) -> str:
    """The frontiers crossed, as ``LV-RU RU-KZ``, those without a checkpoint in brackets."""
    pairs = ((f"{c.from_country}-{c.to_country}", c.named) for c in route.crossings)
    return " ".join(pair if named else f"[{pair}]" for pair, named in pairs)


COLUMNS: dict[str, Column] = {
    "variant": lambda entry: entry.variant.id,
    "name": lambda entry: entry.variant.name,
    "state": lambda entry: entry.status.state or "unknown",
    "distance_km": _of_route(lambda route: route.distance_km),
    "tariff_km": _basis("tariff"),
    "published_km": _basis("published"),
    "measured_basis_km": _basis("measured"),
    "measured_km": _of_route(lambda route: route.measured_km),
    "rail_km": _mode("rail"),
    "ferry_km": _mode("ferry"),
    "road_km": _mode("road"),
    "air_km": _mode("air"),
    "frontiers": _of_route(frontiers),
    "countries": _of_route(lambda route: len(route.countries)),
    "customs_borders": _of_route(lambda route: route.customs_borders),
    "transshipments": _of_route(lambda route: route.transshipments),
    "breaks_of_gauge": _of_route(lambda route: route.breaks_of_gauge),
    "origin": _of_route(lambda route: route.origin),
    "destination": _of_route(lambda route: route.destination),
}
SHOWN = (
    "variant", "state", "distance_km", "tariff_km", "published_km", "measured_basis_km",
    "measured_km", "frontiers", "customs_borders", "transshipments",
)  # fmt: skip

HEADINGS = {
    "distance_km": "quoted km",
    "tariff_km": "of it tariff",
    "published_km": "published",
    "measured_basis_km": "measured",
    "measured_km": "drawn line km",
    "customs_borders": "customs",
    "transshipments": "transfers",
    "breaks_of_gauge": "gauge breaks",
}

_TESTS = {
    "<=": operator.le, ">=": operator.ge, "!=": operator.ne,
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_FILTER = re.compile(r"\s*([a-z_]+)\s*(<=|>=|!=|<|>|=)\s*(.*?)\s*")


def chosen(text: str | None) -> tuple[str, ...]:
    """The columns named in ``a,b,c``, or the usual ones.

    Raises
    ------
    OptionError
        For a column that does not exist, with the nearest that does.
    """
    if text is None:
        return SHOWN
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        known(name, "--columns")
    return names or SHOWN


def known(name: str, option: str) -> Column:
    """The column of a name, or an error that names the nearest."""
    if name in COLUMNS:
        return COLUMNS[name]
    raise OptionError(f"{option}: unknown column {name!r}; {did_you_mean(name, COLUMNS)}")


def ordered(entries: Sequence[Entry], sort: str | None) -> list[Entry]:
    """Entries by a column, ascending, or descending for ``-column``; unknown values last."""
    if sort is None:
        return list(entries)
    column = known(sort.removeprefix("-"), "--sort")
    have = [entry for entry in entries if column(entry) is not None]
    lack = [entry for entry in entries if column(entry) is None]
    return sorted(have, key=column, reverse=sort.startswith("-")) + lack  # type: ignore[arg-type]  # a column holds texts or numbers, never both


def kept(entries: Sequence[Entry], filters: Sequence[str]) -> list[Entry]:
    """Entries that pass every filter ``column<number`` or ``column=text``.

    Raises
    ------
    OptionError
        For a filter that cannot be read.
    """
    left = list(entries)
    for text in filters:
        found = _FILTER.fullmatch(text)
        if not found:
            raise OptionError(f"--filter: {text!r} is not of the form distance_km<5000")
        name, sign, wanted = found.groups()
        column = known(name, "--filter")
        left = [entry for entry in left if _passes(column(entry), sign, wanted, text)]
    return left


def _passes(value: Cell, sign: str, wanted: str, text: str) -> bool:
    if value is None:
        return False
    if isinstance(value, str):
        if sign in ("=", "!="):
            return (wanted.casefold() in value.casefold().split() or wanted == value) is (
                sign == "="
            )
        raise OptionError(f"--filter: {text!r} compares a text; use = or !=")
    try:
        return bool(_TESTS[sign](value, float(wanted)))
    except ValueError:
        raise OptionError(f"--filter: {wanted!r} in {text!r} is no number") from None
