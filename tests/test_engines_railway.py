"""The generated railway: always the same, connected, and shaped like one."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from tools.railway import COUNTRIES, build_railway

SMALL = build_railway(towns=60)


def test_the_railway_is_generated_the_same_each_time() -> None:
    for array, again in zip(SMALL, build_railway(towns=60), strict=True):
        np.testing.assert_array_equal(array, again)


def test_another_seed_is_another_railway() -> None:
    assert build_railway(towns=60, seed=1).node_count != SMALL.node_count


def test_the_railway_hangs_together() -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(zip(SMALL.tails.tolist(), SMALL.heads.tolist(), strict=True))
    assert nx.is_connected(graph)
    assert graph.number_of_nodes() == SMALL.node_count


@pytest.mark.slow
def test_the_national_railway_is_of_national_size() -> None:
    railway = build_railway()
    share = np.bincount(railway.degrees()) / railway.node_count
    assert railway.node_count >= 150_000
    assert share[0] == 0.0
    # Dead ends, plain line, switches, crossings.
    np.testing.assert_allclose(share[1:5], [0.04, 0.75, 0.14, 0.07], atol=0.02)
    low, median, high = np.percentile(railway.length_m, [10, 50, 90])
    np.testing.assert_allclose([low, median, high], [80.0, 560.0, 1310.0], rtol=0.1)
    by_country = np.bincount(railway.country, minlength=len(COUNTRIES))
    assert (by_country > 10_000).all()
