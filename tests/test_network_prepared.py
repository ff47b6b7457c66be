"""Shortest ways held ready in a network's file: the same answers, and nothing of another file."""

from __future__ import annotations

import subprocess
import sys
from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas, load_atlas
from geodata.errors import DataError
from geodata.model import Mode
from geodata.network.build import build_network
from geodata.network.model import Network
from geodata.network.parts import Part
from geodata.network.splitting import split_edges
from geodata.network.storage import check_network_file, open_network, write_network
from routes.engines.layers import Journey
from routes.errors import NoRouteError
from routes.overland.answer import find_routes
from routes.overland.ground import Ground
from routes.overland.model import Asked
from routes.overland.prepare import prepare
from routes.overland.prepared import PART, PART_VERSION, Prepared, open_prepared
from routes.overland.ready import Ready
from routes.overland.search import Search
from tests.network_city import write_xml
from tests.network_grid import Piece, at, grid
from tests.test_network_route import grids

pytest.importorskip("routingkit_cch", reason="the contraction library is not installed")

ROOT = Path(__file__).parents[1]
# A metre for each change may be made at one place or another.
EQUAL_M = 1.5


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, atlas: Atlas) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    network = build_network([write_xml(folder / "city.osm")], atlas=atlas).network
    part = prepare(network, atlas)
    assert part is not None
    write_network(folder / "city.ndn", network, [part])
    return folder / "city.ndn"


def with_part(network: Network, part: Part | None) -> Network:
    """A network as if it had been read from a file with the part."""
    assert part is not None
    object.__setattr__(network, "parts", {part.name: part})
    return network


def length_m(journey: Journey, network: Network) -> float:
    return sum(float(network.length_m[step.edge]) for step in journey.steps)


def nodes_of(journey: Journey, ground: Ground) -> list[tuple[int, int]]:
    """Where each step leaves and arrives, ports and berths of one place taken for one."""
    network, one = ground.network, ground.one
    ends = []
    for step in journey.steps:
        pair = one[int(network.tails[step.edge])], one[int(network.heads[step.edge])]
        ends.append(pair[::-1] if step.reverse else pair)
    return ends


def compare(network: Network, atlas: Atlas, asked: Asked, source: int, target: int) -> None:
    """The answer with what is held ready is as good as the one without, and hangs together."""
    ground = Ground(network, atlas)
    bare = Ground(replace(network), atlas)
    assert ground.ready is not None
    assert bare.ready is None
    try:
        expected = Search(bare, asked).way(source, target)
    except NoRouteError:
        with pytest.raises(NoRouteError):
            Search(ground, asked).way(source, target)
        return
    found = Search(ground, asked).way(source, target)
    assert length_m(found, network) == pytest.approx(length_m(expected, network), abs=EQUAL_M)
    ends = nodes_of(found, ground)
    assert (ends[0][0], ends[-1][1]) == (ground.one[source], ground.one[target])
    assert all(a[1] == b[0] for a, b in pairwise(ends))
    mask = Search(bare, asked).mask
    assert all(mask[step.edge] for step in found.steps)


conditions = st.sampled_from(
    [
        Asked(),
        Asked(modes=frozenset({Mode.RAIL})),
        Asked(modes=frozenset({Mode.RAIL, Mode.ROAD})),
        Asked(gauges_mm=frozenset({1435})),
        Asked(gauges_mm=frozenset({1520})),
        Asked(max_transshipments=0),
        Asked(avoid_countries=frozenset({"UZ"})),
    ]
)


@settings(max_examples=40, deadline=None)
@given(grids, conditions, st.data())
def test_over_made_up_networks_the_answers_are_equal(
    pieces: list[object], asked: Asked, data: st.DataObject
) -> None:
    atlas = load_atlas()
    network = grid(pieces)  # type: ignore[arg-type]  # what the strategy draws
    with_part(network, prepare(network, atlas))
    nodes = st.integers(0, network.node_count - 1)
    compare(network, atlas, asked, data.draw(nodes), data.draw(nodes))


@pytest.mark.parametrize("is_ready", [True, False])
def test_a_port_is_a_terminal_though_no_ship_may_be_used(atlas: Atlas, is_ready: bool) -> None:
    rails, road, lane = Piece(0, 0, north=False), Piece(1, 0, north=False), Piece(1, 0, north=True)
    network = grid([rails, road._replace(mode=Mode.ROAD), lane._replace(mode=Mode.FERRY)])
    if is_ready:
        with_part(network, prepare(network, atlas))
    on_land = Asked(modes=frozenset({Mode.RAIL, Mode.ROAD}))
    found = find_routes([at(0, 0), at(2, 0)], network, atlas, on_land)
    assert found.ways[0].route.transshipments == 1
    # Elsewhere they cross on the level.
    level = grid([rails, road._replace(mode=Mode.ROAD)])
    if is_ready:
        with_part(level, prepare(level, atlas))
    with pytest.raises(NoRouteError):
        find_routes([at(0, 0), at(2, 0)], level, atlas, on_land)


@settings(max_examples=40, deadline=None)
@given(grids, conditions, st.data())
def test_from_the_open_line_the_answers_are_equal(
    pieces: list[object], asked: Asked, data: st.DataObject
) -> None:
    atlas = load_atlas()
    network = grid(pieces)  # type: ignore[arg-type]  # what the strategy draws
    with_part(network, prepare(network, atlas))
    edges = data.draw(st.lists(st.integers(0, len(network.edges) - 1), min_size=2, max_size=3))
    places = data.draw(st.lists(st.floats(0.05, 0.95), min_size=len(edges), max_size=len(edges)))
    cut, nodes = split_edges(network, np.array(edges), np.array(places))
    compare(cut, atlas, asked, *nodes.tolist()[:2])
    compare(cut, atlas, asked, int(nodes[0]), data.draw(st.integers(0, network.node_count - 1)))


def test_the_file_holds_what_was_prepared(path: Path, atlas: Atlas) -> None:
    network = check_network_file(path)
    assert network.parts.keys() == {PART}
    ready, prepared = Ground(network, atlas).ready, open_prepared(path)
    assert ready is not None
    assert prepared is not None
    bare = Search(Ground(replace(network), atlas), Asked())
    joined = 0
    for source in range(0, network.node_count, 3):
        for target in range(1, network.node_count, 4):
            if ready._one[source] == ready._one[target]:
                continue
            try:
                expected = bare.way(source, target)
            except NoRouteError:
                with pytest.raises(NoRouteError):
                    ready.way(source, target)
                continue
            found = ready.way(source, target)
            assert found is not None
            assert found.cost == pytest.approx(expected.cost, abs=EQUAL_M)
            joined += 1
            plain = prepared.path(source, target)
            assert plain.cost == pytest.approx(found.cost)
            assert plain.edges == tuple(step.edge for step in found.steps)
    assert joined > 5


def test_a_network_made_of_another_has_none_of_its_parts(path: Path, atlas: Atlas) -> None:
    network = open_network(path)
    assert Ground(network, atlas).ready is not None
    assert Ground(replace(network, countries=network.countries), atlas).ready is None


def test_another_version_is_left_alone(path: Path, atlas: Atlas) -> None:
    network = open_network(path)
    part = network.parts[PART]
    with_part(network, part._replace(version=PART_VERSION + 1))
    assert Ground(network, atlas).ready is None


def test_the_part_of_another_network_is_refused(path: Path, atlas: Atlas) -> None:
    network, other = open_network(path), open_network(path)
    half = split_edges(other, np.array([0]), np.array([0.5]))[0]
    with_part(half, network.parts[PART])
    object.__setattr__(half, "origin", None)
    with pytest.raises(DataError, match="of another network"):
        Ready.of(Ground(half, atlas))


@pytest.mark.parametrize(
    "name", ["edge", "layer", "layers", "at", "leaving", "starts", "ends", "size"]
)
def test_damaged_numbers_are_refused_or_harmless(path: Path, name: str, atlas: Atlas) -> None:
    """Numbers of the part point beyond everything there is: a way is right, or there is none."""
    network = open_network(path)
    part = network.parts[PART]
    for value in (2**31 - 1, 0, 3, -1, -(2**31)):
        wrong = memoryview(array("i", [value] * len(part.arrays[name])))
        with_part(network, part._replace(arrays={**part.arrays, name: wrong}))
        for source, target in ((0, 5), (1, 7), (2, 9)):
            ground = Ground(network, atlas)
            try:
                ready = Ready.of(ground)
                assert ready is not None
                found = ready.way(source, target)
            except (DataError, NoRouteError):
                continue
            assert found is not None
            ends = nodes_of(found, ground)
            assert (ends[0][0], ends[-1][1]) == (ground.one[source], ground.one[target])


def test_missing_and_short_arrays_are_refused(path: Path) -> None:
    part = open_network(path).parts[PART]
    for name in part.arrays:
        rest = {key: value for key, value in part.arrays.items() if key != name}
        with pytest.raises(DataError, match=name):
            Prepared(part._replace(arrays=rest))
    for name in ("edge", "ends", "copied", "entering", "size", "rank"):
        short = {**part.arrays, name: part.arrays[name][:-1]}
        with pytest.raises(DataError, match="do not fit together"):
            Prepared(part._replace(arrays=short))


FRESH = """
import sys
from routes.overland.prepared import open_prepared
path = open_prepared(sys.argv[1]).path(int(sys.argv[2]), int(sys.argv[3]))
heavy = {"numpy", "json", "hashlib", "pathlib", "dataclasses", "datetime"} & set(sys.modules)
print(sorted(heavy), path.cost >= 0)
"""


def test_a_fresh_process_answers_without_any_library(path: Path) -> None:
    network = open_network(path)
    ends = str(network.tails[0]), str(network.heads[0])
    answer = subprocess.run(
        [sys.executable, "-I", "-c", FRESH, path, *ends],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "[] True\n"
