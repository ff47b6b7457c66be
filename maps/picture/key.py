"""What stands beside the map: the variants with their states, and what lines and marks mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from maps.picture.display import XY, Disc, Item, Panel, Pen, Shape, Words, line
from maps.picture.lanes import WIDTH, pen
from maps.picture.lettering import width, wrapped
from maps.picture.marks import crossing_glyph, place_glyph
from maps.picture.names import badge_items
from maps.picture.words import quoted, state_word
from maps.sheet import Sheet
from maps.style import MODE_WORDS, STATES
from maps.text import clean
from maps.words import frontier_pairs
from routes.model import Entry
from routes.wording.language import Language

BADGE = 10.0
_INDENT = 28.0
_SAMPLE = 32.0
_GUTTER = 22.0
Draw = Callable[[XY], list[Item]]


class Column(NamedTuple):
    """Items drawn downwards from a point, and how far down they reach."""

    items: list[Item]
    bottom: float


def heading(text: str, x: float, y: float) -> Words:
    """The heading of a part of the key; ``y`` is its baseline."""
    return Words(x, y, text, 14, "bold", group="key")


def state_items(state: str | None, x: float, y: float, words: Language) -> list[Item]:
    """A state as a pill with its sign and its word; ``x`` and ``y`` are its top left corner."""
    tone, sign = STATES.get(state, STATES[None])
    word = state_word(state, words)
    ink = "ink" if tone == "none" else tone
    long = pill_width(word)
    at = (x + 12, y + 8.5)
    items: list[Item] = [
        Panel((x, y, x + long, y + 17), 8.5, f"{tone}-fill", group="state"),
        Words(x + 20, y + 12.4, word, 11, "bold", ink, group="state"),
    ]
    return items + sign_items(sign, at, ink)


def pill_width(word: str) -> float:
    """How wide the pill of a state is, by its word."""
    return width(word, 11, "bold") + 29


def sign_items(sign: str, at: XY, ink: str) -> list[Item]:
    """The sign of a state, drawn: fonts differ in what they hold of these."""
    x, y = at
    thin = Pen(ink, 1.4)
    if sign == "●":
        return [Disc(at, 4, ink, group="state")]
    if sign == "▲":
        corners = ((x, y - 4.2), (x + 4.4, y + 3.4), (x - 4.4, y + 3.4))
        return [Shape(((corners, True),), ink, None, "state")]
    if sign == "○":
        return [Disc(at, 3.6, None, thin, "state")]
    if sign == "×":
        r = 3.0
        rising = line([(x - r, y + r), (x + r, y - r)], thin, "state")
        return [line([(x - r, y - r), (x + r, y + r)], thin, "state"), rising]
    if sign == "–":
        return [line([(x - 3.6, y), (x + 3.6, y)], thin, "state")]
    return [Words(x, y + 3.9, sign, 11, "bold", ink, "middle", group="state")]


def variants(
    page: Sheet, drawn: frozenset[int], x: float, y: float, wide: float, columns: int = 1
) -> Column:
    """The variants drawn, and those that have no route, with their states and kilometres.

    ``wide`` is the width of all columns together. They are filled one after the other, as nearly
    to the same height as the order allows.
    """
    entries = [
        (index, entry)
        for index, entry in enumerate(page.comparison.entries)
        if index in drawn or entry.route is None
    ]
    own = (wide - _GUTTER * (columns - 1)) / columns
    heights = [_variant(index, entry, x, 0, own, page.words).bottom + 9 for index, entry in entries]
    share = sum(heights) / columns
    items: list[Item] = []
    done, bottom, at, column = 0.0, y, y, 0
    for (index, entry), tall in zip(entries, heights, strict=True):
        if column + 1 < columns and done + tall / 2 > share * (column + 1):
            column, at = column + 1, y
        left = x + column * (own + _GUTTER)
        items += _variant(index, entry, left, at, own, page.words).items
        at += tall
        done += tall
        items.append(line([(left, at - 4), (left + own, at - 4)], Pen("edge", 0.8), "key"))
        bottom = max(bottom, at)
    return Column(items, bottom)


def _variant(index: int, entry: Entry, x: float, y: float, wide: float, words: Language) -> Column:
    items = badge_items(index, (x + BADGE + 1, y + BADGE + 2), BADGE, "key")
    left = x + _INDENT
    for text in wrapped(clean(entry.variant.name), 12.5, "bold", wide - _INDENT, 2):
        y += 15
        items.append(Words(left, y, text, 12.5, "bold", group="key variant"))
    y += 6
    items += state_items(entry.status.state, left, y, words)
    if entry.route is None:
        room = wide - _INDENT
        reason = words.say("no_route") + clean(entry.status.reason)
        for text in wrapped(reason, 10, "regular", room, 3):
            y += 13
            items.append(Words(left, y + 18, text, 10, colour="soft", group="key"))
        return Column(items, y + 22)
    km = quoted(entry.route, words)
    items.append(Words(x + wide, y + 12.6, km, 12.5, "bold", anchor="end", group="key"))
    y += 19
    for text in wrapped(frontier_pairs(entry.route), 10, "regular", wide - _INDENT, 3):
        y += 12.5
        items.append(Words(left, y, text, 10, colour="soft", group="key"))
    return Column(items, y + 3)


def legend(
    page: Sheet, drawn: frozenset[int], x: float, y: float, wide: float, columns: int = 2
) -> Column:
    """What lines and marks mean, row by row."""
    items: list[Item] = []
    entries = list(legend_entries(page, drawn))
    while columns > 1 and not _fits([word for word, _ in entries], wide, columns):
        columns -= 1
    own = _column(wide, columns)
    bottom = y
    for number, (word, draw) in enumerate(entries):
        left, middle = x + number % columns * own, y + 9 + number // columns * 19
        items += draw((left, middle))
        items.append(Words(left + _SAMPLE + 8, middle + 3.8, word, 10.5, group="key legend"))
        bottom = middle + 9
    return Column(items, bottom)


def _column(wide: float, columns: int) -> float:
    """How wide a column of the legend is, but the last: the words of the first are the longest."""
    return (0.53 if columns == 2 else 1 / columns) * wide


def _fits(words: Sequence[str], wide: float, columns: int) -> bool:
    """Whether every word has room in its column."""
    own = _column(wide, columns)
    rooms = [own] * (columns - 1) + [wide - own * (columns - 1)]
    return all(
        _SAMPLE + 8 + width(word, 10.5) <= rooms[number % columns]
        for number, word in enumerate(words)
    )


def legend_entries(page: Sheet, drawn: frozenset[int]) -> Iterator[tuple[str, Draw]]:
    """What lines and marks mean: a word, and what draws its sample at a point."""
    shown = {(stroke.mode, stroke.schematic) for i in drawn for stroke in page.drawing.strokes[i]}

    def sample(of: Pen) -> Draw:
        return lambda at: [line([(at[0], at[1]), (at[0] + _SAMPLE, at[1])], of, "key")]

    def mark(glyph: Draw) -> Draw:
        return lambda at: glyph((at[0] + _SAMPLE / 2, at[1]))

    words = page.words
    for mode in MODE_WORDS:
        word = words.say(f"line_{mode}")
        for schematic in (False, True):
            if (mode, schematic) in shown:
                own = pen(mode.value, schematic=schematic, colour="ink", wide=WIDTH)
                if schematic:
                    own = own._replace(width=WIDTH * 0.75)
                yield words.say("line_schematic", line=word) if schematic else word, sample(own)
    yield words.say("legend_port"), mark(_place(square=True, estimated=False))
    yield words.say("legend_station"), mark(_place(square=False, estimated=False))
    if any(stop.place.is_estimated for stop in page.stops if stop.variants & drawn):
        yield words.say("legend_estimated"), mark(_place(square=False, estimated=True))
    yield words.say("picture_frontier"), mark(lambda at: crossing_glyph(at, named=True))
    met = (f.crossing.named for f in page.frontiers if not drawn.isdisjoint(f.at_km))
    if not all(met):
        yield words.say("legend_nameless"), mark(lambda at: crossing_glyph(at, named=False))
    border = Pen("border", 1.1)
    yield words.say("legend_boundary"), sample(border)
    yield words.say("legend_disputed"), sample(border._replace(dash=(4, 3)))


def _place(*, square: bool, estimated: bool) -> Draw:
    return lambda at: place_glyph(at, square=square, estimated=estimated, small=False)
