"""Which engine serves a graph."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from geodata.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.graph import Graph
    from routes.engines.interface import PathEngine
    from routes.engines.metric import Metric

# Below this a plain search answers before a hierarchy is even built.
SMALL = 4000


class Kind(StrEnum):
    """The engines, by what they rest on."""

    PLAIN = "plain"
    SPARSE = "sparse"
    CONTRACTION = "contraction"


NEEDS = {Kind.PLAIN: "heapq", Kind.SPARSE: "scipy", Kind.CONTRACTION: "routingkit_cch"}


def engine_for(
    graph: Graph,
    metric: Metric,
    order: Sequence[int] | NDArray[np.uint32] | None = None,
    kind: Kind | None = None,
) -> PathEngine:
    """An engine for a graph: plain for a small one, contraction for a large one.

    Parameters
    ----------
    graph, metric : Graph, Metric
        What to search, and the weights to begin with.
    order : sequence of int, optional
        The stored contraction order of the graph. Without it the order is computed, which takes
        seconds for a national network.
    kind : Kind, optional
        The engine to use. When left out, scipy stands in where the contraction library is absent,
        and a plain search where both are.

    Returns
    -------
    PathEngine
        Ready to answer; all kinds answer with paths of equal cost.

    Raises
    ------
    OptionError
        The library that the kind needs is not installed, or the arrays do not fit together.
    """
    chosen = kind or _best(graph)
    if not is_installed(chosen):
        raise OptionError(
            f"the {chosen} engine needs {NEEDS[chosen]}, which is not installed; "
            f"expected one of {', '.join(other for other in Kind if is_installed(other))}"
        )
    match chosen:
        case Kind.PLAIN:
            from routes.engines.plain import PlainEngine

            return PlainEngine(graph, metric)
        case Kind.SPARSE:
            from routes.engines.sparse import SparseEngine

            return SparseEngine(graph, metric)
        case Kind.CONTRACTION:
            from routes.engines.contraction import ContractionEngine

            return ContractionEngine(graph, metric, order)


def _best(graph: Graph) -> Kind:
    if graph.node_count < SMALL:
        return Kind.PLAIN
    return next(kind for kind in (Kind.CONTRACTION, Kind.SPARSE, Kind.PLAIN) if is_installed(kind))


def is_installed(kind: Kind) -> bool:
    """Whether the library that an engine rests on is there."""
    return find_spec(NEEDS[kind]) is not None
