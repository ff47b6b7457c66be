"""``ndn export``: routes in the formats of other programs."""

from __future__ import annotations

import click

from geodata.errors import OptionError
from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.written import tell_written
from ndnatlas.exporting import PAGES, encoded, require_tables
from routes.comparison import compare
from routes.export import FORMATS, SHEETS
from routes.variants import find_variants


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

    path = settings.output
    endings = ", ".join((*FORMATS, *PAGES))
    if path is None:
        raise OptionError(f"an export is written to a file: give -o FILE, with one of {endings}")
    if settings.chosen_format:
        raise OptionError(
            f"--format {settings.chosen_format}: the ending of the file names the format of an "
            f"export, one of {endings}"
        )
    wanted = tuple(name.lower() for name in tables)
    require_tables(path, wanted, "--table: ")
    atlas = settings.atlas()
    comparison = compare(
        find_variants(variants, atlas), atlas, settings.as_of, rules.cargo, rules.direction
    )
    data = encoded(comparison, atlas, path, wanted)
    write_whole(path, data)
    return tell_written(settings, path, len(data), comparison, named=bool(variants))
