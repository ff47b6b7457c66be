"""Making ready the shortest ways of a network, to be kept in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import Mode
from geodata.network.parts import Part
from routes.engines.choice import Kind, is_installed
from routes.overland.ground import Ground
from routes.overland.model import Asked
from routes.overland.prepared import PART, PART_VERSION
from routes.overland.search import Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geodata.atlas import Atlas
    from geodata.network.model import Network
    from routes.engines.layers import Layer, LayeredGraph


def prepare(network: Network, atlas: Atlas) -> Part | None:
    """Contract the graph of layers of a network once, for its file.

    It takes seconds for a national network.

    Parameters
    ----------
    network : Network
        The ground.
    atlas : Atlas
        The atlas around it; the part does not depend on it.

    Returns
    -------
    Part or None
        For `geodata.network.storage.write_network`, to be read by `routes.overland.prepared`;
        ``None`` where the contraction library is not installed, or nothing is in use.
    """
    from routes.engines.hierarchy import build_hierarchy
    from routes.engines.order import contraction_order
    from routes.engines.stored import as_stored

    ground = Ground(network, atlas)
    search = Search(ground, Asked())
    layers = search.layers
    if not layers.placed or not is_installed(Kind.CONTRACTION):
        return None
    order = contraction_order(layers.graph)
    hierarchy = build_hierarchy(layers.graph, search.metric, order)
    number: dict[Layer, int] = {}
    for place in layers.placed:
        number.setdefault(place.layer, len(number))
    modes = list(Mode)
    copied, copy = _copies(layers, ground, number)
    own = {
        "size": _ints([network.node_count, len(network.edges)]),
        "layers": _ints([n for layer in number for n in (modes.index(layer[0]), layer[1] or 0)]),
        "edge": _ints([place.edge for place in layers.placed]),
        "layer": _ints([number[place.layer] for place in layers.placed]),
        "at": _ints([change.node for change in layers.transfers]),
        "leaving": _ints([number[change.leaving] for change in layers.transfers]),
        "entering": _ints([number[change.entering] for change in layers.transfers]),
        "starts": _ints(ground.one),
        "ends": _ints(layers.ends),
        "copied": copied.data,
        "copy": copy.data,
    }
    return Part(PART, PART_VERSION, {**own, **as_stored(hierarchy)})


def _copies(
    layers: LayeredGraph, ground: Ground, number: dict[Layer, int]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Which node of the network, in which layer, each further node of the graph stands for."""
    import numpy as np

    network, one = ground.network, np.array(ground.one, dtype=np.int32)
    count = layers.graph.node_count
    copied, copy = np.full((2, count), -1, dtype=np.int32)
    edge = np.array([place.edge for place in layers.placed])
    layer = np.array([number[place.layer] for place in layers.placed], dtype=np.int32)
    for ends, of in ((layers.graph.tails, network.tails), (layers.graph.heads, network.heads)):
        nodes = np.array(ends[: len(edge)])
        copied[nodes], copy[nodes] = one[of[edge]], layer
    ends = np.array(layers.ends)
    copied[ends], copy[ends] = np.arange(len(ends)), -1
    return copied[network.node_count :], copy[network.node_count :]


def _ints(numbers: Sequence[int]) -> memoryview:
    import numpy as np

    return np.array(numbers, dtype=np.int32).data
