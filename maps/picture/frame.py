"""The window onto the plane: where a picture shows what, its ground and its scale bar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pyproj.enums import TransformDirection

from geodata.model import LonLat
from maps.basemap import basemap
from maps.picture.display import XY, Box, Item, Panel, Pen, Shape, Words, line
from maps.picture.lettering import width
from maps.projection import UNIT_M, geod, transformer
from maps.sheet import Sheet, unit_position
from maps.wording import language
from routes.wording.language import Language

if TYPE_CHECKING:
    from shapely import STRtree

LEAST_UNITS = 4_000
"""No picture shows less than 400 km from side to side."""

ROOM = 46.0
"""Units of the picture that the lines keep from the frame, for marks and names."""

_LONGEST_BAR = 170.0
ENGLISH = language("en")
_NUMBER = re.compile(r"-?\d+")


class Frame(NamedTuple):
    """A rectangle of the picture, and the part of the plane that it shows.

    ``scale`` is in units of the picture for one user unit of a sheet; ``left`` and ``top`` are
    the user units at the frame's top left corner.
    """

    box: Box
    scale: float
    left: float
    top: float

    def place(self, point: Sequence[float]) -> XY:
        """Where a point in user units lies in the picture."""
        return (
            self.box[0] + (point[0] - self.left) * self.scale,
            self.box[1] + (point[1] - self.top) * self.scale,
        )

    def position(self, point: LonLat) -> XY:
        """Where a longitude and latitude lies in the picture."""
        return self.place(unit_position(point))

    def is_water(self, xy: XY) -> bool:
        """Whether a point of the picture lies at sea or in a lake of the basemap."""
        x = self.left + (xy[0] - self.box[0]) / self.scale
        y = self.top + (xy[1] - self.box[1]) / self.scale
        return not _inside("land", x, y) or _inside("lakes", x, y)

    def lon_lat(self, xy: XY) -> LonLat:
        """The longitude and latitude at a point of the picture, in degrees."""
        x = (self.left + (xy[0] - self.box[0]) / self.scale) * UNIT_M
        y = (self.top + (xy[1] - self.box[1]) / self.scale) * -UNIT_M
        lon, lat = transformer().transform(x, y, direction=TransformDirection.INVERSE)
        return lon, lat


def extent(page: Sheet, drawn: frozenset[int]) -> Box:
    """The box around the lines of some variants, in user units, widened to the least extent."""
    chains = {use.chain for i in drawn for stroke in page.drawing.strokes[i] for use in stroke.uses}
    points = [point for number in sorted(chains) for point in page.chains[number]]
    left, top, right, bottom = page.box
    if points:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    x, y = (left + right) / 2, (top + bottom) / 2
    wide, tall = max(right - left, LEAST_UNITS) / 2, max(bottom - top, LEAST_UNITS) / 2
    return (x - wide, y - tall, x + wide, y + tall)


def fitting_height(lines: Box, wide: float) -> float:
    """How tall a frame of this width has to be to show the lines as large as the width allows."""
    scale = (wide - 2 * ROOM) / (lines[2] - lines[0])
    return (lines[3] - lines[1]) * scale + 2 * ROOM


def frame(lines: Box, box: Box) -> Frame:
    """The frame that shows a part of the plane, in user units, as large as it can."""
    left, top, right, bottom = lines
    wide, tall = box[2] - box[0], box[3] - box[1]
    # In a small frame the room for names must leave room for the lines.
    room = min(ROOM, wide / 8, tall / 8)
    scale = min((wide - 2 * room) / (right - left), (tall - 2 * room) / (bottom - top))
    x, y = (left + right) / 2, (top + bottom) / 2
    return Frame(box, scale, x - wide / 2 / scale, y - tall / 2 / scale)


@cache
def _rings(layer: str) -> tuple[tuple[tuple[tuple[int, int], ...], bool], ...]:
    """The lines of a layer of the basemap in user units, and whether they are closed."""
    cell = basemap()["cell"]
    out = []
    for text in basemap()[layer].split("M")[1:]:
        numbers = list(map(int, _NUMBER.findall(text)))
        for i in range(2, len(numbers)):
            numbers[i] += numbers[i - 2]
        xs, ys = (n * cell for n in numbers[::2]), (n * cell for n in numbers[1::2])
        points = tuple(zip(xs, ys, strict=True))
        out.append((points, text.endswith("z")))
    return tuple(out)


@cache
def _areas(layer: str) -> STRtree:
    """The areas that the rings of a layer surround; those of islands lie in those of lakes."""
    from shapely import Polygon, STRtree

    return STRtree([Polygon(ring) for ring, closed in _rings(layer) if closed and len(ring) > 2])


def _inside(layer: str, x: float, y: float) -> bool:
    """Whether an odd number of the rings of a layer surround a point in user units."""
    from shapely import Point

    return len(_areas(layer).query(Point(x, y), predicate="within")) % 2 == 1


def _shown(window: Frame, layer: str) -> Iterator[tuple[tuple[XY, ...], bool]]:
    """The lines of a layer that reach into the frame, without points nearer than a third."""
    left, top, right, bottom = window.box
    for ring, closed in _rings(layer):
        points = [window.place(point) for point in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if max(xs) < left or min(xs) > right or max(ys) < top or min(ys) > bottom:
            continue
        kept = points[:1]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 0.35:
                kept.append((x, y))
        if len(kept) > 1:
            yield tuple(kept), closed


def ground(window: Frame) -> list[Item]:
    """Land, water and boundaries."""
    river, border = Pen("river", 0.8), Pen("border", 0.8, opacity=0.75)
    layers = (
        ("rest", "land", Pen("land", 0.6)),
        ("land", "land", Pen("land", 0.6)),
        ("rivers", None, river),
        ("lakes", "water", None),
        ("agreed", None, border),
        ("disputed", None, border._replace(dash=(4, 3))),
    )
    items: list[Item] = [Panel(window.box, fill="water")]
    for layer, fill, pen in layers:
        parts = tuple(_shown(window, layer))
        if parts:
            items.append(Shape(parts, fill, pen, f"ground {layer}"))
    return items


class Bar(NamedTuple):
    """A scale bar: its length on the ground, and in the picture where it stands."""

    km: int
    start: XY
    end: XY


def scale_bar(window: Frame) -> Bar:
    """The bar of a round length, correct for its own place: the projection distorts elsewhere."""
    left, _, _, bottom = window.box
    start = (left + 18, bottom - 16)
    west = window.lon_lat(start)

    def kilometres(long: float) -> float:
        east = window.lon_lat((start[0] + long, start[1]))
        return float(geod().inv(*west, *east)[2]) / 1000

    most = kilometres(min(_LONGEST_BAR, (window.box[2] - left) / 3))
    steps = [step * 10**power for power in range(5) for step in (1, 2, 5)]
    km = max(step for step in steps if step <= max(most, 1))
    long = km * _LONGEST_BAR / kilometres(_LONGEST_BAR)
    # The scale along so short a line is all but constant: one correction is exact to the metre.
    long *= km / kilometres(long)
    return Bar(km, start, (start[0] + long, start[1]))


def _length(bar: Bar, words: Language) -> str:
    return words.say("km", km=words.number(bar.km))


def bar_box(bar: Bar, words: Language = ENGLISH) -> Box:
    """The space that a scale bar takes."""
    half = width(_length(bar, words), 10) / 2
    return (bar.start[0] - 10, bar.start[1] - 20, bar.end[0] + half + 8, bar.start[1] + 9)


def bar_items(bar: Bar, words: Language = ENGLISH) -> list[Item]:
    """The drawing of a scale bar."""
    (x0, y), (x1, _) = bar.start, bar.end
    middle = (x0 + x1) / 2
    ink = Pen("ink", 0.8)
    items: list[Item] = [
        Panel(bar_box(bar, words), 4, fill="paper", group="scale"),
        Panel((x0, y, middle, y + 5), fill="ink", pen=ink, group="scale"),
        Panel((middle, y, x1, y + 5), fill="paper", pen=ink, group="scale"),
    ]
    half = words.number(bar.km / 2, bar.km % 2) if bar.km > 1 else ""
    for x, text in ((x0, "0"), (middle, half), (x1, _length(bar, words))):
        if text:
            items.append(Words(x, y - 4, text, 10, anchor="middle", group="scale"))
            items.append(line([(x, y - 2), (x, y)], ink, group="scale"))
    return items
