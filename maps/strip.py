"""The straight-line diagram of a route: its line drawn straight, to the scale of its kilometres.

From the top down: stations, frontiers with both countries, handovers and transshipments, each at
its kilometre; the countries as bands beside them. Names keep their order and never touch: where
they crowd they move apart, and a leader joins each to its place on the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from maps.picture.display import XY, Box, Display, Item, Panel, Pen, Words, line
from maps.picture.lanes import pen
from maps.picture.lettering import cut, wrapped
from maps.picture.marks import crossing_glyph, place_glyph
from maps.sheet import Ground, words_of
from maps.strip_content import Band, Event, Stretch, bands, events, stretches
from maps.text import clean
from routes.model import Entry, Route
from routes.wording.language import Language

WIDTH = 372.0
"""As wide as a small telephone shows without shrinking it."""

LINE = 116.0
_BAND = (8.0, 84.0)
_NAMES = 184.0
_KM = 182.0
_ROW, _LINE = 17.0, 13.0
_TOP, _BOTTOM = 46.0, 20.0
_LEAST = 420.0
"""How tall the line is, at least; more names make it taller."""


class Row(NamedTuple):
    """An event as it is drawn: where it lies on the line, and the box of its words."""

    event: Event
    y: float
    box: Box


def spread(wanted: Sequence[float], heights: Sequence[float], top: float) -> list[float]:
    """Where boxes begin that keep their order, do not overlap and stray least from their places.

    ``wanted`` are the tops that they would have, in order; none begins above ``top``. The sum of
    the squared shifts is least (pool adjacent violators).
    """
    before = [0.0]
    for height in heights:
        before.append(before[-1] + height)
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        pools.append((place - before[number], 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    free = [max(mean, top) for mean, count in pools for _ in range(count)]
    return [shift + before[number] for number, shift in enumerate(free)]


class Layout(NamedTuple):
    """A strip ready to be drawn."""

    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    stretches: tuple[Stretch, ...]
    top: float
    scale: float
    height: float

    def y(self, km: float) -> float:
        """Where a kilometre lies."""
        return self.top + km * self.scale


def layout(route: Route, ground: Ground) -> Layout:
    """Place everything that a strip of the route shows."""
    found = events(route, ground)
    countries = bands(route, ground)
    heights = [
        _ROW + _LINE * (len(_names(event)) - 1) + 12.5 * len(_notes(event)) + 3 for event in found
    ]
    tall = max(_LEAST, sum(heights), 24.0 * len(countries))
    scale = tall / (route.distance_km or 1.0)
    wanted = [_TOP + event.km * scale - _ROW / 2 for event in found]
    tops = spread(wanted, heights, _TOP - _ROW / 2)
    rows = tuple(
        Row(event, _TOP + event.km * scale, (_NAMES, top, WIDTH - 6, top + height - 3))
        for event, top, height in zip(found, tops, heights, strict=True)
    )
    bottom = max([_TOP + tall, *(row.box[3] for row in rows)])
    modes = stretches(route)
    legend = len({(stretch.mode, stretch.schematic) for stretch in modes}) + 1
    return Layout(rows, countries, modes, _TOP, scale, bottom + _BOTTOM + _ROW * (legend // 2))


def _names(event: Event) -> list[str]:
    """The name of an event, on two lines where it is long."""
    return wrapped(event.name, 11.5, "bold" if event.bold else "regular", WIDTH - 6 - _NAMES, 2)


def _notes(event: Event) -> list[str]:
    room = WIDTH - 6 - _NAMES
    return [part for note in event.notes for part in wrapped(note, 10, "regular", room, 2)]


def strip(entry: Entry, ground: Ground) -> Display:
    """The straight-line diagram of a variant that has a route.

    Raises
    ------
    ValueError
        When the variant has no route.
    """
    route = entry.route
    if route is None:
        raise ValueError(f"{entry.variant.id}: a variant without a route has no strip")
    words = words_of(ground)
    placed = layout(route, ground)
    items: list[Item] = [Panel((0, 0, WIDTH, placed.height), fill="paper", group="paper")]
    for x, key, anchor in ((_BAND[0], "country", "start"), (_KM - 6, "strip_km", "end"),
                           (_NAMES, "strip_head", "start")):  # fmt: skip
        items.append(Words(x, 22, words.say(key), 10.5, "bold", "soft", anchor, group="head"))
    items += _band_items(placed, words)
    items += _line_items(placed)
    # A frontier hides the stations at its sides rather than they hide it.
    for row in sorted(placed.rows, key=lambda row: row.event.glyph in ("frontier", "nameless")):
        items += _row_items(row, words)
    items += _legend(placed, words)
    name = clean(entry.variant.name)
    stops = "; ".join(
        words.say("strip_stop", km=words.number(row.event.km), name=row.event.name)
        for row in placed.rows
    )
    km = words.number(route.distance_km)
    said = words.say("strip_words", name=name, km=km, stops=stops)
    title = words.say("strip_title", name=name)
    return Display(WIDTH, placed.height, tuple(items), title, said)


def _band_items(placed: Layout, words: Language) -> Iterator[Item]:
    """Bands of the countries by turns light and dark, each with its name; the sea in blue."""
    left, right = _BAND
    middles = []
    for number, band in enumerate(placed.bands):
        y0, y1 = placed.y(band.since_km), placed.y(band.until_km)
        away = band.country in ("sea", "air")
        fill = "water" if away else "raised" if number % 2 else "none-fill"
        yield Panel((left, y0, LINE + 14, y1), fill=fill, group="band")
        yield line([(left, y0), (LINE + 14, y0)], Pen("edge", 0.8), "band")
        middles.append((y0 + y1) / 2)
    tops = spread([y - 7 for y in middles], [14.0] * len(middles), placed.top)
    for band, middle, top in zip(placed.bands, middles, tops, strict=True):
        away = band.country in ("sea", "air")
        name = words.say(f"off_{band.country}") if away else clean(words.country(band.country))
        style = "italic" if away else "regular"
        text = cut(name, 10.5, style, right - left - 2)
        yield Words(left + 5, top + 10.5, text, 10.5, style, halo="paper", group="band-name")
        if abs(top + 7 - middle) > 8:
            yield line([(right + 2, top + 7), (LINE - 8, middle)], Pen("edge", 0.8), "leader")


def _line_items(placed: Layout) -> Iterator[Item]:
    for stretch in placed.stretches:
        points = [(LINE, placed.y(stretch.since_km)), (LINE, placed.y(stretch.until_km))]
        yield line(points, Pen("casing", 7.0), "casing")
        own = pen(stretch.mode.value, schematic=stretch.schematic, colour="ink", wide=4.0)
        yield line(points, own, "line")


def _legend(placed: Layout, words: Language) -> Iterator[Item]:
    """What the line's dashes mean, in two columns under it."""
    used = dict.fromkeys((stretch.mode, stretch.schematic) for stretch in placed.stretches)
    y0 = placed.height - 10 - _ROW * ((len(used) + 1) // 2 - 1)
    for number, (mode, schematic) in enumerate(used):
        x, y = _BAND[0] + number % 2 * WIDTH / 2, y0 + number // 2 * _ROW
        own = pen(mode.value, schematic=schematic, colour="ink", wide=4.0)
        yield line([(x, y), (x + 40, y)], own, "legend")
        word = words.say(f"line_{mode}")
        if schematic:
            word = words.say("line_schematic", line=word)
        yield Words(x + 48, y + 3.6, word, 10, colour="soft", group="legend")


def _row_items(row: Row, words: Language) -> Iterator[Item]:
    event = row.event
    left, top, *_ = row.box
    middle = top + _ROW / 2
    at: XY = (LINE, row.y)
    km = words.number(event.km)
    leader = [(LINE + 7, row.y), (LINE + 13, row.y), (LINE + 21, middle), (LINE + 23, middle)]
    yield line(leader, Pen("soft", 0.7), "leader")
    if event.glyph in ("frontier", "nameless"):
        yield from crossing_glyph(at, named=event.glyph == "frontier")
    else:
        square = event.glyph == "port"
        yield from place_glyph(at, square=square, estimated=event.estimated, small=False)
    baseline = middle + 4.2
    style = "bold" if event.bold else "regular"
    yield Words(_KM - 6, baseline, km, 10, colour="soft", anchor="end", halo="paper", group="km")
    for name in _names(event):
        yield Words(left, baseline, name, 11.5, style, group="event")
        baseline += _LINE
    baseline -= _LINE
    for number, note in enumerate(_notes(event), start=1):
        yield Words(left, baseline + 12.5 * number, note, 10, colour="soft", group="note")
