"""``ndn compare``: variants side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from geodata.atlas import Atlas
from geodata.errors import OptionError
from ndnatlas.cli.estimates import (
    Asked,
    estimate_columns,
    estimate_fields,
    estimated,
    estimates,
    shown_columns,
)
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import last_known, rules_in_words
from ndnatlas.cli.summary import (
    NAMES,
    NOTES,
    Column,
    chosen,
    columns_of,
    heading,
    kept,
    ordered,
    state_cell,
)
from ndnatlas.cli.tables import Table
from ndnatlas.cli.words import day, say, translated
from routes.asdict import comparison_dict
from routes.comparison import compare
from routes.model import Comparison
from routes.pareto import pareto
from routes.variants import find_variants

LEGEND = (
    "quoted km = tariff + published + measured; drawn line km is the geodesic length (WGS 84) of "
    "the line on the map; [XX-YY] is a frontier without a registered crossing point; frontiers are "
    "in the United Nations view."
)


@click.command(
    "compare",
    epilog="Example: ndn compare south-aktau south-kuryk --as-of 2018-06-01 --diff",
)
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--sort", metavar="COLUMN", help="Sort by a column; -COLUMN for descending.")
@click.option(
    "--columns",
    metavar="A,B,...",
    help=f"Columns to show: {', '.join(NAMES)}, and the kilometres in any country or bloc, such as "
    "ru_km or csto_km.",
)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="TEST",
    help="Such as distance_km<5000, ru_km=0, state=open or pareto=yes; may be repeated.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Tell where the two variants named part and meet, and what that costs.",
)
@estimated
@ruled
@shared
@translated
def command(
    settings: Settings,
    variants: tuple[str, ...],
    sort: str | None,
    columns: str | None,
    filters: tuple[str, ...],
    rules: Rules,
    asked: Asked,
    *,
    diff: bool,
) -> int:
    """Compare route variants on a date.

    VARIANT is an id (see `ndn variants`) or the path of a variant file in TOML; all built-in
    variants when none is named.
    """
    if diff and (sort or columns or filters or asked.what):
        raise OptionError(
            "--diff tells of two variants; --sort, --columns, --filter and --with do not"
        )
    atlas = settings.atlas()
    found = find_variants(variants, atlas)
    if diff and (len(variants) != 2 or len({variant.id for variant in found}) != 2):
        named = "none" if not variants else ", ".join(map(repr, variants))
        raise OptionError(f"--diff needs two different variants; named: {named}")
    # How long each state lasts is told in JSON only.
    lasts = settings.format == "json"
    comparison = compare(found, atlas, settings.as_of, rules.cargo, rules.direction, lasts=lasts)
    optimal = pareto(comparison.entries)
    if diff:
        return write_difference(settings, comparison, as_dict(comparison, optimal), atlas)
    found_estimates = estimates(comparison, atlas, asked)
    known = columns_of(comparison, optimal) | estimate_columns(asked, found_estimates)
    shown = chosen(columns, known, shown_columns(asked))
    entries = kept(ordered(comparison.entries, sort, known), filters, known)
    comparison = comparison._replace(entries=tuple(entries))
    known_to = last_known(atlas.known_to.get(rules.cargo), comparison.as_of)
    data = as_dict(comparison, optimal)
    for variant in data["variants"]:
        variant.update(estimate_fields(asked, found_estimates, variant["id"]))
    write(settings, data, [overview(comparison, shown, known, known_to)])
    if not entries and not settings.quiet:
        click.echo("no variant passes the filter", err=True)
    nothing = not entries or (variants and not any(entry.route for entry in entries))
    return NO if nothing else DONE


def as_dict(comparison: Comparison, optimal: Mapping[str, bool | None]) -> dict[str, Any]:
    """The comparison for JSON, with what only this command tells of its variants."""
    data = comparison_dict(comparison)
    for entry, variant in zip(comparison.entries, data["variants"], strict=True):
        country, share = entry.route.dependence if entry.route else (None, None)
        variant["depends_on"] = country
        variant["dependence_pct"] = None if share is None else round(100 * share, 3)
        variant["pareto"] = optimal[entry.variant.id]
    return data


def overview(
    comparison: Comparison, shown: tuple[str, ...], columns: Mapping[str, Column], known_to: str
) -> Table:
    """The comparison as a table; machines get the columns' own names."""
    rules = rules_in_words(comparison.cargo, comparison.direction)
    title = "Route variants as of {day}; states for {rules}"
    parts = (say(title, day=day(comparison.as_of), rules=rules), known_to)
    rows = [[columns[name](entry) for name in shown] for entry in comparison.entries]
    notes = [
        f"{entry.variant.id}: {entry.status.reason}"
        for entry in comparison.entries
        if entry.route is None
    ]
    notes += [say(NOTES[name]) for name in shown if name in NOTES]
    return Table(
        [heading(name) for name in shown],
        rows,
        ", ".join(part for part in parts if part),
        [*notes, say(LEGEND)],
        shown,
    )


def write_difference(
    settings: Settings, comparison: Comparison, data: dict[str, Any], atlas: Atlas
) -> int:
    """Write where two variants part and meet, or why one of them has no route."""
    first, second = comparison.entries
    data["diff"] = None
    if first.route is None or second.route is None:
        rows = [
            (e.variant.id, state_cell(e.status.state), e.status.reason) for e in (first, second)
        ]
        title = "No difference to tell as of {day}: a variant has no route"
        title = say(title, day=day(comparison.as_of))
        write(settings, data, [Table(("variant", "state", "reason"), rows, title)])
        return NO
    from ndnatlas.cli.difference import difference_tables
    from routes.difference.asdict import difference_dict
    from routes.difference.difference import difference

    found = difference(first.route, second.route, atlas)
    data["diff"] = difference_dict(first, second, found)
    write(settings, data, difference_tables(first, second, found, atlas, comparison.as_of))
    return DONE
