"""CSV of one sheet: numbers bare, texts that no spreadsheet would run, geometry as WKT."""

from __future__ import annotations

import csv
import io
from datetime import date

from routes.export.characters import for_utf8
from routes.export.model import ATTRIBUTION, CRS, LICENCE, Document, Shape, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encode(document: Document) -> bytes:
    """The only sheet of a document, with a header row, in UTF-8.

    A format without a place for what holds for all rows says it in each: the last columns are
    the geometry as well-known text (``WKT``, a name that GDAL knows), the coordinate reference
    system and the licence. A text that a spreadsheet would take for a formula begins with ``'``.
    """
    (sheet,) = document.sheets
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [column.name for column in sheet.columns]
    if sheet.geometry:
        names += ["WKT", "crs"]
    writer.writerow([*names, "data_licence"])
    licence = f"{ATTRIBUTION}, {LICENCE}"
    for number, row in enumerate(sheet.rows):
        cells = [_cell(value) for value in row]
        if sheet.geometry:
            cells += [wkt(sheet.shapes[number]), CRS]
        writer.writerow([*cells, licence])
    return stream.getvalue().encode()


def _cell(value: Value) -> str | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    # The csv module leaves a lone carriage return unquoted, and readers end the row at it.
    return "'" * value.startswith(_FORMULA) + for_utf8(value).replace("\r", " ")


def wkt(shape: Shape) -> str:
    """A point or a line as well-known text."""
    points = ", ".join(f"{lon:.6f} {lat:.6f}" for lon, lat in shape)
    return f"{'POINT' if len(shape) == 1 else 'LINESTRING'} ({points})"
