"""The data that the page's script works with, besides the geometry in the drawing.

Everything is a plain list whose items stand in an order that ``assets/unpack.js`` knows; what is
missing at the end of a list is nothing. Texts, legs, crossings, states and timelines that several
variants share stand once and are referred to by number. Positions are (latitude, longitude), as
Leaflet wants them; days are counted from ``start``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from geodata.model import Basis, LonLat, Mode, Place
from maps.countries import COUNTRIES, ELSEWHERE, SEAS
from maps.history import RULES, is_still, window
from maps.packing import Table, trimmed
from maps.projection import lat_lon, parameters
from maps.sheet import Edition, Frontier, Meeting, Sheet, meeting
from maps.style import KIND_WORDS, STATES, stroke_classes
from maps.text import clean
from maps.wording import language
from maps.words import CUSTOMS, customs
from routes.law.states import STATES as STATE_WORDS
from routes.law.states import state_word
from routes.model import Crossing, Leg, Side, Status
from routes.wording.language import Language

KINDS = [stroke_classes(mode, schematic=way) for mode in Mode for way in (False, True)]
"""Modes and styles of strokes, as classes of the style sheet."""

MODES = list(Mode)
PLACE_KINDS = list(KIND_WORDS)
ASIDE = 9
"""Rank of a place that is not marked: the station on one side of a frontier."""


def payload(page: Sheet, words: Language | None = None) -> dict[str, Any]:
    """Everything the script needs, as plain JSON values."""
    return _Packer(page, words or language("en")).data()


class _Packer:
    """Gathers the page's data; what is shared gets its number when it is first met."""

    def __init__(self, page: Sheet, words: Language) -> None:
        self.page = page
        self.words = words
        self.start, self.end = window(page.comparison, page.history)
        self.sources = Table()
        self.legs = Table()
        self.reasons = Table()
        self.acts = Table()
        self.tongues = Table()
        self.statuses = Table()
        self.timelines = Table()
        self.countries: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.place_records: list[list[Any]] = []
        for stop in page.stops:
            self._place(stop.place, stop.rank)
        self.frontiers: dict[Meeting, int] = {}
        self.crossings = [self._crossing(frontier) for frontier in page.frontiers]

    def data(self) -> dict[str, Any]:
        """All of it, by name."""
        page, comparison = self.page, self.page.comparison
        variants = [self._variant(index) for index in range(len(comparison.entries))]
        rules = list(RULES)
        return {
            "lang": self.words.code,
            "words": self.words.live,
            "months": self.words.months,
            "group": self.words.group,
            "projection": parameters(),
            "box": list(page.box),
            "chains": len(page.chains),
            "shown": sorted(page.shown),
            "kinds": KINDS,
            "modes": MODES,
            "placeKinds": [kind.value for kind in PLACE_KINDS],
            "states": [[word, *STATES[word]] for word in STATE_WORDS],
            "start": self.start.isoformat(),
            "end": self._day(self.end),
            "day": self._day(comparison.as_of),
            "rule": rules.index((comparison.cargo, comparison.direction)),
            "known": [self._day(page.history.known_to.get(cargo)) for cargo, _ in rules],
            "still": int(is_still(page.history)),
            "sources": [self._title(id_) for id_ in self.sources.values],
            "names": self.countries,
            "countries": [
                [self.words.country(c), *_position(at)] for c, (_, at) in COUNTRIES.items()
            ],
            "seas": [
                [self.words.sea(name), *_position(at), *map(_position, ELSEWHERE.get(name, ()))]
                for name, at in SEAS
            ],
            "tongues": self.tongues.values,
            "places": self.place_records,
            "crossings": self.crossings,
            "legs": self.legs.values,
            "reasons": self.reasons.values,
            "acts": self.acts.values,
            "statuses": self.statuses.values,
            "timelines": self.timelines.values,
            "variants": variants,
        }

    def _title(self, id_: str) -> str:
        """A source's title; an id without a record stands for itself."""
        known = self.page.ground.sources
        return clean(known[id_].title if id_ in known else id_)

    def _cited(self, ids: Sequence[str]) -> list[int]:
        return [self.sources.number(id_) for id_ in ids]

    def _country(self, code: str | None) -> str:
        if code:
            self.countries[code] = clean(self.words.country(code))
        return code or ""

    def _day(self, day: date | None) -> int | None:
        return None if day is None else (day - self.start).days

    def _place(self, place: Place, rank: int) -> int:
        number = self.places.setdefault(place.id, len(self.place_records))
        if number == len(self.place_records):
            names = [
                part
                for name in place.names
                if name.text != place.name or name.use != "official"
                for part in (
                    clean(name.text),
                    self.tongues.number([clean(name.language), clean(name.use)]),
                )
            ]
            record = [
                clean(place.name),
                _position(place.position),
                PLACE_KINDS.index(place.kind),
                self._country(place.country),
                rank,
                place.uncertainty_m,
                self._cited(place.sources),
                names,
                clean(place.unlocode or ""),
                clean(place.esr or ""),
                int(place.is_estimated),
                clean(place.warning or ""),
                *_dates(place.opened, place.closed),
            ]
            self.place_records.append(trimmed(record))
        return number

    def _known_place(self, id_: str | None) -> int:
        """The number of a place counted from one, so that none is nothing."""
        place = self.page.ground.places.get(id_ or "")
        return self._place(place, ASIDE) + 1 if place else 0

    def _crossing(self, frontier: Frontier) -> list[Any]:
        crossing = frontier.crossing
        self.frontiers[meeting(crossing)] = len(self.frontiers)
        checkpoint = self.page.ground.checkpoints.get(crossing.id or "")
        record = [
            clean(crossing.name or ""),
            _position((crossing.lon, crossing.lat)),
            self._country(crossing.from_country),
            self._country(crossing.to_country),
            MODES.index(crossing.mode),
            int(crossing.named),
            self.places[frontier.port] + 1 if frontier.port else 0,
            [self._side(side) for side in crossing.sides],
            int(crossing.break_of_gauge),
            self._known_place(checkpoint.handover if checkpoint else None),
            self._cited(checkpoint.sources) if checkpoint else [],
            clean(checkpoint.note or "") if checkpoint else "",
            *(_dates(checkpoint.opened, checkpoint.closed) if checkpoint else ()),
        ]
        return trimmed(record)

    def _side(self, side: Side) -> list[Any]:
        checkpoint = self.page.ground.checkpoints.get(side.checkpoint or "")
        place = None
        if checkpoint:
            own = checkpoint.country_a == side.country
            place = checkpoint.place_a if own else checkpoint.place_b
        number = self._known_place(place)
        return trimmed(
            [
                self._country(side.country),
                number,
                "" if number else clean(side.station or ""),
                clean(side.operator or ""),
                side.gauge_mm or 0,
            ]
        )

    def _leg(self, leg: Leg, strokes: list[list[int]]) -> int:
        drawn = {run.section.schematic for run in leg.runs}
        record = [
            self.places[leg.start],
            self.places[leg.end],
            MODES.index(leg.mode),
            round(leg.measured_km),
            [round(leg.basis_km.get(basis, 0.0), 1) for basis in Basis],
            [
                item
                for code, km in leg.country_km.items()
                for item in (self._country(code), round(km))
            ],
            strokes,
            [self.places[place] for place in leg.via],
            self._cited(leg.sources),
            len(leg.runs),
            leg.gauge_mm or 0,
            # 0: nowhere, 1: wholly, 2: in part.
            0 if drawn == {False} else 1 if drawn == {True} else 2,
        ]
        return self.legs.number(trimmed(record))

    def _edition(self, edition: Edition) -> list[Any]:
        route = edition.route
        since = self._day(edition.since)
        if route is None:
            return [since]
        strokes: list[list[list[int]]] = [[] for _ in route.legs]
        for stroke in edition.strokes:
            kind = KINDS.index(stroke_classes(stroke.mode, schematic=stroke.schematic))
            # Chains are counted from one; a negative number runs backwards.
            uses = ((use.chain + 1) * (1 if use.forward else -1) for use in stroke.uses)
            strokes[stroke.leg].append([kind, *uses])
        return [
            since,
            [self._leg(leg, own) for leg, own in zip(route.legs, strokes, strict=True)],
            [
                number
                for crossing in route.crossings
                for number in (
                    self.frontiers[meeting(crossing)],
                    round(crossing.at_km),
                    self._manner(crossing),
                )
            ],
            [
                round(km)
                for km in (
                    route.distance_km,
                    *(route.basis_km.get(basis, 0.0) for basis in Basis),
                    route.measured_km,
                )
            ],
            route.transshipments,
        ]

    def _manner(self, crossing: Crossing) -> int:
        """Customs by its answer, and three more when the mark is for the other direction."""
        mark = self.page.frontiers[self.frontiers[meeting(crossing)]].crossing
        reverse = mark.from_country != crossing.from_country
        return CUSTOMS.index(customs(crossing)) + 3 * reverse

    def _variant(self, index: int) -> list[Any]:
        entry = self.page.comparison.entries[index]
        course = self.page.history.courses[index]
        lines = {rules: self._timeline(periods) for rules, periods in course.periods.items()}
        return [
            clean(entry.variant.id),
            clean(entry.variant.name),
            clean(entry.variant.summary),
            [self._edition(edition) for edition in self.page.editions[index]],
            [lines.get(rules, -1) for rules in RULES],
        ]

    def _timeline(self, periods: Sequence[Any]) -> int:
        flat: list[int | None] = []
        for period in periods:
            until = self._day(period.until)
            # What ended before the page's first day is not offered.
            if until is None or until > 0:
                flat += [self._day(period.since), self._status(period.status)]
        return self.timelines.number(flat)

    def _status(self, status: Status) -> int:
        reason = self.reasons.number(clean(status.reason))
        states = list(STATE_WORDS)
        state = states.index(state_word(status.state)) if status.state in states else -1
        acts = [self.acts.number(clean(id_)) for id_ in status.records]
        record: list[Any] = [state, reason, acts, *self._cited(status.sources)]
        return self.statuses.number(record)


def _dates(opened: date | None, closed: date | None) -> tuple[str, str]:
    return (opened.isoformat() if opened else "", closed.isoformat() if closed else "")


def _position(point: LonLat) -> list[float]:
    return [round(degrees, 4) for degrees in lat_lon(point)]
