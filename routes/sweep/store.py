"""Where the parts of a sweep wait for each other: a folder beside the table.

A part is there whole or not at all: it is written to a temporary name, forced to the disk and
renamed. The folder knows of which plan its parts are, and one run at a time has it locked; the
lock goes with the process that holds it, however that ends.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from geodata.errors import NdnError, OutputError
from geodata.model import Source
from routes.sweep.plan import Plan
from routes.sweep.table import digest_of, is_part, join

HEADER = "sweep.json"
LOCK = "lock"
PART = "{:08d}.parquet"
OURS = ("[0-9]*.parquet", "[0-9]*.parquet.new", f"{HEADER}*", LOCK)


class SweepError(NdnError, RuntimeError):
    """A sweep cannot go on; what is finished of it is kept."""


class Store:
    """The parts of one plan, on their way into one table.

    Parameters
    ----------
    path : Path
        The table to be.
    plan : Plan
        What its rows are.
    restart : bool
        Whether to throw away what another plan, or an earlier run, left there.

    Raises
    ------
    SweepError
        When another plan has left a table or parts there, or another run is at work on them.
    OutputError
        When the folder cannot be written.
    """

    def __init__(self, path: Path, plan: Plan, *, restart: bool = False) -> None:
        self.path = path.resolve()
        self.plan = plan
        self._restart = restart
        self._folder = self.path.with_name(f"{self.path.name}.parts")
        self._lock: int | None = None

    def __enter__(self) -> Store:
        with _told(self._folder):
            self._folder.mkdir(exist_ok=True)
            self._lock = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._release()
                raise SweepError(f"another sweep is at work on {self.path}") from None
            try:
                self._claim()
            except BaseException:
                self._release()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _claim(self) -> None:
        """Make sure that the folder and the table, if they are there, are of this plan."""
        if self._restart:
            self._clear(keep=(LOCK,))
            self.path.unlink(missing_ok=True)
        again = "give --restart to throw that away and begin anew, or another -o"
        if self.path.exists() and not self.is_complete:
            self._clear_if_bare()
            raise SweepError(f"{self.path} is there and not of this sweep as it stands; {again}")
        header = self._folder / HEADER
        if header.exists():
            try:
                found = json.loads(header.read_bytes())["digest"]
            except (ValueError, LookupError, TypeError):
                found = None
            if found != self.plan.digest:
                raise SweepError(
                    f"{self._folder} holds parts of another sweep: the file, the atlas or the "
                    f"program has changed since; {again}"
                )
            return
        text = json.dumps({"digest": self.plan.digest, "scenarios": self.plan.size}, indent=1)
        _write(header, text.encode())

    def _clear_if_bare(self) -> None:
        if not (self._folder / HEADER).exists():
            self._clear()

    @property
    def is_complete(self) -> bool:
        """Whether the table itself is there, of this plan."""
        return digest_of(self.path) == self.plan.digest

    def has(self, number: int) -> bool:
        """Whether a part is there, whole and of this plan."""
        path = self._part(number)
        return path.exists() and is_part(path, self.plan, number)

    def put(self, number: int, data: bytes) -> None:
        """Keep a part."""
        with _told(self._folder):
            _write(self._part(number), data)

    def finish(self, sources: Iterable[Source]) -> dict[str, int]:
        """Join the parts into the table and clear them away; tells how many rows have a state."""
        temporary = self._folder / f"{PART.format(0)}.new"
        with _told(self.path):
            parts = (self._part(number) for number in range(self.plan.parts))
            states = join(parts, self.plan, sources, temporary)
            _to_disk(temporary)
            temporary.replace(self.path)
            self._clear()
        return states

    def discard_parts(self) -> None:
        """Clear away what a run left that was killed when the table was already there."""
        with _told(self._folder):
            self._clear()

    def _part(self, number: int) -> Path:
        return self._folder / PART.format(number)

    def _clear(self, keep: tuple[str, ...] = ()) -> None:
        """Remove what is ours; whatever else someone put there stays."""
        for pattern in OURS:
            for path in self._folder.glob(pattern):
                if path.name not in keep:
                    path.unlink(missing_ok=True)
        if not keep:
            with suppress(OSError):
                self._folder.rmdir()


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_bytes(data)
    _to_disk(temporary)
    temporary.replace(path)


def _to_disk(path: Path) -> None:
    """Wait until a file is on the disk: a rename must not outlive what it renames."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what cannot be written as one line."""
    try:
        yield
    except NdnError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
