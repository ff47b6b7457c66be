"""Time and cost where they are asked for: the options, the columns, the table of components.

The estimates themselves, and numpy with them, are imported only when they are wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from geodata.errors import OptionError, did_you_mean
from ndnatlas.cli.tables import Cell, Shown, Table
from ndnatlas.cli.words import km as number
from ndnatlas.cli.words import say, words
from ndnatlas.cli.words import share as percent
from routes.model import Comparison, Entry
from routes.reason import retold

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.estimate.estimate import Estimate, Item
    from routes.estimate.montecarlo import Spread
    from routes.estimate.parameters import Choice, Parameters

F = TypeVar("F", bound=Callable[..., Any])

WHAT = ("time", "cost")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "time": ("time_d", "time_p10_d", "time_p90_d", "fix_first"),
    "cost": (
        "cost_usd_per_teu", "cost_p10_usd_per_teu", "cost_p90_usd_per_teu", "fix_first_cost",
    ),
}  # fmt: skip
ALWAYS = ("bottleneck",)
NAMES = tuple(name for names in COLUMNS.values() for name in names) + ALWAYS


class Asked(NamedTuple):
    """Which estimates a call asks for, and how they are to be made."""

    what: tuple[str, ...]
    samples: int | None
    seed: int | None
    parameters: Path | None


def drawn(parameters: str) -> Callable[[F], F]:
    """Give a command the options of how estimates are drawn; ``parameters`` is the help of one."""

    def decorate(function: F) -> F:
        for option in (
            click.option(
                "--parameters",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help=parameters,
            ),
            click.option("--seed", type=int, help="Seed of the random samples (default: 1)."),
            click.option(
                "--samples", type=int, help="Random samples of an estimate (default: 10,000)."
            ),
        ):
            function = option(function)
        return function

    return decorate


def estimated(function: F) -> F:
    """Give a command the options of estimates, which it receives as `Asked`."""

    @click.option(
        "--with",
        "with_",
        metavar="time,cost",
        help="Estimate days, US dollars per TEU, or both, as 10th, 50th and 90th percentile.",
    )
    @drawn("Your own parameters in TOML, laid over the built-in ones.")
    @wraps(function)
    def wrapper(
        *,
        with_: str | None,
        samples: int | None,
        seed: int | None,
        parameters: Path | None,
        **rest: Any,
    ) -> Any:
        asked = Asked(_what(with_), samples, seed, parameters)
        for option, value in zip(asked._fields[1:], asked[1:], strict=True):
            if value is not None and not asked.what:
                raise OptionError(f"--{option} is for estimates; ask for them by --with time,cost")
        return function(asked=asked, **rest)

    return wrapper  # type: ignore[return-value]  # click's decorators change the signature


def _what(text: str | None) -> tuple[str, ...]:
    """The estimates named in ``time,cost``."""
    if text is None:
        return ()
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in WHAT:
            raise OptionError(f"--with: unknown estimate {name!r}; {did_you_mean(name, WHAT)}")
    if not names:
        raise OptionError(f"--with: nothing named; {', '.join(WHAT)} or both")
    return tuple(name for name in WHAT if name in names)


def estimates(
    comparison: Comparison, atlas: Atlas, asked: Asked, *, detailed: bool = False
) -> dict[str, Estimate]:
    """The estimate of every variant that has a route, by its id."""
    if not asked.what:
        return {}
    from routes.estimate import estimate

    with_route = [(entry.variant.id, entry.route) for entry in comparison.entries if entry.route]
    found = estimate(
        [route for _, route in with_route],
        atlas,
        *ask(asked, atlas, comparison.as_of),
        detailed=detailed,
    )
    return {ident: one for (ident, _), one in zip(with_route, found, strict=True)}


def ask(asked: Asked, atlas: Atlas, on: date) -> tuple[Parameters, date, int, int]:
    """The parameters, the date, the samples and the seed of the estimates asked for."""
    from routes.estimate import SAMPLES, SEED, load_parameters

    return (
        load_parameters(atlas, asked.parameters),
        on,
        SAMPLES if asked.samples is None else asked.samples,
        SEED if asked.seed is None else asked.seed,
    )


def estimate_fields(
    asked: Asked, found: Mapping[str, Estimate], variant: str, *, detailed: bool = False
) -> dict[str, Any]:
    """What the JSON of a variant has more when estimates are asked for."""
    if not asked.what:
        return {}
    from routes.estimate.asdict import components_dict, estimate_dict

    own = found.get(variant)
    fields = estimate_dict(own, asked.what)
    if detailed:
        fields["components"] = components_dict(own, asked.what) if own else []
    return fields


def estimate_columns(
    asked: Asked, found: Mapping[str, Estimate]
) -> dict[str, Callable[[Entry], Cell]]:
    """The columns that estimates add to a comparison."""
    if not asked.what:
        return {}

    def of(value: Callable[[Estimate], Cell]) -> Callable[[Entry], Cell]:
        return lambda entry: value(found[entry.variant.id]) if entry.variant.id in found else None

    every: dict[str, Callable[[Estimate], Cell]] = {
        "time_d": lambda e: _days(e.time_d),
        "time_p10_d": lambda e: e.time_d.p10,
        "time_p90_d": lambda e: e.time_d.p90,
        "fix_first": lambda e: _first(e, lambda item: item.days.share),
        "cost_usd_per_teu": lambda e: _dollars(e.cost_usd_per_teu),
        "cost_p10_usd_per_teu": lambda e: e.cost_usd_per_teu.p10,
        "cost_p90_usd_per_teu": lambda e: e.cost_usd_per_teu.p90,
        "fix_first_cost": lambda e: _first(e, lambda item: item.dollars.share),
        "bottleneck": _bottleneck,
    }
    names = [name for what in asked.what for name in COLUMNS[what]]
    return {name: of(every[name]) for name in (*names, *ALWAYS)}


def shown_columns(asked: Asked) -> tuple[str, ...]:
    """The columns of estimates that are shown when none are named."""
    return tuple(COLUMNS[what][0] for what in asked.what)


def _range(spread: Spread, digits: int) -> str:
    low, middle, high = (number(value, digits) for value in spread)
    return f"{middle} ({low}-{high})"


def _days(spread: Spread) -> Shown:
    return Shown(spread.p50, _range(spread, 1))


def _dollars(spread: Spread) -> Shown:
    return Shown(spread.p50, _range(spread, 0))


def _first(estimate: Estimate, share: Callable[[Item], float]) -> str | None:
    """The component with the largest share in the spread, and that share."""
    first = max(estimate.items, key=share, default=None)
    if first is None or share(first) <= 0:
        return None
    return f"{first.component.name} ({percent(share(first), 0)})"


def _bottleneck(estimate: Estimate) -> str | None:
    narrow = estimate.bottleneck
    if narrow is None:
        return None
    return say("{name}: {teu} TEU a week", name=narrow.name, teu=number(narrow.teu_per_week, 0))


def estimate_tables(asked: Asked, estimate: Estimate, atlas: Atlas) -> list[Table]:
    """The components of one estimate, and the capacities on the way."""
    columns = ["part", "name"]
    keys = ["part", "name"]
    for what, unit, key in (("time", "days", "days"), ("cost", "USD/TEU", "usd_per_teu")):
        if what in asked.what:
            columns += [say(f"{unit} p50"), say(f"share of {unit} spread")]
            keys += [f"{key}_p50", f"{key}_share"]
    rows = [_row(item, asked) for item in estimate.items]
    totals = [
        text
        for what, text in (
            ("time", say("{days} days", days=_days(estimate.time_d).text)),
            ("cost", say("{usd} USD per TEU", usd=_dollars(estimate.cost_usd_per_teu).text)),
        )
        if what in asked.what
    ]
    title = say("Estimate: {totals}, as 50th percentile (10th-90th)", totals="; ".join(totals))
    notes = [
        say(
            "From the departure of the origin to the arrival at the destination. A share is the "
            "covariance of a component with the total over the total's variance; shares sum to "
            "100 %."
        ),
        *_rules(estimate),
    ]
    found = [Table([*columns, "basis", "figures"], rows, title, notes, [*keys, "basis", "figures"])]
    capacities = [
        (
            capacity.name,
            capacity.teu_per_week,
            say(capacity.parameter.basis.value),
            " ".join(capacity.parameter.sources),
            capacity.parameter.note,
        )
        for capacity in estimate.capacities
    ]
    heads = ("at", "TEU a week", "basis", "source", "note")
    if capacities:
        title = say("Published capacities on the way, the least first")
        found.append(Table(heads, capacities, title))
    return [*found, _figures(estimate, atlas)]


def _rules(estimate: Estimate) -> list[str]:
    """The correlations in force, in words."""
    draws = {
        term.draw.factor: term.draw
        for item in estimate.items
        for term in (*item.component.hours, *item.component.dollars)
        if term.draw.factor
    }
    told = {
        say(
            "{quantity} by {mode}: {correlation}",
            quantity=say(draw.parameter.quantity),
            mode=say(f"part_{factor.split('|')[1]}"),
            correlation=_figure(draw.correlation),
        )
        for factor, draw in draws.items()
    }
    if not told:
        return []
    return [
        say(
            "Correlated (normal scores of any two in one country or on one sea): {rules}. A price "
            "list is drawn once for all it holds for.",
            rules="; ".join(sorted(told)),
        )
    ]


def _row(item: Item, asked: Asked) -> list[Cell]:
    component = item.component
    row: list[Cell] = [say(component.part.value), component.name]
    for what, portion, digits in (("time", item.days, 2), ("cost", item.dollars, 0)):
        if what in asked.what:
            row.append(Shown(portion.p50, number(portion.p50, digits)))
            row.append(Shown(portion.share, percent(portion.share)))
    ids = dict.fromkeys(choice.parameter.id for choice in component.choices)
    return [*row, say(component.basis), " ".join(ids)]


def _figures(estimate: Estimate, atlas: Atlas) -> Table:
    """Every figure that was used, with its source and what it stands in for."""
    choices: dict[str, Choice] = {
        choice.parameter.id: choice for item in estimate.items for choice in item.component.choices
    }
    rows = []
    for ident in sorted(choices):
        parameter, stands_in = choices[ident]
        spread = parameter.distribution
        # As the file has it; a chance of nothing is not in these percentiles.
        units = [_figure(spread.quantile(share)) for share in (0.1, 0.5, 0.9)]
        titles = [atlas.sources[source].title for source in parameter.sources]
        rows.append(
            (
                ident,
                say(_base_unit(parameter.quantity)),
                *units,
                say(parameter.basis.value),
                retold(stands_in, atlas),
                "; ".join(titles),
                parameter.note,
            )
        )
    heads = ("figure", "unit", "p10", "p50", "p90", "basis", "stands in", "source", "note")
    return Table(heads, rows, say("Figures used"))


def _figure(value: float) -> str:
    """Three digits of a figure, in the signs of the language."""
    spoken = words()
    signs = {",": spoken.group, ".": spoken.point}
    return "".join(signs.get(sign, sign) for sign in f"{value:,.3g}")


def _base_unit(quantity: str) -> str:
    from routes.estimate.quantities import UNITS, Quantity

    units = UNITS[Quantity(quantity)]
    return next(name for name, unit in units.items() if unit.factor == 1)
