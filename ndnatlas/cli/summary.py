"""The columns of a comparison: one definition for the table, sorting and filtering."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from geodata.countries import COUNTRY_NAMES
from geodata.errors import OptionError, did_you_mean
from ndnatlas.cli.estimates import COLUMNS as ESTIMATE_COLUMNS
from ndnatlas.cli.tables import Cell, Shown, plain
from ndnatlas.cli.words import known as known_word
from ndnatlas.cli.words import say, words
from routes.law.states import STATES, state_text, state_word
from routes.model import Comparison, Entry, Route

Column = Callable[[Entry], Cell]


def _of_route(value: Callable[[Route], Cell]) -> Column:
    return lambda entry: value(entry.route) if entry.route else None


def _basis(basis: str) -> Column:
    return _of_route(lambda route: route.basis_km[basis])


def _mode(mode: str) -> Column:
    return _of_route(lambda route: route.mode_km[mode])


def _country(code: str) -> Column:
    return _of_route(lambda route: route.country_km.get(code, 0.0))


def _bloc(bloc: str) -> Column:
    return lambda entry: (entry.bloc_km or {}).get(bloc)


def frontiers(route: Route) -> str:
    """The frontiers crossed, as ``LV-RU RU-KZ``, those without a checkpoint in brackets."""
    pairs = ((f"{c.from_country}-{c.to_country}", c.named) for c in route.crossings)
    return " ".join(pair if named else f"[{pair}]" for pair, named in pairs)


def state_cell(state: str | None) -> Shown:
    """A state by sign and word for people, by its word for machines."""
    return Shown(state_word(state), state_text(state, words()))


COLUMNS: dict[str, Column] = {
    "variant": lambda entry: entry.variant.id,
    "name": lambda entry: entry.variant.name,
    "state": lambda entry: state_cell(entry.status.state),
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
    "depends_on": _of_route(lambda route: route.dependence[0]),
    "dependence_pct": _of_route(lambda route: 100 * route.dependence[1]),
    "origin": _of_route(lambda route: route.origin),
    "destination": _of_route(lambda route: route.destination),
}
"""What an entry tells by itself."""

NAMES = (*COLUMNS, "pareto")
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
    "depends_on": "depends on",
    "dependence_pct": "dependence %",
    "time_d": "days (p10-p90)",
    "time_p10_d": "days p10",
    "time_p90_d": "days p90",
    "cost_usd_per_teu": "USD/TEU (p10-p90)",
    "cost_p10_usd_per_teu": "USD/TEU p10",
    "cost_p90_usd_per_teu": "USD/TEU p90",
    "fix_first": "most of the spread in days",
    "fix_first_cost": "most of the spread in USD",
    "bottleneck": "bottleneck",
}

ESTIMATES = {
    **{name: what for what, names in ESTIMATE_COLUMNS.items() for name in names},
    "bottleneck": "time,cost",
}
"""The columns that there are only with estimates, and what to ask for."""

NOTES = {
    "pareto": "pareto: yes where, of the open variants compared here, whatever their ends, no "
    "other is at least as good on quoted km, frontiers, transshipments and dependence at once and "
    "better on one of them.",
    "dependence_pct": "dependence % is the largest share of the quoted km in one country.",
    "time_d": "days: the 50th percentile (10th-90th) of an estimate, from the departure of the "
    "origin to the arrival at the destination; `ndn show VARIANT --with time,cost` tells of what.",
    "cost_usd_per_teu": "USD/TEU: the same of the freight and charges of a loaded container of 20 "
    "feet on the way.",
    "bottleneck": "bottleneck: the least of the capacities that are published along the way.",
}
"""What a column needs to be understood, when it is shown."""

_TESTS = {
    "<=": operator.le, ">=": operator.ge, "!=": operator.ne,
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_FILTER = re.compile(r"\s*([a-z0-9_]+)\s*(<=|>=|!=|<|>|=)\s*(.*?)\s*")


def columns_of(comparison: Comparison, optimal: Mapping[str, bool | None]) -> dict[str, Column]:
    """Every column of a comparison by its name.

    Beside `COLUMNS` there are those that only the whole comparison tells: ``pareto``, from the
    marks of `routes.pareto.pareto` by variant, and the kilometres in every country and bloc, such
    as ``ru_km`` and ``csto_km``.
    """
    routes = [entry.route for entry in comparison.entries if entry.route]
    codes = (*COUNTRY_NAMES, *(code for route in routes for code in route.countries))
    blocs = [bloc for entry in comparison.entries for bloc in entry.bloc_km or ()]
    marks: dict[bool | None, Cell] = {
        True: Shown("yes", say("yes")),
        False: Shown("no", say("no")),
        None: None,
    }
    return {
        **{f"{code.lower()}_km": _country(code) for code in codes},
        **{f"{bloc.lower()}_km": _bloc(bloc) for bloc in blocs},
        **COLUMNS,
        "pareto": lambda entry: marks[optimal[entry.variant.id]],
    }


def heading(name: str) -> str:
    """What stands above a column for people."""
    if name in HEADINGS or name in NAMES:
        return HEADINGS.get(name, name)
    area = name.removesuffix("_km").upper()
    spoken = words()
    return say("{country} km", country=spoken.countries.get(area) or known_word(area))


def chosen(
    text: str | None, columns: Mapping[str, Column], more: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The columns named in ``a,b,c``, or the usual ones and ``more``.

    Raises
    ------
    OptionError
        For a column that does not exist, with the nearest that does.
    """
    if text is None:
        return SHOWN + more
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        known(name, "--columns", columns)
    return names or SHOWN + more


def known(name: str, option: str, columns: Mapping[str, Column]) -> Column:
    """The column of a name, or an error that names the nearest."""
    if name in columns:
        return columns[name]
    if name in ESTIMATES:
        what = ESTIMATES[name]
        raise OptionError(f"{option}: {name!r} is an estimate; ask for it by --with {what}")
    # Far from any name the list of all is the answer: that of the countries would drown it.
    near = columns if name.endswith("_km") else NAMES
    raise OptionError(f"{option}: unknown column {name!r}; {did_you_mean(name, near)}")


def ordered(
    entries: Iterable[Entry], sort: str | None, columns: Mapping[str, Column]
) -> list[Entry]:
    """Entries by a column, ascending, or descending for ``-column``; unknown values last.

    States go from the most usable to the least known.
    """
    if sort is None:
        return list(entries)
    name = sort.removeprefix("-")
    column = known(name, "--sort", columns)
    values = [(plain(column(entry)), entry) for entry in entries]
    if name == "state":
        ranks = {state: number for number, state in enumerate(STATES)}
        values = [(ranks[str(value)], entry) for value, entry in values]
    have = [pair for pair in values if pair[0] is not None]
    lack = [pair for pair in values if pair[0] is None]
    have.sort(key=operator.itemgetter(0), reverse=sort.startswith("-"))
    return [entry for _, entry in have + lack]


def kept(
    entries: Sequence[Entry], filters: Sequence[str], columns: Mapping[str, Column]
) -> list[Entry]:
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
        column = known(name, "--filter", columns)
        left = [entry for entry in left if _passes(plain(column(entry)), sign, wanted, text)]
    return left


def _passes(value: str | float | None, sign: str, wanted: str, text: str) -> bool:
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
