"""Several distinct ways between two nodes, by the penalty method.

After each way found, its edges are made dearer and the search is repeated (Chen, Bell and
Bogenberger, "Reliable pretrip multipath planning and dynamic adaptation for a centralized road
navigation system", 2007). What is returned is priced at the true weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import OptionError
from routes.engines.metric import CLOSED, from_ticks
from routes.errors import NoRouteError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.interface import Path, PathEngine
    from routes.engines.metric import Metric

# How much dearer an edge becomes each time a way uses it, and the dearest it can become.
PENALTY = 1.5
DEAREST = 12.0

# Searches made for each way asked for, before what was found has to do.
PATIENCE = 8


def alternatives(
    engine: PathEngine,
    source: int,
    target: int,
    k: int = 4,
    *,
    max_shared: float = 0.6,
    max_stretch: float = 2.0,
) -> tuple[Path, ...]:
    """Up to ``k`` distinct ways, the best first.

    Parameters
    ----------
    engine : PathEngine
        Any engine; what its metric closes stays closed.
    source, target : int
        Nodes.
    k : int
        How many ways are wanted, the best one included.
    max_shared : float
        Limit on what any two of the ways have in common: the weight of the edges they share is
        at most this part of the weight of the cheaper of the two.
    max_stretch : float
        No way costs more than this many times the best.

    Returns
    -------
    tuple of Path
        By cost; fewer than ``k`` when the network has no more, or none that are distinct enough.

    Raises
    ------
    NoRouteError
        Nothing joins the two.
    OptionError
        A limit is out of its range, or there is no such node.
    """
    if k < 1:
        raise OptionError(f"{k} ways asked for; expected at least 1")
    if not 0.0 <= max_shared <= 1.0:
        raise OptionError(f"shared part {max_shared}; expected 0 to 1")
    if not max_stretch >= 1.0:
        raise OptionError(f"stretch {max_stretch}; expected 1 or more")
    best = engine.path(source, target)
    if k == 1 or not best.arcs:
        return (best,)
    found = [best]
    penalties = _Penalties(engine.metric)
    latest = best
    for _ in range(PATIENCE * k):
        if not penalties.raise_along(latest):
            break
        try:
            detour = engine.with_metric(penalties.metric()).path(source, target)
        except NoRouteError:
            break
        latest = detour._replace(cost=engine.metric.cost(detour.arcs))
        if latest.cost > max_stretch * best.cost or latest in found:
            continue
        if all(_shared(engine.metric, latest, other) <= max_shared for other in found):
            found.append(latest)
            if len(found) == k:
                break
    return tuple(sorted(found))


def _shared(metric: Metric, way: Path, other: Path) -> float:
    """The part of the cheaper way that runs on edges of both."""
    edges = set(other.edges)
    common = metric.cost(arc for arc in way.arcs if arc >> 1 in edges)
    return common / min(way.cost, other.cost) if common else 0.0


class _Penalties:
    """The weights of a metric, raised along the ways found so far; a row for each edge."""

    def __init__(self, metric: Metric) -> None:
        import numpy as np

        self._metric = metric
        ticks = metric.array().reshape(-1, 2)
        self._open = ticks != CLOSED
        # Signed and wide, so that raised weights may pass what the engines can count.
        self._true = np.where(self._open, ticks, 0).astype(np.int64)
        self._raised = self._true.copy()
        # No path takes an edge twice, so none costs more.
        self._longest = int(self._true.max(axis=1).sum())

    def raise_along(self, way: Path) -> bool:
        """Make a way's edges dearer both ways; whether any could still be made so."""
        import numpy as np

        edges = np.unique(np.array(way.edges, dtype=np.int64))
        before: NDArray[np.int64] = self._raised[edges]
        dearer = np.minimum(before * PENALTY + 1, self._true[edges] * DEAREST + 1).astype(np.int64)
        self._raised[edges] = dearer
        self._longest += int(dearer.max(axis=1).sum() - before.max(axis=1).sum())
        return bool((dearer > before).any())

    def metric(self) -> Metric:
        """The raised weights, in coarser ticks where they would not fit otherwise."""
        import numpy as np

        shift = 0
        while self._longest >> shift >= CLOSED:
            shift += 1
        ticks = np.where(self._open, self._raised >> shift, CLOSED).astype(np.uint32)
        return from_ticks(ticks.reshape(-1), self._metric.resolution * 2.0**shift)
