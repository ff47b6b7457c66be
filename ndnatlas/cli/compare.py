"""``ndn compare``: variants side by side."""

from __future__ import annotations

import click

from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.summary import COLUMNS, HEADINGS, chosen, kept, ordered
from ndnatlas.cli.tables import Table
from routes.asdict import comparison_dict
from routes.compare import compare
from routes.model import Comparison
from routes.variants import find_variants

LEGEND = (
    "quoted km = tariff + published + measured; drawn line km is the geodesic length (WGS 84) of "
    "the line on the map; [XX-YY] is a frontier without a registered crossing point."
)


@click.command(
    "compare",
    epilog="Example: ndn compare north south-kuryk --as-of 2018-06-01 --sort distance_km",
)
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--sort", metavar="COLUMN", help="Sort by a column; -COLUMN for descending.")
@click.option("--columns", metavar="A,B,...", help=f"Columns to show: {', '.join(COLUMNS)}.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="TEST",
    help="Such as distance_km<5000 or state=open.",
)
@shared
def command(
    settings: Settings,
    variants: tuple[str, ...],
    sort: str | None,
    columns: str | None,
    filters: tuple[str, ...],
) -> int:
    """Compare route variants on a date.

    VARIANT is an id (see `ndn variants`) or the path of a variant file in TOML; all built-in
    variants when none is named.
    """
    shown = chosen(columns)
    atlas = settings.atlas()
    comparison = compare(find_variants(variants, atlas), atlas, settings.as_of)
    entries = kept(ordered(comparison.entries, sort), filters)
    comparison = Comparison(comparison.as_of, tuple(entries))
    write(settings, comparison_dict(comparison), [overview(comparison, shown)])
    if not entries and not settings.quiet:
        click.echo("no variant passes the filter", err=True)
    nothing = not entries or (variants and not any(entry.route for entry in entries))
    return NO if nothing else DONE


def overview(comparison: Comparison, shown: tuple[str, ...]) -> Table:
    """The comparison as a table; machines get the columns' own names."""
    rows = [[COLUMNS[name](entry) for name in shown] for entry in comparison.entries]
    notes = [
        f"{entry.variant.id}: {entry.status.reason}"
        for entry in comparison.entries
        if entry.route is None
    ]
    return Table(
        [HEADINGS.get(name, name) for name in shown],
        rows,
        f"Route variants as of {comparison.as_of}",
        [*notes, LEGEND],
        shown,
    )
