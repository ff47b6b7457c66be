"""The stretches of a line that lie in one country each.

The line is cut at every outline it meets. A piece belongs to the country that the arcs at both of
its ends agree on, or else to the one that holds its middle. Pieces over water belong to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.arcs import UNSURE, WATER, Cuts
from geodata.borders import Borders
from geodata.measured_line import MeasuredLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]

# Pieces shorter than this share of a degree (0.1 mm) come from rounding.
_NOTHING_DEG = 1e-9
# How many segments on either side of the middle of a piece its straightest part is sought among.
_AROUND = 32


class Spans(NamedTuple):
    """Stretches of a line in its order, column by column.

    ``start`` and ``end`` are places ``i + t``: share t of the way from vertex i to the next;
    ``country`` is the number of the country in `Borders.codes`; ``pinned`` marks a stretch that
    holds a declared end of the line.
    """

    start: Floats
    end: Floats
    country: Ints
    pinned: Bools

    def is_point(self, i: int) -> bool:
        """Whether a stretch is a mere end of the line, declared to lie in a country."""
        return bool(self.start[i] == self.end[i])

    def joined(self) -> Spans:
        """Join neighbours of one country, and the water between them."""
        import numpy as np

        if not len(self.country):
            return self
        first = np.flatnonzero(np.diff(self.country, prepend=-1))
        last = np.append(first[1:], len(self.country)) - 1
        pinned = np.logical_or.reduceat(self.pinned, first)
        return Spans(self.start[first], self.end[last], self.country[first], pinned)

    def with_ends(self, start: int | None, end: int | None, last: float) -> Spans:
        """Put declared ends before and after the stretches, as points."""
        import numpy as np

        head = [] if start is None else [(0.0, start)]
        tail = [] if end is None else [(last, end)]
        places = [np.array([place for place, _ in side]) for side in (head, tail)]
        codes = [np.array([code for _, code in side], dtype=np.intp) for side in (head, tail)]
        pins = [np.ones(len(side), dtype=bool) for side in (head, tail)]
        return Spans(
            np.concatenate([places[0], self.start, places[1]]),
            np.concatenate([places[0], self.end, places[1]]),
            np.concatenate([codes[0], self.country, codes[1]]),
            np.concatenate([pins[0], self.pinned, pins[1]]),
        )


def spans_of(line: MeasuredLine, cuts: Cuts, borders: Borders) -> Spans:
    """Return the pieces of a line, cut at outlines, that lie in a country."""
    import numpy as np

    if line.last == 0:
        none = np.empty(0)
        return Spans(none, none, none.astype(np.intp), none.astype(bool))
    knots = np.concatenate([[0.0], cuts.places, [line.last]])
    start, end = knots[:-1], knots[1:]
    after = np.concatenate([[UNSURE], cuts.after])
    before = np.concatenate([cuts.before, [UNSURE]])
    # Two arcs that agree on the sea are no proof: outlines may leave a slit between them.
    country = np.where((after == before) & (after >= 0), after, UNSURE)
    unsure = np.flatnonzero(country == UNSURE)
    middles = _middles(line, start[unsure], end[unsure])
    country[unsure] = borders.numbers_at(line.at(middles))

    begin = np.minimum(start.astype(np.intp), len(line.x) - 2)
    within = end <= begin + 1
    reach = np.full(len(start), np.inf)
    one = begin[within]
    size = np.maximum(np.abs(line.x[one + 1] - line.x[one]), np.abs(line.y[one + 1] - line.y[one]))
    reach[within] = (end - start)[within] * size
    # Longer ones of which nothing is left on either side of a vertex.
    reach[unsure] = np.minimum(
        reach[unsure], np.abs(line.at(middles) - line.at(start[unsure])).max(axis=1) * 2
    )
    kept = (country != WATER) & (reach > 2 * _NOTHING_DEG)
    return Spans(start[kept], end[kept], country[kept], np.zeros(int(kept.sum()), dtype=bool))


def _middles(line: MeasuredLine, starts: Floats, ends: Floats) -> Floats:
    """Return the middle of the longest straight part of each piece, well away from its ends."""
    import numpy as np

    segments = len(line.x) - 1
    first = np.minimum(starts.astype(np.intp), segments - 1)
    last = np.minimum(np.ceil(ends).astype(np.intp) - 1, segments - 1)
    middles = (starts + ends) / 2
    for k in np.flatnonzero(last > first):
        # Of the many segments of a long piece, those about its middle.
        i = max(first[k], (first[k] + last[k]) // 2 - _AROUND)
        j = min(last[k], (first[k] + last[k] + 1) // 2 + _AROUND)
        parts = np.abs(np.diff(line.x[i : j + 2])) + np.abs(np.diff(line.y[i : j + 2]))
        parts[0] *= i + 1 - max(starts[k], i)
        parts[-1] *= min(ends[k], j + 1) - j
        longest = i + int(np.argmax(parts))
        middles[k] = (max(starts[k], longest) + min(ends[k], longest + 1)) / 2
    return middles
