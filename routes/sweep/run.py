"""Running a sweep: the parts that are missing, by processes or a cluster, then the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from geodata.atlas import Atlas
from routes.sweep.plan import Plan
from routes.sweep.store import Store
from routes.sweep.table import require
from routes.sweep.work import compute

# Told what is being done, and the share of it that is done (0 to 1).
Report = Callable[[str, float | None], None]


class Outcome(NamedTuple):
    """What a run came to: how many scenarios it computed, and how many an earlier one had.

    ``states`` counts the rows by state; empty where the table was complete before.
    """

    computed: int
    kept: int
    states: dict[str, int]


def sweep(
    plan: Plan,
    atlas: Atlas,
    path: Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    restart: bool = False,
    report: Report = lambda _what, _share: None,
) -> Outcome:
    """Compute every scenario of a plan into one Parquet table.

    The rows, and the bytes of the file, are the same whatever computes them and however often
    the work was broken off. A scenario is a function of its own fields alone, and random numbers
    are drawn anew for each from the plan's seed.

    Parameters
    ----------
    plan : Plan
        From `routes.sweep.reading.read_plan`.
    atlas : Atlas
        The one that the plan was read with.
    path : Path
        The table. Parts wait in a folder beside it until all are there.
    workers : int
        Processes on this machine; with 1 this process does the work.
    scheduler : str, optional
        The address of a Dask scheduler, whose workers then do it.
    restart : bool
        Whether to throw away a table or parts that are there.
    report : callable
        Told of progress.

    Returns
    -------
    Outcome
        How many scenarios were computed now, and how many an earlier run had.

    Raises
    ------
    MissingExtraError
        When pyarrow, or Dask for a scheduler, is not installed.
    SweepError
        When something else is in the way at ``path``, or workers die; finished parts are kept.
    NetworkError
        When the scheduler does not answer.
    OutputError
        When the table cannot be written.
    """
    require("pyarrow", "sweep")
    if scheduler is not None:
        require("distributed", "dask")
    with Store(path, plan, restart=restart) as store:
        if store.is_complete:
            store.discard_parts()
            return Outcome(0, plan.size, {})
        report("looking at finished parts", None)
        computed = kept = 0

        def missing() -> Iterator[int]:
            """The parts to compute, one by one: a list of them would grow with the plan."""
            nonlocal kept
            for part in range(plan.parts):
                if store.has(part):
                    kept += len(plan.numbers(part))
                else:
                    yield part

        for part, data in _results(plan, missing(), workers, scheduler):
            store.put(part, data)
            computed += len(plan.numbers(part))
            done = kept + computed
            report(f"{done:,} of {plan.size:,} scenarios", done / plan.size)
        report("joining the parts", None)
        return Outcome(computed, kept, store.finish(atlas.sources.values()))


def _results(
    plan: Plan, parts: Iterable[int], workers: int, scheduler: str | None
) -> Iterator[tuple[int, bytes]]:
    if scheduler is not None:
        from routes.sweep.cluster import by_cluster

        return by_cluster(plan, parts, scheduler)
    if workers > 1:
        from routes.sweep.processes import by_processes

        return by_processes(plan, parts, workers)
    return ((part, compute(plan, part)) for part in parts)
