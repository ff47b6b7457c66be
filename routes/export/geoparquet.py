"""GeoParquet 1.1 of one sheet: typed columns, geometry as WKB, and metadata in the schema."""

from __future__ import annotations

import io
import json
from typing import Any

from geodata.errors import OptionError
from routes.export.characters import for_utf8
from routes.export.model import CRS, Document, Kind, Sheet, about_sheet

VERSION = "1.1.0"
GEOMETRY = "geometry"
# Where the metadata that is this project's own stands in the schema.
OWN = "ndn_atlas"


def encode(document: Document) -> bytes:
    """The only sheet of a document; one without geometry is plain Parquet.

    Each column has its meaning and unit as metadata, the file what holds for all, and the
    sources that its rows name.

    Raises
    ------
    OptionError
        When pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise OptionError(
            "GeoParquet needs pyarrow: install the extra with pip install 'ndn-atlas[export]'"
        ) from error
    (sheet,) = document.sheets
    fields, arrays = [], []
    for number, column in enumerate(sheet.columns):
        kind = _kinds(pa)[column.kind]
        told = {"description": column.meaning, "unit": column.unit}
        fields.append(pa.field(column.name, kind, metadata={k: v for k, v in told.items() if v}))
        values = [row[number] for row in sheet.rows]
        clean = [for_utf8(value) if isinstance(value, str) else value for value in values]
        arrays.append(pa.array(clean, kind))
    about = {row["item"]: row["value"] for row in about_sheet(document).records()}
    metadata = {OWN: json.dumps({"title": document.title, "about": about}, ensure_ascii=False)}
    if sheet.geometry:
        fields.append(pa.field(GEOMETRY, pa.binary(), nullable=False))
        arrays.append(pa.array(_wkb(sheet), pa.binary()))
        metadata["geo"] = json.dumps(_geo(sheet))
    stream = io.BytesIO()
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=metadata))
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _kinds(pa: Any) -> dict[Kind, Any]:
    return {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.DAY: pa.date32(),
    }


def _wkb(sheet: Sheet) -> list[bytes]:
    import shapely

    make = shapely.Point if sheet.geometry == "Point" else shapely.LineString
    shapes = [make(shape[0] if sheet.geometry == "Point" else shape) for shape in sheet.shapes]
    return [shapely.to_wkb(shape, byte_order=1, flavor="iso") for shape in shapes]


def _geo(sheet: Sheet) -> dict[str, Any]:
    """The metadata that GeoParquet asks for."""
    import pyproj

    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": [sheet.geometry] if sheet.shapes else [],
        "crs": pyproj.CRS(CRS).to_json_dict(),
    }
    points = [point for shape in sheet.shapes for point in shape]
    if points:
        lons, lats = zip(*points, strict=True)
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
