"""Reading lines from GeoJSON, GeoPackage, Shapefile and FlatGeobuf, with or without tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geodata.errors import DataError, Problem
from geodata.model import Mode
from geodata.network.sources import NAMELESS, OSM_LICENCE, Register, Source, Wanted
from geodata.network.stop_tags import CODE_KEYS, Stop, stop_codes, stop_kind, stop_names
from geodata.network.tags import RAIL_KINDS, ROAD_KINDS, Facts, described, interpret, way_name

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".fgb")
# The columns whose values tell railways, roads and ferries apart.
TELLING = ("railway", "highway", "route", "fclass")
_TAGS = frozenset(
    {
        *TELLING, *CODE_KEYS, "gauge", "electrified", "voltage", "frequency", "service", "usage",
        "maxspeed", "oneway", "name", "ref", "start_date", "opening_date", "end_date", "amenity",
        "construction", "proposed", "disused", "abandoned", "mode", "alt_name", "int_name",
    }
)  # fmt: skip
_OSM_COLUMNS = frozenset({"fclass", "osm_id", "osm_way_id", "@id", "full_id", "other_tags"})
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"')
# Geofabrik's classes of stops, and the tags that they stand for.
_STOP_CLASSES = {
    "railway_station": {"railway": "station"},
    "railway_halt": {"railway": "halt"},
    "ferry_terminal": {"amenity": "ferry_terminal"},
}


def read_lines(path: Path, wanted: Wanted, mode: Mode | None = None) -> Source:
    """The lines of a file, and the points that are stations.

    Parameters
    ----------
    path : Path
        Any of `SUFFIXES`. Other coordinate systems are converted to WGS 84. The columns may be tags
        of OpenStreetMap (also in one column ``other_tags``) or Geofabrik's ``fclass``.
    wanted : Wanted
        The modes and states to take.
    mode : Mode, optional
        The mode of lines without such tags.

    Raises
    ------
    DataError
        When the file cannot be read, has coordinates that are no degrees, or holds lines
        without tags and no mode is given.
    """
    reader = _Reader(path, wanted, mode)
    for layer in _layers(path):
        reader.read(layer)
    return reader.source()


def _layers(path: Path) -> list[str]:
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        return [str(name) for name, _ in pyogrio.list_layers(path)]
    except (DataSourceError, ValueError) as error:
        raise _fault(path, "", "is no readable file of lines") from error


def _frame(path: Path, layer: str) -> Any:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    try:
        frame = pyogrio.read_dataframe(path, layer=layer)
    except (DataSourceError, DataLayerError, FeatureError, ValueError) as error:
        raise _fault(path, layer, " ".join(str(error).split())[:200]) from error
    if "geometry" not in frame:
        return None
    if frame.crs is not None and not frame.crs.equals(4326):
        frame = frame.to_crs(4326)
    return frame


class _Reader:
    """Gathers the lines and stops of the layers of a file."""

    def __init__(self, path: Path, wanted: Wanted, mode: Mode | None) -> None:
        self._path = path
        self._wanted = wanted
        self._mode = mode
        self._register = Register()
        self._counts: list[int] = []
        self._points: list[Any] = []
        self._stops: list[Stop] = []
        self._is_osm = False
        self._untold = 0

    def read(self, layer: str) -> None:
        """Take the lines and stops of one layer."""
        frame = _frame(self._path, layer)
        if frame is None:
            return
        self._is_osm |= not _OSM_COLUMNS.isdisjoint(map(str.lower, map(str, frame.columns)))
        for row, (tags, geometry) in enumerate(zip(_rows(frame), frame.geometry, strict=True)):
            if geometry is None or geometry.is_empty:
                continue
            self._require_degrees(geometry, f"{layer}, feature {row + 1}")
            if geometry.geom_type == "Point":
                self._stop(tags, geometry)
            elif geometry.geom_type in ("LineString", "MultiLineString", "GeometryCollection"):
                self._line(tags, geometry, row)

    def source(self) -> Source:
        """What was gathered."""
        if self._untold and not self._counts:
            raise _fault(
                self._path,
                "",
                f"has lines without tags that tell what they are ({', '.join(TELLING)}); "
                "ask for one mode alone, and they are taken for it",
            )
        points = np.concatenate(self._points) if self._points else np.empty((0, 2))
        refs = np.full(len(points), NAMELESS, dtype=np.int64)
        lines = self._register.lines(self._counts, refs, points)
        return Source(lines, tuple(self._stops), OSM_LICENCE if self._is_osm else None)

    def _line(self, tags: dict[str, str], geometry: Any, row: int) -> None:
        facts = self._facts(tags)
        if facts is None or not self._wanted.takes(facts):
            return
        way = _number(tags) or row + 1
        for part in _parts(geometry):
            self._register.add(way, facts, way_name(tags))
            points = shapely.get_coordinates(part)
            self._counts.append(len(points))
            self._points.append(points)

    def _facts(self, tags: dict[str, str]) -> Facts | None:
        facts = interpret(tags)
        if facts is not None or any(tags.get(key) for key in TELLING):
            return facts
        if self._mode is None:
            self._untold += 1
            return None
        return described(self._mode, tags)

    def _stop(self, tags: dict[str, str], point: Any) -> None:
        kind = stop_kind(tags)
        if kind is not None and kind[0] in self._wanted.modes:
            number = _number(tags)
            names, codes = stop_names(tags), stop_codes(tags)
            self._stops.append(Stop(number, point.x, point.y, *kind, names, codes))

    def _require_degrees(self, geometry: Any, where: str) -> None:
        west, south, east, north = geometry.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise _fault(
                self._path,
                where,
                f"{west:g}, {south:g} are no longitude and latitude; is the coordinate system of "
                "the file missing, or are the two swapped?",
            )


def _rows(frame: Any) -> Iterator[dict[str, str]]:
    """The tags of each feature."""
    columns = {
        str(name).lower(): frame[name].tolist()
        for name in frame.columns
        if name != "geometry" and _is_tag(str(name).lower())
    }
    for i in range(len(frame)):
        tags = {key: text for key, values in columns.items() if (text := _text(values[i]))}
        yield _with_class(_unpacked(tags))


def _is_tag(name: str) -> bool:
    prefixed = name.partition(":")[0] in (
        "name",
        "construction",
        "proposed",
        "disused",
        "abandoned",
    )
    return name in _TAGS or name in _OSM_COLUMNS or prefixed


def _text(value: object) -> str:
    """A value as a tag has it; absent ones are the reader's NaN or ``None``."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.10g}"
    return str(value) if isinstance(value, int) else ""


def _unpacked(tags: dict[str, str]) -> dict[str, str]:
    """Tags with those that GDAL packs into one column."""
    packed = tags.pop("other_tags", "")
    for key, value in _HSTORE.findall(packed):
        tags.setdefault(key.replace("\\", ""), value.replace('\\"', '"'))
    return tags


def _with_class(tags: dict[str, str]) -> dict[str, str]:
    """Tags with those that Geofabrik's class stands for."""
    kind = tags.get("fclass", "")
    if kind in RAIL_KINDS:
        tags.setdefault("railway", kind)
    elif kind in ROAD_KINDS:
        tags.setdefault("highway", kind)
    elif kind == "ferry":
        tags.setdefault("route", kind)
    return tags | _STOP_CLASSES.get(kind, {})


def _number(tags: Mapping[str, str]) -> int:
    """OpenStreetMap's number of a feature, 0 for none."""
    for key in ("osm_id", "osm_way_id", "@id", "full_id"):
        digits = tags.get(key, "").removeprefix("way/").removeprefix("node/").lstrip("wn")
        if digits.isascii() and digits.isdigit() and len(digits) < 19:
            return int(digits)
    return 0


def _parts(geometry: Any) -> Iterator[Any]:
    """The simple lines of a geometry."""
    if geometry.geom_type == "LineString":
        yield geometry
    for part in getattr(geometry, "geoms", ()):
        yield from _parts(part)


def _fault(path: Path, where: str, message: str) -> DataError:
    return DataError([Problem(path.name, where, "", message)])
