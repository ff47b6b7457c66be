"""Several distinct ways over layers: what they share is counted on the track itself.

The penalty method, as in `routes.engines.penalty`. There the edges of a graph are made dearer; here
every edge of the graph that lies on the same track, whatever its layer, so that two ways over one
dual-gauge line are not taken for different ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from routes.engines.metric import CLOSED, from_ticks
from routes.engines.penalty import PATIENCE, PENALTY
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from geodata.network.model import Floats
    from routes.engines.interface import Path, PathEngine
    from routes.engines.layers import Journey
    from routes.engines.metric import Metric

# No way is longer than this many times the best.
MAX_STRETCH = 3.0


class Ways(NamedTuple):
    """How many ways are wanted, and how much any two of them may share (0 to 1)."""

    number: int = 1
    max_shared: float = 0.6


ONE = Ways()


class Field(NamedTuple):
    """Where ways are sought: an engine, two of its nodes, and what its edges and paths mean.

    ``edge_of`` is the edge of the network that each edge of the engine's graph runs on, or -1.
    """

    engine: PathEngine
    start: int
    end: int
    edge_of: Sequence[int]
    read: Callable[[Path], Journey]


def distinct(field: Field, wanted: Ways, length_m: Floats) -> tuple[Journey, ...]:
    """Up to so many distinct ways, the best first, the others by length.

    Parameters
    ----------
    field : Field
        Where to search.
    wanted : Ways
        How many, and how much any two may share of the shorter one.
    length_m : numpy.ndarray
        The length of every edge of the network.

    Raises
    ------
    NoRouteError
        Nothing joins the two nodes.
    """
    import numpy as np

    best = field.read(field.engine.path(field.start, field.end))
    if wanted.number == 1:
        return (best,)
    on_track = np.array(field.edge_of, dtype=np.int64)
    factors = np.ones(len(length_m) + 1)
    kept, latest = [best], best
    for _ in range(PATIENCE * wanted.number):
        factors[sorted(_edges(latest))] *= PENALTY
        metric = _raised(field.engine.metric, factors[on_track])
        try:
            latest = field.read(field.engine.with_metric(metric).path(field.start, field.end))
        except NoRouteError:
            break
        if _km(latest, length_m) > MAX_STRETCH * _km(best, length_m):
            continue
        if all(shared(latest, other, length_m) <= wanted.max_shared for other in kept):
            kept.append(latest)
            if len(kept) == wanted.number:
                break
    others = sorted(
        kept[1:],
        key=lambda way: (_km(way, length_m), [step.edge for step in way.steps]),
    )
    return (best, *others)


def shared(way: Journey, other: Journey, length_m: Floats) -> float:
    """What two ways have in common, as a part (0 to 1) of the shorter one."""
    a, b = _edges(way), _edges(other)
    common = sum(float(length_m[edge]) for edge in a & b)
    shorter = min(sum(float(length_m[edge]) for edge in edges) for edges in (a, b))
    return common / shorter if shorter else 1.0


def _edges(way: Journey) -> set[int]:
    return {step.edge for step in way.steps}


def _km(way: Journey, length_m: Floats) -> float:
    return sum(float(length_m[step.edge]) for step in way.steps) / 1000


def _raised(metric: Metric, factors: Floats) -> Metric:
    """The weights times factors, edge by edge, in coarser ticks where they would not fit."""
    import numpy as np

    ticks = metric.array().reshape(-1, 2)
    is_open = ticks != CLOSED
    raised = np.where(is_open, ticks, 0) * factors[:, None]
    # No path takes an edge twice, so none costs more than all of them.
    shift = 0
    while raised.max(axis=1, initial=0.0).sum() / 2.0**shift >= CLOSED:
        shift += 1
    new = np.where(is_open, np.floor(raised / 2.0**shift), CLOSED).astype(np.uint32)
    return from_ticks(new.reshape(-1), metric.resolution * 2.0**shift)
