"""The folder of a site: whole files, nothing stale, and nobody else's files touched."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from geodata.errors import OutputError
from geodata.writing import write_whole

MARKER = "ndn-site.json"
"""Tells that a folder is a site, and which files of it are the site's own."""

_MADE_BY = "ndn site"
_PATH = re.compile(r"[\w-]+(\.[\w-]+)*(/[\w-]+(\.[\w-]+)*)*", re.ASCII)


def write_site(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a site into a folder, and remove those of an earlier site that it lacks.

    The marker is written first, with the files of both, so that a site left half written is still
    known for one. Files that no site wrote stay as they are.

    Raises
    ------
    OutputError
        For a folder with other things in it than an earlier site, and for what cannot be written.
    """
    earlier = _earlier(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, MARKER, _marker({**dict.fromkeys(earlier, b""), **files}))
        for path, data in files.items():
            _write(folder, path, data)
        for path in earlier:
            if path not in files:
                _remove(folder, path)
        _write(folder, MARKER, _marker(files))
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror}") from error


def require_free(folder: Path) -> None:
    """Check that a site may be written here, before the work of making one.

    Raises
    ------
    OutputError
        When the folder holds other things than an earlier site.
    """
    _earlier(folder)


def _marker(files: Mapping[str, bytes]) -> bytes:
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    text = json.dumps({"made_by": _MADE_BY, "files": sums}, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _earlier(folder: Path) -> tuple[str, ...]:
    """The files of the site that the folder holds; none when it is empty or not there yet."""
    try:
        if not folder.exists():
            return ()
        if not folder.is_dir():
            raise OutputError(f"{folder} is a file; a site needs a folder")
        if not any(folder.iterdir()):
            return ()
        text = (folder / MARKER).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OutputError(
            f"{folder} is not empty and holds no earlier site ({MARKER} is missing); give an "
            "empty or a new folder"
        ) from None
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise OutputError(f"cannot read {folder}: {error.strerror}") from error
    return _listed(text, folder)


def _listed(text: str, folder: Path) -> tuple[str, ...]:
    """The files that a marker lists. It may have been edited: nothing outside is believed."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    files = found.get("files") if isinstance(found, dict) else None
    made = isinstance(found, dict) and found.get("made_by") == _MADE_BY
    if not made or not isinstance(files, dict) or not all(map(_PATH.fullmatch, files)):
        raise OutputError(
            f"{folder / MARKER} is not as a site leaves it; give an empty or a new folder"
        )
    return tuple(sorted(files))


def _write(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    _require_inside(folder, target)
    if target.is_symlink():
        target.unlink()
    if target.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder")
    write_whole(target, data)


def _remove(folder: Path, path: str) -> None:
    target = folder / path
    if not target.parent.is_dir():
        return
    _require_inside(folder, target)
    if target.is_symlink() or target.is_file():
        target.unlink()
    for parent in _parents(folder, target):
        if any(parent.iterdir()):
            return
        parent.rmdir()


def _parents(folder: Path, target: Path) -> Iterable[Path]:
    """The folders between a file and the site's own, the nearest first."""
    return [parent for parent in target.parents if folder in parent.parents]


def _require_inside(folder: Path, target: Path) -> None:
    """Check that no link leads a file of the site out of its folder."""
    if not target.parent.resolve().is_relative_to(folder.resolve()):
        raise OutputError(f"{target}: a link leads out of {folder}; remove it first")
