"""The drawing that the page holds as SVG: land, water, boundaries, and the lines of the routes.

Without JavaScript it is the map. With it, the script takes the node over, leaves land and water
as they are and draws the rest itself, reading the lines' geometry from here.
"""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import pairwise
from typing import Any

from maps.countries import COUNTRIES, SEAS
from maps.embedding import asset
from maps.sheet import Sheet, Stop, unit_position
from maps.style import letter, line_classes, stroke_classes
from maps.text import clean, short_name
from maps.words import crossing_name
from routes.wording.language import Language

LANE_PX = 3.0
"""Width by which the lines of variants on a common chain grow, so that each shows."""

FADED = frozenset(("unused", "closed", "not-built"))
"""States of variants whose lines are pale: nothing runs on them."""

DRAWN_WIDTH = 800
"""The drawing's text and marks are sized as if it were shown this many pixels wide."""


@cache
def basemap() -> dict[str, Any]:
    """Natural Earth as SVG path data by layer; see ``python -m maps.build``."""
    layers: dict[str, Any] = json.loads(asset("basemap.json"))
    return layers


def path_data(points: tuple[tuple[int, int], ...]) -> str:
    """A line as one absolute and then relative whole numbers, which the script reads back."""
    (x, y), steps = points[0], pairwise(points)
    body = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in steps).replace(" -", "-")
    return f"M{x} {y}l{body}"


def view_box(page: Sheet) -> tuple[int, int, int, int]:
    """Left, top, width and height of the drawing, in user units, with a margin of 4 %."""
    left, top, right, bottom = page.box
    margin = round(0.04 * max(right - left, bottom - top, 2500))
    return (left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)


def _users(page: Sheet) -> list[dict[int, str]]:
    """The variants that show on each chain, each with the style classes of its mode there."""
    users: list[dict[int, str]] = [{} for _ in page.chains]
    for index in sorted(page.shown):
        for stroke in page.drawing.strokes[index]:
            kind = stroke_classes(stroke.mode, schematic=stroke.schematic)
            for use in stroke.uses:
                users[use.chain][index] = kind
    return users


def _uses(page: Sheet, users: list[dict[int, str]]) -> list[tuple[tuple[float, str], list[int]]]:
    """The chains to draw by width and style, the widest first."""
    out: dict[tuple[float, str], list[int]] = {}
    for chain, variants in enumerate(users):
        for position, (index, kind) in enumerate(sorted(variants.items())):
            width = LANE_PX * (len(variants) - position) + 0.5
            faded = " faded" if page.statuses[index].state in FADED else ""
            style = (-width, f"line {kind} {line_classes(index)}{faded}")
            out.setdefault(style, []).append(chain)
    return sorted(out.items())


def _is_marked(page: Sheet, stop: Stop) -> bool:
    """Whether the drawing shows a stop: an important one of a variant that shows."""
    return stop.rank < 4 and not stop.variants.isdisjoint(page.shown)


def _along(points: tuple[tuple[int, int], ...], share: float) -> tuple[int, int]:
    """The point on a line at a share of its vertices."""
    number, part = divmod(share * (len(points) - 1), 1)
    a, b = points[int(number)], points[min(int(number) + 1, len(points) - 1)]
    return (round(a[0] + (b[0] - a[0]) * part), round(a[1] + (b[1] - a[1]) * part))


def _badges(page: Sheet, users: list[dict[int, str]], unit: float) -> list[dict[str, Any]]:
    """A letter on the line of each variant, where it runs alone if it does, off all else."""
    left, top, width, height = view_box(page)
    out: list[dict[str, Any]] = []
    apart = 24 * unit
    marks = [unit_position(stop.place.position) for stop in page.stops if _is_marked(page, stop)]

    def is_free(x: int, y: int, off_marks: float) -> bool:
        seen = left < x - apart and x + apart < left + width
        seen = seen and top < y - apart and y + apart < top + height
        seen = seen and all(math.dist((x, y), mark) >= off_marks for mark in marks)
        return seen and all(math.dist((x, y), (b["x"], b["y"])) > apart for b in out)

    for index in sorted(page.shown):
        chains = [chain for chain, variants in enumerate(users) if index in variants]
        chains.sort(key=lambda chain: (len(users[chain]), -len(page.chains[chain])))
        points = [
            _along(page.chains[chain], part / 12)
            for chain in chains
            for part in (6, 4, 8, 2, 10, 5, 7, 3, 9, 1, 11)
        ]
        # Where room is short, it may stand on a place.
        free = (
            point for off in (apart * 2 / 3, apart / 3, 0.0) for point in points
            if is_free(*point, off)
        )  # fmt: skip
        if point := next(free, None):
            style = line_classes(index)
            out.append({"x": point[0], "y": point[1], "letter": letter(index), "style": style})
    return out


def _labels(
    page: Sheet, unit: float, words: Language, badges: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Names that fit beside their marks without touching each other, most important first."""
    left, top, width, height = view_box(page)
    r = 10 * unit
    taken = [(b["x"] - r, b["y"] - r, b["x"] + r, b["y"] + r) for b in badges]
    out: list[dict[str, Any]] = []

    def place(
        text: str, x: float, y: float, size: float, kind: str, spots: tuple[str, ...]
    ) -> None:
        wide = 0.9 if kind == "country" else 0.62
        long, tall = wide * size * unit * len(text), 1.2 * size * unit
        gap = 8 * unit
        for anchor in spots:
            x0 = {"start": x + gap, "middle": x - long / 2, "end": x - gap - long}[anchor]
            box = (x0, y - tall / 2, x0 + long, y + tall / 2)
            across = left < box[0] and box[2] < left + width
            inside = across and top < box[1] and box[3] < top + height
            free = all(
                box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in taken
            )
            if inside and free:
                taken.append(box)
                shift = {"start": gap, "middle": 0, "end": -gap}[anchor]
                out.append(
                    {
                        "text": text,
                        "x": round(x + shift),
                        "y": round(y + 0.35 * size * unit),
                        "style": (kind, round(size * unit), anchor),
                    }
                )
                return

    marked = [stop for stop in page.stops if _is_marked(page, stop)]
    for stop in marked:
        x, y = unit_position(stop.place.position)
        taken.append((x - 5 * unit, y - 5 * unit, x + 5 * unit, y + 5 * unit))
    for stop in marked:
        x, y = unit_position(stop.place.position)
        size = 12 if stop.rank < 2 else 10
        place(short_name(clean(stop.place.name)), x, y, size, "place", ("start", "end"))
    for name, point in SEAS:
        place(words.sea(name), *unit_position(point), 10, "sea", ("middle",))
    for code, (_, point) in COUNTRIES.items():
        place(words.country(code), *unit_position(point), 10, "country", ("middle",))
    return out


def chart_context(page: Sheet, words: Language) -> dict[str, Any]:
    """What the template of the drawing needs."""
    box, users = view_box(page), _users(page)
    unit = max(box[2], box[3]) / DRAWN_WIDTH
    badges = _badges(page, users, unit)
    stops = [
        {
            "at": unit_position(stop.place.position),
            "port": stop.place.kind.value == "port",
            "estimated": stop.place.is_estimated,
        }
        for stop in reversed(page.stops)
        if _is_marked(page, stop)
    ]
    crossings = [
        {
            "at": unit_position((f.crossing.lon, f.crossing.lat)),
            "title": crossing_name(f.crossing, words),
        }
        for f in page.frontiers
        if not page.shown.isdisjoint(f.at_km)
    ]
    letters = ", ".join(letter(i) for i in sorted(page.shown))
    return {
        "view_box": " ".join(map(str, box)),
        "land": basemap(),
        "chains": [path_data(points) for points in page.chains],
        "casings": [chain for chain, variants in enumerate(users) if variants],
        "uses": [
            {"classes": classes, "width": f"{-width:g}", "chains": chains}
            for (width, classes), chains in _uses(page, users)
        ],
        "badges": badges,
        "stops": stops,
        "crossings": crossings,
        "labels": _labels(page, unit, words, badges),
        "unit": round(unit),
        "letters": letters,
    }
