"""``ndn crossings``: the frontiers that the lines of a file cross."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from geodata.errors import CoordinateError
from geodata.model import Mode
from geodata.views import View
from ndnatlas.cli.itinerary import crossings_table
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Cell, Table
from ndnatlas.cli.words import known, say, translated, words
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
@translated
def command(settings: Settings, file: Path, mode: str, view: str) -> None:
    """List the frontiers that the lines of a GeoJSON, GPX or KML file cross, in order.

    Kilometres are measured along the line. Excursions over a frontier that stay within 1.5 km of
    it are taken for roughness of the outlines at 1:10m. A way over more than 40 km of open water
    is one crossing by ferry, in the port of arrival.
    """
    from geodata.borders import load_borders
    from geodata.linefiles import read_line_file

    lines = read_line_file(file, say("line {n}|unnamed"))
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
        tables = [Table(KEYS, [row for line in found for row in _rows(line)])]
    write(settings, data, tables)


# The columns for machines, as those of `ndn export --table crossings`.
KEYS = (
    "line", "measured_km", "crossing", "from_country", "to_country", "checkpoint", "name", "mode",
    "at_km", "lon", "lat", "customs", "break_of_gauge", "operator_left", "operator_entered",
    "gauge_left_mm", "gauge_entered_mm", "handover",
)  # fmt: skip


def _rows(line: LineCrossings) -> Iterator[tuple[Cell, ...]]:
    """The crossings of a line for machines; coordinates in degrees (WGS 84)."""
    for number, crossing in enumerate(line.crossings, start=1):
        left, entered = crossing.sides
        yield (
            line.name,
            km(line.measured_km),
            number,
            crossing.from_country,
            crossing.to_country,
            crossing.id,
            crossing.name,
            crossing.mode.value,
            km(crossing.at_km),
            f"{crossing.lon:.5f}",
            f"{crossing.lat:.5f}",
            _word(crossing.customs) if crossing.named else None,
            _word(crossing.break_of_gauge) if crossing.named else None,
            left.operator,
            entered.operator,
            left.gauge_mm,
            entered.gauge_mm,
            crossing.handover,
        )


def _word(flag: bool) -> str:
    return "yes" if flag else "no"


def _title(line: LineCrossings, view: View) -> str:
    length = words().number(line.measured_km, 1)
    named = f"{line.name}, {say('{km} km', km=length)} ({say(view.label)})"
    if line.disputed:
        lands = words().listed(map(known, line.disputed))
        named += say(", through disputed {lands}: views may differ", lands=lands)
    if line.beyond:
        named += say(", in part beyond the outlines, which end at 11° W and the equator")
    return named if line.crossings else named + say(": crosses no frontier")
