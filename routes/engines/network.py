"""A network of ``geodata.network`` as a graph, metrics and layers for the engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import Mode
from routes.engines.graph import Graph
from routes.engines.layers import Layer, Placed
from routes.engines.metric import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from geodata.network.model import Network


def network_graph(network: Network) -> Graph:
    """The topology of a network; edges and nodes keep their numbers."""
    return Graph(
        network.node_count, network.tails, network.heads, network.nodes.lon, network.nodes.lat
    )


def network_metric(
    network: Network, weights: NDArray[np.float64] | None = None, *, oneway: bool = False
) -> Metric:
    """The metric of a network.

    Parameters
    ----------
    network : Network
        The ground.
    weights : numpy.ndarray, optional
        Of each edge; lengths in metres when left out.
    oneway : bool
        Whether edges are closed against their direction of travel. A track of a double line is
        mapped as one-way, yet trains can be sent along it either way.
    """
    import numpy as np

    metric = Metric.of(network.length_m if weights is None else weights)
    if not oneway:
        return metric
    ways = network.edges.oneway
    against = (2 * np.flatnonzero(ways > 0) + 1, 2 * np.flatnonzero(ways < 0))
    closed = np.concatenate(against).tolist()
    return metric.closing_arcs(closed) if closed else metric


def network_layers(network: Network, unknown_gauge_mm: int | None = None) -> Iterator[Placed]:
    """The layers of every edge: its mode, and on rails each of its gauges.

    Parameters
    ----------
    network : Network
        The ground.
    unknown_gauge_mm : int, optional
        What rails of unknown gauge are taken for; a layer of their own when left out.
    """
    from geodata.network.model import MODES

    modes, gauges = network.edges.mode.tolist(), network.edges.gauges.tolist()
    for edge, (mode, gauge_set) in enumerate(zip(modes, gauges, strict=True)):
        if MODES[mode] is not Mode.RAIL:
            yield Placed(edge, Layer(MODES[mode]))
            continue
        for gauge_mm in network.gauge_sets[gauge_set] or (unknown_gauge_mm,):
            yield Placed(edge, Layer(Mode.RAIL, gauge_mm))
