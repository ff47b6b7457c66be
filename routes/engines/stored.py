"""Paths straight from a stored hierarchy: no library, no loading, the first answer at once.

Opening a network in a fresh process to answer one question, most time would go into loading numpy
and handing the graph over to an engine. This search needs neither: it reads the few numbers that it
needs out of the mapped file. For more than a few questions, or other weights, build an engine.

The arrays are not looked through when they are opened, for that would read all of them. Instead
every path that is found is walked along the edges of the graph and its weights are added up, so
that arrays which were damaged give an error, or at worst a way that is not the shortest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, NoReturn

from geodata.errors import DataError, OptionError, Problem
from routes.engines.graph import Graph
from routes.engines.interface import Path
from routes.engines.metric import CLOSED, Metric
from routes.errors import NoRouteError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    "tails": "I",
    "heads": "I",
    "ticks": "I",
}


class Found(NamedTuple):
    """The best way between two sets of nodes: its ticks, which two it joins, its arcs."""

    ticks: int
    start: int
    goal: int
    arcs: tuple[int, ...]


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
            Native 32-bit integers under the names of ``ARRAYS``, mapped from a file or not; others
            are left alone.

        Raises
        ------
        OptionError
            An array is missing, or their lengths do not fit together.
        """
        missing = sorted(ARRAYS.keys() - arrays.keys())
        if missing:
            raise OptionError(f"stored hierarchy: no array {', '.join(missing)}")
        views = {name: _cast(arrays[name], form) for name, form in ARRAYS.items()}
        self.rank, self._first, self._high = views["rank"], views["first"], views["high"]
        self._ticks = (views["up"], views["down"])
        self._via = (views["up_via"], views["down_via"])
        about, tails, heads = views["about"], views["tails"], views["heads"]
        arcs = {len(views[name]) for name in ("high", "up", "down", "up_via", "down_via")}
        whole = len(about) == 2 and -99 < about[0] < 99 and len(self._first) == len(self.rank) + 1
        if (
            not whole
            or arcs != {self._first[-1]}
            or not (len(tails) == len(heads) == about[1] and len(views["ticks"]) == 2 * len(tails))
        ):
            lengths = ", ".join(f"{name} {len(view)}" for name, view in views.items())
            raise OptionError(f"stored hierarchy: the arrays do not fit together ({lengths})")
        self.graph = Graph(len(self.rank), tails, heads)
        self.metric = Metric(views["ticks"].toreadonly(), 2.0 ** about[0])

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another, under the stored weights.

        Raises
        ------
        NoRouteError
            No way of open arcs joins the two.
        OptionError
            There is no such node.
        DataError
            The arrays are damaged.
        """
        found = self.search({source: 0}, {target: 0})
        return Path(found.ticks * self.metric.resolution, found.arcs)

    def search(self, starts: Mapping[int, int], goals: Mapping[int, int]) -> Found:
        """The best way from one of some nodes to one of others.

        Parameters
        ----------
        starts, goals : mapping of int to int
            Nodes, each with the ticks that it takes to get to a start, or away from a goal.

        Raises
        ------
        NoRouteError
            No way of open arcs joins any two.
        OptionError
            There is no such node.
        DataError
            The arrays are damaged.
        """
        for node in (*starts, *goals):
            self.graph.node(node)
        try:
            found = self._search(starts, goals)
        except IndexError:
            _refuse("a number points beyond the end")
        if found is None:
            ends = (" or ".join(map(str, nodes)) for nodes in (starts, goals))
            raise NoRouteError("no way from node {} to node {}".format(*ends))
        self._prove(found, starts[found.start] + goals[found.goal])
        return found

    def _search(self, starts: Mapping[int, int], goals: Mapping[int, int]) -> Found | None:
        start_at = {self.rank[node]: node for node in starts}
        goal_at = {self.rank[node]: node for node in goals}
        there = self._sweep({rank: starts[node] for rank, node in start_at.items()}, 0)
        back = self._sweep({rank: goals[node] for rank, node in goal_at.items()}, 1)
        best, meeting = CLOSED, -1
        for above, ticks in there.ticks.items():
            total = ticks + back.ticks.get(above, CLOSED)
            if total < best:
                best, meeting = total, above
        if meeting < 0:
            return None
        climb, start = _trace(there, meeting)
        descent, goal = _trace(back, meeting)
        # The stack of what is to be unpacked, the first step of the way on top.
        stack = [(tail, arc, 1) for tail, arc in reversed(descent)]
        stack += [(tail, arc, 0) for tail, arc in climb]
        return Found(best, start_at[start], goal_at[goal], self._unpack(stack))

    def _sweep(self, starts: Mapping[int, int], way: int) -> _Sweep:
        """Climb the elimination tree: every higher rank that can be reached, in turn."""
        first, high, ticks = self._first, self._high, self._ticks[way]
        found, arcs, tails = dict(starts), {}, {}
        for rank in self._above(starts):
            here = found.get(rank)
            if here is not None:
                for arc in range(first[rank], first[rank + 1]):
                    total = here + ticks[arc]
                    above = high[arc]
                    if total < found.get(above, CLOSED):
                        found[above], arcs[above], tails[above] = total, arc, rank
        return _Sweep(found, arcs, tails)

    def _above(self, starts: Mapping[int, int]) -> Sequence[int]:
        """The ranks in the elimination tree from some of them up to its roots, ascending."""
        first, high = self._first, self._high
        met: dict[int, None] = {}
        for start in starts:
            rank = start
            while rank not in met:
                met[rank] = None
                begin = first[rank]
                if begin >= first[rank + 1]:
                    break
                if high[begin] <= rank:
                    _refuse("an arc that leads upwards leads down")
                rank = high[begin]
        return sorted(met)

    def _unpack(self, stack: list[tuple[int, int, int]]) -> tuple[int, ...]:
        """The arcs of the graph that arcs of the hierarchy stand for.

        Of each on the stack: the rank it leads up from, its number, and whether it is taken upwards
        (0) or downwards (1).
        """
        first, high, via = self._first, self._high, self._via
        arcs: list[int] = []
        while stack:
            low, arc, way = stack.pop()
            lower = via[way][arc]
            if lower < 0:
                arcs.append(-1 - lower)
                if len(arcs) > self.graph.edge_count:
                    _refuse("a way passes some edge twice")
                continue
            if lower >= low:
                _refuse("a shortcut passes no lower node")
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

    def _prove(self, found: Found, extra: int) -> None:
        """Walk a way along the edges of the graph, and add it up."""
        tails, heads, ticks = self.graph.tails, self.graph.heads, self.metric.ticks
        node, total = found.start, extra
        try:
            for arc in found.arcs:
                edge = arc >> 1
                tail, head = tails[edge], heads[edge]
                if arc & 1:
                    tail, head = head, tail
                if tail != node:
                    _refuse("a way breaks off")
                node = head
                total += ticks[arc]
        except IndexError:
            _refuse("a number points beyond the end")
        if node != found.goal or total != found.ticks:
            _refuse("a way does not add up")


def as_stored(
    arrays: Mapping[str, NDArray[np.uint32] | NDArray[np.int32]],
) -> dict[str, memoryview]:
    """What ``build_hierarchy`` returned, as it is stored."""
    return {
        name: memoryview(array.data).cast("B").cast(ARRAYS[name]) for name, array in arrays.items()
    }


def _cast(array: memoryview, form: Literal["I", "i"]) -> memoryview:
    # A view of nothing cannot be cast.
    return array.cast("B").cast(form) if array.nbytes else memoryview(bytes(4)).cast(form)[:0]


def _trace(sweep: _Sweep, rank: int) -> tuple[list[tuple[int, int]], int]:
    """The arcs by which a rank was reached, each with the rank it leads up from, and the first."""
    arcs = []
    while rank in sweep.tails:
        arcs.append((sweep.tails[rank], sweep.arcs[rank]))
        rank = sweep.tails[rank]
    return arcs, rank


def _refuse(message: str) -> NoReturn:
    raise DataError([Problem("stored hierarchy", "", "", f"is damaged: {message}")])
