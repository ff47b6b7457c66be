"""Files that appear whole or not at all: written under another name, then put in place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import NdnError, OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a name to write to, and put what was written in the place of ``path`` at the end.

    The name has the ending of ``path`` and lies in a folder of its own beside it, which is removed
    whatever happens: an error leaves what stood there before. A link stays, and its target is
    replaced.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    target = _resolved(path)
    if target.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{path.name[:40]}.") as folder:
            draft = Path(folder) / path.name
            yield draft
            draft.replace(target)
    except NdnError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A folder for what is only needed for a while; it is removed whatever happens.

    Raises
    ------
    OutputError
        When none can be made.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix=prefix)
    except OSError as error:
        raise OutputError(
            f"cannot write temporary files: {error.strerror or error}; set TMPDIR to a folder that "
            "has room"
        ) from error
    with folder as name:
        yield Path(name)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    What is no regular file (a pipe, ``/dev/null``) is written to as it stands.

    Parameters
    ----------
    path : Path
        The file, in a folder that exists.
    data : bytes
        All of it.

    Raises
    ------
    OutputError
        When the folder is missing or not writable; an old file stays as it was.
    """
    try:
        # The name itself is asked, not where it leads: a pipe among /dev/fd leads to no file.
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    with replacing(path) as draft:
        draft.write_bytes(data)


def _resolved(path: Path) -> Path:
    """Where a path leads."""
    ring = OutputError(f"cannot write {path}: it leads round in a ring of links")
    try:
        target = path.resolve()
    except RuntimeError as error:  # Python 3.11 and 3.12
        raise ring from error
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    if target.is_symlink():  # Python 3.13 and newer
        raise ring
    return target
