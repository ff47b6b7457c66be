"""``ndn export``: routes in the formats of other programs."""

from __future__ import annotations

from datetime import date

import click

from geodata.errors import OptionError, did_you_mean
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Rules, Settings, ruled, shared
from ndnatlas.cli.states import tell_missing
from ndnatlas.cli.tables import Table, as_markdown, counted
from ndnatlas.version import __version__
from routes.comparison import compare
from routes.export import FORMATS, SHEETS, Document, Sheet, document, format_of
from routes.export.model import Value, complete
from routes.variants import find_variants

# Written by the tables of the command itself.
PAGES = (".md", ".html", ".htm")


@click.command("export", epilog="Example: ndn export north south-kuryk -o routes.gpkg")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="NAME",
    help=f"Only this table: {', '.join(SHEETS)} (repeatable). CSV and GeoParquet hold one, the "
    "legs unless another is named.",
)
@ruled
@shared
def command(
    settings: Settings, variants: tuple[str, ...], tables: tuple[str, ...], rules: Rules
) -> int:
    """Write variants to FILE (-o) for other programs, by the ending of FILE.

    GeoJSON (.geojson), GeoPackage with styled layers (.gpkg), KML (.kml), GPX (.gpx), CSV (.csv),
    a workbook (.xlsx), GeoParquet (.parquet), Markdown (.md) or HTML (.html). VARIANT is an id or
    the path of a variant file in TOML; all variants when none is named. Date, units, coordinate
    reference system, sources and licence are in the file. GeoParquet needs pyarrow (pip install
    'ndn-atlas[export]').
    """
    from geodata.writing import write_whole
    from maps.style import LIGHT_LINES

    path = settings.output
    endings = ", ".join((*FORMATS, *PAGES))
    if path is None:
        raise OptionError(f"an export is written to a file: give -o FILE, with one of {endings}")
    if settings.chosen_format:
        raise OptionError(
            f"--format {settings.chosen_format}: the ending of the file names the format of an "
            f"export, one of {endings}"
        )
    chosen = format_of(path, PAGES)
    wanted = tuple(name.lower() for name in tables)
    for name in wanted:
        if name not in SHEETS:
            raise OptionError(f"--table: no table {name!r}; {did_you_mean(name, SHEETS)}")
    if chosen and chosen.is_single:
        wanted = wanted or SHEETS[:1]
        if len(set(wanted)) > 1:
            raise OptionError(f"--table: {chosen.name} holds one table; {len(wanted)} are named")
    atlas = settings.atlas()
    comparison = compare(
        find_variants(variants, atlas), atlas, settings.as_of, rules.cargo, rules.direction
    )
    found = document(
        comparison,
        atlas,
        colours=LIGHT_LINES,
        made_by=f"NDN Atlas {__version__}",
        wanted=wanted or SHEETS,
    )
    data = chosen.encode(found) if chosen else _page(found, path.suffix.lower())
    write_whole(path, data)
    if not settings.quiet:
        size = f"{len(data) / 1000:.0f} kB, {counted(len(comparison.entries), 'variant')}"
        click.echo(f"wrote {path} ({size})", err=True)
    if variants and not settings.quiet:
        tell_missing(comparison)
    return DONE if any(entry.route for entry in comparison.entries) else NO


def _page(found: Document, ending: str) -> bytes:
    """Every sheet as a table of a Markdown or HTML document."""
    tables = [_table(sheet) for sheet in complete(found)]
    first = tables[0]
    tables[0] = first._replace(title=f"{found.title}\n{first.title}")
    if ending == ".md":
        return "\n".join(map(as_markdown, tables)).encode("utf-8", "replace")
    from ndnatlas.cli.html_tables import as_html

    return as_html(tables).encode("utf-8", "replace")


def _table(sheet: Sheet) -> Table:
    names = [column.name for column in sheet.columns]
    rows = [[_cell(value) for value in row] for row in sheet.rows]
    return Table(names, rows, sheet.title)


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value
