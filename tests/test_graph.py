"""The network as a graph that networkx and osmnx take for one of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import networkx as nx
import osmnx
import pytest
from shapely.geometry import LineString

from geodata.atlas import Atlas
from geodata.geodesy import geodesic_km
from geodata.model import exists

Graph = nx.MultiDiGraph


@pytest.fixture(scope="module")
def graph(atlas: Atlas) -> Graph:
    return atlas.to_graph()


@pytest.fixture(scope="module")
def node(graph: Graph) -> dict[str, int]:
    """Nodes by the id of their place."""
    return {str(data["place"]): node for node, data in graph.nodes.items()}


def edges(graph: Graph) -> Iterator[tuple[int, int, dict]]:
    yield from graph.edges(data=True)


def test_every_section_is_there_and_back(atlas: Atlas, graph: Graph) -> None:
    assert graph.number_of_edges() == 2 * len(atlas.sections)
    ends = {end for s in atlas.sections.values() for end in (s.start, s.end)}
    assert {data["place"] for _, data in graph.nodes(data=True)} == ends
    for u, v, data in edges(graph):
        section = atlas.sections[data["section"]]
        there = (graph.nodes[u]["place"], graph.nodes[v]["place"])
        assert there == ((section.start, section.end)[:: -1 if data["reversed"] else 1])


def test_coordinates_are_degrees_of_longitude_and_latitude(atlas: Atlas, graph: Graph) -> None:
    assert graph.graph["crs"] == "epsg:4326"
    for _, data in graph.nodes(data=True):
        place = atlas.places[data["place"]]
        assert (data["x"], data["y"]) == (place.lon, place.lat)
        assert (data["name"], data["country"]) == (place.name, place.country)


def test_lengths_are_metres_of_the_drawn_line(atlas: Atlas, graph: Graph) -> None:
    for u, v, data in edges(graph):
        line = data["geometry"]
        assert isinstance(line, LineString)
        points = list(line.coords)
        assert points[0] == (graph.nodes[u]["x"], graph.nodes[u]["y"])
        assert points[-1] == (graph.nodes[v]["x"], graph.nodes[v]["y"])
        assert data["length"] / 1000 == atlas.sections[data["section"]].measured_km
    # Against the ellipsoid for a few; that all stored lengths are right is another test's.
    for _, _, data in list(edges(graph))[::100]:
        measured_km = geodesic_km([(x, y) for x, y in data["geometry"].coords])
        assert data["length"] / 1000 == pytest.approx(measured_km, abs=0.001)


@pytest.mark.parametrize("on", [date(2009, 1, 1), date(2012, 1, 1), date(2018, 6, 1)])
def test_a_date_leaves_what_existed(on: date, atlas: Atlas) -> None:
    graph = atlas.to_graph(as_of=on)
    expected = {s.id for s in atlas.sections.values() if exists(s.opened, s.closed, on)}
    assert {data["section"] for _, _, data in edges(graph)} == expected
    assert 0 < len(expected) < len(atlas.sections)
    assert all(degree > 0 for _, degree in graph.degree())


def test_the_ferry_to_kuryk_is_not_there_before_its_port(atlas: Atlas) -> None:
    for day, there in ((date(2016, 11, 30), False), (date(2016, 12, 1), True)):
        graph = atlas.to_graph(as_of=day)
        assert ("kuryk-port" in {data["place"] for _, data in graph.nodes(data=True)}) is there


def test_it_is_the_same_every_time(atlas: Atlas, graph: Graph) -> None:
    again = atlas.to_graph()
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(again.edges(keys=True, data="section")) == list(
        graph.edges(keys=True, data="section")
    )


def test_osmnx_makes_frames_of_it_and_a_graph_again(graph: Graph) -> None:
    nodes, lines = osmnx.convert.graph_to_gdfs(graph)
    assert (len(nodes), len(lines)) == (graph.number_of_nodes(), graph.number_of_edges())
    assert nodes.crs == lines.crs == "EPSG:4326"
    assert lines.geometry.is_valid.all()
    again = osmnx.convert.graph_from_gdfs(nodes, lines, graph_attrs=graph.graph)
    assert set(again.nodes) == set(graph.nodes)
    assert again.number_of_edges() == graph.number_of_edges()


def test_osmnx_projects_it_and_finds_the_nearest_station(
    graph: Graph, node: dict[str, int]
) -> None:
    projected = osmnx.projection.project_graph(graph, to_crs="EPSG:3857")
    assert projected.graph["crs"] == "EPSG:3857"
    tashkent = projected.nodes[node["tashkent"]]
    near_m = 10.0
    found = osmnx.distance.nearest_nodes(projected, tashkent["x"] + near_m, tashkent["y"])
    assert found == node["tashkent"]


def test_osmnx_finds_the_shortest_way(graph: Graph, node: dict[str, int]) -> None:
    start, end = node["beineu"], node["hairatan"]
    way = osmnx.routing.shortest_path(graph, start, end, weight="length")
    assert way is not None
    frame = osmnx.routing.route_to_gdf(graph, way, weight="length")
    assert frame["length"].sum() == pytest.approx(
        nx.dijkstra_path_length(graph, start, end, weight="length")
    )
    assert all(a[-1] == b[0] for a, b in pairwise([list(g.coords) for g in frame.geometry]))


def test_osmnx_counts_it_like_its_own(graph: Graph) -> None:
    counted = graph.copy()
    nx.set_node_attributes(counted, osmnx.stats.count_streets_per_node(graph), "street_count")
    figures = osmnx.stats.basic_stats(counted)
    assert figures["n"] == graph.number_of_nodes()
    assert figures["m"] == graph.number_of_edges()
    total_m = sum(data["length"] for _, _, data in edges(graph))
    assert figures["edge_length_total"] == pytest.approx(total_m)


def test_a_station_can_be_reached_from_every_other_of_its_railway(graph: Graph) -> None:
    rails = [(u, v) for u, v, data in edges(graph) if data["mode"] == "rail"]
    parts = sorted(nx.connected_components(nx.Graph(rails)), key=len, reverse=True)
    assert len(parts[0]) > 0.9 * sum(map(len, parts))
    assert nx.is_strongly_connected(graph.subgraph(parts[0]))
