"""The tables of one estimate: its components, the capacities on the way, the figures used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ndnatlas.cli.estimates import Asked, in_days, in_dollars
from ndnatlas.cli.tables import Cell, Shown, Table
from ndnatlas.cli.words import km as number
from ndnatlas.cli.words import say, words
from ndnatlas.cli.words import share as percent
from routes.reason import retold

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.estimate.estimate import Estimate, Item
    from routes.estimate.parameters import Choice


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
            ("time", say("{days} days", days=in_days(estimate.time_d).text)),
            ("cost", say("{usd} USD per TEU", usd=in_dollars(estimate.cost_usd_per_teu).text)),
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
