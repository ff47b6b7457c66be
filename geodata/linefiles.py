"""Lines from a user's file: GeoJSON, GPX or KML, read through GDAL."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
WGS84 = "EPSG:4326"
LONGEST_NAME = 200


class NamedLine(NamedTuple):
    """A line of a file: what it is called, and two or more WGS 84 (lon, lat) points.

    That is its name, or else its two ends, its id, or its number in the file.
    """

    name: str
    points: tuple[LonLat, ...]


def read_line_file(path: Path, unnamed: str = "line {n}") -> list[NamedLine]:
    """All lines of a file, in its order; the parts of a multi-line one by one.

    Parameters
    ----------
    path : Path
        A ``.geojson``, ``.json``, ``.gpx`` or ``.kml`` file. Other coordinate systems are
        converted to WGS 84; heights are dropped.
    unnamed : str
        What a line without a name is called, ``{n}`` being its number in the file.

    Raises
    ------
    OptionError
        When there is no such file or its ending is another.
    DataError
        When it cannot be read, holds no line, one of a single point, or a coordinate that is
        none.
    """
    require_file(path)
    if path.suffix.lower() not in SUFFIXES:
        raise OptionError(f"{path}: lines are read from {', '.join(SUFFIXES)} files")
    found: list[NamedLine] = []
    layers = _layers(path)
    if SUFFIXES[path.suffix.lower()] != "GeoJSON":
        from geodata.xml_numbers import require_numbers

        require_numbers(path)
    for layer in layers:
        for name, geometry in _records(path, layer, len(found)):
            for part in _parts(geometry):
                label = name or unnamed.replace("{n}", str(len(found) + 1))
                found.append(NamedLine(label, _points(part, path, label)))
    if not found:
        raise DataError([Problem(path.name, "", "", "holds no line")])
    return found


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the readers' warnings to themselves: what matters of them is told as an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def _layers(path: Path) -> list[str]:
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        with _quietly():
            layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    except (DataSourceError, ValueError) as error:
        kind = SUFFIXES[path.suffix.lower()]
        raise DataError([Problem(path.name, "", "", f"is no readable {kind}")]) from error
    return [name for name in layers if path.suffix.lower() != ".gpx" or name in GPX_LAYERS]


def _records(path: Path, layer: str, before: int) -> list[tuple[str, BaseGeometry]]:
    """Name and WGS 84 geometry of each record of a layer; ``before`` counts earlier lines."""
    import pyogrio.raw
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    try:
        with _quietly():
            meta, _, geometry, values = pyogrio.raw.read(str(path), layer=layer)
            shapes = [] if geometry is None else shapely.from_wkb(geometry, on_invalid="ignore")
    except (DataSourceError, DataLayerError, FeatureError, ValueError) as error:
        raise DataError([Problem(path.name, layer, "", _one_line(error))]) from error
    columns = {str(name).lower(): values[i] for i, name in enumerate(meta["fields"])}
    found = []
    for i, shape in enumerate(shapes):
        name = _label({field: column[i] for field, column in columns.items()})
        if shape is not None:
            found.append((name, shape))
        elif geometry[i] is not None:
            where = name or f"line {before + len(found) + 1}"
            message = "is no line; expected two points or more"
            raise DataError([Problem(path.name, where, "", message)])
    return [(name, _to_wgs84(shape, meta["crs"])) for name, shape in found]


def _to_wgs84(shape: BaseGeometry, crs: str | None) -> BaseGeometry:
    import numpy as np
    import shapely

    if crs is None or crs == WGS84:
        return shape
    from pyproj import Transformer

    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)

    def convert(points: Any) -> Any:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    moved: BaseGeometry = shapely.transform(shape, convert)
    return moved


def _label(fields: Mapping[str, object]) -> str:
    """What a record is called: its name, or else its two ends, or else its id."""
    name = _name(fields.get("name"))
    if name:
        return name
    # The legs of `ndn export` have names at both ends, and a variant that they are of.
    start, end = (_name(fields.get(field)) for field in ("start_name", "end_name"))
    if start and end:
        variant = _name(fields.get("variant"))
        return f"{variant}: {start} - {end}" if variant else f"{start} - {end}"
    ids = (_identity(fields.get(field)) for field in ("id", "ref", "@id"))
    return next(filter(None, ids), "")


def _identity(value: object) -> str:
    """An id, which may be a whole number; nothing for the reader's NaN."""
    import numpy as np

    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return str(value)
    return _name(value)


def _name(value: object) -> str:
    """A name as one line of text; a record without one has the reader's NaN or ``None``.

    What is not to be seen, such as the escapes that steer a terminal, is left out.
    """
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:LONGEST_NAME]


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The simple lines of a geometry; points and areas have none."""
    if geometry.geom_type == "LineString":
        return [] if geometry.is_empty else [geometry]
    parts = getattr(geometry, "geoms", ())
    return [line for part in parts for line in _parts(part)]


def _points(line: BaseGeometry, path: Path, label: str) -> tuple[LonLat, ...]:
    import numpy as np
    import shapely

    points = shapely.get_coordinates(line)
    # What is no number compares as false.
    wrong = np.flatnonzero(~((np.abs(points) <= (180, 90)).all(axis=1)))
    if len(wrong):
        lon, lat = points[wrong[0]].tolist()
        swapped = "; likely swapped" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        message = f"{lon:g}, {lat:g} are no longitude and latitude{swapped}"
        raise DataError([Problem(path.name, label, f"point {wrong[0] + 1}", message)])
    return tuple(map(tuple, points.tolist()))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
