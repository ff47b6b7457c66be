"""What the map draws: chains of line, each drawn once by every variant that runs over it.

Variants that share sections run side by side there. A *chain* is the longest run of sections
that the same journeys use alike, so it starts and ends where the variants join, split, stop or
change their mode. A *stroke* is a stretch of one leg in one style: the chains to follow, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geodata.model import LonLat, Mode
from routes.model import Leg, Route, Run

End = tuple[str, bool]
"""A section and whether it is run in reverse."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Sections that follow each other; ``points`` are WGS 84 (lon, lat) in drawing order."""

    points: tuple[LonLat, ...]
    mode: Mode
    schematic: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A chain as a stroke follows it, forwards or backwards."""

    chain: int
    forward: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of a variant's leg in one mode and style."""

    leg: int
    mode: Mode
    schematic: bool
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All chains, and the strokes of each route; none where there is no route."""

    chains: tuple[Chain, ...]
    strokes: tuple[tuple[Stroke, ...], ...]


def _joint(first: Run, second: Run) -> tuple[End, End]:
    """Name the joint of two runs alike from both directions."""
    forward = ((first.section.id, first.reverse), (second.section.id, second.reverse))
    backward = ((second.section.id, not second.reverse), (first.section.id, not first.reverse))
    return min(forward, backward)


def _pairs(leg: Leg) -> Iterator[tuple[Run, Run]]:
    return pairwise(leg.runs)


class _Chains:
    """Cuts routes into chains."""

    def __init__(self, legs: Sequence[Leg]) -> None:
        self.chains: list[Chain] = []
        self._place: dict[str, tuple[int, bool]] = {}
        self._ends: list[tuple[str, str]] = []
        self._passes = Counter(run.section.id for leg in legs for run in leg.runs)
        self._joints = Counter(_joint(*pair) for leg in legs for pair in _pairs(leg))
        for leg in legs:
            self._cut(leg.runs)

    def _joined(self, first: Run, second: Run) -> bool:
        """Whether nobody passes one of the two sections without the other."""
        a, b = first.section, second.section
        alike = (a.mode, a.schematic) == (b.mode, b.schematic)
        together = self._joints[_joint(first, second)]
        return alike and a.id != b.id and self._passes[a.id] == self._passes[b.id] == together

    def _cut(self, runs: Sequence[Run]) -> None:
        chain: list[Run] = []
        for run in runs:
            if run.section.id in self._place:
                self._close(chain)
                chain = []
                continue
            if chain and not self._joined(chain[-1], run):
                self._close(chain)
                chain = []
            chain.append(run)
            self._place[run.section.id] = (len(self.chains), run.reverse)
        self._close(chain)

    def _close(self, runs: Sequence[Run]) -> None:
        if not runs:
            return
        points: list[LonLat] = []
        for run in runs:
            points.extend(run.points[1:] if points and points[-1] == run.points[0] else run.points)
        section = runs[0].section
        self.chains.append(Chain(tuple(points), section.mode, section.schematic))
        self._ends.append((section.id, runs[-1].section.id))

    def uses(self, leg: Leg) -> Iterator[Use]:
        """The chains that a leg follows."""
        for run in leg.runs:
            chain, reverse = self._place[run.section.id]
            forward = run.reverse == reverse
            # A chain is always run from one end to the other, so its first section announces it.
            if run.section.id == self._ends[chain][0 if forward else 1]:
                yield Use(chain, forward)


def drawing(routes: Sequence[Route | None]) -> Drawing:
    """Cut the routes of a comparison into chains and strokes."""
    cut = _Chains([leg for route in routes if route for leg in route.legs])
    strokes: list[tuple[Stroke, ...]] = []
    for route in routes:
        own: list[Stroke] = []
        for number, leg in enumerate(route.legs if route else ()):
            for use in cut.uses(leg):
                chain = cut.chains[use.chain]
                last = own[-1] if own else None
                style = (number, chain.mode, chain.schematic)
                if last and (last.leg, last.mode, last.schematic) == style:
                    own[-1] = Stroke(*style, (*last.uses, use))
                else:
                    own.append(Stroke(*style, (use,)))
        strokes.append(tuple(own))
    return Drawing(tuple(cut.chains), tuple(strokes))
