"""What a network meets on the ground: frontiers, stations, gaps, and how many pieces it lies in."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.atlas import Atlas
from geodata.borders import Borders, load_borders
from geodata.frontiers import find_frontiers
from geodata.geodesy import great_circle_km
from geodata.model import Mode
from geodata.network.build import Built, build_network
from geodata.network.countries import with_countries
from geodata.network.matching import frontier_nodes
from geodata.network.model import Network, State
from geodata.network.noding import node_lines
from geodata.network.pieces import component_of_nodes, gaps, pieces
from geodata.network.sources import NAMELESS, Register, Wanted
from geodata.network.splitting import split_edges
from geodata.network.stations import with_stations
from geodata.network.stop_tags import Stop
from geodata.network.tags import Facts
from tests.network_city import NODES, RAIL, WAYS, Node, Way, write_xml

EVERYTHING = Wanted(frozenset(Mode), frozenset(State))
# A square country A west of x = 1 and B east of it, with a step of B into A.
WEST = [(0, 0), (1, 0), (1, 0.4), (0.99, 0.4), (0.99, 0.6), (1, 0.6), (1, 1), (0, 1)]
EAST = [(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.6), (0.99, 0.6), (0.99, 0.4), (1, 0.4)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, atlas: Atlas) -> Built:
    pytest.importorskip("osmium", reason="the extra osm is not installed")
    xml = write_xml(tmp_path_factory.mktemp("city") / "city.osm")
    return build_network([xml], wanted=EVERYTHING, borders=load_borders(), atlas=atlas)


@pytest.fixture(scope="module")
def squares() -> Borders:
    frontier = shapely.LineString([(1, 0), (1, 0.4), (0.99, 0.4), (0.99, 0.6), (1, 0.6), (1, 1)])
    shapes = [("A", WEST), ("B", EAST)]
    return Borders(
        [(code, code, shapely.MultiPolygon([shapely.Polygon(ring)])) for code, ring in shapes],
        [("A", "B", frontier)],
    )


def lines(*drawn: list[tuple[float, float]], mode: Mode = Mode.RAIL) -> Network:
    """A network of lines that are joined where they share a point."""
    register = Register()
    for number, _ in enumerate(drawn):
        register.add(number + 1, Facts(mode, "line"), "")
    points = np.array([point for line in drawn for point in line], dtype=np.float64)
    refs = np.full(len(points), NAMELESS, dtype=np.int64)
    return node_lines(register.lines([len(line) for line in drawn], refs, points))[0]


def countries(network: Network) -> list[str]:
    return [network.countries[code] for code in network.edges.country]


# --- frontiers ----------------------------------------------------------------------------------


def test_the_main_line_is_cut_at_the_frontier(built: Built) -> None:
    network = built.network
    assert {"", "KZ", "UZ"} <= set(network.countries)
    whole = [(NODES[n].lon, NODES[n].lat) for n in WAYS[101].nodes]
    (frontier,) = find_frontiers(whole, load_borders())
    ends = frontier_nodes(network)
    at = [(network.nodes.lon[n], network.nodes.lat[n]) for n in ends]
    assert any(great_circle_km(here, (frontier.lon, frontier.lat)) < 0.001 for here in at)
    assert {frontier.from_country, frontier.to_country} == {"KZ", "UZ"}


def test_kilometres_are_those_of_the_line_on_either_side(built: Built) -> None:
    network = built.network
    whole = [(NODES[n].lon, NODES[n].lat) for n in WAYS[101].nodes]
    (frontier,) = find_frontiers(whole, load_borders())
    way = network.edges.way == 101
    total = network.length_m[way].sum()
    abroad = network.length_m[way & network.country_mask("UZ")].sum()
    assert 1 - abroad / total == pytest.approx(frontier.fraction, abs=1e-4)


def test_a_ferry_over_the_sea_is_in_no_country(built: Built) -> None:
    network = built.network
    ferry = network.mode_mask(Mode.FERRY)
    assert ferry.any()
    assert not network.edges.country[ferry].any()


def test_an_edge_over_a_frontier_is_two(squares: Borders) -> None:
    network = with_countries(lines([(0.5, 0.2), (1.5, 0.2)]), squares)
    assert countries(network) == ["A", "B"]
    assert network.node_count == 3
    assert network.edge_points(0)[-1].tolist() == [1.0, 0.2]
    assert network.nodes.lon[network.heads[0]] == 1.0


def test_a_station_on_the_frontier_cuts_nothing(squares: Borders) -> None:
    network = with_countries(lines([(0.5, 0.2), (1.0, 0.2)], [(1.0, 0.2), (1.5, 0.2)]), squares)
    assert countries(network) == ["A", "B"]
    assert network.node_count == 3


def test_an_excursion_that_keeps_near_the_frontier_is_none(squares: Borders) -> None:
    # A kilometre deep, through the step, with a siding in it.
    line = [(0.995, 0.2), (0.995, 0.5), (0.995, 0.8)]
    siding = [(0.995, 0.5), (0.996, 0.5)]
    network = with_countries(lines(line, siding), squares)
    assert set(countries(network)) == {"A"}


def test_a_deep_excursion_is_two_crossings(squares: Borders) -> None:
    network = with_countries(lines([(0.5, 0.2), (1.5, 0.2), (1.5, 0.8), (0.5, 0.8)]), squares)
    assert sorted(countries(network)) == ["A", "A", "B"]


def test_a_stub_beyond_the_frontier_stays_abroad(squares: Borders) -> None:
    network = with_countries(lines([(0.5, 0.2), (1.005, 0.2)]), squares)
    assert countries(network) == ["A", "B"]


def test_track_over_water_belongs_to_the_land_beside_it(squares: Borders) -> None:
    mole = [(0.5, 0.0001), (0.5, -0.01)]
    assert countries(with_countries(lines(mole), squares)) == ["A"]
    far = [(0.5, -1.0), (0.6, -1.0)]
    assert countries(with_countries(lines(far), squares)) == [""]
    assert countries(with_countries(lines(mole, mode=Mode.FERRY), squares)) == [""]


# --- stations -----------------------------------------------------------------------------------


def test_stations_are_tied_to_the_network_and_matched(built: Built, atlas: Atlas) -> None:
    network = built.network
    by_place = {
        network.stations[i].place: network.stations[i] for i in range(len(network.stations))
    }
    saryagash, keles, chukursay = (by_place[p] for p in ("sary-agach", "keles", "chukursay"))
    assert (saryagash.matched_by, keles.matched_by, chukursay.matched_by) == (
        "code",
        "name",
        "code",
    )
    assert network.nodes.osm_id[saryagash.node] == 2
    assert saryagash.away_m < 0.1
    assert 0 < keles.away_m < 50
    assert keles.name == "Келес"
    assert "Saryagash" in saryagash.names
    assert saryagash.codes == ("esr:user=698305",)
    assert keles.place_away_km == pytest.approx(0.04, abs=0.04)
    assert network.nodes_of_place["keles"] == (keles.node,)
    # An area is a station in its middle.
    assert chukursay.osm_id == -117
    assert set(network.nodes_of_place) <= set(atlas.places)


def test_the_frontier_point_of_the_atlas_is_where_the_track_crosses(built: Built) -> None:
    network = built.network
    (node,) = network.nodes_of_place["saryagash-keles-frontier"]
    assert node in frontier_nodes(network)


def test_a_station_beside_no_line_is_tied_to_none(built: Built) -> None:
    stations = built.network.stations
    (nowhere,) = [stations[i] for i in range(len(stations)) if stations[i].name == "Nowhere"]
    assert (nowhere.node, nowhere.place) == (-1, None)
    assert math.isinf(nowhere.away_m)
    assert built.tied.loose == 1


def test_a_code_far_away_is_a_conflict_and_no_match(atlas: Atlas) -> None:
    network = lines([(60.0, 40.0), (60.1, 40.0)])
    stop = Stop(7, 60.05, 40.0, Mode.RAIL, "station", ("Поддельная",), ("esr:user=720104",))
    tied_network, tied = with_stations(network, [stop], atlas)
    assert "keles" not in tied_network.nodes_of_place
    (conflict,) = tied.conflicts
    assert conflict.startswith("keles: its code 72010 is borne by Поддельная, ")


def test_a_station_is_tied_to_the_main_track_beside_its_sidings() -> None:
    main, siding = [(60.0, 40.0), (60.1, 40.0)], [(60.0, 40.0), (60.05, 40.0005), (60.1, 40.0)]
    network = lines(siding, main)
    network.edges.service[0] = 1
    stop = Stop(7, 60.05, 40.0006, Mode.RAIL, "station", ("A",), ())
    found, _ = with_stations(network, [stop])
    assert found.nodes.lat[found.stations[0].node] == pytest.approx(40.0, abs=1e-6)
    assert found.stations[0].away_m == pytest.approx(66.6, abs=1)
    assert len(found.edges) == 3


def test_stations_at_one_point_share_a_node() -> None:
    network = lines([(60.0, 40.0), (60.1, 40.0)])
    stops = [Stop(n, 60.05, 40.0, Mode.RAIL, "station", (str(n),), ()) for n in (1, 2)]
    stops.append(Stop(3, 60.0, 40.0, Mode.RAIL, "station", ("end",), ()))
    found, _ = with_stations(network, stops)
    one, two, end = found.stations.node.tolist()
    assert one == two != end
    assert found.nodes.lon[end] == 60.0
    assert found.node_count == 3


def test_splitting_keeps_geometry_and_length() -> None:
    network = lines([(60.0, 40.0), (60.1, 40.1), (60.3, 40.1)])
    split, nodes = split_edges(network, np.array([0, 0, 0]), np.array([1.5, 0.5, 2.0]))
    assert len(split.edges) == 3
    assert split.length_m.sum() == pytest.approx(network.length_m.sum(), rel=1e-6)
    assert [split.nodes.lon[n] for n in nodes] == pytest.approx([60.2, 60.05, 60.3])
    joined = np.concatenate([split.edge_points(e) for e in range(3)])
    assert joined.tolist() == [
        [60.0, 40.0], [60.05, 40.05], [60.05, 40.05], [60.1, 40.1], [60.2, 40.1], [60.2, 40.1],
        [60.3, 40.1],
    ]  # fmt: skip
    assert network.node_count == 2


# --- pieces and gaps ----------------------------------------------------------------------------


def test_a_gap_is_reported_and_not_joined(built: Built) -> None:
    found = {tuple(round(x, 5) for x in gap.start): gap for gap in built.gaps}
    gap = found[69.23008, 41.38505]
    # Nearer to the middle of another line than to the node eight metres away.
    assert gap.gap_m == pytest.approx(3.5, abs=0.1)
    assert gap.behind_km == pytest.approx(1.8, abs=0.1)
    assert gap.end == pytest.approx((NODES[7].lon, NODES[7].lat), abs=1e-4)
    network = built.network
    component = component_of_nodes(network.node_count, network.tails, network.heads)
    ends = {int(osm): int(component[n]) for n, osm in enumerate(network.nodes.osm_id)}
    assert ends[40] != ends[7]


def test_a_siding_beside_the_track_is_no_gap() -> None:
    main = [(60.0, 40.0), (60.1, 40.0)]
    stub = [(60.1, 40.0), (60.05, 40.0001)]
    assert gaps(lines(main, stub), 20.0) == ()
    # Two dead ends of one piece that almost meet are.
    ring = [(60.05, 40.0), (60.05, 40.05), (60.0, 40.05), (60.0, 40.0001)]
    (gap,) = gaps(lines([*main[:1], (60.05, 40.0)], ring), 20.0)
    assert (round(gap.gap_m), gap.behind_km) == (11, 0.0)


def test_the_tolerance_is_obeyed() -> None:
    two = lines([(60.0, 40.0), (60.1, 40.0)], [(60.1002, 40.0), (60.2, 40.0)])
    assert gaps(two, 10.0) == ()
    (gap,) = gaps(two, 20.0)
    assert gap.gap_m == pytest.approx(17.1, abs=0.1)


def test_pieces_are_counted_with_their_kilometres() -> None:
    network = lines(
        [(60.0, 40.0), (60.1, 40.0)],
        [(60.1, 40.0), (60.2, 40.0)],
        [(61.0, 41.0), (61.01, 41.0)],
    )
    long, short = pieces(network)
    assert (long.edges, short.edges) == (2, 1)
    assert long.length_km + short.length_km == pytest.approx(network.length_m.sum() / 1000)
    assert short.at == (61.0, 41.0)


def test_components_agree_with_a_search() -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        count = int(rng.integers(1, 60))
        size = int(rng.integers(0, 60))
        tails, heads = rng.integers(0, count, (2, size)).astype(np.int32)
        component = component_of_nodes(count, tails, heads)
        beside: dict[int, set[int]] = {n: {n} for n in range(count)}
        for a, b in zip(tails.tolist(), heads.tolist(), strict=True):
            union = beside[a] | beside[b]
            for n in union:
                beside[n] = union
        for n in range(count):
            assert {m for m in range(count) if component[m] == component[n]} == beside[n]


def test_a_long_chain_is_one_piece() -> None:
    order = np.random.default_rng(2).permutation(20_000).astype(np.int32)
    assert component_of_nodes(20_000, order[:-1], order[1:]).max() == 0


def test_lines_are_joined_at_every_shared_vertex_and_not_where_they_merely_cross() -> None:
    crossing = lines([(60.0, 40.0), (60.1, 40.0), (60.2, 40.0)], [(60.1, 39.9), (60.1, 40.0)])
    assert len(pieces(crossing)) == 1
    bridge = lines([(60.0, 40.0), (60.2, 40.0)], [(60.1, 39.9), (60.1, 40.1)])
    assert len(pieces(bridge)) == 2


def test_a_line_of_one_point_alone_is_no_network(tmp_path: Path) -> None:
    pytest.importorskip("osmium", reason="the extra osm is not installed")
    path = write_xml(tmp_path / "x.osm", {1: Node(60, 40)}, {1: Way((1, 1), RAIL)})
    with pytest.raises(ValueError, match="holds no line"):
        build_network([path])
