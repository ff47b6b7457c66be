"""Networks of lines from GeoJSON, GeoPackage and Shapefile, and what is exported for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import LineString, MultiLineString, Point, Polygon

from geodata.errors import DataError, OptionError
from geodata.model import Mode
from geodata.network.build import build_network
from geodata.network.export import LAYERS, save_network, to_frame
from geodata.network.figures import figures
from geodata.network.model import Network, State, as_day
from geodata.network.sources import OSM_LICENCE, Wanted
from geodata.network.storage import open_network

A, B, C = (60.0, 40.0), (60.1, 40.0), (60.2, 40.1)
EVERYTHING = Wanted(frozenset(Mode), frozenset(State))
SUFFIXES = (".geojson", ".gpkg", ".shp", ".fgb")


def written(path: Path, columns: dict[str, Any], shapes: list[Any], crs: str = "4326") -> Path:
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=f"EPSG:{crs}")
    pyogrio.write_dataframe(frame, path)
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tags_are_columns(suffix: str, tmp_path: Path) -> None:
    columns = {
        "railway": ["rail", "tram", "disused"],
        "gauge": ["1520;1435", "1520", ""],
        "osm_id": ["11", "12", "13"],
        "name": ["Main", "Tram", None],
    }
    path = written(tmp_path / f"x{suffix}", columns, [LineString([A, B])] * 3)
    network = build_network([path]).network
    assert network.edges.way.tolist() == [11]
    assert network.gauge_sets[network.edges.gauges[0]] == (1435, 1520)
    assert list(network.names)[int(network.edges.name[0])] == "Main"
    assert network.licences == (OSM_LICENCE,)
    states = build_network([path], wanted=EVERYTHING).network.edges.state.tolist()
    assert sorted(states) == [0, 3]


def test_geofabriks_classes(tmp_path: Path) -> None:
    columns = {
        "osm_id": ["1", "2", "3", "4"],
        "fclass": ["rail", "primary", "subway", "ferry"],
        "oneway": ["B", "F", "B", "B"],
        "maxspeed": [0, 90, 0, 0],
    }
    path = written(tmp_path / "gis_osm.shp", columns, [LineString([A, B])] * 4)
    network = build_network([path], wanted=Wanted(frozenset(Mode))).network
    found = dict(zip(network.edges.way.tolist(), network.edges.mode.tolist(), strict=True))
    assert found == {1: 0, 2: 2, 4: 1}
    road = network.edges.way.tolist().index(2)
    assert (network.edges.oneway[road], network.edges.maxspeed_kmh[road]) == (1, 90)


def test_tags_that_gdal_packs_into_one_column(tmp_path: Path) -> None:
    packed = '"railway"=>"rail","gauge"=>"1520","electrified"=>"contact_line"'
    path = written(tmp_path / "x.gpkg", {"other_tags": [packed]}, [LineString([A, B])])
    network = build_network([path]).network
    assert network.gauge_sets[network.edges.gauges[0]] == (1520,)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_lines_without_tags_are_what_the_user_says(suffix: str, tmp_path: Path) -> None:
    path = written(
        tmp_path / f"x{suffix}", {"nr": [1, 2]}, [LineString([A, B]), LineString([B, C])]
    )
    with pytest.raises(DataError, match="ask for one mode alone"):
        build_network([path])
    network = build_network(
        [path], mode=Mode.ROAD, wanted=Wanted(frozenset({Mode.ROAD})), licence="mine"
    ).network
    assert network.mode_mask(Mode.ROAD).all()
    assert (network.node_count, len(network.edges)) == (3, 2)
    assert network.licences == ("mine",)


def test_parts_layers_and_other_coordinate_systems(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    flat = gpd.GeoDataFrame(
        {"railway": ["rail"]}, geometry=[MultiLineString([[A, B], [B, C]])], crs="EPSG:4326"
    ).to_crs("EPSG:3857")
    pyogrio.write_dataframe(flat, path, layer="a")
    other = gpd.GeoDataFrame(
        {"railway": ["rail", "rail"]},
        geometry=[LineString([C, (60.3, 40.1)]), Polygon([A, B, C])],
        crs="EPSG:4326",
    )
    pyogrio.write_dataframe(other, path, layer="b", append=True)
    network = build_network([path]).network
    assert len(network.edges) == 3
    assert network.node_count == 4
    assert network.nodes.lon.min() == pytest.approx(60.0, abs=1e-7)


def test_points_are_stations(tmp_path: Path) -> None:
    columns = {
        "railway": ["rail", "station"],
        "name": ["Line", "Келес"],
        "esr:user": ["", "720104"],
    }
    shapes = [LineString([A, B]), Point(60.05, 40.001)]
    path = written(tmp_path / "x.geojson", columns, shapes)
    (station,) = [build_network([path]).network.stations[0]]
    assert (station.name, station.codes) == ("Келес", ("esr:user=720104",))
    assert station.node >= 0


def test_lines_join_a_network_of_openstreetmap_by_coordinates(tmp_path: Path) -> None:
    pytest.importorskip("osmium", reason="the extra osm is not installed")
    from tests.network_city import RAIL, Node, Way, write_xml

    nodes = {1: Node(*A), 2: Node(*B), 3: Node(60.15, 40.05)}
    osm = write_xml(tmp_path / "a.osm", nodes, {9: Way((1, 2, 3), RAIL)})
    drawn = written(tmp_path / "b.geojson", {"nr": [1]}, [LineString([B, C])])
    built = build_network([osm, drawn], mode=Mode.RAIL)
    assert len(built.pieces) == 1
    assert built.network.nodes.osm_id.tolist().count(2) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is no readable file"),
        ("{}", "x.geojson"),
        ("[1, 2", "is no readable file"),
        ('{"type": "FeatureCollection", "features": []}', "holds no line"),
        (
            json.dumps(
                {
                    "type": "Feature",
                    "properties": {"railway": "rail"},
                    "geometry": {"type": "LineString", "coordinates": [[600000, 4], [600001, 5]]},
                }
            ),
            "no longitude and latitude",
        ),
    ],
)
def test_a_broken_file_is_one_error(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(DataError, match=message) as error:
        build_network([path])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb"])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.7])
def test_a_binary_file_cut_short_is_one_error(suffix: str, share: float, tmp_path: Path) -> None:
    whole = written(tmp_path / f"x{suffix}", {"railway": ["rail"]}, [LineString([A, B])])
    path = tmp_path / f"cut{suffix}"
    content = whole.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DataError) as error:
        build_network([path])
    assert "\n" not in str(error.value)


# --- export -------------------------------------------------------------------------------------


@pytest.fixture
def network(tmp_path: Path) -> Network:
    hostile = "<b>\"'; DROP TABLE edges; --"
    columns = {
        "railway": ["rail", "rail", "station"],
        "name": [hostile, "B", "Станция"],
        "start_date": ["2016-12", "", ""],
        "end_date": ["2020", "", ""],
        "gauge": ["1520", "", ""],
    }
    shapes = [LineString([A, B]), LineString([B, C]), Point(60.05, 40.001)]
    path = written(tmp_path / "source.geojson", columns, shapes)
    return build_network([path], licence="© me").network


def test_a_geopackage_has_every_layer(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    save_network(path, network)
    assert {name for name, _ in pyogrio.list_layers(path)} == set(LAYERS)
    edges = pyogrio.read_dataframe(path, layer="edges")
    assert edges["length_m"].sum() == pytest.approx(network.length_m.sum())
    assert sorted(edges["name"])[0].startswith("<b>")
    assert pyogrio.read_info(path, layer="edges")["layer_metadata"]["licence"] == "© me"
    assert pyogrio.read_dataframe(path, layer="stations")["name"].tolist() == ["Станция"]
    save_network(path, network)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["source.geojson", "x.gpkg"]


@pytest.mark.parametrize("layer", LAYERS)
def test_geoparquet(layer: str, network: Network, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="GeoParquet needs it")
    path = tmp_path / "x.parquet"
    save_network(path, network, layer)
    again = gpd.read_parquet(path)
    expected = to_frame(network, layer)
    assert again.crs == "EPSG:4326"
    assert len(again) == len(expected)
    assert again.geometry.geom_equals_exact(expected.geometry, 0).all()
    assert again.attrs.get("licences", ["© me"]) == ["© me"]


def test_a_frame_tells_days_and_gauges(network: Network) -> None:
    frame = to_frame(network)
    row = frame[frame["gauges_mm"] == "1520"].iloc[0]
    assert row["opened"] == pd.Timestamp("2016-12-01")
    assert row["closed"] == pd.Timestamp("2021-01-01")
    assert frame["opened"].isna().sum() == len(frame) - (frame["gauges_mm"] == "1520").sum()
    with pytest.raises(OptionError, match="the layers are"):
        to_frame(network, "rivers")


def test_what_existed_on_a_date(network: Network) -> None:
    from datetime import date

    dated = network.edges.opened == as_day(date(2016, 12, 1))
    assert dated.any()
    assert not network.date_mask(date(2016, 11, 30))[dated].any()
    assert network.date_mask(date(2020, 12, 31)).all()
    assert not network.date_mask(date(2021, 1, 1))[dated].any()


def test_figures_sum_to_the_whole(network: Network) -> None:
    found = figures(network)
    for key in ("mode_km", "state_km", "country_km", "gauge_km", "service_km"):
        assert sum(found[key].values()) == pytest.approx(found["length_km"], abs=0.01)
    assert json.loads(json.dumps(found))["licences"] == ["© me"]


def test_no_other_ending(network: Network, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"\.ndn, \.gpkg, \.parquet, \.graphml"):
        save_network(tmp_path / "x.pdf", network)
    save_network(tmp_path / "X.NDN", network)
    assert open_network(tmp_path / "X.NDN").node_count == network.node_count
