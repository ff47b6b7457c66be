"""Paths straight from a stored hierarchy: no library, no loading, the first answer at once.

Opening a network in a fresh process to answer one question, most time would go into loading numpy
and handing the graph over to an engine. This search needs neither: it reads the few numbers that it
needs out of the mapped file. For more than a few questions, or other weights, build an engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from geodata.errors import OptionError
from routes.engines.interface import Path
from routes.engines.metric import CLOSED
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.engines.graph import Graph

# Names and item formats of the arrays that make up a stored hierarchy.
ARRAYS: dict[str, Literal["I", "i"]] = {
    "about": "i",
    "rank": "I",
    "first": "I",
    "high": "I",
    "up": "I",
    "down": "I",
    "up_via": "i",
    "down_via": "i",
}


class _Sweep(NamedTuple):
    """One half of a search: ticks to each rank reached, and the arc it was reached by."""

    ticks: dict[int, int]
    arcs: dict[int, int]
    tails: dict[int, int]


class StoredHierarchy:
    """A hierarchy of ``build_hierarchy``, searched where it lies."""

    def __init__(self, arrays: Mapping[str, memoryview]) -> None:
        """Open the hierarchy.

        Parameters
        ----------
        arrays : mapping of str to memoryview
            Native 32-bit integers under the names of ``ARRAYS``, mapped from a file or not.

        Raises
        ------
        OptionError
            An array is missing, or their lengths do not fit together.
        """
        missing = sorted(ARRAYS.keys() - arrays.keys())
        if missing:
            raise OptionError(f"stored hierarchy: no array {', '.join(missing)}")
        views = {
            name: memoryview(arrays[name]).cast("B").cast(form) for name, form in ARRAYS.items()
        }
        self.rank, self._first, self._high = views["rank"], views["first"], views["high"]
        self._ticks = (views["up"], views["down"])
        self._via = (views["up_via"], views["down_via"])
        arcs = {len(views[name]) for name in ("high", "up", "down", "up_via", "down_via")}
        whole = len(views["about"]) == 2 and len(self._first) == len(self.rank) + 1
        if not whole or arcs != {self._first[-1]}:
            lengths = ", ".join(f"{name} {len(view)}" for name, view in views.items())
            raise OptionError(f"stored hierarchy: the arrays do not fit together ({lengths})")
        exponent, self.edge_count = views["about"]
        self.resolution = 2.0**exponent

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return len(self.rank)

    def fit(self, graph: Graph) -> Self:
        """The hierarchy itself, when it is of a graph with so many nodes and edges.

        Raises
        ------
        OptionError
            It is of another graph.
        """
        made_for = (self.node_count, self.edge_count)
        if made_for != (graph.node_count, graph.edge_count):
            raise OptionError(
                "stored hierarchy: made for {} nodes and {} edges; ".format(*made_for)
                + f"expected {graph.node_count} and {graph.edge_count}"
            )
        return self

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another, under the stored weights.

        Raises
        ------
        NoRouteError
            No way of open arcs joins the two.
        OptionError
            There is no such node.
        """
        for node in (source, target):
            if not 0 <= node < self.node_count:
                raise OptionError(f"node {node}: expected 0 to {self.node_count - 1}")
        start, goal = self.rank[source], self.rank[target]
        there, back = self._sweep(start, 0), self._sweep(goal, 1)
        best, meeting = CLOSED, -1
        for rank, ticks in there.ticks.items():
            total = ticks + back.ticks.get(rank, CLOSED)
            if total < best:
                best, meeting = total, rank
        if meeting < 0:
            raise NoRouteError(f"no way from node {source} to node {target}")
        climb = [(tail, arc, 0) for tail, arc in _trace(there, meeting, start)]
        descent = [(tail, arc, 1) for tail, arc in _trace(back, meeting, goal)]
        # The stack of what is to be unpacked, the first step of the way on top.
        arcs = self._unpack([*reversed(descent), *climb])
        return Path(best * self.resolution, arcs)

    def _sweep(self, start: int, way: int) -> _Sweep:
        """Climb the elimination tree: every higher rank that can be reached, in turn."""
        first, high, ticks = self._first, self._high, self._ticks[way]
        found, arcs, tails = {start: 0}, {}, {}
        rank = start
        while (begin := first[rank]) < (end := first[rank + 1]):
            here = found.get(rank)
            if here is not None:
                for arc in range(begin, end):
                    total = here + ticks[arc]
                    above = high[arc]
                    if total < found.get(above, CLOSED):
                        found[above], arcs[above], tails[above] = total, arc, rank
            rank = high[begin]
        return _Sweep(found, arcs, tails)

    def _unpack(self, stack: list[tuple[int, int, int]]) -> tuple[int, ...]:
        """The arcs of the graph that arcs of the hierarchy stand for.

        Of each on the stack: the rank it leads up from, its number, and whether it is taken upwards
        (0) or downwards (1).
        """
        first, high, via = self._first, self._high, self._via
        arcs = []
        while stack:
            low, arc, way = stack.pop()
            lower = via[way][arc]
            if lower < 0:
                arcs.append(-1 - lower)
                continue
            # A shortcut passes a lower node: down one side of the triangle and up the other.
            top = high[arc]
            near = far = first[lower]
            while high[near] != low:
                near += 1
            while high[far] != top:
                far += 1
            if way:
                stack.append((lower, near, 0))
                stack.append((lower, far, 1))
            else:
                stack.append((lower, far, 0))
                stack.append((lower, near, 1))
        return tuple(arcs)


def _trace(sweep: _Sweep, rank: int, start: int) -> Iterator[tuple[int, int]]:
    """The arcs by which a rank was reached, each with the rank it leads up from, top down."""
    while rank != start:
        yield sweep.tails[rank], sweep.arcs[rank]
        rank = sweep.tails[rank]
