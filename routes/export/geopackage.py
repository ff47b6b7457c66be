"""GeoPackage: layers with the styles that QGIS applies by itself, and plain tables beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from geodata.errors import OutputError
from geodata.writing import scratch_folder
from routes.export.characters import for_utf8
from routes.export.model import Column, Document, Kind, Sheet, Value, complete
from routes.export.styles import STYLES, style_sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.generic]

# Where the geometry stands; the default style of a layer names it.
GEOMETRY = "geom"
WGS84 = "EPSG:4326"
# Characters of GDAL's words that an error repeats.
LONGEST = 200


def encode(document: Document) -> bytes:
    """Every sheet as a layer or a table, ``layer_styles``, columns and what holds for all.

    The file says that it was changed on the date asked for, so that equal documents give equal
    bytes.

    Raises
    ------
    OutputError
        When there is no room for temporary files.
    """
    from pyogrio.errors import DataLayerError, DataSourceError

    # Layers first: what opens the file shows them in this order.
    sheets = sorted(complete(document), key=lambda sheet: sheet.geometry is None)
    styles = style_sheet(document, GEOMETRY)
    if styles.rows:
        sheets.append(styles)
    # GDAL and SQLite write to files only.
    with scratch_folder("ndn-export-") as folder, _dated(document):
        path = folder / "export.gpkg"
        try:
            for number, sheet in enumerate(sheets):
                _write(path, sheet, document, append=number > 0)
            return path.read_bytes()
        except (DataSourceError, DataLayerError, OSError) as error:
            # As where the folder for temporary files is full.
            message = " ".join(str(error).split())[:LONGEST]
            raise OutputError(f"cannot write a GeoPackage in {folder}: {message}") from error


# The options of GDAL are those of the process: threads that export would change each other's date.
_OPTIONS = Lock()


@contextmanager
def _dated(document: Document) -> Iterator[None]:
    """Let GDAL write the date of the document as that of the last change."""
    import pyogrio

    key = "OGR_CURRENT_DATE"
    with _OPTIONS:
        before = pyogrio.get_gdal_config_option(key)
        pyogrio.set_gdal_config_options({key: f"{document.as_of}T00:00:00.000Z"})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({key: before})


def _write(path: Path, sheet: Sheet, document: Document, *, append: bool) -> None:
    import numpy as np
    import pyogrio.raw

    fields, data, masks = [], [], []
    for number, column in enumerate(sheet.columns):
        values = [row[number] for row in sheet.rows]
        fields.append(column.name)
        data.append(_array(values, column))
        masks.append(np.array([value is None for value in values], dtype=bool))
    about = {
        item.upper().replace(" ", "_"): for_utf8(text) for item, text in document.about.items()
    }
    pyogrio.raw.write(
        str(path),
        geometry=_geometry(sheet),
        field_data=data,
        fields=np.array(fields, dtype=object),
        field_mask=masks,
        layer=sheet.name,
        driver="GPKG",
        geometry_type=sheet.geometry,
        crs=WGS84 if sheet.geometry else None,
        append=append,
        dataset_metadata=None if append else about,
        layer_options={
            "IDENTIFIER": sheet.name,
            "DESCRIPTION": sheet.title,
            # QGIS calls the key of its styles so.
            "FID": "id" if sheet.name == STYLES else "fid",
            **({"GEOMETRY_NAME": GEOMETRY} if sheet.geometry else {}),
        },
    )


def _array(values: list[Value], column: Column) -> Array:
    import numpy as np

    if column.kind is Kind.TEXT:
        texts = [for_utf8(value) if isinstance(value, str) else None for value in values]
        return np.array(texts, dtype=object)
    if column.kind is Kind.DAY:
        return np.array([value or "NaT" for value in values], dtype="datetime64[D]")
    kinds: dict[Kind, Any] = {Kind.WHOLE: np.int64, Kind.NUMBER: np.float64, Kind.FLAG: np.bool_}
    return np.array([value or 0 for value in values], dtype=kinds[column.kind])


def _geometry(sheet: Sheet) -> Array | None:
    import numpy as np
    import shapely

    if not sheet.geometry:
        return None
    make = shapely.Point if sheet.geometry == "Point" else shapely.LineString
    shapes = [make(shape[0] if sheet.geometry == "Point" else shape) for shape in sheet.shapes]
    wkb = np.empty(len(shapes), dtype=object)
    wkb[:] = shapely.to_wkb(shapes) if shapes else []
    return wkb
