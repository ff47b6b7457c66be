"""Reasons: why a state is what it is, or why there is no way, in the language of an atlas.

A reason is a sentence that knows its kind and its parts: ids of acts, places and lines, codes of
countries, modes, dates. So the same reason can be told again in another language, while whoever
needs but the text has a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

from geodata.atlas import Atlas
from geodata.law import Direction
from geodata.model import Mode
from routes.wording.language import Language, language

# What tells a way from others: places, checkpoints and lines, each by the name of its table and id.
Mark: TypeAlias = tuple[tuple[str, str], ...]

# For reasons that name nothing of an atlas, in English until they are told again.
NOWHERE = Atlas({}, {}, {}, {}, {}, {}, {}, {})


class Reason(str):
    """A sentence of a kind, ``key``, made of its ``parts``.

    The phrases are those of `routes.wording`, by the kind; what a part is follows from its name:
    see `_PARTS`.
    """

    __slots__ = ("key", "parts")
    key: str
    parts: Mapping[str, Any]

    def __new__(cls, text: str, key: str, parts: Mapping[str, Any]) -> Reason:
        """Make it of its text and what the text was made of; see `Reason.of`."""
        made = super().__new__(cls, text)
        made.key = key
        made.parts = parts
        return made

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, Any]]:  # type: ignore[override]  # more than a plain text has
        return str(self), self.key, self.parts

    @classmethod
    def of(cls, key: str, atlas: Atlas, **parts: Any) -> Reason:
        """A reason of a kind, told in the language of an atlas, by the names that it has."""
        words = language(atlas.language)
        told = {name: _PARTS[name](value, atlas, words) for name, value in parts.items()}
        number = len(parts["places"]) if "places" in parts else None
        return cls(words.say(key, number, **told), key, parts)

    def told(self, atlas: Atlas) -> Reason:
        """The same reason in the language of another atlas."""
        return Reason.of(self.key, atlas, **self.parts)


def retold(text: str, atlas: Atlas) -> str:
    """A reason in the language of an atlas; any other text as it is."""
    return text.told(atlas) if isinstance(text, Reason) else text


def mark_names(mark: Mark, atlas: Atlas) -> list[str]:
    """The names of what makes up a mark, each once; ``Torkham / Torkham`` is told once."""
    words = language(atlas.language)
    told = []
    for table, ident in mark:
        name = getattr(atlas, table)[ident].name
        if table == "checkpoints":
            name = " / ".join(dict.fromkeys(name.split(" / ")))
        told.append(words.say("the_line", name=name) if table == "lines" else name)
    return list(dict.fromkeys(told))


def _mark(mark: Mark, atlas: Atlas, words: Language) -> str:
    return words.say("part_and").join(mark_names(mark, atlas))


def _name(ident: str, atlas: Atlas, _words: Language) -> str:
    return atlas.places[ident].name


def _stops(idents: tuple[str, ...], atlas: Atlas, _words: Language) -> str:
    return " - ".join(atlas.places[ident].name for ident in idents)


def _act(ident: str, atlas: Atlas, words: Language) -> str:
    """An act by its title, with its dates."""
    act = atlas.acts[ident]
    dates = (("part_since", act.since), ("part_until", act.until))
    span = " ".join(words.say(key, day=words.in_text(day)) for key, day in dates if day)
    return words.say("part_act", title=act.title, span=span) if span else act.title


def _grants(found: tuple[tuple[str, str | None], ...], _atlas: Atlas, words: Language) -> str:
    """Countries with the id of the act by which each admits, ``None`` for an ally."""
    pairs = (f"{code} ({ident or words.say('part_nato')})" for code, ident in found)
    return ", ".join(pairs)


def _where(found: str | tuple[str, str, float], atlas: Atlas, words: Language) -> str:
    """A checkpoint by its id, or two countries and the kilometre at which no point is known."""
    if isinstance(found, str):
        return words.say("part_checkpoint", name=atlas.checkpoints[found].name)
    a, b, km = found
    ends = {"a": words.of_country(a), "b": words.of_country(b)}
    return words.say("part_nameless", None, km=words.number(km, 1), **ends)


def _place(ident: str, atlas: Atlas, _words: Language) -> str:
    return f"{atlas.places[ident].name} ({ident})"


def _places(idents: tuple[str, ...], atlas: Atlas, words: Language) -> str:
    return words.say("part_and").join(atlas.places[ident].name for ident in idents)


def _lines(
    found: tuple[tuple[str, date | None, date | None], ...], atlas: Atlas, words: Language
) -> str:
    """Lines with the days on which they opened and closed."""
    told = []
    for ident, opened, closed in found:
        dates = (("part_opened", opened), ("part_closed", closed))
        days = ", ".join(words.say(key, day=words.in_text(day)) for key, day in dates if day)
        told.append(f"{atlas.lines[ident].name}, {days}")
    return "; ".join(told)


def _spans(
    found: tuple[tuple[date | None, date | None], ...], _atlas: Atlas, words: Language
) -> str:
    english = words.code == "en"

    def end(key: str, day: date | None, other: str) -> str:
        if day is None:
            return words.say(other)
        return words.in_text(day) if english else words.say(key, day=words.in_text(day))

    return "; ".join(
        words.say(
            "part_span",
            since=end("part_since", since, "part_beginning"),
            until=end("part_until", until, "part_today"),
        )
        for since, until in found
    )


def _validity(found: tuple[date | None, date | None], atlas: Atlas, words: Language) -> str:
    """The days of validity, the last one included: whole years as years."""
    since, until = found
    if since and until and (since.month, since.day) == (1, 1) == (until.month, until.day):
        last = until.year - 1
        return f"{since.year}" + (f"-{last}" if last > since.year else "")
    return _spans(((since, until and until - timedelta(days=1)),), atlas, words)


def _modes(joint: str) -> Callable[[tuple[Mode, ...], Atlas, Language], str]:
    def told(modes: tuple[Mode, ...], _atlas: Atlas, words: Language) -> str:
        return words.say(joint).join(words.say(f"part_{mode}") for mode in modes)

    return told


def _gauges(joint: str) -> Callable[[tuple[int | None, ...], Atlas, Language], str]:
    def told(found: tuple[int | None, ...], _atlas: Atlas, words: Language) -> str:
        return words.say(joint).join(
            words.say("part_gauge", mm=mm) if mm else words.say("part_no_gauge") for mm in found
        )

    return told


def _track(found: tuple[int, ...], atlas: Atlas, words: Language) -> str:
    gauges = _gauges("part_or")(found, atlas, words)
    return words.say("part_track", gauges=gauges) if found else ""


def _area(codes: tuple[str, ...], _atlas: Atlas, words: Language) -> str:
    return words.say("part_area", ids=", ".join(codes)) if codes else ""


def _when(day: date | None, _atlas: Atlas, words: Language) -> str:
    return words.say("part_when", day=words.in_text(day)) if day else ""


def _course(direction: Direction, _atlas: Atlas, words: Language) -> str:
    return words.say(f"part_{direction}")


_PARTS: Mapping[str, Callable[[Any, Atlas, Language], str]] = {
    "act": _act,
    "all_gauges": _gauges("part_and"),
    "all_modes": _modes("part_and"),
    "area": _area,
    "cause": lambda found, atlas, _: retold(found, atlas),
    "countries": lambda found, _, words: ", ".join(map(words.country, found)),
    "country": lambda code, _, words: words.of_country(code),
    "course": _course,
    "day": lambda day, _, words: words.in_text(day),
    "end": _place,
    "grants": _grants,
    "head": lambda found, atlas, _: retold(found, atlas),
    "ids": lambda found, _atlas, _words: ", ".join(found),
    "lands": lambda codes, _, words: words.listed(map(words.country, codes)),
    "leaves": _name,
    "lines": _lines,
    "mark": _mark,
    "meets": _name,
    "missed": lambda modes, _, words: words.listed(words.say(f"without_{one}") for one in modes),
    "mode": lambda mode, _, words: words.say(f"part_{mode}"),
    "modes": _modes("part_or"),
    "order": lambda number, _atlas, _words: str(number),
    "other": _mark,
    "place": _place,
    "places": _places,
    "reasons": lambda found, atlas, _: "; ".join(retold(one, atlas) for one in found),
    "spans": _spans,
    "start": _place,
    "stops": _stops,
    "track": _track,
    "used": lambda modes, _, words: words.listed(words.say(f"part_{one}") for one in modes),
    "validity": _validity,
    "variant": lambda ident, _atlas, _words: ident,
    "when": _when,
    "where": _where,
}
"""How each part of a reason is told."""
