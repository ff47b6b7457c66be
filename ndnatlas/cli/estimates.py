"""Time and cost where they are asked for: the options, the fields, the columns.

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
from ndnatlas.cli.tables import Cell, Shown
from ndnatlas.cli.words import km as number
from ndnatlas.cli.words import say
from ndnatlas.cli.words import share as percent
from routes.model import Comparison, Entry

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.estimate.estimate import Estimate, Item
    from routes.estimate.montecarlo import Spread
    from routes.estimate.parameters import Parameters

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
        "time_d": lambda e: in_days(e.time_d),
        "time_p10_d": lambda e: e.time_d.p10,
        "time_p90_d": lambda e: e.time_d.p90,
        "fix_first": lambda e: _first(e, lambda item: item.days.share),
        "cost_usd_per_teu": lambda e: in_dollars(e.cost_usd_per_teu),
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


def in_days(spread: Spread) -> Shown:
    """Days as 50th percentile, shown with the 10th and 90th."""
    return Shown(spread.p50, _range(spread, 1))


def in_dollars(spread: Spread) -> Shown:
    """US dollars as 50th percentile, shown with the 10th and 90th."""
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
