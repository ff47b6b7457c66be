"""The stored hierarchy: the same answers from flat arrays, without a library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError, OptionError
from routes.engines.graph import Graph
from routes.engines.hierarchy import build_hierarchy
from routes.engines.metric import Metric
from routes.engines.opening import FROM_FILE, OpenedEngine
from routes.engines.order import contraction_order, order_of
from routes.engines.stored import ARRAYS, StoredHierarchy, as_stored
from routes.errors import NoRouteError
from tests.test_engines_agree import Case, cases, true_costs
from tools.railway import build_railway

LINE = Graph(3, [0, 1], [1, 2])
KM = Metric.of([1.0, 2.0])


def stored(graph: Graph, metric: Metric) -> dict[str, memoryview]:
    return as_stored(build_hierarchy(graph, metric, contraction_order(graph)))


@given(cases())
@settings(max_examples=60)
def test_the_arrays_answer_as_networkx_does(case: Case) -> None:
    for metric in (case.metric, *(case.metric.closing_arcs(arcs) for arcs in case.closures)):
        hierarchy = StoredHierarchy(stored(case.graph, metric))
        costs = true_costs(case.graph, metric)
        for source, target in np.ndindex(costs.shape):
            if np.isnan(costs[source, target]):
                with pytest.raises(NoRouteError):
                    hierarchy.path(source, target)
                continue
            path = hierarchy.path(source, target)
            assert path.cost == costs[source, target] == metric.cost(path.arcs)
            assert case.graph.nodes_along(source, path.arcs)[-1] == target


def test_an_opened_railway_answers_alike_from_the_file_and_from_memory() -> None:
    railway = build_railway(towns=40)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    metric = Metric.of(railway.length_m)
    engine = OpenedEngine(stored(graph, metric))
    assert engine.metric == metric
    nodes = list(range(0, graph.node_count, graph.node_count // (FROM_FILE + 20)))
    paths = [engine.path(0, node) for node in nodes]
    assert len(paths) > FROM_FILE
    np.testing.assert_array_equal([path.cost for path in paths], engine.one_to_many(0, nodes))
    assert engine.graph.tails[7] == graph.tails[7]
    for path in paths[-3:]:
        assert engine.metric.cost(path.arcs) == path.cost
    closed = engine.closing([paths[-1].edges[0]])
    assert closed.path(0, nodes[-1]).cost > paths[-1].cost


def test_the_order_is_told_by_the_ranks() -> None:
    railway = build_railway(towns=12)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    order = contraction_order(graph)
    arrays = build_hierarchy(graph, Metric.of(railway.length_m), order)
    np.testing.assert_array_equal(order_of(arrays["rank"]), order)


PROBE = """
import json, mmap, sys
from pathlib import Path
from routes.engines.stored import ARRAYS, StoredHierarchy
arrays = {}
for name in ARRAYS:
    with Path(sys.argv[1], name).open("rb") as file:
        arrays[name] = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
print(json.dumps([StoredHierarchy(arrays).path(0, 2), "numpy" in sys.modules]))
"""


def test_a_mapped_file_is_searched_without_numpy(tmp_path: Path) -> None:
    for name, array in stored(LINE, KM).items():
        (tmp_path / name).write_bytes(array)
    result = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, tmp_path], capture_output=True, text=True, check=True
    )
    assert json.loads(result.stdout) == [[3.0, [0, 2]], False]


def test_missing_arrays_are_named() -> None:
    arrays = stored(LINE, KM)
    del arrays["rank"], arrays["up"]
    with pytest.raises(OptionError, match="no array rank, up"):
        StoredHierarchy(arrays)


@pytest.mark.parametrize("name", sorted(ARRAYS))
def test_arrays_that_do_not_fit_together_are_refused(name: str) -> None:
    arrays = stored(LINE, KM)
    arrays[name] = memoryview(arrays[name].tobytes() + bytes(4))
    with pytest.raises(OptionError, match="the arrays do not fit together"):
        StoredHierarchy(arrays)


def test_an_unknown_node_is_an_error() -> None:
    with pytest.raises(OptionError, match="node 3: the graph has nodes from 0 to 2"):
        StoredHierarchy(stored(LINE, KM)).path(0, 3)


@given(cases(), st.data())
@settings(max_examples=40)
def test_between_two_sets_of_nodes_the_best_pair_is_found(case: Case, data: st.DataObject) -> None:
    hierarchy = StoredHierarchy(stored(case.graph, case.metric))
    nodes = st.dictionaries(
        st.integers(0, case.graph.node_count - 1), st.integers(0, 1000), min_size=1, max_size=4
    )
    starts, goals = data.draw(nodes), data.draw(nodes)
    costs = true_costs(case.graph, case.metric) / case.metric.resolution
    totals = [
        costs[start, goal] + before + after
        for start, before in starts.items()
        for goal, after in goals.items()
        if not np.isnan(costs[start, goal])
    ]
    if not totals:
        with pytest.raises(NoRouteError):
            hierarchy.search(starts, goals)
        return
    found = hierarchy.search(starts, goals)
    assert found.ticks == min(totals)
    assert case.graph.nodes_along(found.start, found.arcs)[-1] == found.goal


@given(st.data())
@settings(max_examples=300)
def test_a_damaged_number_gives_an_error_or_a_real_way(data: st.DataObject) -> None:
    """Whatever is in the arrays, nothing hangs or crashes, and no way is told that is none."""
    arrays = {name: bytearray(array.tobytes()) for name, array in RAILWAY.items()}
    name = data.draw(st.sampled_from(sorted(ARRAYS)))
    at = 4 * data.draw(st.integers(0, len(arrays[name]) // 4 - 1))
    value = data.draw(st.one_of(st.integers(0, 2**32 - 1), st.integers(0, 300)))
    arrays[name][at : at + 4] = value.to_bytes(4, "little")
    nodes = st.integers(0, len(RAILWAY["rank"]) - 1)
    source, target = data.draw(nodes), data.draw(nodes)
    try:
        hierarchy = StoredHierarchy({name: memoryview(array) for name, array in arrays.items()})
        path = hierarchy.path(source, target)
    except (DataError, OptionError, NoRouteError):
        return
    assert hierarchy.graph.nodes_along(source, path.arcs)[-1] == target
    assert hierarchy.metric.cost(path.arcs) == path.cost


def _railway() -> dict[str, memoryview]:
    railway = build_railway(towns=3)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    return stored(graph, Metric.of(railway.length_m))


RAILWAY = _railway()
