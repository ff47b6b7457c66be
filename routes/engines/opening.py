"""An engine over a stored network: the first answers from the file, the rest from memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from routes.engines.interface import PathEngine
from routes.engines.stored import StoredHierarchy

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.graph import Graph
    from routes.engines.interface import Path
    from routes.engines.metric import Metric

# After so many paths, building an engine in memory has cost less than answering from the file.
FROM_FILE = 64


class OpenedEngine(PathEngine):
    """A stored network, ready at once.

    Paths under the stored weights come straight from the mapped arrays. Other weights, cost tables
    and long series of paths are left to an engine that is built when the first of them is asked
    for, with the stored order.
    """

    def __init__(self, arrays: Mapping[str, memoryview]) -> None:
        """Open an engine.

        Parameters
        ----------
        arrays : mapping of str to memoryview
            What ``build_hierarchy`` returned, as it was stored.

        Raises
        ------
        OptionError
            An array is missing, or their lengths do not fit together.
        """
        self._stored = StoredHierarchy(arrays)
        self._answered = 0

    @property
    def graph(self) -> Graph:
        """What is searched; its nodes have no positions."""
        return self._stored.graph

    @property
    def metric(self) -> Metric:
        """The weights in force."""
        return self._stored.metric

    def with_metric(self, metric: Metric) -> PathEngine:
        """An engine in memory under other weights."""
        return self._engine.with_metric(metric)

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another."""
        if self._answered >= FROM_FILE:
            return self._engine.path(source, target)
        self._answered += 1
        return self._stored.path(source, target)

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """What the shortest paths cost from every source to every target."""
        return self._engine.matrix(sources, targets)

    @cached_property
    def _engine(self) -> PathEngine:
        from routes.engines.choice import Kind, engine_for, is_installed
        from routes.engines.order import order_of

        order = order_of(self._stored.rank)
        kind = Kind.CONTRACTION if is_installed(Kind.CONTRACTION) else None
        return engine_for(self.graph, self.metric, order, kind)
