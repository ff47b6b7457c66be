"""Lines from a user's file: GeoJSON, GPX or KML, read through GDAL."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geodata.errors import DataError, OptionError, Problem
from geodata.model import LonLat
from geodata.tables import require_file

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SUFFIXES = {".geojson": "GeoJSON", ".json": "GeoJSON", ".gpx": "GPX", ".kml": "KML"}
# GPX puts routes and tracks, and their bare points, in layers of their own.
GPX_LAYERS = ("routes", "tracks")


class NamedLine(NamedTuple):
    """A line of a file: its name, or its number, and two or more WGS 84 (lon, lat) points."""

    name: str
    points: tuple[LonLat, ...]


def read_line_file(path: Path) -> list[NamedLine]:
    """All lines of a file, in its order; the parts of a multi-line one by one.

    Parameters
    ----------
    path : Path
        A ``.geojson``, ``.json``, ``.gpx`` or ``.kml`` file. Other coordinate systems are
        converted to WGS 84; heights are dropped.

    Raises
    ------
    OptionError
        When there is no such file or its ending is another.
    DataError
        When it cannot be read, holds no line, or a coordinate that is none.
    """
    require_file(path)
    if path.suffix.lower() not in SUFFIXES:
        raise OptionError(f"{path}: lines are read from {', '.join(SUFFIXES)} files")
    found: list[NamedLine] = []
    for layer in _layers(path):
        for name, geometry in _records(path, layer):
            for part in _parts(geometry):
                label = name or f"line {len(found) + 1}"
                found.append(NamedLine(label, _points(part, path, label)))
    if not found:
        raise DataError([Problem(path.name, "", "", "holds no line")])
    return found


def _layers(path: Path) -> list[str]:
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    except (DataSourceError, ValueError) as error:
        kind = SUFFIXES[path.suffix.lower()]
        raise DataError([Problem(path.name, "", "", f"is no readable {kind}")]) from error
    return [name for name in layers if path.suffix.lower() != ".gpx" or name in GPX_LAYERS]


def _records(path: Path, layer: str) -> list[tuple[str, BaseGeometry]]:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    try:
        frame = pyogrio.read_dataframe(path, layer=layer)
    except (DataSourceError, DataLayerError, FeatureError, ValueError) as error:
        raise DataError([Problem(path.name, layer, "", _one_line(error))]) from error
    if "geometry" not in frame:
        return []
    if frame.crs is not None:
        frame = frame.to_crs(4326)
    names: Any = frame[_name_column(list(frame.columns))] if _has_name(frame) else None
    return [
        ("" if names is None else _name(names.iloc[i]), geometry)
        for i, geometry in enumerate(frame.geometry)
        if geometry is not None and not geometry.is_empty
    ]


def _name(value: object) -> str:
    """A name as text; a record without one has the reader's NaN or ``None``."""
    return value.strip() if isinstance(value, str) else ""


def _has_name(frame: Any) -> bool:
    return any(str(column).lower() == "name" for column in frame.columns)


def _name_column(columns: list[str]) -> str:
    return next(column for column in columns if str(column).lower() == "name")


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The simple lines of a geometry; points and areas have none."""
    if geometry.geom_type == "LineString":
        return [geometry]
    parts = getattr(geometry, "geoms", ())
    return [line for part in parts for line in _parts(part)]


def _points(line: BaseGeometry, path: Path, label: str) -> tuple[LonLat, ...]:
    points = tuple((float(x), float(y)) for x, y, *_ in line.coords)
    for number, (lon, lat) in enumerate(points, start=1):
        if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            swapped = "; likely swapped" if abs(lat) <= 180 and abs(lon) <= 90 else ""
            message = f"{lon:g}, {lat:g} are no longitude and latitude{swapped}"
            raise DataError([Problem(path.name, label, f"point {number}", message)])
    return points


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
