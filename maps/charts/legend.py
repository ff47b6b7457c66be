"""The legend under a chart, in as many columns as the sheet has room for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from maps.charts.canvas import POINTS_PER_IN, SMALL, WIDTH_IN, width_pt

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import SubFigure

# Of matplotlib's legends, in letters of their size: from a sample to its words, from a column to
# the next, and around all of it.
_SAMPLE_GAP, _COLUMN_GAP, _AROUND = 0.8, 2.0, 1.8


def legend(
    figure: SubFigure, handles: Sequence[Artist], most_columns: int, sample_long: float
) -> None:
    """Put a legend under a chart.

    Parameters
    ----------
    figure : SubFigure
        What it explains.
    handles : sequence of Artist
        With their labels; without any there is no legend.
    most_columns : int
        In how many columns they stand where there is room.
    sample_long : float
        How long a sample is, in letters of the legend's size.
    """
    if not handles:
        return
    labels = [str(handle.get_label()) for handle in handles]
    columns = most_columns
    while columns > 1 and _width_pt(labels, columns, sample_long) > WIDTH_IN * POINTS_PER_IN:
        columns -= 1
    figure.legend(
        handles=list(handles), loc="outside lower center", ncols=columns, handlelength=sample_long
    )


def _width_pt(labels: Sequence[str], columns: int, sample_long: float) -> float:
    """How wide a legend is; it fills its columns from the first on, as evenly as they go."""
    columns = min(columns, len(labels))
    each, more = divmod(len(labels), columns)
    ends = [number * each + min(number, more) for number in range(columns + 1)]
    words = sum(max(width_pt(text, SMALL) for text in labels[a:b]) for a, b in pairwise(ends))
    gaps = columns * (sample_long + _SAMPLE_GAP) + (columns - 1) * _COLUMN_GAP + _AROUND
    return words + gaps * SMALL
