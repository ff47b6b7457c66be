"""A sweep by processes of this machine."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process

from routes.sweep.plan import Plan
from routes.sweep.store import SweepError
from routes.sweep.work import compute

# Parts given out per worker: one at work and one waiting, so that none is idle.
AHEAD = 2


def by_processes(plan: Plan, parts: Iterable[int], workers: int) -> Iterator[tuple[int, bytes]]:
    """The parts as they get finished, in any order.

    Raises
    ------
    SweepError
        When a worker dies.
    """
    queue = iter(parts)
    # Started anew rather than forked: a fork would copy whatever threads and locks are open here.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin)
    at_work: dict[Future[bytes], int] = {}
    try:
        while True:
            for part in islice(queue, workers * AHEAD - len(at_work)):
                at_work[pool.submit(compute, plan, part)] = part
            if not at_work:
                return
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                yield at_work.pop(future), future.result()
    except BrokenProcessPool:
        raise SweepError(
            "a worker process died, perhaps for want of memory; finished parts are kept, so the "
            "same command goes on from there (--workers takes fewer)"
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """Leave interruptions to the process that started this one, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
