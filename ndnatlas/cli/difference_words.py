"""The difference of two variants in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ndnatlas.cli.words import count, km, say, words
from routes.difference.difference import Delta, Difference, Opposite, Part, Stretch, delta
from routes.model import Crossing, Route

# How many places between the ends of a stretch the sentences name.
NAMED = 3
# Less than half of the last digit shown.
NOTHING_KM = 0.05


class Words:
    """Sentences about two variants called ``a`` and ``b``; ``place`` gives the name for an id."""

    def __init__(self, a: str, b: str, place: Callable[[str], str]) -> None:
        self.a, self.b = (say("{name}|of a variant", name=name) for name in (a, b))
        self._place = place

    def lines(self, found: Difference, a: Route, b: Route) -> Iterator[str]:
        """What there is to say: a line for each stretch, then one for the whole."""
        stretches = found.stretches
        for number, stretch in enumerate(stretches):
            first, last = number == 0, number == len(stretches) - 1
            if stretch.shared:
                yield self._together(stretch, whole=first and last)
            else:
                says = self._apart(stretch, first=first, last=last)
                yield " ".join((says, *self._more(delta(stretch.a, stretch.b))))
        if not any(stretch.shared for stretch in stretches):
            yield say("They run no stretch together.")
        if found.opposite:
            uses = listed(map(self._use, found.opposite))
            yield say("Both use, in opposite directions, {uses}.", uses=uses)
        if len(stretches) > 1:
            yield self._in_all(a, b)

    def _together(self, stretch: Stretch, *, whole: bool) -> str:
        phrase = "Both run from {start} to {end}, {km}."
        if whole:
            phrase = "Both run the same way from {start} to {end}, {km}."
        start, end = self._place(stretch.a.start), self._place(stretch.a.end)
        return say(phrase, start=start, end=end, km=in_km(stretch.a.distance_km))

    def _use(self, part: Opposite) -> str:
        ends = f"{self._place(part.start)} - {self._place(part.end)}"
        return f"{ends} ({in_km(part.distance_km)})"

    def _apart(self, stretch: Stretch, *, first: bool, last: bool) -> str:
        a, b = stretch.a, stretch.b
        if not a.runs or not b.runs:
            sides = (self.b, b, self.a) if b.runs else (self.a, a, self.b)
            return self._alone(*sides, first=first, last=last)
        start, other = self._place(a.start), self._place(b.start)
        if a.start != b.start:
            phrase = "{a} begins at {start}, {b} at {other}"
        elif first:
            phrase = "Both begin at {start} and part there"
        else:
            phrase = "At {start} they part"
        begin = say(phrase, a=self.a, b=self.b, start=start, other=other)
        ends = [self._place(a.end), self._place(b.end)]
        to, end = ["", ""], ""
        if a.end != b.end:
            to = [say(" to {end}", end=place) for place in ends]
        elif last:
            end = say("; both end at {end}", end=ends[0])
        elif a.start == b.start:
            end = say("; they meet again at {end}", end=ends[0])
        else:
            end = say("; they meet at {end}", end=ends[0])
        ways = say(
            "{a} goes {way}, {b} {other}",
            a=self.a,
            b=self.b,
            way=self._way(a) + to[0],
            other=self._way(b) + to[1],
        )
        return f"{begin}: {ways}{end}; {self._longer(b.distance_km - a.distance_km)}."

    def _alone(self, name: str, side: Part, other: str, *, first: bool, last: bool) -> str:
        """A stretch that one runs while the other has not begun, has ended or needs no detour."""
        phrase = "At {start} {a} alone makes a detour of {way}."
        if first:
            phrase = "{a} begins at {start} and goes {way} to {end}, where {b} begins."
        elif last:
            phrase = "{b} ends at {start}; {a} goes on {way} to {end}."
        start, end = self._place(side.start), self._place(side.end)
        return say(phrase, a=name, b=other, start=start, end=end, way=self._way(side))

    def _way(self, side: Part) -> str:
        via = [self._place(place) for place in _spread(side.stops or side.via)]
        modes = [_by_mode(own, mode) for mode, own in side.mode_km.items() if own]
        by = say(" by {places}", len(via), places=listed(via)) if via else ""
        of_it = f" ({', '.join(modes)})" if len(modes) > 1 else ""
        return f"{in_km(side.distance_km)}{by}{of_it}"

    def _longer(self, more_km: float) -> str:
        if is_nothing(more_km):
            return say("neither is longer")
        longer = self.b if more_km > 0 else self.a
        return say("{a} is {km} longer", a=longer, km=in_km(abs(more_km)))

    def _more(self, found: Delta) -> Iterator[str]:
        """What a stretch changes besides kilometres."""
        for name, crossings in ((self.a, found.only_a), (self.b, found.only_b)):
            if crossings:
                frontiers = listed(_frontiers(crossings))
                yield say("Only {a} crosses {frontiers}.", a=name, frontiers=frontiers)
        if counts := _counts(found):
            yield self._has(counts)

    def _has(self, parts: Sequence[str]) -> str:
        return say("{b} has {parts} than {a}.", a=self.a, b=self.b, parts=listed(parts))

    def _in_all(self, a: Route, b: Route) -> str:
        found = delta(a, b)
        modes = [
            say(
                "{km} more by {mode}" if more > 0 else "{km} less by {mode}",
                km=in_km(abs(more)),
                mode=say(f"part_{mode}"),
            )
            for mode, more in found.mode_km.items()
            if not is_nothing(more)
        ]
        parts = modes if len(modes) > 1 else []
        parts += _counts(found)
        text = say(
            "In all {a} has {km}, {b} {other}; {longer}.",
            a=self.a,
            b=self.b,
            km=in_km(a.distance_km),
            other=in_km(b.distance_km),
            longer=self._longer(found.distance_km),
        )
        return f"{text} {self._has(parts)}" if parts else text


def _by_mode(own_km: float, mode: str) -> str:
    return say("{km} {mode}|of a way", km=in_km(own_km), mode=say(f"part_{mode}"))


def _counts(found: Delta) -> list[str]:
    nouns = (
        (found.crossings, "frontier"),
        (found.customs_borders, "border with customs"),
        (found.transshipments, "transshipment"),
        (found.breaks_of_gauge, "break of gauge"),
    )
    told = []
    for n, noun in nouns:
        number, _, things = count(abs(n), f"{noun}|more").partition(" ")
        phrase = "{number} more {things}" if n > 0 else "{number} fewer {things}"
        if n:
            told.append(say(phrase, number=number, things=things))
    return told


def _frontiers(crossings: Sequence[Crossing]) -> list[str]:
    """Frontiers by their crossing points, those without one last."""
    pairs = [(f"{c.from_country}-{c.to_country}", c.name) for c in crossings]
    unnamed = ", ".join(pair for pair, name in pairs if not name)
    found = [say("{pair} at {name}", pair=pair, name=name) for pair, name in pairs if name]
    if unnamed:
        found.append(say("{pairs} without a registered crossing point", pairs=unnamed))
    return found


def _spread(places: Sequence[str]) -> list[str]:
    """A few of many, evenly spread, the first and the last among them."""
    if len(places) <= NAMED:
        return list(places)
    return [places[round(i * (len(places) - 1) / (NAMED - 1))] for i in range(NAMED)]


def listed(parts: Iterable[str]) -> str:
    """``a, b and c``."""
    return words().listed(parts)


def in_km(value: float) -> str:
    """``1,234.5 km``."""
    return say("{km} km", km=km(value))


def is_nothing(km: float) -> bool:
    """Whether kilometres would be shown as 0.0."""
    return abs(km) < NOTHING_KM
