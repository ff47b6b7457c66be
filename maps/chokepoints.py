"""The chokepoints of a network on the map: every closure that does damage, sized by it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from geodata.atlas import Atlas
from geodata.model import LonLat
from maps.compact import compact_style
from maps.countries import COUNTRIES
from maps.elements import Chart, PageElement
from maps.embedding import asset, short_script
from maps.history import still
from maps.page import AtlasMap
from maps.projection import lat_lon
from maps.sheet import unit_position, words_of
from maps.style import letter
from maps.text import clean
from routes.model import Comparison, Route
from routes.whatif.chokepoints import Damage
from routes.whatif.closures import Break, Subject
from routes.whatif.whatif import Change
from routes.wording.language import Language

LEAST_PX, MOST_PX = 10, 30
"""Radius of a mark with the least room for its rank, and of that of the worst closure."""

KINDS = ("lost", "around")
"""What a closure does at worst: a variant is lost, or only led around."""


class Closures(PageElement):
    """The ranking of closures."""

    region, template = "panel", "chokepoints.html"


class ChokepointMap(AtlasMap):
    """The map of a comparison with the closures that break its variants, the worst first.

    It is in the language of the atlas.

    Parameters
    ----------
    found : sequence of Damage
        From `routes.whatif.chokepoints.chokepoints`.
    comparison : Comparison
        The variants that could break.
    atlas : Atlas
        The ground that they were made on.
    scope : str
        What was closed, in a sentence.
    title, theme
        See `maps.page.render_map`.
    more : sequence of sequences, optional
        For each closure, further rows of its popup: a label and a text.
    """

    def __init__(
        self,
        found: Sequence[Damage],
        comparison: Comparison,
        atlas: Atlas,
        scope: str,
        *,
        title: str | None = None,
        theme: str = "auto",
        more: Sequence[Sequence[tuple[str, str]]] = (),
    ) -> None:
        routed = frozenset(i for i, entry in enumerate(comparison.entries) if entry.route)
        words = words_of(atlas)
        if title is None:
            title = words.say("closures_on", date=words.day(comparison.as_of))
        super().__init__(
            comparison,
            atlas,
            title,
            lang=words.code,
            theme=theme,
            past=still(comparison),
            shown=routed,
        )
        letters = {e.variant.id: letter(i) for i, e in enumerate(comparison.entries)}
        worst = max((_weight(damage) for damage in found), default=1.0) or 1.0
        spots = []
        for rank, damage in enumerate(found, start=1):
            rows = _sheet(damage, letters, (rank, len(found)), words)
            rows += [*more[rank - 1]] if more else []
            spots.append(_spot(damage, rank, worst, atlas, rows))
        self.data["closures"] = [
            {"rank": str(s["rank"]), "kind": s["kind"], "r": s["r"], "at": s["at"],
             "sheet": {"name": s["name"], "rows": s["rows"]}}
            for s in spots
        ]  # fmt: skip
        marked = [spot for spot in spots if spot["at"]]
        for child in self._children.values():
            if isinstance(child, Chart):
                child.template = "chokepoints.svg"  # type: ignore[misc]  # of this one only
                child.context["spots"] = marked
        table = Closures(self.words, _table(found, scope, len(marked), words))
        self.add_child(table)
        # The ranking is what the page is about: it stands before the comparison.
        self._children.move_to_end(table.get_name(), last=False)

    def own_script(self) -> str:
        """The script of the page, with that of the closures."""
        return f"{super().own_script()}\n{short_script('chokepoints.js')}"

    def own_style(self, *, foreign: bool) -> str:
        """The style sheet of the page, with that of the closures."""
        return f"{super().own_style(foreign=foreign)}\n{compact_style(asset('chokepoints.css'))}"


def chokepoints_html(
    found: Sequence[Damage], comparison: Comparison, atlas: Atlas, scope: str, **options: Any
) -> str:
    """The page of a ranking of closures: one HTML document that asks for nothing outside itself.

    Parameters
    ----------
    found, comparison, atlas, scope, **options
        Those of `ChokepointMap`.

    Returns
    -------
    str
        The whole document, in UTF-8 when written.
    """
    page: str = ChokepointMap(found, comparison, atlas, scope, **options).get_root().render()
    return page


def _weight(damage: Damage) -> float:
    """One for a variant lost, the share of added kilometres (at most one) for one led around."""
    return sum(_share(change) for change in damage.broken)


def _share(change: Change) -> float:
    before, after = change.before.route, change.after.route
    if before is None or after is None:
        return 1.0
    more = (after.distance_km - before.distance_km) / before.distance_km
    return min(1.0, max(0.0, more))


def _spot(
    damage: Damage, rank: int, worst: float, atlas: Atlas, rows: list[tuple[str, str]]
) -> dict[str, Any]:
    at = where(damage, atlas)
    x, y = unit_position(at) if at else (0, 0)
    radius = round(LEAST_PX + (MOST_PX - LEAST_PX) * math.sqrt(_weight(damage) / worst))
    return {
        "rank": rank,
        "name": clean(damage.closure.name),
        "kind": "lost" if damage.lost else "around",
        "r": radius,
        "at": [round(degrees, 4) for degrees in lat_lon(at)] if at else None,
        "x": x,
        "y": y,
        "rows": [[clean(label), clean(text)] for label, text in rows],
    }


def where(damage: Damage, atlas: Atlas) -> LonLat | None:
    """Where a closure lies; ``None`` for a bloc or a mode, which lie at no one place."""
    closure = damage.closure
    if closure.subject in (Subject.BLOC, Subject.MODE):
        return None
    if closure.subject is Subject.PLACE:
        return atlas.places[closure.id].position
    if closure.subject is Subject.COUNTRY and closure.id in COUNTRIES:
        return COUNTRIES[closure.id][1]
    first = damage.broken[0]
    if closure.subject is Subject.CHECKPOINT:
        for crossing in first.before.route.crossings if first.before.route else ():
            if crossing.id == closure.id:
                return (crossing.lon, crossing.lat)
        port = atlas.checkpoints[closure.id].place_a
        if port is not None:
            return atlas.places[port].position
    return _middle(first.before.route, first.breaks[0]) if first.before.route else None


def _middle(route: Route, piece: Break) -> LonLat:
    """The point half-way along a stretch of a route."""
    from shapely import LineString

    wanted, done_km = (piece.start_km + piece.end_km) / 2, 0.0
    runs = [run for leg in route.legs for run in leg.runs]
    for run in runs:
        length_km = run.section.distance_km
        if done_km + length_km >= wanted or run is runs[-1]:
            share = (wanted - done_km) / length_km if length_km else 0.0
            point = LineString(run.points).interpolate(min(share, 1.0), normalized=True)
            return (point.x, point.y)
        done_km += length_km
    raise ValueError("a route has runs")


def _sheet(
    damage: Damage, letters: dict[str, str], place: tuple[int, int], words: Language
) -> list[tuple[str, str]]:
    """The rows of a closure's popup; ``place`` is its rank, and how many there are."""
    around = [change for change in damage.broken if not change.is_lost]
    added = damage.added
    none = words.say("none_lost")
    subject = words.say(f"subject_{damage.closure.subject}")
    rows = [
        ("rank", words.say("rank_of", rank=place[0], ranks=place[1], subject=subject)),
        ("lost", _variants(damage.lost, letters, words) or none),
        ("led_around", _variants(around, letters, words) or none),
    ]
    if around:
        more = words.say(
            "added_in_all",
            km=words.number(added["km"]),
            frontiers=words.number(added["frontiers"], sign="+"),
            transfers=words.number(added["transshipments"], sign="+"),
        )
        rows.append(("added", more))
    if damage.by_other_modes:
        rows.append(("by_other_modes", str(len(damage.by_other_modes))))
    return [(words.say(key), text) for key, text in rows]


def _variants(changes: Sequence[Change], letters: dict[str, str], words: Language) -> str:
    """Each variant on a line of its own: its letter and name, and what its way around adds."""
    return "\n".join(_told(change, letters, words) for change in changes)


def _told(change: Change, letters: dict[str, str], words: Language) -> str:
    variant, before, after = change.before.variant, change.before.route, change.after.route
    head = f"{letters[variant.id]}: {variant.name}"
    if before is None or after is None:
        return head
    more = words.number(after.distance_km - before.distance_km, sign="+")
    return words.say("way_around", variant=head, km=more)


def _table(found: Sequence[Damage], scope: str, marked: int, words: Language) -> dict[str, Any]:
    are_alike = len({damage.closure.subject for damage in found}) == 1
    return {
        "scope": clean(scope),
        "kinds": [(kind, words.say(f"closures_{kind}")) for kind in KINDS],
        "rows": [
            {
                "name": clean(damage.closure.name),
                "subject": "" if are_alike else words.say(f"subject_{damage.closure.subject}"),
                "lost": str(len(damage.lost)),
                "around": str(len(damage.broken) - len(damage.lost)),
                "km": words.number(damage.added["km"]),
            }
            for damage in found
        ],
        "notes": list(_notes(len(found), marked, words)),
    }


def _notes(closures: int, marked: int, words: Language) -> Iterator[str]:
    yield words.say("closures_ranked")
    if marked < closures:
        yield words.say("closures_nowhere")
