"""Areas to fetch, and the tiles that cover them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from geodata.borders import load_borders
from geodata.errors import CoordinateError, DataError, OptionError
from geodata.geodesy import great_circle_km
from geodata.network.areas import (
    Box,
    box_area,
    corridor_area,
    country_area,
    polygon_area,
    tiles,
)

AREA = shapely.box(69.1, 41.3, 69.3, 41.5)


def test_a_country_is_a_little_wider_than_its_outline() -> None:
    borders = load_borders()
    area = country_area("UZ", borders)
    assert area.contains(borders.shapes["UZ"])
    assert sum((b.east - b.west) * (b.north - b.south) for b in tiles(area)) > area.area
    with pytest.raises(OptionError, match="no outline of country 'XX'"):
        country_area("XX", borders)


def test_a_rectangle() -> None:
    area = box_area("66.9,37.1,67.6,37.4")
    assert area is not None
    assert area.bounds == (66.9, 37.1, 67.6, 37.4)
    assert box_area("uzbekistan") is None
    for text in ("67.6,37.1,66.9,37.4", "0,0,200,10", "0,0,0,0"):
        with pytest.raises(CoordinateError, match="is no rectangle"):
            box_area(text)


def test_tiles_cover_the_area_and_no_more_than_needed() -> None:
    area = shapely.Point(69.0, 41.0).buffer(1.7)
    found = tiles(area)
    union = shapely.union_all([shapely.box(*box) for box in found])
    assert union.buffer(1e-9).contains(area)
    assert all(box.east - box.west <= 2.011 for box in found)
    quarters = Box(0, 0, 4, 2).quarters()
    assert shapely.union_all([shapely.box(*q) for q in quarters]).equals(shapely.box(0, 0, 4, 2))
    with pytest.raises(OptionError, match="too many for a public service"):
        tiles(shapely.box(-180, -85, 180, 85))


def test_a_corridor_is_as_wide_as_asked() -> None:
    line = [(60.0, 40.0), (60.0, 55.0)]
    area = corridor_area([line], 20.0)
    for lat in (41.0, 48.0, 54.0):
        slice_ = area.intersection(shapely.LineString([(55, lat), (65, lat)]))
        west, _, east, _ = slice_.bounds
        assert great_circle_km((60.0, lat), (west, lat)) == pytest.approx(20, rel=0.03)
        assert great_circle_km((60.0, lat), (east, lat)) == pytest.approx(20, rel=0.03)


def test_a_polygon_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "area.geojson"
    path.write_text(json.dumps(shapely.geometry.mapping(AREA)))
    assert polygon_area(path).equals(AREA)
    path.write_text('{"type": "Point", "coordinates": [1, 2]}')
    with pytest.raises(DataError, match="holds no polygon"):
        polygon_area(path)
    path.write_text("no")
    with pytest.raises(DataError) as error:
        polygon_area(path)
    assert "\n" not in str(error.value)
    with pytest.raises(OptionError, match="no such file"):
        polygon_area(tmp_path / "none.geojson")
