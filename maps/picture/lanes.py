"""The lines of the variants: side by side where they share a chain, each in a lane of its own.

The same rules as in ``assets/lanes.js``, for a picture that nobody can zoom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from maps.lines import Stroke, Use
from maps.picture.beside import Piece, beside
from maps.picture.display import XY, Item, Pen, line
from maps.picture.frame import Frame
from maps.sheet import Sheet
from maps.style import LIGHT_LINES, PATTERNS

WIDTH = 3.6
"""Width of a line that has room."""

_ALL_LANES = 26.0
"""However many variants share a chain, their lanes are no wider than this together."""

_DOTTED = 3
_INLAYS: Mapping[int, tuple[float, tuple[float, ...]]] = {
    1: (0.36, ()),
    2: (0.36, (7.0, 5.0)),
    _DOTTED: (0.5, (0.1, 6.0)),
}
"""Of each pattern how much of a line's width its inlay takes, and the inlay's dashes."""

_FADED = ("closed", "not-built")
_DASHES: Mapping[str, tuple[float, ...]] = {
    "ferry": (0.1, 7.0),
    "road": (10.0, 4.5),
    "air": (3.0, 10.0),
}


class Track(NamedTuple):
    """A stretch of a variant's line over one chain; ``shared`` when others run beside it."""

    points: tuple[XY, ...]
    shared: bool


class Drawn(NamedTuple):
    """A stroke of a variant as it lies in the picture."""

    variant: int
    stroke: Stroke
    tracks: tuple[Track, ...]
    width: float

    @property
    def points(self) -> tuple[XY, ...]:
        """The whole line."""
        return tuple(point for track in self.tracks for point in track.points)


def look(index: int) -> tuple[str, int]:
    """The colour of a variant's lines, and their pattern, a number below `PATTERNS`."""
    colours = len(LIGHT_LINES)
    return f"k{index % colours}", index // colours % PATTERNS


class _Lanes:
    """Which variants run over each chain, and in which lane."""

    def __init__(self, page: Sheet, window: Frame, drawn: frozenset[int]) -> None:
        self._members: list[dict[int, bool]] = [{} for _ in page.chains]
        for index in sorted(drawn):
            for stroke in page.drawing.strokes[index]:
                for use in stroke.uses:
                    self._members[use.chain].setdefault(index, use.forward)
        self._chains = [
            self._points(window, chain, len(members)) if members else ()
            for chain, members in zip(page.chains, self._members, strict=True)
        ]

    @staticmethod
    def _points(window: Frame, chain: Sequence[Sequence[float]], lanes: int) -> tuple[XY, ...]:
        from shapely import LineString

        # The more lanes, the fewer points: the outermost one would run back into itself.
        tolerance = min(0.1 + 0.7 * lanes, 4.0)
        placed = LineString([window.place(point) for point in chain]).simplify(tolerance)
        return tuple((x, y) for x, y in placed.coords)

    def spacing(self, chain: int) -> float:
        return min(WIDTH + 1.0, _ALL_LANES / len(self._members[chain]))

    def reach(self, chain: int) -> float:
        """How far the lanes of a chain reach to either side of it."""
        return (len(self._members[chain]) - 1) / 2 * self.spacing(chain)

    def _piece(self, use: Use, index: int) -> Piece:
        members = self._members[use.chain]
        points = self._chains[use.chain]
        first = next(iter(members.values()))
        lane = list(members).index(index) - (len(members) - 1) / 2
        side = lane * self.spacing(use.chain) * (1 if use.forward == first else -1)
        return Piece(points if use.forward else points[::-1], side)

    def tracks(self, index: int, own: Sequence[Stroke]) -> list[tuple[Track, ...]]:
        """The way of a variant, by its strokes."""
        uses = [use for stroke in own for use in stroke.uses]
        if not uses:
            return []
        reaches = (self.reach(uses[0].chain), self.reach(uses[-1].chain))
        lines = beside([self._piece(use, index) for use in uses], reaches)
        shared = (len(self._members[use.chain]) > 1 for use in uses)
        all_tracks = map(Track, lines, shared)
        return [tuple(islice(all_tracks, len(stroke.uses))) for stroke in own]

    def width(self, stroke: Stroke) -> float:
        narrow = min(max(1.3, min(WIDTH, self.spacing(u.chain) - 1)) for u in stroke.uses)
        return narrow * 0.75 if stroke.schematic else narrow


def strokes(page: Sheet, window: Frame, drawn: frozenset[int]) -> list[Drawn]:
    """Every stroke of the variants drawn."""
    lanes = _Lanes(page, window, drawn)
    out = []
    for index in sorted(drawn):
        own = page.drawing.strokes[index]
        for stroke, tracks in zip(own, lanes.tracks(index, own), strict=True):
            out.append(Drawn(index, stroke, tracks, lanes.width(stroke)))
    return out


def pen(mode: str, *, schematic: bool, colour: str, wide: float, faded: bool = False) -> Pen:
    """The pen of a mode: rail solid, ferry dotted, road dashed, air sparse, schematic broken."""
    opacity = 0.6 if faded else 1.0
    if mode == "rail":
        dash = (5.0, 1.8) if schematic else ()
        return Pen(colour, wide, dash, round_cap=not schematic, opacity=opacity)
    broken = mode == "road" and schematic
    spaced = (5.0, 1.8, 5.0, 6.0) if broken else _DASHES[mode]
    return Pen(colour, wide, spaced, round_cap=mode == "ferry", opacity=opacity)


def line_items(page: Sheet, drawn: Sequence[Drawn]) -> list[Item]:
    """Casings, the lines over them, and the inlays of the seventh variant and beyond."""
    casings: list[Item] = []
    lines: list[Item] = []
    inlays: list[Item] = []
    for one in drawn:
        stroke, wide = one.stroke, one.width
        mode = stroke.mode.value
        colour, pattern = look(one.variant)
        opacity = 0.92 if mode in ("rail", "road") else 0.55
        faded = page.comparison.entries[one.variant].status.state in _FADED
        casing = Pen("casing", wide + 2.2, round_cap=True, opacity=opacity)
        casings.append(line(one.points, casing, "casing"))
        own = pen(mode, schematic=stroke.schematic, colour=colour, wide=wide, faded=faded)
        lines.append(line(one.points, own, f"line variant-{one.variant + 1}"))
        if pattern:
            share, dash = _INLAYS[pattern]
            inner = Pen("casing", wide * share, dash, round_cap=pattern == _DOTTED)
            inlays.append(line(one.points, inner, "inlay"))
    return [*casings, *lines, *inlays]
