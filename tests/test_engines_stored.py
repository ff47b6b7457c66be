"""The stored hierarchy: the same answers from flat arrays, without a library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from geodata.errors import OptionError
from routes.engines.graph import Graph
from routes.engines.hierarchy import build_hierarchy
from routes.engines.metric import Metric
from routes.engines.opening import FROM_FILE, OpenedEngine
from routes.engines.order import contraction_order, order_of
from routes.engines.stored import ARRAYS, StoredHierarchy
from routes.errors import NoRouteError
from tests.test_engines_agree import Case, cases, true_costs
from tools.railway import build_railway

LINE = Graph(3, [0, 1], [1, 2])
KM = Metric.of([1.0, 2.0])


def stored(graph: Graph, metric: Metric) -> dict[str, memoryview]:
    arrays = build_hierarchy(graph, metric, contraction_order(graph))
    return {name: array.data for name, array in arrays.items()}


@given(cases())
@settings(max_examples=60)
def test_the_arrays_answer_as_networkx_does(case: Case) -> None:
    for metric in (case.metric, *(case.metric.closing_arcs(arcs) for arcs in case.closures)):
        hierarchy = StoredHierarchy(stored(case.graph, metric)).fit(case.graph)
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
    engine = OpenedEngine(graph, railway.length_m, stored(graph, Metric.of(railway.length_m)))
    nodes = list(range(0, graph.node_count, graph.node_count // (FROM_FILE + 20)))
    paths = [engine.path(0, node) for node in nodes]
    assert len(paths) > FROM_FILE
    np.testing.assert_array_equal([path.cost for path in paths], engine.one_to_many(0, nodes))
    assert engine.graph is graph
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


def test_the_hierarchy_of_another_network_is_refused() -> None:
    with pytest.raises(OptionError, match="made for 3 nodes and 2 edges; expected 3 and 1"):
        OpenedEngine(Graph(3, [0], [1]), [1.0], stored(LINE, KM))


def test_an_unknown_node_is_an_error() -> None:
    with pytest.raises(OptionError, match="node 3: expected 0 to 2"):
        StoredHierarchy(stored(LINE, KM)).path(0, 3)
