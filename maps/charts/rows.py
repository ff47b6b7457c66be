"""What charts with one row for each variant have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maps.charts.canvas import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_IN = 0.46
"""The height of a row in inches."""


def height_in(rows: int, beside: float) -> float:
    """The height of a chart with so many rows and so much beside them."""
    return ROW_IN * max(rows, 2) + beside


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Name the rows of a chart from its top down."""
    axes.set_yticks(range(len(names)), [wrapped(name, 30) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
