"""What a measured library must be able to do, and what is the same for all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from routes.engines.penalty import DEAREST, PATIENCE, PENALTY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tools.railway import Railway

INFINITE = float("inf")


class NoWayError(Exception):
    """The library found no way."""


class Rival(ABC):
    """A library with the railway in memory and a list of weights that can be changed."""

    # The part of the big jobs that is done; the whole would take minutes or hours.
    rows, closures = 5, 1

    def __init__(self, railway: Railway) -> None:
        self.railway = railway
        self.true: list[float] = railway.length_m.tolist()
        self.weights = list(self.true)
        self.by_country = [np.flatnonzero(railway.country == code).tolist() for code in range(256)]
        self.edge_at: dict[tuple[int, int], int] = {}
        for edge, (a, b) in enumerate(
            zip(railway.tails.tolist(), railway.heads.tolist(), strict=True)
        ):
            key = (min(a, b), max(a, b))
            known = self.edge_at.get(key)
            if known is None or self.true[edge] < self.true[known]:
                self.edge_at[key] = edge

    @abstractmethod
    def nodes(self, source: int, target: int) -> list[int]:
        """The nodes of the shortest path; ``NoWayError`` when there is none."""

    @abstractmethod
    def row(self, source: int, targets: list[int]) -> list[float]:
        """Costs from one node to many."""

    def table(self, sources: list[int], targets: list[int]) -> list[list[float]]:
        """Costs from many nodes to many."""
        return [self.row(source, targets) for source in sources]

    def set_weights(self, edges: Iterable[int], values: Iterable[float]) -> None:
        """Change what edges weigh; infinity closes them."""
        for edge, value in zip(edges, values, strict=True):
            self.weights[edge] = value

    def edges(self, nodes: list[int]) -> list[int]:
        """The edges between nodes in a row."""
        at = self.edge_at
        return [at[(a, b) if a < b else (b, a)] for a, b in pairwise(nodes)]

    def length(self, edges: Iterable[int]) -> float:
        """What edges weigh together when none is closed or made dearer."""
        return sum(map(self.true.__getitem__, edges))

    def close(self, edges: list[int]) -> None:
        """Close edges until they are restored."""
        self.set_weights(edges, [INFINITE] * len(edges))

    def restore(self, edges: list[int]) -> None:
        """Give edges their true weights again."""
        self.set_weights(edges, [self.true[edge] for edge in edges])

    def alternatives(self, source: int, target: int, k: int, max_shared: float) -> list[float]:
        """The lengths of distinct ways, by the same method and limits as the engine's own."""
        ways = [self.edges(self.nodes(source, target))]
        raised: set[int] = set()
        latest = ways[0]
        for _ in range(PATIENCE * k):
            dearer = [min(self.weights[e] * PENALTY, self.true[e] * DEAREST) for e in latest]
            self.set_weights(latest, dearer)
            raised.update(latest)
            latest = self.edges(self.nodes(source, target))
            if self.length(latest) > 2.0 * self.length(ways[0]):
                continue
            if all(self._shared(latest, way) <= max_shared for way in ways):
                ways.append(latest)
                if len(ways) == k:
                    break
        self.restore(sorted(raised))
        return sorted(self.length(way) for way in ways)

    def _shared(self, way: list[int], other: list[int]) -> float:
        shorter = min(self.length(way), self.length(other))
        return self.length(set(way) & set(other)) / shorter
