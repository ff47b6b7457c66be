"""Several distinct ways over layers: what they share is counted on the track itself.

The penalty method, as in `routes.engines.penalty`. There the edges of a graph are made dearer; here
every edge of the graph that lies on the same track, whatever its layer, so that two ways over one
dual-gauge line are not taken for different ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from routes.engines.metric import CLOSED, from_ticks
from routes.engines.penalty import PATIENCE, PENALTY
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from geodata.network.model import Floats
    from routes.engines.interface import Path, PathEngine
    from routes.engines.layers import Journey, Step
    from routes.engines.metric import Metric

# No way is longer than this many times the best.
MAX_STRETCH = 3.0


class Ways(NamedTuple):
    """How many ways are wanted, and how much any two of them may share (0 to 1)."""

    number: int = 1
    max_shared: float = 0.6


ONE = Ways()
# A way through stops in turn: a journey from each to the next.
Trip: TypeAlias = "tuple[Journey, ...]"


class Field(NamedTuple):
    """Where ways are sought: an engine, two of its nodes, and what its edges and paths mean.

    ``edge_of`` is the edge of the network that each edge of the engine's graph runs on, or -1.
    """

    engine: PathEngine
    start: int
    end: int
    edge_of: Sequence[int]
    read: Callable[[Path], Journey]

    def best(self) -> Journey:
        """The shortest way; `NoRouteError` where there is none."""
        return self.read(self.engine.path(self.start, self.end))


def others(
    best: Trip,
    fields: Sequence[Field],
    wanted: Ways,
    length_m: Floats,
    accept: Callable[[Trip], bool],
) -> tuple[Trip, ...]:
    """Trips that are distinct from the best and from each other, by length.

    Parameters
    ----------
    best : tuple of Journey
        The best trip: one journey for each of the fields.
    fields : sequence of Field
        Where to search, stretch by stretch.
    wanted : Ways
        How many trips in all, the best among them, and how much any two may share of the shorter.
    length_m : numpy.ndarray
        The length of every edge of the network.
    accept : callable
        Whether a trip that is distinct enough will do.

    Returns
    -------
    tuple of trips
        One fewer than wanted, or less than that.
    """
    import numpy as np

    tracks = [np.array(field.edge_of, dtype=np.int64) for field in fields]
    factors = np.ones(len(length_m) + 1)
    kept, latest = [best], best
    for _ in range(PATIENCE * wanted.number):
        factors[sorted(_edges(latest))] *= PENALTY
        try:
            latest = tuple(
                _under(field, factors[on_track]).best()
                for field, on_track in zip(fields, tracks, strict=True)
            )
        except NoRouteError:
            break
        if _km(latest, length_m) > MAX_STRETCH * _km(best, length_m):
            continue
        is_distinct = all(shared(latest, other, length_m) <= wanted.max_shared for other in kept)
        if is_distinct and accept(latest):
            kept.append(latest)
            if len(kept) == wanted.number:
                break
    return tuple(
        sorted(
            kept[1:],
            key=lambda trip: (_km(trip, length_m), [step.edge for step in _steps(trip)]),
        )
    )


def _under(field: Field, factors: Floats) -> Field:
    """The same field with dearer edges."""
    metric = _raised(field.engine.metric, factors)
    return field._replace(engine=field.engine.with_metric(metric))


def shared(trip: Trip, other: Trip, length_m: Floats) -> float:
    """What two trips have in common, as a part (0 to 1) of the shorter one.

    An edge that a trip takes there and back counts once.
    """
    a, b = _edges(trip), _edges(other)
    common = sum(float(length_m[edge]) for edge in a & b)
    shorter = min(sum(float(length_m[edge]) for edge in edges) for edges in (a, b))
    return common / shorter if shorter else 1.0


def _steps(trip: Trip) -> Iterator[Step]:
    return (step for journey in trip for step in journey.steps)


def _edges(trip: Trip) -> set[int]:
    return {step.edge for step in _steps(trip)}


def _km(trip: Trip, length_m: Floats) -> float:
    return sum(float(length_m[step.edge]) for step in _steps(trip)) / 1000


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
