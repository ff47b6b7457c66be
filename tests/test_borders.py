"""The built-in borders: the files, which country a point lies in, faults of the caller."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geodata.border_files import (
    COUNTRIES,
    DISPUTED_AREAS,
    DISPUTED_FRONTIERS,
    FRONTIERS,
    read_borders,
)
from geodata.borders import GENERATED, Borders, load_borders
from geodata.build.borders import UNITS_FILE, build_borders
from geodata.errors import CoordinateError, DataError, OptionError
from geodata.frontiers import find_frontiers
from geodata.reading import DATA

WORLD = Path(__file__).parents[1] / "node_modules" / "world-atlas" / "countries-10m.json"


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders()


# --- the data -----------------------------------------------------------------------------------


def manifest() -> list[dict[str, Any]]:
    table = tomllib.loads((GENERATED / "manifest.toml").read_text(encoding="utf-8"))
    return list(table["product"])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_vouches_for_every_product() -> None:
    products = {row["file"]: row for row in manifest()}
    assert set(products) == {path.name for path in GENERATED.iterdir()} - {"manifest.toml"}
    for name, row in products.items():
        assert digest(GENERATED / name) == row["sha256"], f"{name} was edited; run `make data`"
        assert row["rows"] > 0
        assert row["licence"]


def test_the_products_are_made_from_the_inputs_that_are_there() -> None:
    for row in manifest():
        for source in row["input"]:
            for folder in (DATA, GENERATED, UNITS_FILE.parent):
                path = folder / source["name"]
                if path.exists():
                    assert digest(path) == source["sha256"], (
                        f"{row['file']} is older than {source['name']}; run `make data`"
                    )


if WORLD.exists():  # only a checkout that has built its data holds the input

    def test_the_borders_are_built_alike_byte_for_byte(tmp_path: Path) -> None:
        for product in build_borders(WORLD, tmp_path):
            assert digest(tmp_path / product.file) == digest(GENERATED / product.file)


def test_outlines_are_valid_and_do_not_overlap(borders: Borders) -> None:
    shapes = np.array([shape for _, shape in sorted(borders.shapes.items())], dtype=object)
    assert shapely.is_valid(shapes).all()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    overlaps = shapely.area(shapely.intersection(shapes[a[a < b]], shapes[b[a < b]]))
    assert overlaps.max() < 1e-4  # square degrees: about 1 km2


def test_frontiers_part_the_countries_named(borders: Borders) -> None:
    for left, right, line in borders.frontiers:
        for country, side in ((left, 0.002), (right, -0.002)):
            beside = shapely.offset_curve(line, side).interpolate(0.5, normalized=True)
            assert borders.distance_to_country_km(beside.x, beside.y, country) < 0.1


# --- which country ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (24.1, 56.95, "LV"),
        (69.28, 41.31, "UZ"),
        (67.02, 36.71, "AF"),
        (51.0, 42.0, None),  # the Caspian
        (34.1, 45.3, "UA"),  # Crimea
        (63.3, 45.9, "KZ"),  # Baikonur
        (33.36, 35.3, "CY"),  # Kyrenia
        (44.0, 9.6, "SO"),  # Hargeisa
        (71.13, 39.97, "UZ"),  # Sokh, an exclave in Kyrgyzstan
        (20.5, 54.7, "RU"),  # Kaliningrad
        (179.9, 68.8, "RU"),  # where the outline is cut at the antimeridian
        (-120.0, 40.0, None),  # beyond the data
    ],
)
def test_country_at(borders: Borders, lon: float, lat: float, country: str | None) -> None:
    assert borders.country_at(lon, lat) == country


def test_distance_to_a_country(borders: Borders) -> None:
    assert borders.distance_to_country_km(69.28, 41.31, "UZ") == 0
    assert borders.distance_to_country_km(55.9825, 44.8909, "KZ") == pytest.approx(0.6, abs=0.1)
    # From the middle of the strait of Dover, and across it.
    assert borders.distance_to_country_km(1.58, 50.87, "GB") == pytest.approx(33, abs=2)


def test_faults_of_the_caller(borders: Borders) -> None:
    with pytest.raises(OptionError, match="no borders of country 'XX'"):
        borders.distance_to_country_km(60, 40, "XX")
    with pytest.raises(CoordinateError):
        borders.country_at(200, 40)
    with pytest.raises(CoordinateError):
        borders.country_at(float("nan"), 40)
    with pytest.raises(CoordinateError, match="antimeridian"):
        find_frontiers([(170, 60), (-170, 60)], borders)
    with pytest.raises(CoordinateError, match="out of range"):
        find_frontiers([(40, 95), (41, 40)], borders)
    with pytest.raises(CoordinateError, match="without points"):
        find_frontiers([], borders)
    with pytest.raises(CoordinateError, match="no pair"):
        find_frontiers(np.zeros((4, 3)), borders)
    with pytest.raises(CoordinateError, match="no pair"):
        find_frontiers([(40.0, 50.0, 0.0), (41.0, 50.0, 0.0)], borders)  # type: ignore[list-item]  # what a caller without types may give
    with pytest.raises(OptionError, match="tolerance_km is -1; expected kilometres, 0 or more"):
        find_frontiers([(40, 50), (41, 50)], borders, tolerance_km=-1)
    with pytest.raises(OptionError, match="sliver_km is nan"):
        find_frontiers([(40, 50), (41, 50)], borders, sliver_km=float("nan"))


def test_files_that_hold_no_borders(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read"):
        read_borders(tmp_path)
    for name in (DISPUTED_AREAS, DISPUTED_FRONTIERS, FRONTIERS):
        shutil.copy(GENERATED / name, tmp_path / name)
    shutil.copy(GENERATED / FRONTIERS, tmp_path / COUNTRIES)
    with pytest.raises(DataError, match="columns"):
        read_borders(tmp_path)
