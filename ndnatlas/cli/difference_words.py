"""The difference of two variants in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ndnatlas.cli.tables import counted
from routes.difference.difference import Delta, Difference, Opposite, Part, Stretch, delta
from routes.model import Crossing, Route

# How many places between the ends of a stretch the sentences name.
NAMED = 3
# Less than half of the last digit shown.
NOTHING_KM = 0.05


class Words:
    """Sentences about two variants called ``a`` and ``b``; ``place`` gives the name for an id."""

    def __init__(self, a: str, b: str, place: Callable[[str], str]) -> None:
        self.a = a
        self.b = b
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
            yield "They run no stretch together."
        if found.opposite:
            yield f"Both use, in opposite directions, {listed(map(self._use, found.opposite))}."
        if len(stretches) > 1:
            yield self._in_all(a, b)

    def _together(self, stretch: Stretch, *, whole: bool) -> str:
        run = "Both run the same way" if whole else "Both run"
        start, end = self._place(stretch.a.start), self._place(stretch.a.end)
        return f"{run} from {start} to {end}, {in_km(stretch.a.distance_km)}."

    def _use(self, part: Opposite) -> str:
        ends = f"{self._place(part.start)} - {self._place(part.end)}"
        return f"{ends} ({in_km(part.distance_km)})"

    def _apart(self, stretch: Stretch, *, first: bool, last: bool) -> str:
        a, b = stretch.a, stretch.b
        if not a.runs or not b.runs:
            sides = (self.b, b, self.a) if b.runs else (self.a, a, self.b)
            return self._alone(*sides, first=first, last=last)
        if a.start != b.start:
            begin = f"{self.a} begins at {self._place(a.start)}, {self.b} at {self._place(b.start)}"
        elif first:
            begin = f"Both begin at {self._place(a.start)} and part there"
        else:
            begin = f"At {self._place(a.start)} they part"
        if a.end != b.end:
            to = (f" to {self._place(a.end)}", f" to {self._place(b.end)}")
            end = ""
        else:
            to = ("", "")
            meet = "both end" if last else "they meet again" if a.start == b.start else "they meet"
            end = f"; {meet} at {self._place(a.end)}"
        ways = f"{self.a} goes {self._way(a)}{to[0]}, {self.b} {self._way(b)}{to[1]}"
        return f"{begin}: {ways}{end}; {self._longer(b.distance_km - a.distance_km)}."

    def _alone(self, name: str, side: Part, other: str, *, first: bool, last: bool) -> str:
        """A stretch that one runs while the other has not begun, has ended or needs no detour."""
        start, end, way = self._place(side.start), self._place(side.end), self._way(side)
        if first:
            return f"{name} begins at {start} and goes {way} to {end}, where {other} begins."
        if last:
            return f"{other} ends at {start}; {name} goes on {way} to {end}."
        return f"At {start} {name} alone makes a detour of {way}."

    def _way(self, side: Part) -> str:
        via = [self._place(place) for place in _spread(side.stops or side.via)]
        modes = [f"{in_km(km)} {mode}" for mode, km in side.mode_km.items() if km]
        by = f" by {listed(via)}" if via else ""
        of_it = f" ({', '.join(modes)})" if len(modes) > 1 else ""
        return f"{in_km(side.distance_km)}{by}{of_it}"

    def _longer(self, more_km: float) -> str:
        if is_nothing(more_km):
            return "neither is longer"
        return f"{self.b if more_km > 0 else self.a} is {in_km(abs(more_km))} longer"

    def _more(self, found: Delta) -> Iterator[str]:
        """What a stretch changes besides kilometres."""
        for name, crossings in ((self.a, found.only_a), (self.b, found.only_b)):
            if crossings:
                yield f"Only {name} crosses {listed(_frontiers(crossings))}."
        if counts := _counts(found):
            yield f"{self.b} has {listed(counts)} than {self.a}."

    def _in_all(self, a: Route, b: Route) -> str:
        found = delta(a, b)
        both = f"{self.a} has {in_km(a.distance_km)}, {self.b} {in_km(b.distance_km)}"
        modes = [
            f"{in_km(abs(km))} {'more' if km > 0 else 'less'} by {mode}"
            for mode, km in found.mode_km.items()
            if not is_nothing(km)
        ]
        parts = modes if len(modes) > 1 else []
        parts += _counts(found)
        text = f"In all {both}; {self._longer(found.distance_km)}"
        return f"{text}. {self.b} has {listed(parts)} than {self.a}." if parts else f"{text}."


def _counts(found: Delta) -> list[str]:
    nouns = (
        (found.crossings, "frontier"),
        (found.customs_borders, "border with customs"),
        (found.transshipments, "transshipment"),
        (found.breaks_of_gauge, "break of gauge"),
    )
    return [
        counted(abs(n), noun).replace(" ", " more " if n > 0 else " fewer ", 1)
        for n, noun in nouns
        if n
    ]


def _frontiers(crossings: Sequence[Crossing]) -> list[str]:
    """Frontiers by their crossing points, those without one last."""
    pairs = [(f"{c.from_country}-{c.to_country}", c.name) for c in crossings]
    unnamed = ", ".join(pair for pair, name in pairs if not name)
    found = [f"{pair} at {name}" for pair, name in pairs if name]
    return [*found, f"{unnamed} without a registered crossing point"] if unnamed else found


def _spread(places: Sequence[str]) -> list[str]:
    """A few of many, evenly spread, the first and the last among them."""
    if len(places) <= NAMED:
        return list(places)
    return [places[round(i * (len(places) - 1) / (NAMED - 1))] for i in range(NAMED)]


def listed(parts: Iterable[str]) -> str:
    """``a, b and c``."""
    *head, last = parts
    return f"{', '.join(head)} and {last}" if head else last


def in_km(km: float) -> str:
    """``1,234.5 km``."""
    return f"{km:,.1f} km"


def is_nothing(km: float) -> bool:
    """Whether kilometres would be shown as 0.0."""
    return abs(km) < NOTHING_KM
