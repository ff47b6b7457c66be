"""Networks from files of OpenStreetMap: every format, every oddity, every broken file."""

from __future__ import annotations

import bz2
from pathlib import Path

import numpy as np
import pytest

from geodata.errors import DataError, OptionError
from geodata.geodesy import geodesic_km
from geodata.model import Mode
from geodata.network import opl, osm
from geodata.network.build import Built, build_network
from geodata.network.model import SERVICES, STATES, Network, State
from geodata.network.sources import Wanted
from tests.network_city import HOSTILE_NAME, NODES, RAIL, WAYS, Node, Way, converted, write_xml

pytest.importorskip("osmium", reason="the extra osm is not installed")

EVERYTHING = Wanted(frozenset(Mode), frozenset(State))


@pytest.fixture(scope="module")
def xml(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_xml(tmp_path_factory.mktemp("city") / "city.osm")


@pytest.fixture(scope="module")
def built(xml: Path) -> Built:
    return build_network([xml], wanted=EVERYTHING)


@pytest.fixture(scope="module")
def network(built: Built) -> Network:
    return built.network


def edges_of(network: Network, way: int) -> list[int]:
    return np.flatnonzero(network.edges.way == way).tolist()


def node(network: Network, osm_id: int) -> int:
    (found,) = np.flatnonzero(network.nodes.osm_id == osm_id)
    return int(found)


def same(a: Network, b: Network) -> bool:
    return all(
        np.array_equal(column, b.edges.columns()[name])
        for name, column in a.edges.columns().items()
    ) and np.array_equal(a.points, b.points)


@pytest.mark.parametrize("suffix", [".osm.pbf", ".pbf", ".osm.bz2", ".osm.gz", ".osm.xml"])
def test_every_format_gives_the_same_network(
    suffix: str, xml: Path, network: Network, tmp_path: Path
) -> None:
    path = converted(xml, tmp_path / f"city{suffix}")
    assert same(build_network([path], wanted=EVERYTHING).network, network)


def test_a_large_file_is_read_in_two_passes(
    xml: Path, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osm, "TWO_PASSES_BYTES", 0)
    monkeypatch.setattr(opl, "_CHUNK_BYTES", 50)
    monkeypatch.setattr(osm, "_REMEMBERED", 1)
    assert same(build_network([xml], wanted=EVERYTHING).network, network)


def test_modes_and_states_are_those_asked_for(xml: Path) -> None:
    rail = build_network([xml], wanted=Wanted(frozenset({Mode.RAIL}))).network
    assert {STATES[code] for code in rail.edges.state} == {State.IN_USE}
    assert rail.mode_mask(Mode.RAIL).all()
    assert not set(rail.edges.way.tolist()) & {104, 105, 106, 107, 109, 110, 111}
    default = build_network([xml]).network
    assert default.mode_mask(Mode.FERRY).sum() == 1
    both = Wanted(states=frozenset({State.IN_USE, State.DISUSED}))
    assert edges_of(build_network([xml], wanted=both).network, 105)


def test_nodes_are_where_ways_meet(network: Network) -> None:
    # Way 100 is cut at the station's switch (the siding begins there), 101 only where it is joined.
    assert len(edges_of(network, 100)) == 2
    assert len(edges_of(network, 102)) == 2
    (middle,) = [e for e in edges_of(network, 101) if len(network.edge_points(e)) > 3]
    assert {int(network.tails[middle]), int(network.heads[middle])} >= {node(network, 3)}
    points = network.edge_points(middle)
    assert tuple(points[0]) == (NODES[3].lon, NODES[3].lat)


def test_lengths_are_geodesic_metres_of_the_geometry(network: Network) -> None:
    for edge in range(len(network.edges)):
        points = [(float(lon), float(lat)) for lon, lat in network.edge_points(edge)]
        assert network.length_m[edge] == pytest.approx(geodesic_km(points) * 1000, rel=1e-6)


def test_every_edge_begins_and_ends_at_its_nodes(network: Network) -> None:
    for edge in range(len(network.edges)):
        points = network.edge_points(edge)
        for number, (lon, lat) in (
            (network.tails[edge], points[0]),
            (network.heads[edge], points[-1]),
        ):
            assert abs(network.nodes.lon[number]) == pytest.approx(abs(lon))
            assert network.nodes.lat[number] == pytest.approx(lat)


def test_facts_of_edges(network: Network) -> None:
    edges = network.edges
    main, dual = edges_of(network, 100)[0], edges_of(network, 101)[0]
    assert network.gauge_sets[edges.gauges[main]] == (1520,)
    assert network.gauge_sets[edges.gauges[dual]] == (1435, 1520)
    assert network.gauge_mask(1435)[dual]
    assert not network.gauge_mask(1435)[main]
    assert network.gauge_mask(1435)[edges_of(network, 103)[0]]
    assert not network.gauge_mask(1435, unknown=False)[edges_of(network, 103)[0]]
    assert (edges.voltage_v[main], edges.frequency_hz[main]) == (25000, 50)
    assert network.names[int(edges.name[main])] == "Ташкентская линия"
    assert SERVICES[edges.service[edges_of(network, 103)[0]]] == "yard"
    road = edges_of(network, 109)[0]
    assert (edges.oneway[road], edges.maxspeed_kmh[road]) == (1, pytest.approx(80.5))


def test_hostile_tags_are_text_or_nothing(network: Network) -> None:
    edge = edges_of(network, 112)[0]
    edges = network.edges
    assert network.names[int(edges.name[edge])] == HOSTILE_NAME
    assert network.gauge_sets[edges.gauges[edge]] == (1520,)
    assert edges.maxspeed_kmh[edge] == edges.voltage_v[edge] == 0
    assert SERVICES[edges.service[edge]] == "other"


def test_degenerate_ways_are_set_right_and_counted(built: Built) -> None:
    network, faults = built.network, built.faults
    assert edges_of(network, 113) == edges_of(network, 118) == []
    assert len(edges_of(network, 114)) == 1
    # Beyond the missing vertex the line goes on, but nothing is drawn over the gap.
    (rest,) = edges_of(network, 115)
    assert network.edge_points(rest)[:, 0].tolist() == [NODES[82].lon, NODES[83].lon]
    assert faults.repeated_vertices == 2
    assert faults.missing_vertices == 1
    # The way of one node, and what stands alone before the gap.
    assert faults.single_points == 2
    assert faults.over_antimeridian == 1


def test_the_antimeridian_is_crossed_in_one_node(network: Network) -> None:
    first, second = edges_of(network, 116)
    assert network.heads[first] == network.tails[second]
    assert network.edge_points(first)[-1].tolist() == [180, pytest.approx(65.1)]
    assert network.edge_points(second)[0].tolist() == [-180, pytest.approx(65.1)]
    straight = geodesic_km([(179.9, 65.0), (-179.9, 65.2)]) * 1000
    assert network.length_m[[first, second]].sum() == pytest.approx(straight, rel=1e-4)


def test_a_ring_and_a_loop_have_an_answer(tmp_path: Path) -> None:
    nodes = {n: Node(69 + n / 100, 41 + (n % 2) / 100) for n in range(1, 5)}
    path = write_xml(tmp_path / "ring.osm", nodes, {1: Way((1, 2, 3, 1), RAIL)})
    ring = build_network([path]).network
    assert (ring.node_count, len(ring.edges)) == (1, 1)
    assert ring.tails[0] == ring.heads[0]
    eight = write_xml(tmp_path / "eight.osm", nodes, {1: Way((1, 2, 3, 1, 4), RAIL)})
    assert len(build_network([eight]).network.edges) == 2


def test_neighbouring_extracts_share_what_crosses_between_them(tmp_path: Path, xml: Path) -> None:
    west = {n: NODES[n] for n in (1, 2, 3, 4)}
    a = write_xml(tmp_path / "a.osm", west, {100: WAYS[100], 101: WAYS[101]})
    once = build_network([xml], wanted=EVERYTHING).network
    both = build_network([a, xml], wanted=EVERYTHING).network
    assert both.length_m.sum() == pytest.approx(once.length_m.sum())
    assert len(both.edges) == len(once.edges)
    assert both.meta["sources"] == ["a.osm", "city.osm"]


def test_drafts_of_an_editor_have_negative_numbers(tmp_path: Path) -> None:
    nodes = {-1: Node(69.0, 41.0), -2: Node(69.1, 41.0), 3: Node(69.2, 41.0)}
    path = write_xml(tmp_path / "draft.osm", nodes, {-5: Way((-1, -2, 3), RAIL)})
    network = build_network([path]).network
    assert network.edge_points(0)[:, 0].tolist() == [69.0, 69.1, 69.2]
    assert network.nodes.osm_id.tolist() == [-1, 3]


BROKEN = {
    "empty": b"",
    "no XML": b"GIF89a" + bytes(range(256)),
    "other XML": b"<html><body>no</body></html>",
    "cut short": b"<osm version='0.6'><node id='1' lat='1' lon='1'/><way id='2'><nd re",
    "words for numbers": b"<osm version='0.6'><node id='1' lat='north' lon='1'/></osm>",
    "entities": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><osm version="0.6">&b;</osm>',
    "nothing wanted": b"<osm version='0.6'><node id='1' lat='1' lon='1'/></osm>",
    "far beyond": b"<osm version='0.6'><way id='1'><nd ref='9007199254740999'/>"
    b"<tag k='railway' v='rail'/></way></osm>",
}


@pytest.mark.parametrize("suffix", [".osm", ".osm.pbf", ".osm.bz2", ".osm.gz"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_error(name: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(bz2.compress(BROKEN[name]) if suffix == ".osm.bz2" else BROKEN[name])
    with pytest.raises(DataError) as error:
        build_network([path])
    assert str(error.value).startswith(path.name)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", [".osm", ".osm.pbf", ".osm.bz2", ".osm.gz"])
def test_a_truncated_file_is_a_network_or_one_error(
    share: float, suffix: str, xml: Path, tmp_path: Path
) -> None:
    whole = converted(xml, tmp_path / f"whole{suffix}").read_bytes()
    path = tmp_path / f"part{suffix}"
    path.write_bytes(whole[: int(len(whole) * share)])
    try:
        build_network([path])
    except DataError as error:
        assert "\n" not in str(error)  # noqa: PT017  # a network is right, too


def test_a_missing_file_and_an_unknown_kind_are_the_users_mistakes(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such file"):
        build_network([tmp_path / "none.osm"])
    other = tmp_path / "notes.txt"
    other.touch()
    with pytest.raises(OptionError, match=r"\.osm\.pbf"):
        build_network([other])
    with pytest.raises(OptionError, match="is a folder"):
        build_network([tmp_path])


def test_without_pyosmium_the_extra_is_named(xml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(OptionError, match=r"ndn-atlas\[osm\]"):
        build_network([xml])


def test_arrays_are_read_only(network: Network) -> None:
    for array in (network.tails, network.points, network.nodes.lon, network.stations.node):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_progress_is_told(xml: Path) -> None:
    told: list[str] = []
    build_network([xml], progress=lambda what, _share: told.append(what))
    assert told[0] == "reading city.osm"
    assert "noding" in told
