"""Writing a file of bytes whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geodata.errors import OutputError


def write_whole(path: Path, data: bytes) -> None:
    """Write to a temporary name beside the file, then rename it.

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
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    except RuntimeError as error:  # Python 3.11 and 3.12 for a ring of symbolic links
        raise OutputError(f"cannot write {path}: it leads round in a ring of links") from error


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # A temporary file is private; the finished one has the rights any new file has.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
