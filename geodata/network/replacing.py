"""Files that appear whole or not at all."""

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
    whatever happens: an error leaves what stood there before.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    if path.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:40]}.") as folder:
            draft = Path(folder) / path.name
            yield draft
            draft.replace(path.resolve())
    except NdnError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
