"""What a worker keeps open between parts: the atlas once for the process, an engine per thread."""

from __future__ import annotations

import hashlib
import threading
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from geodata.atlas import Atlas, load_atlas
from geodata.snapshot import checksums
from routes.sweep.plan import Plan
from routes.sweep.rows import Rows
from routes.sweep.store import SweepError

_lock = threading.Lock()
_local = threading.local()


@cache
def _atlas(overlay: Path | None) -> Atlas:
    return load_atlas(overlay)


def ground_digest(overlay: Path | None) -> str:
    """What tells one state of the program, the tables and an overlay from another."""
    found = hashlib.sha256(repr((_program(), sorted(checksums().items()))).encode())
    if overlay is not None:
        for path in sorted(overlay.rglob("*")):
            if path.suffix in (".csv", ".toml") and path.is_file():
                found.update(
                    repr((path.relative_to(overlay).as_posix(), path.stat().st_size)).encode()
                )
                found.update(path.read_bytes())
    return found.hexdigest()


def _program() -> str:
    try:
        return version("ndn-atlas")
    except PackageNotFoundError:
        return "not installed"


def rows_of(plan: Plan) -> Rows:
    """The rows of a plan, with the atlas opened at the first call.

    Raises
    ------
    SweepError
        When this machine has another atlas than the one that the plan was made for.
    """
    # Searches leave marks in the engine's caches, so threads of one worker share the atlas alone.
    if getattr(_local, "ground", None) != plan.ground:
        with _lock:
            if ground_digest(plan.overlay) != plan.ground:
                where = f", or in {plan.overlay}" if plan.overlay else ""
                raise SweepError(
                    f"a worker has another version of the program or the atlas{where}; install "
                    "the same on every machine"
                )
            atlas = _atlas(plan.overlay)
        _local.rows, _local.ground = Rows(atlas), plan.ground
    rows: Rows = _local.rows
    return rows
