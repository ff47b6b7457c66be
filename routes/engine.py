"""The engine: shortest ways over the atlas's network, restricted by mode, country and date.

Stations with exactly two neighbours are contracted into chains once, so that a search settles
junctions only; on a network of this size a plain Dijkstra search is then the best engine.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import Kind, Mode, Section, exists
from routes.errors import NoRouteError
from routes.model import Run

# Of ways with equal quoted kilometres the shorter drawn one is taken: a railway may charge a new,
# straighter line by the kilometres of the old. Too little to outweigh a metre of quoted distance.
TIE = 1e-7

NAMED_KINDS = (Kind.PORT, Kind.TOWN, Kind.AIRFIELD, Kind.FRONTIER)


class Conditions(NamedTuple):
    """What a search may use.

    Empty ``countries`` and ``gauges_mm`` mean any, ``on`` ``None`` means any date. Gauges are
    those of rails; other modes have none.
    """

    modes: frozenset[Mode] = frozenset(Mode)
    countries: frozenset[str] = frozenset()
    on: date | None = None
    avoid_places: frozenset[str] = frozenset()
    avoid_countries: frozenset[str] = frozenset()
    avoid_sections: frozenset[str] = frozenset()
    gauges_mm: frozenset[int] = frozenset()

    def admits_gauge(self, mode: Mode, gauge_mm: int | None) -> bool:
        """Whether a line of this mode and gauge may be used."""
        return not self.gauges_mm or mode is not Mode.RAIL or gauge_mm in self.gauges_mm


class Chain(NamedTuple):
    """Sections in a row that a search takes or leaves as a whole.

    ``nodes`` are the places passed, both ends included; ``costs`` what a search has spent from
    the first node to each: quoted kilometres, and next to nothing for drawn ones. All sections
    share mode, gauge, validity and countries.
    """

    nodes: tuple[str, ...]
    costs: tuple[float, ...]
    runs: tuple[Run, ...]
    mode: Mode
    countries: frozenset[str]
    opened: date | None
    closed: date | None
    gauge_mm: int | None = None

    def admits(self, conditions: Conditions) -> bool:
        """Whether the conditions allow this chain, what lies along it left aside."""
        return (
            self.mode in conditions.modes
            and conditions.admits_gauge(self.mode, self.gauge_mm)
            and (not conditions.countries or self.countries <= conditions.countries)
            and not (self.countries & conditions.avoid_countries)
            and (conditions.on is None or exists(self.opened, self.closed, conditions.on))
        )

    def part(self, first: int, last: int) -> tuple[Run, ...]:
        """The runs from one node of the chain to another, by index, in travelling order."""
        if first <= last:
            return self.runs[first:last]
        return tuple(Run(run.section, not run.reverse) for run in reversed(self.runs[last:first]))


class _Step(NamedTuple):
    """A stretch of a chain between two nodes that a search may take."""

    to: str
    cost: float
    chain: Chain
    first: int
    last: int


class Engine:
    """Shortest paths by quoted kilometres over one atlas."""

    def __init__(self, atlas: Atlas) -> None:
        incident: dict[str, list[Section]] = {}
        for section in atlas.sections.values():
            incident.setdefault(section.start, []).append(section)
            incident.setdefault(section.end, []).append(section)
        self._incident = incident
        self._countries = _countries_touched(atlas)
        self._inner = {node for node, met in incident.items() if self._continues(met)}
        self.principal = self._principal(atlas)
        self._chains: dict[str, list[Chain]] = {}
        self._inside: dict[str, tuple[Chain, int]] = {}
        self._contract()

    def _principal(self, atlas: Atlas) -> frozenset[str]:
        """Places on the way worth naming: junctions, ports, towns, border stations."""
        sides = ((point.place_a, point.place_b) for point in atlas.checkpoints.values())
        border = {side for pair in sides for side in pair if side}
        return frozenset(
            place
            for place, sections in self._incident.items()
            if len(sections) > 2 or atlas.places[place].kind in NAMED_KINDS or place in border
        )

    def degree(self, place: str) -> int:
        """How many sections meet at a place; 0 when it is off the network."""
        return len(self._incident.get(place, ()))

    def path(self, start: str, end: str, conditions: Conditions) -> tuple[Run, ...]:
        """The shortest way between two places of the network.

        Parameters
        ----------
        start, end : str
            Ids of places.
        conditions : Conditions
            What may be used.

        Returns
        -------
        tuple of Run
            Sections in travelling order; empty when start and end are one.

        Raises
        ------
        NoRouteError
            When nothing joins the two under the conditions.
        """
        if start == end:
            return ()
        best: dict[str, float] = {start: 0.0}
        came: dict[str, tuple[str, _Step]] = {}
        queue = [(0.0, start)]
        goal = self._goal_steps(end, conditions)
        while queue:
            cost, node = heapq.heappop(queue)
            if node == end:
                return self._trace(start, end, came)
            if cost > best[node]:
                continue
            for step in self._steps(node, end, goal, conditions):
                total = cost + step.cost
                if total < best.get(step.to, float("inf")):
                    best[step.to] = total
                    came[step.to] = (node, step)
                    heapq.heappush(queue, (total, step.to))
        raise NoRouteError(f"no way from {start} to {end}")

    def _steps(
        self, node: str, end: str, goal: dict[str, list[_Step]], conditions: Conditions
    ) -> Iterator[_Step]:
        """Stretches that leave a node: whole chains, or parts of the chain that holds it."""
        inside = self._inside.get(node)
        if inside is None:
            for chain in self._chains.get(node, ()):
                if not chain.admits(conditions):
                    continue
                last = len(chain.nodes) - 1
                if chain.nodes[0] == node and self._free(chain, 0, last, conditions):
                    yield _Step(chain.nodes[-1], chain.costs[-1], chain, 0, last)
                if chain.nodes[-1] == node and self._free(chain, last, 0, conditions):
                    yield _Step(chain.nodes[0], chain.costs[-1], chain, last, 0)
            yield from goal.get(node, ())
            return
        chain, at = inside
        if chain.admits(conditions):
            targets = {0, len(chain.nodes) - 1}
            targets |= {i for i, name in enumerate(chain.nodes) if name == end}
            for target in sorted(targets - {at}):
                if self._free(chain, at, target, conditions):
                    cost = abs(chain.costs[target] - chain.costs[at])
                    yield _Step(chain.nodes[target], cost, chain, at, target)

    def _goal_steps(self, end: str, conditions: Conditions) -> dict[str, list[_Step]]:
        """Stretches from the ends of the chain that holds the goal, to the goal."""
        inside = self._inside.get(end)
        steps: dict[str, list[_Step]] = {}
        if inside is None or not inside[0].admits(conditions):
            return steps
        chain, at = inside
        for first in (0, len(chain.nodes) - 1):
            if self._free(chain, first, at, conditions):
                cost = abs(chain.costs[at] - chain.costs[first])
                steps.setdefault(chain.nodes[first], []).append(_Step(end, cost, chain, first, at))
        return steps

    @staticmethod
    def _free(chain: Chain, first: int, last: int, conditions: Conditions) -> bool:
        """Whether no place or section to avoid lies on the stretch beyond its first node."""
        low, high = sorted((first, last))
        if conditions.avoid_places:
            passed = set(chain.nodes[low : high + 1]) - {chain.nodes[first]}
            if passed & conditions.avoid_places:
                return False
        avoided = conditions.avoid_sections
        return not avoided or all(run.section.id not in avoided for run in chain.runs[low:high])

    @staticmethod
    def _trace(start: str, end: str, came: dict[str, tuple[str, _Step]]) -> tuple[Run, ...]:
        steps = []
        node = end
        while node != start:
            node, step = came[node]
            steps.append(step)
        return tuple(
            run for step in reversed(steps) for run in step.chain.part(step.first, step.last)
        )

    def _continues(self, met: list[Section]) -> bool:
        """Whether the sections that meet at a place are two of a kind, so that a chain goes on."""
        if len(met) != 2:
            return False
        a, b = met
        return (
            a.mode is b.mode
            and a.gauge_mm == b.gauge_mm
            and (a.opened, a.closed) == (b.opened, b.closed)
            and self._countries[a.id] == self._countries[b.id]
        )

    def _contract(self) -> None:
        """Join sections through places where exactly two alike sections meet."""
        done: set[str] = set()
        for node in sorted(self._incident, key=self._inner.__contains__):
            # Junctions come first; an inner place not yet inside a chain is on a closed ring.
            if node not in self._inside:
                for section in self._incident[node]:
                    if section.id not in done:
                        self._add_chain(node, section, done)

    def _add_chain(self, node: str, first: Section, done: set[str]) -> None:
        nodes, costs, runs = [node], [0.0], []
        section: Section | None = first
        here, cost = node, 0.0
        while section is not None:
            reverse = section.start != here
            here = section.start if reverse else section.end
            cost += section.distance_km + TIE * section.measured_km
            done.add(section.id)
            runs.append(Run(section, reverse))
            nodes.append(here)
            costs.append(cost)
            onward = self._incident[here] if here in self._inner else ()
            section = next((s for s in onward if s.id not in done), None)
        chain = Chain(
            tuple(nodes),
            tuple(costs),
            tuple(runs),
            first.mode,
            self._countries[first.id],
            first.opened,
            first.closed,
            first.gauge_mm,
        )
        for end in {nodes[0], nodes[-1]}:
            self._chains.setdefault(end, []).append(chain)
        for index, inner in enumerate(nodes[1:-1], start=1):
            self._inside[inner] = (chain, index)


def _countries_touched(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Every country that each section runs through, ends included, by section id."""
    shared: dict[tuple[str, ...], frozenset[str]] = {}
    touched = {}
    for section in atlas.sections.values():
        met: tuple[str, ...] = (
            atlas.places[section.start].country,
            atlas.places[section.end].country,
        )
        for frontier in section.frontiers:
            met += (frontier.from_country, frontier.to_country)
        touched[section.id] = shared.setdefault(met, frozenset(met))
    return touched
