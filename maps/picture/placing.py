"""Places letters and names so that none touches another or a mark that is not its own.

The same rules as in ``assets/labels.js``. The width of a name is that of Noto Sans, which every
file keeps to, so what does not touch here does not touch in the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, hypot
from typing import NamedTuple

from maps.picture.display import XY, Box
from maps.picture.frame import Frame
from maps.picture.labels import Label, labels, spots
from maps.picture.lanes import Drawn, Track
from maps.picture.marks import Mark
from routes.wording.language import Language

BADGE = 9.5
"""Radius of a letter's badge."""

_CELL = 6


class Placed(NamedTuple):
    """A label and the box that it was given."""

    label: Label
    box: Box


class Badge(NamedTuple):
    """The letter of a variant, on its line."""

    variant: int
    point: XY

    @property
    def box(self) -> Box:
        """The space that it takes."""
        return around(self.point, BADGE + 1.5)


def touch(a: Box, b: Box) -> bool:
    """Whether two boxes have more than an edge in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def around(point: XY, reach: float) -> Box:
    """The box that reaches so far from a point."""
    x, y = point
    return (x - reach, y - reach, x + reach, y + reach)


def apart(a: XY, b: XY) -> float:
    """How far two points are apart."""
    return hypot(a[0] - b[0], a[1] - b[1])


class _Ink:
    """How much of the lines lies under a box, counted in cells of six units."""

    def __init__(self, tracks: Iterator[Track]) -> None:
        self._cells: set[tuple[int, int]] = set()
        for track in tracks:
            for (x0, y0), (x1, y1) in pairwise(track.points):
                steps = max(1, ceil(hypot(x1 - x0, y1 - y0) / 4))
                for step in range(steps + 1):
                    x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                    self._cells.add((floor(x / _CELL), floor(y / _CELL)))

    def under(self, box: Box) -> int:
        left, top, right, bottom = (floor(side / _CELL) for side in box)
        return sum(
            (x, y) in self._cells for x in range(left, right + 1) for y in range(top, bottom + 1)
        )


class Lettering:
    """Places the letters and names of a picture; ``keep_out`` are boxes to leave free."""

    def __init__(
        self,
        window: Frame,
        arranged: Sequence[Mark],
        drawn: Sequence[Drawn],
        keep_out: Sequence[Box],
        words: Language,
    ) -> None:
        left, top, right, bottom = window.box
        self._frame = (left + 4, top + 4, right - 4, bottom - 4)
        self._window = window
        self._tracks: dict[int, list[Track]] = {}
        for one in drawn:
            self._tracks.setdefault(one.variant, []).extend(one.tracks)
        self._ink = _Ink(track for tracks in self._tracks.values() for track in tracks)
        self._keep_out = list(keep_out)
        self._taken = [*keep_out]
        minor: list[Box] = []
        for mark in arranged:
            if not mark.covered:
                (minor if mark.rank > 1 else self._taken).append(mark.box)
        self.badges = self._badges(minor)
        self._taken += [*(badge.box for badge in self.badges), *minor]
        self.placed: list[Placed] = []
        for label in labels(window, arranged, words):
            self._place(label)

    def _free(self, box: Box, gap: float, own: Box | None, taken: Sequence[Box]) -> bool:
        f = self._frame
        if box[0] < f[0] or box[1] < f[1] or box[2] > f[2] or box[3] > f[3]:
            return False
        wide = (box[0] - gap, box[1] - gap, box[2] + gap, box[3] + gap)
        return not any(touch(box if other == own else wide, other) for other in taken)

    def _along(self, index: int, step: float) -> Iterator[tuple[XY, bool]]:
        """Points along a variant's lines in the frame, some units apart."""
        for track in self._tracks[index]:
            since = step / 2
            for (x0, y0), (x1, y1) in pairwise(track.points):
                long = hypot(x1 - x0, y1 - y0)
                at = step - since
                while at <= long:
                    share = at / long if long else 0.0
                    yield (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share), track.shared
                    at += step
                since = (since + long) % step

    def _badges(self, minor: Sequence[Box]) -> list[Badge]:
        """One letter for each variant, best where it runs alone and far from other letters."""
        placed: list[Badge] = []
        left, top, right, bottom = self._frame
        middle = ((left + right) / 2, (top + bottom) / 2)
        tries = ((3.0, [*self._taken, *minor]), (0.0, [*self._taken, *minor]), (0.0, self._taken),
                 (0.0, self._keep_out))  # fmt: skip
        for index in sorted(self._tracks):
            best: tuple[float, XY] | None = None
            for gap, taken in tries:
                busy = [*taken, *(badge.box for badge in placed)]
                for point, shared in self._along(index, 12.0):
                    if not self._free(around(point, BADGE + 1.5), gap, None, busy):
                        continue
                    lonely = min((apart(badge.point, point) for badge in placed), default=160.0)
                    score = min(lonely, 160.0) + (0 if shared else 220)
                    score -= 0.25 * apart(point, middle)
                    if best is None or score > best[0]:
                        best = (score, point)
                if best:
                    break
            if best:
                placed.append(Badge(index, best[1]))
        return placed

    def _place(self, label: Label) -> None:
        best: tuple[float, Box] | None = None
        stop = label.kind == "stop"
        for rank, (x, y) in enumerate(spots(label)):
            box = (x, y, x + label.width, y + label.height)
            own = label.mark.box if label.mark else None
            if not self._free(box, 1 if stop else 3, own, self._taken):
                continue
            ink = self._ink.under(box)
            if ink and (label.mark is None or (ink > 8 and not stop)):
                continue
            cost = 4 * ink + rank + (0 if rank < 8 else 8)
            if best is None or cost < best[0]:
                best = (cost, box)
        found = best[1] if best else self._afloat(label) if label.kind == "sea" else None
        if found:
            self._taken.append(found)
            self.placed.append(Placed(label, found))

    def _afloat(self, label: Label) -> Box | None:
        """A place for the name of a sea elsewhere on its water."""
        w, h = label.width, label.height
        steps = [(across, down) for across in range(-4, 5) for down in range(-9, 10)]
        for across, down in sorted(steps, key=lambda step: hypot(step[0] * 2, step[1])):
            x, y = label.point[0] + across * w / 4, label.point[1] + down * h
            box = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
            if not self._free(box, 3, None, self._taken) or self._ink.under(box):
                continue
            ends = ((box[0], box[1]), (box[2], box[1]), (x, y), (box[0], box[3]), (box[2], box[3]))
            if all(self._window.is_water(end) for end in ends):
                return box
        return None
