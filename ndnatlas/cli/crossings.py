"""``ndn crossings``: the frontiers that the lines of a file cross."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.model import Mode
from ndnatlas.cli.itinerary import crossings_table
from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write
from routes.asdict import crossing_dict, km
from routes.line_crossings import LineCrossings, line_crossings


@click.command("crossings", epilog="Example: ndn crossings my-line.geojson --mode road")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mode",
    type=click.Choice([Mode.RAIL.value, Mode.ROAD.value]),
    default=Mode.RAIL.value,
    show_default=True,
    help="Which border crossing points may name a crossing.",
)
@shared
def command(settings: Settings, file: Path, mode: str) -> None:
    """List the frontiers that the lines of a GeoJSON, GPX or KML file cross, in order.

    Kilometres are measured along the line. Excursions over a frontier that stay within 1.5 km of
    it are taken for roughness of the outlines at 1:10m (United Nations view).
    """
    from geodata.borders import load_borders
    from geodata.linefiles import read_line_file

    lines = read_line_file(file)
    atlas, borders = settings.atlas(), load_borders()
    found = [
        line_crossings(line.name, line.points, Mode(mode), atlas, borders, settings.as_of)
        for line in lines
    ]
    data = {
        "lines": [
            {
                "name": line.name,
                "measured_km": km(line.measured_km),
                "crossings": [crossing_dict(crossing) for crossing in line.crossings],
            }
            for line in found
        ]
    }
    titled = [crossings_table(line.crossings, _title(line)) for line in found]
    write(settings, data, titled)


def _title(line: LineCrossings) -> str:
    rest = "" if line.crossings else ": crosses no frontier"
    return f"{line.name}, {line.measured_km:,.1f} km{rest}"
