"""Marks of places and border crossings; what matters most keeps its place.

The same rules as in ``assets/marks.js``: ends of legs first, then border crossing points, which
step aside from them, then the places between, which shrink where they crowd.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.model import Kind
from maps.picture.display import XY, Box, Disc, Item, Panel, Pen, diamond
from maps.picture.frame import Frame
from maps.sheet import Frontier, Sheet, Stop

LARGE, SMALL = 6.5, 3.8

_ASIDE = ((11, -11), (-11, -11), (11, 11), (-11, 11), (0, -15), (0, 15), (15, 0), (-15, 0))


@dataclass(slots=True)
class Mark:
    """A mark in the picture: its point, how far it reaches, and whether another covers it."""

    stop: Stop | None
    frontier: Frontier | None
    point: XY
    reach: float = LARGE
    covered: bool = False

    @property
    def box(self) -> Box:
        """The space that it takes."""
        (x, y), r = self.point, self.reach
        return (x - r, y - r, x + r, y + r)

    @property
    def rank(self) -> int:
        """The rank of its place; 1 for a border crossing."""
        return self.stop.rank if self.stop else 1

    @property
    def at_port(self) -> bool:
        """Whether it is a crossing by sea or air, which its port's mark shows."""
        return self.frontier is not None and self.frontier.port is not None


def marks(page: Sheet, window: Frame, drawn: frozenset[int]) -> list[Mark]:
    """The marks of all that the variants drawn pass, arranged; places first."""
    places = [
        Mark(stop, None, window.position(stop.place.position))
        for stop in page.stops
        if stop.variants & drawn
    ]
    crossings = [
        Mark(None, frontier, window.position((frontier.crossing.lon, frontier.crossing.lat)))
        for frontier in page.frontiers
        if not drawn.isdisjoint(frontier.at_km)
    ]
    _arrange(places, crossings)
    return [*places, *crossings]


def _arrange(places: Sequence[Mark], crossings: Sequence[Mark]) -> None:
    taken: list[XY] = []

    def crowded(point: XY, gap: float) -> bool:
        return any(abs(x - point[0]) < gap and abs(y - point[1]) < gap for x, y in taken)

    def settle(mark: Mark) -> None:
        small = mark.rank > 3 or crowded(mark.point, 8 if mark.rank < 2 else 14)
        mark.covered = mark.rank > 1 and small and crowded(mark.point, 7)
        if small:
            mark.reach = SMALL
        else:
            taken.append(mark.point)

    for mark in places:
        if mark.rank < 2:
            settle(mark)
    ports = {mark.stop.place.id: mark for mark in places if mark.stop}
    for mark in crossings:
        if mark.frontier and mark.frontier.port is not None:
            port = ports.get(mark.frontier.port)
            mark.covered = port is None or port.reach < LARGE
            continue
        x, y = mark.point
        if crowded(mark.point, 11):
            steps = ((x + across, y + down) for across, down in _ASIDE)
            mark.point = next(
                (step for step in steps if not crowded(step, 11)),
                (x + _ASIDE[0][0], y + _ASIDE[0][1]),
            )
        taken.append(mark.point)
    for mark in places:
        if mark.rank > 1:
            settle(mark)


def mark_items(arranged: Sequence[Mark]) -> list[Item]:
    """The marks, the most important on top."""
    order = sorted(arranged, key=lambda mark: (mark.at_port, -mark.rank))
    return [item for mark in order if not mark.covered for item in mark_item(mark)]


def mark_item(mark: Mark) -> list[Item]:
    """The drawing of one mark."""
    if mark.frontier:
        if mark.at_port:
            x, y = mark.point
            return [Panel((x - 2.5, y - 2.5, x + 2.5, y + 2.5), fill="ink", group="crossing")]
        return crossing_glyph(mark.point, named=mark.frontier.crossing.named)
    if mark.stop is None:
        return []
    place = mark.stop.place
    return place_glyph(
        mark.point,
        square=place.kind is Kind.PORT,
        estimated=place.is_estimated,
        small=mark.reach < LARGE,
    )


def crossing_glyph(point: XY, *, named: bool) -> list[Item]:
    """A diamond, hollow where no border crossing point is registered."""
    under = diamond(point, 7.6, "casing", None, "crossing")
    if named:
        return [under, diamond(point, 6.2, "ink", None, "crossing")]
    return [under, diamond(point, 5.2, "casing", Pen("ink", 1.6), "crossing")]


def place_glyph(point: XY, *, square: bool, estimated: bool, small: bool) -> list[Item]:
    """A square for a port, else a circle; dashed where the position is an estimate."""
    radius, wide = (2.4, 1.2) if small else (4.4, 1.7)
    dash = (2.4, 1.6) if estimated else ()
    pen = Pen("ink", wide, dash)
    x, y = point
    if square:
        outer, inner = radius + wide / 2 + 1.1, radius
        under = (x - outer, y - outer, x + outer, y + outer)
        over = (x - inner, y - inner, x + inner, y + inner)
        return [
            Panel(under, fill="casing", group="place"),
            Panel(over, fill="casing", pen=pen, group="place"),
        ]
    return [
        Disc(point, radius + wide / 2 + 1.1, fill="casing", group="place"),
        Disc(point, radius, fill="casing", pen=pen, group="place"),
    ]
