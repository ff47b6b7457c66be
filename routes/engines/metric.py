"""Weights of arcs in whole ticks, so that every engine adds them up to the same sum."""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias, cast

from geodata.errors import OptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights: TypeAlias = Sequence[float] | NDArray[np.floating] | NDArray[np.integer]

# The engines count in 32 bits and take this number for "no way" (RoutingKit's `inf_weight`).
CLOSED = 2**31 - 1
BOTH_CLOSED = CLOSED << 32 | CLOSED

# All edges together stay within half of what can be counted, so that no path overflows and the
# search for alternatives has room to raise weights.
ROOM = 2**30

# No weight of a journey comes near, and sums of lesser ones are safe to take.
HEAVIEST = 1e18

# Finer than this the ticks would say nothing more: 2 ** -30 m is a nanometre.
FINEST = -30


class Origin(NamedTuple):
    """What a metric was made of: another, in which these edges were closed as well.

    The numbers of the edges ascend.
    """

    base: Metric
    edges: NDArray[np.intp]


class Metric(NamedTuple):
    """The weight of every arc as a whole number of ticks.

    ``ticks`` holds one unsigned 32-bit number for each arc, in the order of arcs; ``CLOSED`` means
    that the arc cannot be used. ``resolution`` is the size of a tick in the unit of the weights, a
    power of two. A weight is rounded to the nearest tick: over 130,000 km of track in metres a
    tick is an eighth of a metre, and shorter networks have finer ones.
    """

    ticks: memoryview
    resolution: float
    origin: Origin | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both give every arc the same weight; how they came about does not count."""
        return isinstance(other, Metric) and self[:2] == other[:2]

    def __hash__(self) -> int:
        """The same for equal metrics; the ticks themselves are too many to look at."""
        return hash((self.arc_count, self.resolution))

    @classmethod
    def of(
        cls, forward: Weights, backward: Weights | None = None, closed: Iterable[int] = ()
    ) -> Metric:
        """The metric of weights given edge by edge.

        Parameters
        ----------
        forward : sequence of float
            Weight of each edge from tail to head; not negative.
        backward : sequence of float, optional
            The same from head to tail; as forward when left out.
        closed : iterable of int
            Arcs that cannot be used. ``closing`` closes edges.

        Returns
        -------
        Metric
            With the finest resolution at which no path can overflow.

        Raises
        ------
        OptionError
            A weight is negative, infinite or no number, the two directions differ in number, or
            there is no such arc.
        """
        back = forward if backward is None else backward
        if len(back) != len(forward):
            raise OptionError(
                f"metric: {len(forward)} weights forward but {len(back)} backward; expected as many"
            )
        plain = isinstance(forward, Sequence) and isinstance(back, Sequence)
        metric = _from_lists(forward, back) if plain else _from_arrays(forward, back)
        shut = list(closed)
        return metric.closing_arcs(shut) if shut else metric

    @property
    def arc_count(self) -> int:
        """How many arcs have a weight."""
        return len(self.ticks)

    def array(self) -> NDArray[np.uint32]:
        """The ticks as an array over the same memory, not to be written to."""
        import numpy as np

        return np.frombuffer(self.ticks, dtype=np.uint32)

    def pairs(self) -> NDArray[np.uint64]:
        """The ticks of both arcs of each edge as one number, to compare edges quickly."""
        import numpy as np

        return np.frombuffer(self.ticks, dtype=np.uint64)

    def closing(self, edges: Iterable[int] | NDArray[Any]) -> Metric:
        """The same weights with some edges closed both ways.

        Parameters
        ----------
        edges : iterable of int, or mask
            Numbers of edges, or one truth value for each edge.

        Raises
        ------
        OptionError
            There is no such edge, or the mask is of another length.
        """
        if hasattr(edges, "dtype"):
            return self._closing_array(cast("NDArray[Any]", edges))
        numbers = [int(edge) for edge in edges]
        for edge in numbers:
            if not 0 <= 2 * edge < self.arc_count:
                raise _unknown("edge", edge, self.arc_count // 2)
        # For one closure of a small network numpy is not worth its loading.
        if "numpy" in sys.modules:
            import numpy as np

            return self._closing_array(np.array(numbers, dtype=np.intp))
        return self.closing_arcs([2 * edge + way for edge in numbers for way in (0, 1)])

    def closing_arcs(self, arcs: Iterable[int]) -> Metric:
        """The same weights with some arcs closed.

        Raises
        ------
        OptionError
            There is no such arc.
        """
        ticks = array("I", self.ticks.tobytes())
        for arc in arcs:
            if not 0 <= arc < self.arc_count:
                raise _unknown("arc", arc, self.arc_count)
            ticks[arc] = CLOSED
        return Metric(memoryview(ticks).toreadonly(), self.resolution)

    def is_closed(self, arc: int) -> bool:
        """Whether an arc cannot be used."""
        return bool(self.ticks[arc] == CLOSED)

    def cost(self, arcs: Iterable[int]) -> float:
        """What a path costs.

        Raises
        ------
        OptionError
            One of the arcs is closed.
        """
        ticks = self.ticks
        total = 0
        for arc in arcs:
            if ticks[arc] == CLOSED:
                raise OptionError(f"arc {arc} is closed; expected a path of open arcs")
            total += ticks[arc]
        return total * self.resolution

    def fit(self, edge_count: int) -> Self:
        """The metric itself, when it has weights for so many edges.

        Raises
        ------
        OptionError
            It has more or fewer.
        """
        if self.arc_count != 2 * edge_count:
            raise OptionError(
                f"metric: weights of {self.arc_count // 2} edges; expected {edge_count}"
            )
        return self

    def _closing_array(self, edges: NDArray[Any]) -> Metric:
        import numpy as np

        ticks = self.array().copy()
        # Both arcs of an edge as one number: half the work.
        pairs = ticks.view(np.uint64)
        if edges.dtype == np.bool_:
            if edges.shape != pairs.shape:
                raise OptionError(f"mask of {edges.size} edges; expected {len(pairs)}")
            closed = np.flatnonzero(edges)
        elif edges.size:
            worst = int(edges.min()) if edges.min() < 0 else int(edges.max())
            if not 0 <= worst < len(pairs):
                raise _unknown("edge", worst, len(pairs))
            closed = np.unique(edges)
        else:
            closed = np.zeros(0, dtype=np.intp)
        pairs[closed] = BOTH_CLOSED
        if self.origin is None:
            return from_ticks(ticks, self.resolution, Origin(self, closed))
        closed = np.union1d(self.origin.edges, closed)
        return from_ticks(ticks, self.resolution, Origin(self.origin.base, closed))


def from_ticks(
    ticks: NDArray[np.uint32], resolution: float, origin: Origin | None = None
) -> Metric:
    """A metric over an array of ticks, which must not be changed any more."""
    import numpy as np

    return Metric(np.ascontiguousarray(ticks).data.cast("B").cast("I"), resolution, origin)


def _resolution(total: float) -> float:
    """The finest power of two in which a total takes no more than the room there is."""
    if total <= 0.0:
        return 1.0
    exponent = math.frexp(total / ROOM)[1]
    return 2.0 ** max(exponent, FINEST)


def _from_lists(forward: Weights, backward: Weights) -> Metric:
    for weights in (forward, backward):
        for edge, weight in enumerate(weights):
            if not 0 <= weight <= HEAVIEST:
                raise _bad_weight(edge, float(weight))
    total = math.fsum(max(pair) for pair in zip(forward, backward, strict=True))
    resolution = _resolution(total)
    ticks = array("I", bytes(8 * len(forward)))
    for edge, pair in enumerate(zip(forward, backward, strict=True)):
        ticks[2 * edge], ticks[2 * edge + 1] = (round(weight / resolution) for weight in pair)
    return Metric(memoryview(ticks).toreadonly(), resolution)


def _from_arrays(forward: Weights, backward: Weights) -> Metric:
    import numpy as np

    pairs = np.stack((np.asarray(forward), np.asarray(backward)), axis=1).astype(np.float64)
    good = (pairs >= 0) & (pairs <= HEAVIEST)
    if not good.all():
        edge, way = divmod(int(good.argmin()), 2)
        raise _bad_weight(edge, float(pairs[edge, way]))
    # The exactly rounded sum, so that lists and arrays never differ in resolution.
    resolution = _resolution(math.fsum(pairs.max(axis=1)) if len(pairs) else 0.0)
    return from_ticks(np.rint(pairs / resolution).astype(np.uint32).reshape(-1), resolution)


def _bad_weight(edge: int, weight: float) -> OptionError:
    return OptionError(
        f"metric: edge {edge} weighs {weight}; expected a number from 0 to {HEAVIEST:g} "
        "(what cannot be used is named as closed)"
    )


def _unknown(what: str, number: int, count: int) -> OptionError:
    return OptionError(f"{what} {number}: there are {count}, numbered from 0")
