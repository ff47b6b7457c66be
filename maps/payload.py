"""The data that the page's script works with, besides the geometry in the drawing.

Everything a reader sees in a popup is worded before; the script only lays it out, by
``textContent``. Positions are (latitude, longitude), as Leaflet wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from geodata.model import LonLat, Mode
from maps.countries import COUNTRIES, SEAS
from maps.packing import packed
from maps.projection import lat_lon, parameters
from maps.sheet import Frontier, Ground, Sheet, Stop
from maps.style import letter, line_classes, stroke_classes
from maps.text import clean
from maps.words import (
    Row,
    crossing_name,
    frontier_rows,
    leg_rows,
    leg_title,
    place_rows,
)
from routes.model import Leg

KINDS = [stroke_classes(mode, schematic=way) for mode in Mode for way in (False, True)]
"""Modes and styles of strokes, as classes of the style sheet."""

CitedRow: TypeAlias = tuple[str, str | list[int]]
"""A row of a popup: a label with a text, or with the numbers of sources."""


def payload(page: Sheet) -> dict[str, Any]:
    """Everything the script needs, as plain JSON values."""
    shared = _Shared(page.ground)
    facts = {
        "projection": parameters(),
        "box": list(page.box),
        "chains": len(page.chains),
        "shown": sorted(page.shown),
        "kinds": KINDS,
        "variants": [_variant(page, shared, i) for i in range(len(page.comparison.entries))],
        "places": [_place(page, shared, stop) for stop in page.stops],
        "crossings": [_crossing(page, shared, frontier) for frontier in page.frontiers],
        "legs": shared.legs,
        "sources": shared.sources,
        "countries": [[name, *_position(point)] for name, point in COUNTRIES.values()],
        "seas": [[name, *_position(point)] for name, point in SEAS],
    }
    return packed(facts)


class _Shared:
    """Words that many popups need, held once: titles of sources, legs that variants share."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._source_numbers: dict[str, int] = {}
        self._leg_numbers: dict[str, int] = {}
        self.sources: list[str] = []
        self.legs: list[dict[str, Any]] = []

    def cited(self, rows: Sequence[Row], ids: Iterable[str]) -> list[CitedRow]:
        """The rows with one for the sources, if there are any."""
        numbers = [self._source(id_) for id_ in ids]
        return [*rows, ("Sources", numbers)] if numbers else [*rows]

    def _source(self, id_: str) -> int:
        number = self._source_numbers.setdefault(id_, len(self.sources))
        if number == len(self.sources):
            known = self._ground.sources
            # An id without a record stands for itself.
            self.sources.append(clean(known[id_].title if id_ in known else id_))
        return number

    def leg(self, leg: Leg) -> int:
        """The number of a leg's words."""
        words = {
            "title": leg_title(self._ground, leg),
            "rows": self.cited(leg_rows(self._ground, leg), leg.sources),
        }
        number = self._leg_numbers.setdefault(repr(words), len(self.legs))
        if number == len(self.legs):
            self.legs.append(words)
        return number

    def frontier(self, frontier: Frontier) -> list[CitedRow]:
        """The rows of a border crossing."""
        checkpoint = self._ground.checkpoints.get(frontier.crossing.id or "")
        rows = frontier_rows(self._ground, frontier)
        return self.cited(rows, checkpoint.sources if checkpoint else ())


def _position(point: LonLat) -> list[float]:
    return [round(degrees, 5) for degrees in lat_lon(point)]


def _variant(page: Sheet, shared: _Shared, index: int) -> dict[str, Any]:
    entry = page.comparison.entries[index]
    return {
        "letter": letter(index),
        "name": clean(entry.variant.name),
        "style": line_classes(index),
        "state": clean(entry.status.state or "unknown"),
        "legs": [shared.leg(leg) for leg in (entry.route.legs if entry.route else ())],
        "strokes": [
            [
                stroke.leg,
                KINDS.index(stroke_classes(stroke.mode, schematic=stroke.schematic)),
                # Chains are counted from one; a negative number runs backwards.
                *((use.chain + 1) * (1 if use.forward else -1) for use in stroke.uses),
            ]
            for stroke in page.drawing.strokes[index]
        ],
    }


def _place(page: Sheet, shared: _Shared, stop: Stop) -> dict[str, Any]:
    return {
        "name": clean(stop.place.name),
        "at": _position(stop.place.position),
        "kind": stop.place.kind.value,
        "rank": stop.rank,
        "estimated": int(stop.place.is_estimated),
        "variants": sorted(stop.variants),
        "rows": shared.cited(place_rows(stop), stop.place.sources),
        "more": [
            {"title": f"Border crossing point: {crossing_name(f.crossing)}", "rows": rows}
            for f in page.frontiers
            if f.port == stop.place.id
            for rows in [shared.frontier(f)]
        ],
    }


def _crossing(page: Sheet, shared: _Shared, frontier: Frontier) -> dict[str, Any]:
    crossing = frontier.crossing
    ports = [number for number, s in enumerate(page.stops) if s.place.id == frontier.port]
    return {
        "name": crossing_name(crossing),
        "at": _position((crossing.lon, crossing.lat)),
        "named": int(crossing.named),
        # Counted from one, so that none is nothing.
        "port": ports[0] + 1 if ports else 0,
        "variants": sorted(frontier.at_km),
        "rows": shared.frontier(frontier),
    }
