"""Areas to fetch: a country, a rectangle, a polygon of a file, a corridor around a line; tiles."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely

from geodata.borders import Borders
from geodata.errors import CoordinateError, DataError, OptionError, Problem
from geodata.geodesy import MEAN_RADIUS_KM, from_mercator, mercator
from geodata.model import LonLat
from geodata.tables import require_file

# Files of polygons.
SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".fgb", ".kml")
# The side of a tile in degrees, and how finely its edges are rounded outwards.
TILE_DEG = 2.0
_GRID_DEG = 0.01
# Outlines at 1:10m may be a kilometre or two off: so much more than a country is fetched.
_MARGIN_DEG = 0.05
# More tiles than this are no area for a public service.
MOST_TILES = 2000

_NUMBER = r"\s*([+-]?\d+(?:\.\d*)?)\s*"
_BOX = re.compile(",".join([_NUMBER] * 4))


class Box(NamedTuple):
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float

    def quarters(self) -> tuple[Box, Box, Box, Box]:
        """Its four quarters."""
        lon, lat = (self.west + self.east) / 2, (self.south + self.north) / 2
        return (
            Box(self.west, self.south, lon, lat),
            Box(lon, self.south, self.east, lat),
            Box(self.west, lat, lon, self.north),
            Box(lon, lat, self.east, self.north),
        )


def country_area(code: str, borders: Borders) -> Any:
    """The outline of a country, a few kilometres wider.

    Raises
    ------
    OptionError
        When the borders lack it.
    """
    if code not in borders.shapes:
        known = ", ".join(borders.countries)
        raise OptionError(f"no outline of country {code!r}; one of {known}")
    return borders.shapes[code].buffer(_MARGIN_DEG, quad_segs=2)


def box_area(text: str) -> Any | None:
    """The rectangle ``west,south,east,north`` in degrees; ``None`` when the text is no such thing.

    Raises
    ------
    CoordinateError
        When its numbers make no rectangle on the Earth.
    """
    found = _BOX.fullmatch(text)
    if not found:
        return None
    west, south, east, north = map(float, found.groups())
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise CoordinateError(
            f"{text} is no rectangle; expected west,south,east,north in degrees, "
            "such as 66.9,37.1,67.6,37.4"
        )
    return shapely.box(west, south, east, north)


def polygon_area(path: Path) -> Any:
    """The polygons of a file as one area, in degrees.

    Raises
    ------
    OptionError, DataError
        When there is no such file, or it holds no polygon or cannot be read.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    require_file(path)
    try:
        frame = pyogrio.read_dataframe(path, columns=[])
    except (DataSourceError, DataLayerError, FeatureError, ValueError) as error:
        message = " ".join(str(error).split())[:200]
        raise DataError([Problem(path.name, "", "", message)]) from error
    shapes = frame.geometry if "geometry" in frame else None
    if shapes is not None and frame.crs is not None:
        shapes = shapes.to_crs(4326)
    kept = [
        shapely.make_valid(shape)
        for shape in (() if shapes is None else shapes)
        if shape is not None and shape.geom_type in ("Polygon", "MultiPolygon")
    ]
    area = shapely.union_all(kept)
    if area.is_empty:
        raise DataError([Problem(path.name, "", "", "holds no polygon")])
    west, south, east, north = area.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise DataError([Problem(path.name, "", "", "has coordinates that are no degrees")])
    return area


def corridor_area(lines: Sequence[Sequence[LonLat]], within_km: float) -> Any:
    """All that lies within a distance of lines, in km on the ground to a few per cent."""
    # Pieces of a degree: the scale of the plane changes with the latitude.
    step = math.radians(1.0) * MEAN_RADIUS_KM
    pieces = []
    for points in lines:
        if len(points) < 2:
            continue
        plane = shapely.segmentize(shapely.LineString(mercator(np.array(points))), step)
        knots = shapely.get_coordinates(plane)
        lat = from_mercator(knots)[:, 1]
        for start in range(len(knots) - 1):
            scale = math.cos(math.radians(max(abs(lat[start]), abs(lat[start + 1]))))
            piece = shapely.LineString(knots[start : start + 2])
            pieces.append(piece.buffer(within_km / scale, quad_segs=4))
    return shapely.transform(shapely.union_all(pieces), from_mercator)


def tiles(area: Any, side_deg: float = TILE_DEG) -> tuple[Box, ...]:
    """Rectangles that cover an area: the parts of it in the cells of a grid, west to east.

    Raises
    ------
    OptionError
        When they would be more than `MOST_TILES`.
    """
    west, south, east, north = area.bounds
    columns = range(math.floor(west / side_deg), math.ceil(east / side_deg))
    rows = range(math.floor(south / side_deg), math.ceil(north / side_deg))
    if len(columns) * len(rows) > 100 * MOST_TILES:
        raise OptionError(f"tiles of {side_deg:g} degrees are too small for this area")
    cells = [
        shapely.box(x * side_deg, y * side_deg, (x + 1) * side_deg, (y + 1) * side_deg)
        for x in columns
        for y in rows
    ]
    shapely.prepare(area)
    parts = [shapely.intersection(area, cell) for cell in cells if area.intersects(cell)]
    found = [_outwards(part.bounds) for part in parts if part.area > 0]
    if len(found) > MOST_TILES:
        raise OptionError(
            f"the area takes {len(found):,} requests; more than {MOST_TILES:,} are too many for a "
            "public service: take an extract of OpenStreetMap and ndn network build"
        )
    return tuple(found)


def _outwards(bounds: tuple[float, float, float, float]) -> Box:
    west, south, east, north = bounds
    return Box(
        max(-180.0, round(math.floor(west / _GRID_DEG) * _GRID_DEG, 2)),
        max(-90.0, round(math.floor(south / _GRID_DEG) * _GRID_DEG, 2)),
        min(180.0, round(math.ceil(east / _GRID_DEG) * _GRID_DEG, 2)),
        min(90.0, round(math.ceil(north / _GRID_DEG) * _GRID_DEG, 2)),
    )
