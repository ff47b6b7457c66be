"""The generated railway as a network and as an extract of OpenStreetMap."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geodata.network.build import build_network
from geodata.network.storage import check_network_file
from routes.engines.contraction import ContractionEngine
from routes.engines.graph import Graph
from routes.engines.metric import Metric
from routes.overland.prepared import open_prepared
from tools.railway import build_railway
from tools.railway_files import NETWORK, write_network_file
from tools.railway_osm import STATION_EVERY, write_extract

SMALL = build_railway(towns=8)


def test_the_file_answers_as_the_engine_does(tmp_path: Path) -> None:
    write_network_file(tmp_path, SMALL)
    network = check_network_file(tmp_path / NETWORK)
    np.testing.assert_array_equal(network.length_m, SMALL.length_m)
    prepared = open_prepared(tmp_path / NETWORK)
    assert prepared is not None
    graph = Graph(SMALL.node_count, SMALL.tails, SMALL.heads, SMALL.lon, SMALL.lat)
    engine = ContractionEngine(graph, Metric.of(SMALL.length_m))
    for target in range(0, SMALL.node_count, 50):
        assert prepared.path(3, target) == engine.path(3, target)


@pytest.mark.parametrize("ending", ["osm", "osm.pbf"])
def test_an_extract_is_imported_as_the_railway_it_was(ending: str, tmp_path: Path) -> None:
    pytest.importorskip("osmium", reason="the extra osm is not installed")
    path = tmp_path / f"railway.{ending}"
    written = write_extract(path, SMALL, bends=2, nodes=6 * SMALL.node_count)
    assert written == 6 * SMALL.node_count
    network = build_network([path]).network
    # A station may be tied to the track beside its own, which is cut there.
    stations = len(range(0, SMALL.node_count, STATION_EVERY))
    assert len(network.stations) == stations
    assert 0 <= network.node_count - SMALL.node_count <= stations
    assert network.node_count - len(network.edges) == SMALL.node_count - len(SMALL.tails)
    assert set(network.gauge_sets) == {(1520,), (1435,), ()}
