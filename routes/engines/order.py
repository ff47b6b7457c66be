"""The contraction order: the one slow step, taken once for a network and stored beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.engines.graph import arc_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.graph import Graph


def order_of(rank: Sequence[int] | NDArray[Any]) -> NDArray[np.uint32]:
    """The contraction order from the rank of each node, as a stored hierarchy has it."""
    import numpy as np

    ranks = np.asarray(rank)
    order = np.empty(len(ranks), dtype=np.uint32)
    order[ranks] = np.arange(len(ranks))
    return order


def contraction_order(graph: Graph) -> NDArray[np.uint32]:
    """The order in which the nodes are contracted, the least important first.

    Where nodes have coordinates the order is a nested dissection by inertial flow (Schild and
    Sommer, "On balanced separators in road networks", SEA 2015) in RoutingKit's implementation.
    Without coordinates nodes go by their number of neighbours, which serves small graphs only.
    The order depends on the topology alone and holds for all metrics.

    Returns
    -------
    numpy.ndarray
        Node numbers, one for each node.
    """
    import numpy as np
    import routingkit_cch as rk

    graph.check()
    leaves, enters = arc_ends(graph)
    real = leaves != enters
    # A loop or a second edge between two nodes has no bearing on the order.
    pairs = np.unique(np.stack((leaves[real], enters[real])), axis=1)
    tails, heads = pairs[0].tolist(), pairs[1].tolist()
    count = graph.node_count
    if len(graph.lon) and tails:
        lat, lon = np.asarray(graph.lat).tolist(), np.asarray(graph.lon).tolist()
        order = rk.compute_order_inertial(count, tails, heads, lat, lon)
    else:
        order = rk.compute_order_degree(count, tails, heads)
    return np.array(order, dtype=np.uint32)
