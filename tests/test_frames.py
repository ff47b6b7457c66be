"""Data frames of a comparison: columns, kinds, units, geometry, and the way to a file and back."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from ndnatlas import compare, to_frame
from routes.export import SHEETS
from routes.export import columns as listed
from routes.export.model import Kind
from routes.frames import DTYPES

ON = "2018-06-01"
COLUMNS = dict(
    zip(
        SHEETS,
        (listed.LEGS, listed.CROSSINGS, listed.PLACES, listed.VARIANTS, listed.SOURCES_SHEET),
        strict=True,
    )
)


@pytest.mark.parametrize("table", SHEETS)
def test_columns_have_the_kinds_that_are_promised(table: str) -> None:
    found = compare("south-kuryk", "btk", as_of="2015-01-01")
    for frame in (to_frame(compare("south-kuryk", as_of=ON), table), to_frame(found, table)):
        # Kilometres by mode, country and bloc join the columns of the variants.
        assert {column.name for column in COLUMNS[table]} <= set(frame.columns)
        for column in COLUMNS[table]:
            assert str(frame[column.name].dtype).startswith(DTYPES[column.kind]), column.name
            assert column.meaning in frame.attrs["columns"][column.name]
        assert "ODbL" in frame.attrs["about"]["licence"]


@pytest.mark.parametrize(
    ("table", "shape"), [("legs", LineString), ("crossings", Point), ("places", Point)]
)
def test_geometry_is_lon_lat(table: str, shape: type) -> None:
    frame = to_frame(compare("south-kuryk", as_of=ON), table)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert all(isinstance(one, shape) for one in frame.geometry)
    west, south, east, north = frame.total_bounds
    assert 41 < west < 46
    assert 36 < south < 38
    assert 66 < east < 69
    assert 42 < north < 47


def test_tables_without_geometry_are_plain() -> None:
    for table in ("variants", "sources"):
        frame = to_frame(compare("south-kuryk", as_of=ON), table)
        assert not isinstance(frame, gpd.GeoDataFrame)


def test_lengths_are_those_of_the_comparison() -> None:
    found = compare("north", "south-kuryk", as_of=ON)
    sums = to_frame(found).groupby("variant")[["distance_km", "measured_km"]].sum()
    for entry in found.entries:
        assert entry.route
        quoted, drawn = sums.loc[entry.variant.id]
        assert quoted == pytest.approx(entry.route.distance_km, abs=0.05)
        assert drawn == pytest.approx(entry.route.measured_km, abs=0.05)


def test_what_is_missing_stays_missing() -> None:
    frame = to_frame(compare("south-kuryk", as_of=ON))
    ferry = frame[frame["mode"] == "ferry"]
    assert ferry["gauge_mm"].isna().all()
    assert frame["gauge_mm"].dtype == "Int64"
    assert set(DTYPES) == set(Kind)


def test_a_frame_goes_to_a_file_and_back(tmp_path: Path) -> None:
    frame = to_frame(compare("south-kuryk", as_of=ON))
    frame.to_file(tmp_path / "legs.gpkg")
    again = gpd.read_file(tmp_path / "legs.gpkg")
    assert list(again["start"]) == list(frame["start"])
    assert again.geometry.geom_equals_exact(frame.geometry, 1e-9).all()
    pytest.importorskip("pyarrow")
    frame.to_parquet(tmp_path / "legs.parquet")
    back = gpd.read_parquet(tmp_path / "legs.parquet")
    pd.testing.assert_series_equal(
        pd.Series(back["distance_km"]), pd.Series(frame["distance_km"]), check_names=True
    )
