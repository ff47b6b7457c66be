"""The display list: what a picture shows, in drawing order, before any file format.

Lengths are units of the picture, x to the right and y downwards from its top left corner. A
colour is a name of the theme (``ink``, ``land``, ``k0`` ...), so that one list serves light and
dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

XY: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Pen(NamedTuple):
    """How a line is drawn; ``dash`` alternates lengths of strokes and gaps."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    round_cap: bool = False
    opacity: float = 1.0


class Shape(NamedTuple):
    """Polygons or lines: each part is its points and whether it is closed."""

    parts: tuple[tuple[tuple[XY, ...], bool], ...]
    fill: str | None = None
    pen: Pen | None = None
    group: str = ""


class Disc(NamedTuple):
    """A circle."""

    centre: XY
    radius: float
    fill: str | None = None
    pen: Pen | None = None
    group: str = ""


class Panel(NamedTuple):
    """A rectangle with round corners."""

    box: Box
    radius: float = 0.0
    fill: str | None = None
    pen: Pen | None = None
    group: str = ""


class Words(NamedTuple):
    """One line of text; ``anchor`` is ``start``, ``middle`` or ``end`` and ``y`` the baseline."""

    x: float
    y: float
    text: str
    size: float
    style: str = "regular"
    colour: str = "ink"
    anchor: str = "start"
    spacing: float = 0.0
    halo: str | None = None
    group: str = ""


class Clip(NamedTuple):
    """Items of which only what lies in the box shows."""

    box: Box
    items: tuple[Item, ...]


Item: TypeAlias = Shape | Disc | Panel | Words | Clip


class Display(NamedTuple):
    """A whole picture."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    description: str


def line(points: Sequence[XY], pen: Pen, group: str = "") -> Shape:
    """An open line."""
    return Shape(((tuple(points), False),), None, pen, group)


def diamond(centre: XY, radius: float, fill: str, pen: Pen | None, group: str = "") -> Shape:
    """A square on its corner."""
    x, y = centre
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return Shape(((corners, True),), fill, pen, group)
