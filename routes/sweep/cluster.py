"""A sweep by the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from geodata.errors import NetworkError, OptionError
from routes.sweep.plan import Plan
from routes.sweep.store import SweepError
from routes.sweep.work import compute

TIMEOUT_S = 15
# Parts given out per thread of the cluster.
AHEAD = 2
# Given out while the workers are still unknown.
LEAST = 8


def by_cluster(plan: Plan, parts: Iterable[int], address: str) -> Iterator[tuple[int, bytes]]:
    """The parts as they get finished, in any order; those of a worker that dies go to another.

    Parts travel as bytes, so the workers need no disk in common with this machine; they need the
    same version of the program, and the same overlay at the same path.

    Raises
    ------
    NetworkError
        When no scheduler answers.
    OptionError
        When the address is none.
    SweepError
        When a part takes one worker after the other down with it.
    """
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    client = _client(address)
    queue = iter(parts)
    try:
        done = _distributed().as_completed(loop=client.loop)
        at_work: dict[Any, int] = {}
        while True:
            room = max(LEAST, AHEAD * sum(client.nthreads().values())) - len(at_work)
            for part in islice(queue, max(room, 0)):
                # By its name a part that is asked for again is known to the scheduler.
                name = f"ndn-sweep-{plan.digest}-{part}"
                future = client.submit(compute, plan, part, key=name)
                at_work[future] = part
                done.add(future)
            if not at_work:
                return
            future = next(done)
            # Popped and dropped at once: the cluster forgets what nobody holds.
            part, data = at_work.pop(future), future.result()
            del future
            yield part, data
    except KilledWorker:
        raise SweepError(
            "one worker of the cluster after the other died at the same part, perhaps for want of "
            "memory; finished parts are kept, so the same command goes on from there"
        ) from None
    except CommClosedError as error:
        raise NetworkError(f"the Dask scheduler at {address} has gone: {error}") from error
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        return _distributed().Client(address, timeout=TIMEOUT_S, set_as_default=False)
    except (ValueError, TypeError) as error:
        raise OptionError(
            f"--scheduler: {address!r} is no address of a scheduler, such as "
            f"tcp://192.0.2.1:8786 ({error})"
        ) from error
    except OSError as error:  # a time-out is one of these
        raise NetworkError(f"no Dask scheduler answers at {address}") from error


def _distributed() -> Any:
    """The library as untyped as its functions are."""
    return import_module("distributed")
