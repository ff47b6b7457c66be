"""Bounding boxes by the array, and the pairs of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]


class Boxes(NamedTuple):
    """Bounding boxes of many things, column by column."""

    west: Floats
    south: Floats
    east: Floats
    north: Floats

    @classmethod
    def of(cls, x: Floats, y: Floats, segments: int) -> Boxes:
        """Bound the stretches of a line of so many segments each, a power of two."""
        import numpy as np

        stops = np.arange(segments, len(x) - 1 + segments, segments)

        def bounds(values: Floats, farther: np.ufunc) -> Floats:
            padded = np.empty(len(stops) * segments)
            padded[: len(values) - 1] = values[:-1]
            padded[len(values) - 1 :] = values[-1]
            # Halving is several times as fast as np.ufunc.reduceat.
            while len(padded) > len(stops):
                padded = farther(padded[0::2], padded[1::2])
            found: Floats = farther(padded, values[np.minimum(stops, len(values) - 1)])
            return found

        low, high = np.minimum, np.maximum
        return cls(bounds(x, low), bounds(y, low), bounds(x, high), bounds(y, high))

    def grouped(self, starts: Ints) -> Boxes:
        """Bound the runs of boxes from each start up to the next."""
        import numpy as np

        return Boxes(
            np.minimum.reduceat(self.west, starts),
            np.minimum.reduceat(self.south, starts),
            np.maximum.reduceat(self.east, starts),
            np.maximum.reduceat(self.north, starts),
        )

    def polygons(self) -> Any:
        """Return the boxes as shapely geometries."""
        import shapely

        # The stubs of shapely know sequences where it takes arrays.
        box: Any = shapely.box
        return box(*self)

    def meet(self, mine: Ints, other: Boxes, others: Ints) -> Bools:
        """Tell for pairs of boxes whether they meet."""
        met: Bools = self.west[mine] <= other.east[others]
        met &= self.east[mine] >= other.west[others]
        met &= self.south[mine] <= other.north[others]
        met &= self.north[mine] >= other.south[others]
        return met


def expanded(counts: Ints) -> tuple[Ints, Ints]:
    """Number ``counts[i]`` items for each i: the i of each item, and its number from 0."""
    import numpy as np

    which = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return which, np.arange(len(which)) - before[which]


def chunks(counts: Ints, most: int) -> Iterator[slice]:
    """Yield slices whose counts sum to about so many at most."""
    import numpy as np

    if not len(counts):
        return
    chunk = np.cumsum(counts) // most
    edges = np.flatnonzero(np.diff(chunk, prepend=-1, append=chunk[-1] + 1))
    for start, stop in pairwise(edges.tolist()):
        yield slice(start, stop)
