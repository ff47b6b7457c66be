"""The formats of an export, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from geodata.errors import OptionError, did_you_mean
from routes.export.model import Document


class Format(NamedTuple):
    """A format that is written here: its name and the module whose ``encode`` makes its bytes.

    ``is_single`` formats hold one sheet; a document for them has just that one.
    """

    name: str
    module: str
    is_single: bool = False

    def encode(self, document: Document) -> bytes:
        """The bytes of the file; equal documents give equal bytes.

        Raises
        ------
        OptionError
            When a library that the format needs is not installed.
        """
        encode: Callable[[Document], bytes] = import_module(self.module).encode
        return encode(document)


_GEOJSON = Format("GeoJSON", "routes.export.geojson")
_PARQUET = Format("GeoParquet", "routes.export.geoparquet", is_single=True)

FORMATS: dict[str, Format] = {
    ".geojson": _GEOJSON,
    ".json": _GEOJSON,
    ".gpkg": Format("GeoPackage", "routes.export.geopackage"),
    ".kml": Format("KML", "routes.export.kml"),
    ".gpx": Format("GPX", "routes.export.gpx"),
    ".csv": Format("CSV", "routes.export.table_csv", is_single=True),
    ".xlsx": Format("XLSX", "routes.export.xlsx"),
    ".parquet": _PARQUET,
    ".geoparquet": _PARQUET,
}


def format_of(path: Path, others: tuple[str, ...] = ()) -> Format | None:
    """The format that the ending of a file promises; ``None`` for one of the ``others``.

    Parameters
    ----------
    path : Path
        The file to write.
    others : tuple of str
        Endings that the caller writes itself.

    Returns
    -------
    Format or None
        Which of `FORMATS`.

    Raises
    ------
    OptionError
        For any other ending, with the nearest one.
    """
    ending = path.suffix.lower()
    if ending in others:
        return None
    if ending not in FORMATS:
        hint = did_you_mean(ending, (*FORMATS, *others))
        what = f"no export ends in {ending!r}" if ending else "an export needs an ending"
        raise OptionError(f"{path}: {what}; {hint}")
    return FORMATS[ending]
