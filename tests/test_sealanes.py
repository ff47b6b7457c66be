"""Ferry lanes: courses over water between ports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely

from geodata.atlas import load_atlas
from geodata.borders import COUNTRIES_FILE, GENERATED
from geodata.build.products import Input
from geodata.build.sealanes import APPROACH_KM, build_lanes, load_land, sea_lane, write_shapes
from geodata.errors import DataError
from geodata.geodesy import geodesic_km, great_circle_km
from geodata.model import LonLat, Mode

ALAT = (49.43, 39.98)
BAKU = (49.887766, 40.381471)
AKTAU = (51.2226, 43.5996)
KURYK = (51.4416, 43.1648)
TURKMENBASHI = (52.876613, 40.054569)
POTI = (41.653, 42.155)
BATUMI = (41.651, 41.649)
CONSTANTA = (28.65, 44.17)
VARNA = (27.91, 43.20)
CHORNOMORSK = (30.66, 46.32)
ISTANBUL = (28.97, 41.02)

LANES = [(start, end) for start in (ALAT, BAKU) for end in (AKTAU, KURYK, TURKMENBASHI)]
LANES += [
    (start, end) for start in (POTI, BATUMI) for end in (CONSTANTA, VARNA, CHORNOMORSK, ISTANBUL)
]


@pytest.fixture(scope="module")
def land() -> Any:
    return load_land(COUNTRIES_FILE)


def ashore_km(course: tuple[LonLat, ...], land: Any) -> float:
    """How far from both ports, at most, the course touches land."""
    touching = shapely.intersection(shapely.LineString(course), land)
    return max(
        (
            min(great_circle_km((x, y), course[0]), great_circle_km((x, y), course[-1]))
            for x, y in shapely.get_coordinates(touching)
        ),
        default=0.0,
    )


@pytest.mark.parametrize(("start", "end"), LANES)
def test_a_lane_keeps_to_the_water(start: LonLat, end: LonLat, land: Any) -> None:
    course = sea_lane(start, end, land)
    assert course[0] == start
    assert course[-1] == end
    assert len(course) <= 16
    assert ashore_km(course, land) <= APPROACH_KM
    assert geodesic_km(course) < 1.6 * great_circle_km(start, end)


@pytest.mark.parametrize(
    ("start", "end", "length_km"),
    [(BAKU, AKTAU, 428), (ALAT, AKTAU, 468), (ALAT, KURYK, 428)],
    ids=["baku-aktau", "alat-aktau", "alat-kuryk"],
)
def test_known_lengths(start: LonLat, end: LonLat, length_km: float, land: Any) -> None:
    assert geodesic_km(sea_lane(start, end, land)) == pytest.approx(length_km, rel=0.03)


def test_the_way_back_is_as_long(land: Any) -> None:
    there = geodesic_km(sea_lane(BAKU, TURKMENBASHI, land))
    assert geodesic_km(sea_lane(TURKMENBASHI, BAKU, land)) == pytest.approx(there, rel=1e-4)


def test_it_keeps_a_kilometre_off_in_open_water(land: Any) -> None:
    course = sea_lane(ALAT, KURYK, land)
    open_water = shapely.segmentize(shapely.LineString(course[1:-1]), 0.01)
    coasts = shapely.boundary(shapely.clip_by_rect(land, 48, 39, 54, 45))
    nearest = shapely.distance(shapely.points(shapely.get_coordinates(open_water)), coasts)
    # A kilometre, less what a degree of longitude shrinks on the way.
    assert nearest.min() * 111 > 0.9


def test_ports_that_no_water_joins(land: Any) -> None:
    with pytest.raises(DataError, match="no water joins"):
        sea_lane(AKTAU, POTI, land)
    with pytest.raises(DataError, match="no water joins"):
        sea_lane((69.24, 41.3), AKTAU, land)


def test_a_cape_is_rounded() -> None:
    # A wall across the straight way, open at its north end.
    wall = shapely.MultiPolygon([shapely.box(10.9, -2, 11.1, 0.5)])
    course = sea_lane((10, 0), (12, 0), wall)
    assert len(course) >= 3
    assert max(lat for _, lat in course) == pytest.approx(0.52, abs=0.02)
    assert not shapely.LineString(course).intersects(wall)


def test_open_water_needs_no_turn() -> None:
    far = shapely.MultiPolygon([shapely.box(10, 3, 12, 4)])
    course = sea_lane((10, 0), (12, 0), far)
    assert geodesic_km(course) == pytest.approx(geodesic_km([(10, 0), (12, 0)]))


def test_what_is_written(tmp_path: Path) -> None:
    far = shapely.MultiPolygon([shapely.box(10.9, -2, 11.1, 0.5)])
    inputs = (Input("places.csv", "0" * 64),)
    lanes = {"b--a--ferry": ((12, 0), (10, 0)), "a--b--ferry": ((10, 0), (12, 0))}
    courses, layer = build_lanes(lanes, far, tmp_path, inputs)
    once = (tmp_path / "sealanes.fgb").read_bytes()
    build_lanes(lanes, far, tmp_path, inputs)
    assert (tmp_path / "sealanes.fgb").read_bytes() == once
    assert (layer.rows, layer.inputs) == (2, inputs)

    meta, _, geometry, values = pyogrio.raw.read(str(tmp_path / "sealanes.fgb"))
    assert list(meta["fields"]) == ["section"]
    assert values[0].tolist() == ["a--b--ferry", "b--a--ferry"]
    first = shapely.get_coordinates(shapely.from_wkb(geometry[0]))
    assert first == pytest.approx(np.array(courses["a--b--ferry"]))

    shapes = write_shapes(tmp_path / "sealanes.csv", {("a", "b"): courses["a--b--ferry"]}, inputs)
    header, *rows = (tmp_path / "sealanes.csv").read_text(encoding="utf-8").splitlines()
    assert header == "start,end,lon,lat"
    assert len(rows) == shapes.rows == len(first) - 2
    assert all(row.startswith("a,b,") for row in rows)


def test_the_stored_lanes_are_those_of_the_ferry_sections(land: Any) -> None:
    geometry, values = pyogrio.raw.read(str(GENERATED / "sealanes.fgb"))[2:]
    stored = dict(zip(values[0], shapely.from_wkb(geometry), strict=True))
    ferries = {s.id: s for s in load_atlas().sections.values() if s.mode is Mode.FERRY}
    assert stored.keys() == ferries.keys()
    for section, line in stored.items():
        course = tuple(map(tuple, shapely.get_coordinates(line).tolist()))
        assert np.array(ferries[section].points) == pytest.approx(np.array(course), abs=1e-5)
        assert ashore_km(course, land) <= APPROACH_KM
