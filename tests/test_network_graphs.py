"""Graphs of osmnx become networks, and networks graphs that osmnx works on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import osmnx
import pytest

from geodata.errors import DataError, OptionError
from geodata.model import Mode
from geodata.network.build import build_network, network_of
from geodata.network.export import save_network
from geodata.network.graphs import read_graph
from geodata.network.model import Network, State
from geodata.network.sources import Wanted
from geodata.network.to_graph import to_graph
from tests.network_city import HOSTILE_NAME, write_xml

EVERYTHING = Wanted(frozenset(Mode), frozenset(State))


@pytest.fixture(scope="module")
def xml(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_xml(tmp_path_factory.mktemp("city") / "city.osm")


@pytest.fixture(scope="module")
def network(xml: Path) -> Network:
    pytest.importorskip("osmium", reason="the extra osm is not installed")
    return build_network([xml], wanted=EVERYTHING).network


@pytest.fixture(scope="module")
def graph(network: Network) -> nx.MultiDiGraph:
    return to_graph(network)


def of_graph(graph: nx.MultiDiGraph, mode: Mode | None = None) -> Network:
    return network_of([read_graph(graph, EVERYTHING, mode)]).network


def signature(network: Network) -> list[tuple[Any, ...]]:
    """What is known of each edge, in an order of its own."""
    edges = network.edges
    return sorted(
        (
            int(edges.way[e]),
            round(float(edges.length_m[e]), 3),
            network.gauge_sets[edges.gauges[e]],
            network.kinds[edges.kind[e]],
            network.names[int(edges.name[e])],
            *(int(getattr(edges, column)[e]) for column in ("mode", "state", "service", "oneway")),
            *(int(getattr(edges, column)[e]) for column in ("opened", "closed", "usage")),
            round(float(edges.maxspeed_kmh[e]), 1),
            float(edges.voltage_v[e]),
        )
        for e in range(len(edges))
    )


def test_osmnx_finds_it_valid(graph: nx.MultiDiGraph) -> None:
    osmnx.convert.validate_graph(graph, strict=False)
    nodes, edges = osmnx.convert.graph_to_gdfs(graph)
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())
    assert edges.geometry.is_valid.all()


def test_every_edge_runs_both_ways_but_one_ways(graph: nx.MultiDiGraph, network: Network) -> None:
    one_way = int((network.edges.oneway != 0).sum())
    assert one_way == 1
    assert graph.number_of_edges() == 2 * len(network.edges) - one_way
    for u, v, data in graph.edges(data=True):
        line = list(data["geometry"].coords)
        assert abs(line[0][0]) == pytest.approx(abs(graph.nodes[u]["x"]))
        assert line[-1][1] == pytest.approx(graph.nodes[v]["y"])


def test_there_and_back_again(graph: nx.MultiDiGraph, network: Network) -> None:
    again = of_graph(graph)
    assert signature(again) == signature(network)
    assert again.node_count == network.node_count


def test_users_code_works_on_it(graph: nx.MultiDiGraph) -> None:
    way = osmnx.routing.shortest_path(graph, 1, 7, weight="length")
    assert way is not None
    assert (way[0], way[-1]) == (1, 7)
    frame = osmnx.routing.route_to_gdf(graph, way, weight="length")
    length = nx.dijkstra_path_length(graph, 1, 7, weight="length")
    assert frame["length"].sum() == pytest.approx(length)
    assert osmnx.stats.edge_length_total(graph) > 0
    assert graph.graph["licences"].startswith("© OpenStreetMap")


def test_graphml_there_and_back(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "city.graphml"
    save_network(path, network)
    assert [p.name for p in tmp_path.iterdir()] == ["city.graphml"]
    again = build_network([path], wanted=EVERYTHING).network
    assert signature(again) == signature(network)
    assert HOSTILE_NAME in list(again.names)


@pytest.mark.parametrize("simplify", [False, True])
def test_a_graph_of_osmnx_itself(simplify: bool, xml: Path, tmp_path: Path) -> None:
    # osmnx keeps no tag `railway` of ways: the user says what they are.
    graph = osmnx.graph_from_xml(write_city_without_oddities(tmp_path), simplify=simplify)
    network = of_graph(graph, Mode.RAIL)
    total = sum(data["length"] for _, _, data in graph.to_undirected().edges(data=True))
    assert network.length_m.sum() == pytest.approx(total, rel=5e-3)
    assert set(network.nodes.osm_id.tolist()) == set(graph.nodes)
    path = tmp_path / "user.graphml"
    osmnx.save_graphml(graph, path)
    assert np.allclose(
        build_network([path], mode=Mode.RAIL).network.length_m.sum(), network.length_m.sum()
    )
    with pytest.raises(DataError, match="ask for one mode alone"):
        read_graph(graph, EVERYTHING)


def write_city_without_oddities(folder: Path) -> Path:
    from tests.network_city import NODES, WAYS

    ways = {number: WAYS[number] for number in (100, 101, 102, 103)}
    nodes = {ref: NODES[ref] for way in ways.values() for ref in way.nodes}
    return write_xml(folder / "plain.osm", nodes, ways)


def test_a_projected_graph_is_taken_back_to_degrees(tmp_path: Path) -> None:
    graph = osmnx.graph_from_xml(write_city_without_oddities(tmp_path))
    flat = osmnx.projection.project_graph(graph)
    here, there = of_graph(graph, Mode.RAIL), of_graph(flat, Mode.RAIL)
    assert there.length_m.sum() == pytest.approx(here.length_m.sum(), rel=1e-6)
    assert flat.graph["crs"] != "epsg:4326"


def test_merged_ways_bring_lists(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph(crs="epsg:4326")
    graph.add_node("a", x=60.0, y=40.0)
    graph.add_node("b", x=60.1, y=40.0)
    tags: dict[str, Any] = {
        "railway": ["rail", "rail"],
        "gauge": ["1520", "1435"],
        "name": ["A", "B"],
    }
    for u, v in (("a", "b"), ("b", "a")):
        graph.add_edge(u, v, **tags, osmid=[7, 8], oneway=False)
    network = of_graph(graph)
    assert len(network.edges) == 1
    assert network.gauge_sets[network.edges.gauges[0]] == (1435, 1520)
    assert network.names[int(network.edges.name[0])] == "A"
    assert network.edges.way[0] == 7


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html/>",
        b"<graphml><graph",
        b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
        b'<node id="a"/><edge source="a" target="b"/></graph></graphml>',
        bytes(range(256)),
    ],
)
def test_broken_graphml_is_one_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.graphml"
    path.write_bytes(content)
    with pytest.raises(DataError) as error:
        build_network([path], mode=Mode.RAIL)
    assert "\n" not in str(error.value)


def test_coordinates_that_are_none_are_refused() -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph(crs="epsg:4326")
    graph.add_node(1, x=600.0, y=40.0)
    graph.add_node(2, x=60.0, y=40.0)
    graph.add_edge(1, 2, railway="rail")
    with pytest.raises(DataError, match="no longitude and latitude"):
        read_graph(graph, EVERYTHING)


def test_without_osmnx_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.graphml"
    path.touch()
    monkeypatch.setitem(sys.modules, "osmnx", None)
    with pytest.raises(OptionError, match=r"ndn-atlas\[osm\]"):
        build_network([path])
