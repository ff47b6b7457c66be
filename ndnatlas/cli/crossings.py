"""``ndn crossings``: the frontiers that the lines of a file cross."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.errors import CoordinateError
from geodata.model import Mode
from geodata.views import View
from ndnatlas.cli.itinerary import crossings_table
from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.tables import Table
from routes.asdict import crossing_dict, km
from routes.line_crossings import LineCrossings, line_crossings


@click.command(
    "crossings", epilog="Example: ndn crossings my-line.geojson --mode road --view de-facto"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mode",
    type=click.Choice([Mode.RAIL.value, Mode.ROAD.value]),
    default=Mode.RAIL.value,
    show_default=True,
    help="Which border crossing points may name a crossing on land.",
)
@click.option(
    "--view",
    type=click.Choice([view.value for view in View], case_sensitive=False),
    default=View.UN.value,
    show_default=True,
    help="Whose country disputed land is: in the view of the United Nations, or of who holds it.",
)
@shared
def command(settings: Settings, file: Path, mode: str, view: str) -> None:
    """List the frontiers that the lines of a GeoJSON, GPX or KML file cross, in order.

    Kilometres are measured along the line. Excursions over a frontier that stay within 1.5 km of
    it are taken for roughness of the outlines at 1:10m. A way over more than 40 km of open water
    is one crossing by ferry, in the port of arrival.
    """
    from geodata.borders import load_borders
    from geodata.linefiles import read_line_file

    lines = read_line_file(file)
    atlas, borders = settings.atlas(), load_borders(view)
    found = []
    for line in lines:
        try:
            met = line_crossings(line.name, line.points, Mode(mode), atlas, borders, settings.as_of)
        except CoordinateError as error:
            raise CoordinateError(f"{file.name}: {line.name}: {error}") from error
        found.append(met)
    data = {
        "view": borders.view.value,
        "lines": [
            {
                "name": line.name,
                "measured_km": km(line.measured_km),
                "crossings": [crossing_dict(crossing) for crossing in line.crossings],
                "disputed": list(line.disputed),
                "beyond_outlines": line.beyond,
            }
            for line in found
        ],
    }
    tables = [crossings_table(line.crossings, _title(line, borders.view)) for line in found]
    if settings.format == "csv":
        # Which holds one table: that of all lines.
        rows = [
            (line.name, *row)
            for line, table in zip(found, tables, strict=True)
            for row in table.rows
        ]
        tables = [Table(("line", *tables[0].columns), rows)]
    write(settings, data, tables)


def _title(line: LineCrossings, view: View) -> str:
    named = f"{line.name}, {line.measured_km:,.1f} km ({view.label})"
    if line.disputed:
        named += f", through disputed {' and '.join(line.disputed)}: views may differ"
    if line.beyond:
        named += ", in part beyond the outlines, which end at 11° W and the equator"
    return named if line.crossings else f"{named}: crosses no frontier"
