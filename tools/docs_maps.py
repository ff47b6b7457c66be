"""The maps of the data book: lines and places of the atlas over the ground of the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geodata.model import Kind, LonLat, Mode, Place, Section
from maps.picture import palette, picture_svg
from maps.picture.display import XY, Box, Clip, Disc, Display, Item, Panel, Pen, Words, line
from maps.picture.frame import LEAST_UNITS, Frame, bar_box, bar_items, frame, ground, scale_bar
from maps.picture.lettering import width
from maps.projection import UNIT_M, densify, to_plane

WIDTH, HEIGHT = 860.0, 520.0
_BOX: Box = (0.0, 0.0, WIDTH, HEIGHT)
_SIZE = 10.0

_DASHES: dict[Mode, tuple[float, ...]] = {
    Mode.RAIL: (),
    Mode.FERRY: (5, 3),
    Mode.ROAD: (2, 2),
    Mode.AIR: (8, 4),
}
_COLOURS = {Mode.RAIL: "ink", Mode.FERRY: "sea", Mode.ROAD: "warn", Mode.AIR: "bad"}


def atlas_map(
    title: str,
    marked: Sequence[Place],
    strong: Sequence[Section] = (),
    faint: Iterable[Section] = (),
) -> str:
    """A map of places and sections as an SVG file of 860 by 520 units.

    It shows what is marked or strong as large as it can, at least 400 km from side to side, in the
    Lambert conformal conic plane of `maps.projection`. Places are named in the order given, as far
    as there is room.

    Parameters
    ----------
    title
        What the map shows.
    marked
        Places to mark and name; WGS 84 longitude and latitude.
    strong
        Sections to draw in the colour and dash of their mode.
    faint
        Sections to draw thinly below them.
    """
    points = [place.position for place in marked]
    points += [point for section in strong for point in section.points]
    window = frame(_extent(points), _BOX)
    inner: list[Item] = ground(window)
    inner += [_stroke(window, section, Pen("soft", 0.9, opacity=0.8)) for section in faint]
    inner += [_stroke(window, s, Pen(_COLOURS[s.mode], 1.8, _DASHES[s.mode])) for s in strong]
    dots = [(place, window.position(place.position)) for place in marked]
    inner += [_dot(place, xy) for place, xy in reversed(dots)]
    bar = scale_bar(window)
    inner += _names(dots, bar_box(bar))
    inner += bar_items(bar)
    border = Panel(_BOX, pen=Pen("edge", 1.0))
    display = Display(WIDTH, HEIGHT, (Clip(_BOX, tuple(inner)), border), title, _says(marked))
    return picture_svg(display, palette("light"))


def _says(marked: Sequence[Place]) -> str:
    first = ", ".join(place.name for place in marked[:12])
    return f"{len(marked):,} places: {first}{' and others' if len(marked) > 12 else ''}"


def _extent(points: Sequence[LonLat]) -> Box:
    """The box around some positions in user units, widened to the least extent of a picture."""
    plane = to_plane(points)
    xs, ys = [x / UNIT_M for x, _ in plane], [-y / UNIT_M for _, y in plane]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    wide = max(max(xs) - min(xs), LEAST_UNITS) / 2
    tall = max(max(ys) - min(ys), LEAST_UNITS * HEIGHT / WIDTH) / 2
    return (x - wide, y - tall, x + wide, y + tall)


def _stroke(window: Frame, section: Section, pen: Pen) -> Item:
    plane = to_plane(densify(section.points))
    return line([window.place((x / UNIT_M, -y / UNIT_M)) for x, y in plane], pen, "lines")


def _dot(place: Place, xy: XY) -> Item:
    is_port = place.kind in (Kind.PORT, Kind.AIRFIELD)
    fill = "sea" if is_port else "paper" if place.is_estimated else "ink"
    return Disc(xy, 3.2 if is_port else 2.2, fill, Pen("ink", 0.8), "places")


def _names(dots: Sequence[tuple[Place, XY]], taken: Box) -> Iterator[Item]:
    """The names that find room to the right or left of their dots, the first ones first."""
    boxes = [taken]
    for place, (x, y) in dots:
        long = width(place.name, _SIZE)
        for anchor, left in (("start", x + 5), ("end", x - 5 - long)):
            box = (left, y - 6, left + long, y + 6)
            inside = box[0] > 4 and box[2] < WIDTH - 4 and box[1] > 4 and box[3] < HEIGHT - 4
            if inside and not any(_meet(box, other) for other in boxes):
                boxes.append(box)
                at = left if anchor == "start" else x - 5
                yield Words(at, y + 3.5, place.name, _SIZE, anchor=anchor, halo="halo")
                break


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
