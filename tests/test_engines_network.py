"""A network from files is searched like any other graph."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.model import Mode
from geodata.network.model import Network
from geodata.network.noding import node_lines
from geodata.network.sources import NAMELESS, Register
from geodata.network.tags import Facts
from routes.engines import engine_for
from routes.engines.layers import Layer, Placed, layered
from routes.engines.network import network_graph, network_layers, network_metric
from routes.errors import NoRouteError

BROAD, STANDARD, FERRY = Layer(Mode.RAIL, 1520), Layer(Mode.RAIL, 1435), Layer(Mode.FERRY)


def network() -> Network:
    """Broad gauge, a ferry, both gauges, rails of unknown gauge, in a row along a parallel."""
    register = Register()
    lines = [
        Facts(Mode.RAIL, "rail", gauges_mm=(1520,), oneway=1),
        Facts(Mode.FERRY, "ferry"),
        Facts(Mode.RAIL, "rail", gauges_mm=(1435, 1520)),
        Facts(Mode.RAIL, "rail", oneway=-1),
    ]
    for way, facts in enumerate(lines):
        register.add(way + 1, facts, "")
    points = np.array([(50.0 + n + end, 40.0) for n in range(4) for end in (0.0, 1.0)])
    refs = np.full(len(points), NAMELESS, dtype=np.int64)
    built, _ = node_lines(register.lines([2] * len(lines), refs, points))
    return built


def test_edges_and_nodes_keep_their_numbers() -> None:
    ground = network()
    graph = network_graph(ground).check()
    engine = engine_for(graph, network_metric(ground))
    west, east = int(ground.nodes.lon.argmin()), int(ground.nodes.lon.argmax())
    path = engine.path(west, east)
    assert path.cost == pytest.approx(ground.length_m.sum(), rel=1e-6)
    assert sorted(path.edges) == [0, 1, 2, 3]
    assert engine.path(east, west).cost == path.cost


def test_one_way_counts_when_it_is_asked_for() -> None:
    ground = network()
    metric = network_metric(ground, np.ones(4), oneway=True)
    closed = {arc for arc in range(8) if metric.is_closed(arc)}
    assert closed == {2 * edge + (way > 0) for edge, way in enumerate(ground.edges.oneway) if way}
    west, east = int(ground.nodes.lon.argmin()), int(ground.nodes.lon.argmax())
    with pytest.raises(NoRouteError):
        engine_for(network_graph(ground), metric).path(west, east)


def test_layers_are_modes_and_gauges() -> None:
    placed = list(network_layers(network()))
    assert {place.layer for place in placed} == {BROAD, STANDARD, FERRY, Layer(Mode.RAIL)}
    by_edge = sorted(placed, key=lambda place: place.edge)
    assert len(by_edge) == 5
    assert len({place.edge for place in placed}) == 4
    assert set(network_layers(network(), 1520)) < {
        Placed(edge, layer) for edge in range(4) for layer in (BROAD, STANDARD, FERRY)
    }


def test_a_journey_over_the_network_changes_at_its_ports_and_gauges() -> None:
    ground = network()
    layers = layered(network_graph(ground), network_layers(ground, 1435))
    engine = engine_for(layers.graph, layers.metric(ground.length_m.tolist(), lambda *_: 1000.0))
    west, east = int(ground.nodes.lon.argmin()), int(ground.nodes.lon.argmax())
    journey = layers.journey(engine, west, east)
    assert [change.entering for change in journey.transfers] == [FERRY, STANDARD]
    assert journey.cost == pytest.approx(ground.length_m.sum() + 2000.0, rel=1e-6)
