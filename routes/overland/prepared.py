"""Shortest ways that a network's file holds ready, for a search under no conditions.

What is kept is the graph of layers of all that is in use, and its hierarchy. This module reads it
with little of the standard library and nothing else, so that a fresh process has its first answer
in milliseconds; `routes.overland.prepare` makes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import NoReturn

from geodata.errors import DataError, OptionError, Problem
from geodata.network.parts import Part, open_part
from routes.engines.interface import Path
from routes.engines.stored import StoredHierarchy

PART = "ways"
# What the numbers of the part mean; a part of another version is left alone.
PART_VERSION = 1
# Its arrays besides those of the hierarchy.
ARRAYS = (
    "size",
    "layers",
    "edge",
    "layer",
    "at",
    "leaving",
    "entering",
    "starts",
    "ends",
    "copied",
    "copy",
)


class Prepared:
    """The shortest ways of a network, as a part of its file has them.

    Edges of the graph of layers are, in this order, tracks in one of their layers (``edge``,
    ``layer``), changes from layer to layer at a node (``at``, ``leaving``, ``entering``), and the
    access of a search to the layers of a node. ``layers`` are pairs of a mode's number and a gauge
    in mm, or 0. A search starts at the node ``starts`` of a node of the network, which stands for
    all the nodes of one place, and ends at the node ``ends`` of that; nodes from ``size[0]`` on are
    copies of nodes of the network (``copied``), each for a layer (``copy``), or -1 for one where
    searches end.
    """

    def __init__(self, part: Part) -> None:
        """Open the part.

        Raises
        ------
        DataError
            An array is missing, or their lengths do not fit together.
        """
        arrays = part.arrays
        missing = sorted(set(ARRAYS) - arrays.keys())
        if missing:
            _refuse(f"it has no {', '.join(missing)}")
        try:
            self.hierarchy = StoredHierarchy(arrays)
        except OptionError as error:
            raise DataError(
                [Problem("", "", "", f"the part {PART} is damaged: {error}")]
            ) from error
        self.edge, self.layer, self.layers = arrays["edge"], arrays["layer"], arrays["layers"]
        self.at = arrays["at"]
        self.leaving, self.entering = arrays["leaving"], arrays["entering"]
        self._starts, self._ends = arrays["starts"], arrays["ends"]
        self._copied, self._copy = arrays["copied"], arrays["copy"]
        graph = self.hierarchy.graph
        fits = (
            len(arrays["size"]) == 2
            and len(self._starts) == len(self._ends) == arrays["size"][0]
            and len(self._copied) == len(self._copy) == graph.node_count - len(self._ends)
            and len(self.layers) % 2 == 0
            and len(self.edge) == len(self.layer)
            and len(self.at) == len(self.leaving) == len(self.entering)
            and len(self.edge) + len(self.at) <= graph.edge_count
        )
        if not fits:
            _refuse("its arrays do not fit together")
        self.node_count, self.edge_count = arrays["size"]

    @property
    def resolution(self) -> float:
        """Metres in a tick."""
        return self.hierarchy.metric.resolution

    def start(self, node: int) -> int:
        """Where a search from a node of the network starts."""
        if not 0 <= node < self.node_count:
            raise OptionError(f"node {node}: the network has nodes from 0 to {self.node_count - 1}")
        start = int(self._starts[node])
        if not 0 <= start < self.node_count:
            _refuse(f"searches from node {node} start nowhere")
        return start

    def end(self, node: int) -> int:
        """Where a search to a node of the network ends."""
        start = self.start(node)
        end = self._ends[start]
        copy = end - self.node_count
        if end != start and not (0 <= copy < len(self._copy) and self._copied[copy] == start):
            _refuse(f"searches to node {node} end elsewhere")
        return int(end)

    def copies(self, node: int) -> Mapping[int, int]:
        """Where a node of the network lies in each layer, if it has a copy for each."""
        found = {}
        first = self.node_count
        number = self.end(node) - 1
        while number >= first and self._copied[number - first] == node:
            found[self._copy[number - first]] = number
            number -= 1
        return found

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node of the network to another, over any layers.

        Returns
        -------
        Path
            Its cost in metres, with a metre for each change from layer to layer, and the arcs of
            the network: ``2 * e`` along edge ``e``, ``2 * e + 1`` against it.

        Raises
        ------
        NoRouteError
            Nothing in use joins the two.
        OptionError
            There is no such node.
        DataError
            The part is damaged.
        """
        start, end = self.start(source), self.end(target)
        if start == self.start(target):
            return Path(0.0, ())
        found = self.hierarchy.search({start: 0}, {end: 0})
        return Path(found.ticks * self.resolution, tuple(self._tracks(found.arcs)))

    def _tracks(self, arcs: tuple[int, ...]) -> Iterator[int]:
        tracks = len(self.edge)
        for arc in arcs:
            if arc >> 1 < tracks:
                edge = self.edge[arc >> 1]
                if not 0 <= edge < self.edge_count:
                    _refuse(f"it has edge {edge} of {self.edge_count}")
                yield 2 * edge + (arc & 1)


def open_prepared(path: str | os.PathLike[str]) -> Prepared | None:
    """What a network's file holds ready; ``None`` when it holds nothing of the kind.

    Raises
    ------
    OptionError, DataError
        As `geodata.network.parts.open_part`, and when the part is damaged.
    """
    part = open_part(path, PART, PART_VERSION)
    return None if part is None else Prepared(part)


def _refuse(message: str) -> NoReturn:
    raise DataError([Problem("", "", "", f"the part {PART} of the network is damaged: {message}")])
