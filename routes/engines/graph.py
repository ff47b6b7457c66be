"""What a path engine searches: nodes, undirected edges, and the two arcs of every edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


class Graph(NamedTuple):
    """The topology of a network, without weights.

    Edge ``e`` joins node ``tails[e]`` to node ``heads[e]``. It is two arcs: ``2 * e`` from tail to
    head and ``2 * e + 1`` back. Any sequence of integers will do, a numpy array or a typed
    memoryview of a mapped file among them. Parallel edges and loops are allowed. ``lon`` and
    ``lat`` in degrees serve to find a good contraction order and may be left out.
    """

    node_count: int
    tails: Sequence[int] | NDArray[np.int32]
    heads: Sequence[int] | NDArray[np.int32]
    lon: Sequence[float] | NDArray[np.float64] = ()
    lat: Sequence[float] | NDArray[np.float64] = ()

    @property
    def edge_count(self) -> int:
        """How many edges there are; arcs are twice as many."""
        return len(self.tails)

    def check(self) -> Graph:
        """The graph itself, when its arrays agree with each other.

        Raises
        ------
        OptionError
            Arrays differ in length, or an edge ends at a node that there is not.
        """
        if len(self.heads) != len(self.tails):
            raise OptionError(
                f"graph: {len(self.tails)} tails but {len(self.heads)} heads; expected as many"
            )
        for name, degrees in (("lon", self.lon), ("lat", self.lat)):
            if len(degrees) not in (0, self.node_count):
                raise OptionError(
                    f"graph: {len(degrees)} values of {name} for {self.node_count} nodes; "
                    "expected one for each node, or none"
                )
        if len(self.lon) != len(self.lat):
            raise OptionError("graph: only one of lon and lat is given; expected both or neither")
        for name, ends in (("tails", self.tails), ("heads", self.heads)):
            if len(ends):
                low, high = _span(ends)
                if low < 0 or high >= self.node_count:
                    raise OptionError(
                        f"graph: {name} from {low} to {high}; "
                        f"expected node numbers from 0 to {self.node_count - 1}"
                    )
        return self

    def node(self, number: int) -> int:
        """A node's number as a plain integer.

        Raises
        ------
        OptionError
            There is no such node.
        """
        if not 0 <= number < self.node_count:
            raise OptionError(
                f"node {number}: the graph has nodes from 0 to {self.node_count - 1}"
                if self.node_count
                else f"node {number}: the graph has no nodes"
            )
        return int(number)

    def ends(self, arc: int) -> tuple[int, int]:
        """The nodes that an arc leaves and enters."""
        tail, head = int(self.tails[arc >> 1]), int(self.heads[arc >> 1])
        return (head, tail) if arc & 1 else (tail, head)

    def nodes_along(self, source: int, arcs: Iterable[int]) -> tuple[int, ...]:
        """The nodes that a path passes, both its ends included.

        Raises
        ------
        OptionError
            An arc does not leave the node where the one before it ended.
        """
        nodes = [self.node(source)]
        for arc in arcs:
            leaves, enters = self.ends(arc)
            if leaves != nodes[-1]:
                raise OptionError(f"arc {arc} leaves node {leaves}; the path stood at {nodes[-1]}")
            nodes.append(enters)
        return tuple(nodes)


def arc_ends(graph: Graph) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Tails and heads of all arcs, edge by edge, each edge's forward arc first."""
    import numpy as np

    tails, heads = np.asarray(graph.tails), np.asarray(graph.heads)
    leaves = np.empty(2 * graph.edge_count, dtype=np.uint32)
    enters = np.empty_like(leaves)
    leaves[0::2], leaves[1::2] = tails, heads
    enters[0::2], enters[1::2] = heads, tails
    return leaves, enters


def _span(ends: Sequence[int] | NDArray[np.int32]) -> tuple[int, int]:
    if isinstance(ends, Sequence):
        return min(ends), max(ends)
    return int(ends.min()), int(ends.max())
