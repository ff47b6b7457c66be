"""Journeys by the shortest ways that a network's file holds ready."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import DataError, Problem
from geodata.model import Mode
from routes.engines.layers import Journey, Layer, Step, Transfer
from routes.overland.prepared import PART, PART_VERSION, Prepared

if TYPE_CHECKING:
    from geodata.network.model import Ids
    from routes.overland.ground import Ground


class _Access(NamedTuple):
    """How a search begins or ends: ticks at nodes of the graph, and the step that leads there."""

    ticks: dict[int, int]
    steps: dict[int, Step]


class Ready:
    """What was prepared for a network, or for the one it was cut from.

    A stop on the open line is a new node in a cut edge. It needs no place in the hierarchy: a
    search starts at both ends of the edge at once.
    """

    def __init__(self, ground: Ground, prepared: Prepared) -> None:
        self._network = ground.network
        self._one = ground.one
        self._prepared = prepared

    @classmethod
    def of(cls, ground: Ground) -> Ready | None:
        """What the file of a network holds ready, if it holds any of it.

        Raises
        ------
        DataError
            It is damaged.
        """
        network = ground.network
        whole = network if network.origin is None else network.origin.network
        part = whole.parts.get(PART)
        if part is None or part.version != PART_VERSION:
            return None
        prepared = Prepared(part)
        if (prepared.node_count, prepared.edge_count) != (whole.node_count, len(whole.edges)):
            raise _damaged("it is of another network")
        return cls(ground, prepared)

    def way(self, source: int, target: int) -> Journey | None:
        """The shortest way between two nodes over all that is in use, under no conditions.

        Returns
        -------
        Journey or None
            ``None`` where it cannot be told, because it leads along an edge that was cut.

        Raises
        ------
        NoRouteError
            Nothing joins the two.
        DataError
            What was prepared is damaged.
        """
        starts, goals = self._access(source, leaving=True), self._access(target, leaving=False)
        if starts is None or goals is None:
            return None
        found = self._prepared.hierarchy.search(starts.ticks, goals.ticks)
        steps: list[Step] = []
        transfers: list[Transfer] = []
        try:
            for met in self._read(found.arcs):
                if isinstance(met, Step):
                    steps.append(met)
                else:
                    transfers.append(met)
        except IndexError:
            raise _damaged("a number points beyond the end") from None
        if any(step.edge < 0 for step in steps):
            return None
        before, after = starts.steps.get(found.start), goals.steps.get(found.goal)
        steps = [*([before] if before else []), *steps, *([after] if after else [])]
        self._prove(steps, source, target)
        return Journey(found.ticks * self._prepared.resolution, tuple(steps), tuple(transfers))

    def _prove(self, steps: list[Step], source: int, target: int) -> None:
        """Walk the steps over the network."""
        one, tails, heads = self._one, self._network.tails, self._network.heads
        node = one[source]
        for step in steps:
            ends = one[tails[step.edge]], one[heads[step.edge]]
            if ends[step.reverse] != node:
                raise _damaged("a way breaks off")
            node = ends[not step.reverse]
        if node != one[target]:
            raise _damaged("a way leads elsewhere")

    def _access(self, node: int, *, leaving: bool) -> _Access | None:
        """From or to a node of the network; ``None`` for one between two cuts of an edge."""
        import numpy as np

        prepared = self._prepared
        if node < prepared.node_count:
            return _Access({prepared.start(node) if leaving else prepared.end(node): 0}, {})
        access = _Access({}, {})
        network = self._network
        at = np.flatnonzero((network.tails == node) | (network.heads == node))
        for edge in at.tolist():
            is_tail = int(network.tails[edge]) == node
            other = int(network.heads[edge] if is_tail else network.tails[edge])
            if other >= prepared.node_count:
                return None
            # Travelled from its tail, when it leads away from a start, or towards a goal.
            reverse = is_tail != leaving
            ticks = round(float(network.length_m[edge]) / prepared.resolution)
            copies = prepared.copies(self._one[other])
            for number in self._layers_of(edge, reverse=reverse):
                place = copies.get(number, -1) if copies else self._one[other]
                if place >= 0 and ticks < access.ticks.get(place, ticks + 1):
                    access.ticks[place] = ticks
                    access.steps[place] = Step(edge, reverse, self._layers[number])
        return access if access.ticks else None

    def _layers_of(self, edge: int, *, reverse: bool) -> Iterator[int]:
        """The layers that an edge lies in, unless it is one-way and leads the other way."""
        from geodata.network.model import MODES

        network = self._network
        mode = MODES[network.edges.mode[edge]]
        if mode is not Mode.RAIL and int(network.edges.oneway[edge]) == (1 if reverse else -1):
            return
        gauges = network.gauge_sets[network.edges.gauges[edge]]
        own = [n for n, layer in enumerate(self._layers) if layer in {(mode, g) for g in gauges}]
        of_mode = [n for n, layer in enumerate(self._layers) if layer.mode is mode]
        yield from own or of_mode

    @cached_property
    def _layers(self) -> list[Layer]:
        modes, flat = list(Mode), self._prepared.layers.tolist()
        pairs = zip(flat[::2], flat[1::2], strict=True)
        try:
            return [Layer(modes[mode], gauge or None) for mode, gauge in pairs]
        except IndexError:
            raise _damaged("a mode that is none") from None

    def _layer(self, number: int) -> Layer:
        if number < 0:
            raise IndexError
        return self._layers[number]

    @cached_property
    def _number(self) -> Ids:
        """The number that each edge of the whole network has in the cut one; -1 if it was cut."""
        import numpy as np

        count = self._prepared.edge_count
        origin = self._network.origin
        if origin is None:
            return np.arange(count)
        number = np.full(count, -1, dtype=np.int64)
        number[origin.edges] = np.arange(len(origin.edges))
        number[np.bincount(origin.edges, minlength=count) > 1] = -1
        return number

    def _read(self, arcs: tuple[int, ...]) -> Iterator[Step | Transfer]:
        """The steps and changes of a path over the graph of layers."""
        prepared, layer = self._prepared, self._layer
        tracks, changes = len(prepared.edge), len(prepared.at)
        for arc in arcs:
            edge, back = arc >> 1, arc & 1 == 1
            if edge < tracks:
                own = prepared.edge[edge]
                if own < 0:
                    raise IndexError
                yield Step(int(self._number[own]), back, layer(prepared.layer[edge]))
            elif edge < tracks + changes:
                row = edge - tracks
                pair = layer(prepared.leaving[row]), layer(prepared.entering[row])
                yield Transfer(prepared.at[row], *(pair[::-1] if back else pair))


def _damaged(message: str) -> DataError:
    text = f"the part {PART} of the network is damaged: {message}; build it again"
    return DataError([Problem("", "", "", text)])
