"""The whole picture: title, map, key and credits on a sheet as wide as A4 in landscape."""

from __future__ import annotations

from typing import NamedTuple

from maps.picture import key, words
from maps.picture.display import Box, Clip, Display, Item, Panel, Pen, Words
from maps.picture.frame import (
    Bar,
    Frame,
    bar_box,
    bar_items,
    extent,
    fitting_height,
    frame,
    ground,
    scale_bar,
)
from maps.picture.lanes import line_items, strokes
from maps.picture.lettering import cut, wrapped
from maps.picture.marks import Mark, mark_items, marks
from maps.picture.names import label_items
from maps.picture.placing import Lettering
from maps.sheet import Ground, Sheet, sheet
from maps.text import clean
from routes.model import Comparison

WIDTH = 1188.0
"""Four units to the millimetre of an A4 sheet in landscape."""

LEAST, MOST = 440.0, 690.0
"""How tall the map is: as tall as its lines ask for, within these."""

MARGIN, GAP, KEY = 24.0, 18.0, 286.0
_FOOT = 13.0
_COLUMNS = 4


class Plate(NamedTuple):
    """The map alone, with what tests and pages ask of it."""

    items: tuple[Item, ...]
    window: Frame
    arranged: tuple[Mark, ...]
    lettering: Lettering
    bar: Bar


def drawn_variants(page: Sheet, *, every: bool) -> frozenset[int]:
    """The variants to draw: every one that has a route, or those that a map opens with."""
    routed = frozenset(i for i, entry in enumerate(page.comparison.entries) if entry.route)
    return routed if every else page.shown


def plate(page: Sheet, drawn: frozenset[int], box: Box) -> Plate:
    """The map of some variants in a frame."""
    window = frame(extent(page, drawn), box)
    lines = strokes(page, window, drawn)
    arranged = marks(page, window, drawn)
    bar = scale_bar(window)
    lettering = Lettering(window, arranged, lines, [bar_box(bar, page.words)], page.words)
    inner = (
        *ground(window),
        *line_items(page, lines),
        *mark_items(arranged),
        *label_items(lettering),
        *bar_items(bar, page.words),
    )
    border = Panel(box, pen=Pen("edge", 1.0), group="frame")
    return Plate((Clip(box, inner), border), window, tuple(arranged), lettering, bar)


def composition(
    comparison: Comparison, atlas: Ground, *, title: str | None = None, every: bool = True
) -> Display:
    """The whole picture of a comparison.

    Parameters
    ----------
    comparison
        The variants, with their routes on the date.
    atlas
        The atlas that the routes were made over.
    title
        Heading; by default the routes' common destination.
    every
        Whether to draw all variants, or of many only the main ones, as the page does at first.

    Returns
    -------
    Display
        Items in units of the picture, in the Lambert conformal conic plane of `maps.projection`.
    """
    page = sheet(comparison, atlas)
    drawn = drawn_variants(page, every=every)
    heading = clean(title if title is not None else words.heading(page))
    top = MARGIN + 52
    left, right = WIDTH - MARGIN - KEY, WIDTH - MARGIN
    beside = _key(page, drawn, left, top, KEY, 1)
    lines = extent(page, drawn)
    under = [
        line
        for note in words.notes(page, drawn)
        for line in wrapped(note, 9.5, "regular", WIDTH - 2 * MARGIN, 3)
    ]
    asked = fitting_height(lines, left - GAP - MARGIN)
    bottom = max(top + min(max(asked, LEAST), MOST), beside.bottom)
    box = (MARGIN, top, left - GAP, bottom)
    if beside.bottom > top + MOST:
        # So many variants stand under the map, which then is as wide as the sheet.
        asked = fitting_height(lines, right - MARGIN)
        box = (MARGIN, top, right, top + min(max(asked, LEAST), MOST))
        beside = _key(page, drawn, MARGIN, box[3] + GAP, right - MARGIN, _COLUMNS)
        bottom = beside.bottom
    height = bottom + 8 + _FOOT * len(under) + MARGIN
    drawing = plate(page, drawn, box)
    foot = [
        Words(MARGIN, bottom + 8 + _FOOT * (i + 0.75), text, 9.5, colour="soft", group="foot")
        for i, text in enumerate(under)
    ]
    head = [
        Words(MARGIN, MARGIN + 18, cut(heading, 22, "bold", WIDTH - 2 * MARGIN), 22, "bold",
              group="head"),
        Words(MARGIN, MARGIN + 38, words.subtitle(page, drawn), 12.5, colour="soft", group="head"),
    ]  # fmt: skip
    paper = Panel((0, 0, WIDTH, height), fill="paper", group="paper")
    items = (paper, *head, *drawing.items, *beside.items, *foot)
    return Display(WIDTH, height, items, heading, words.description(page, drawn))


def _key(
    page: Sheet, drawn: frozenset[int], x: float, y: float, wide: float, columns: int
) -> key.Column:
    listed = key.variants(page, drawn, x, y, wide, columns)
    title = key.heading(page.words.say("legend"), x, listed.bottom + 22)
    legend = key.legend(page, drawn, x, listed.bottom + 30, wide, columns + 1)
    return key.Column([*listed.items, title, *legend.items], legend.bottom)
