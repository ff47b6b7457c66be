"""What ``ndn doctor`` looks at, one finding each."""

from __future__ import annotations

import hashlib
import platform
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

from geodata.errors import DataError, OptionError
from geodata.reading import DATA, GENERATED

PROJECT = "ndn-atlas"
OK, MISSING, OLD, BROKEN = "ok", "missing", "too old", "broken"
CHANGED, DAMAGED = "changed", "damaged"
# Of these one asks nothing when the program only runs.
NOT_FOR_USERS = frozenset(("dev",))

_REQUIREMENT = re.compile(
    r"""(?P<name>[A-Za-z0-9._-]+)\s*(?:>=\s*(?P<least>[0-9.]+))?[^;]*
    (?:;.*?extra\s*==\s*["'](?P<extra>[^"']+)["'])?.*""",
    re.VERBOSE,
)


class Finding(NamedTuple):
    """What was looked at and how it is.

    ``extra`` is ``None`` for data, empty for a library of the core.
    """

    name: str
    state: str
    found: str = ""
    wanted: str = ""
    note: str = ""
    extra: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it: what does not apply is null."""
        return {key: value or None for key, value in self._asdict().items()}


def system() -> dict[str, str]:
    """Versions of what the program runs on."""
    return {
        "python": platform.python_version(),
        "platform": f"{platform.system()}-{platform.machine()}",
    }


def check_libraries() -> list[Finding]:
    """Each library that the project declares: those of the core are loaded, others looked up."""
    try:
        declared = metadata.requires(PROJECT) or []
    except metadata.PackageNotFoundError:
        return [Finding(PROJECT, MISSING, note="is not installed as a package", extra="")]
    found = []
    for text in declared:
        match = _REQUIREMENT.fullmatch(text)
        if match and match["extra"] not in NOT_FOR_USERS:
            found.append(_library(match["name"], match["least"] or "", match["extra"] or ""))
    return found


def _library(name: str, least: str, extra: str) -> Finding:
    wanted = f">= {least}" if least else ""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, MISSING, "", wanted, extra=extra)
    if _numbers(version) < _numbers(least):
        return Finding(name, OLD, version, wanted, extra=extra)
    if not extra:
        try:
            import_module(name.replace("-", "_"))
        except Exception as error:  # a library may fail in any way when it is loaded
            note = f"{type(error).__name__}: {error}"
            return Finding(name, BROKEN, version, wanted, note, extra)
    return Finding(name, OK, version, wanted, extra=extra)


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, for comparison."""
    release = re.match(r"[0-9]+(\.[0-9]+)*", version)
    return tuple(int(part) for part in release[0].split(".")) if release else ()


def check_data() -> list[Finding]:
    """Every generated file, and every table it was made from, beside the manifest's checksums."""
    path = GENERATED / "manifest.toml"
    try:
        products = tomllib.loads(path.read_text(encoding="utf-8"))["product"]
        expected = {GENERATED / row["file"]: str(row["sha256"]) for row in products}
        for row in products:
            for source in row["input"]:
                file = DATA / source["name"]
                # Inputs from outside, and those of the build, are not at hand here.
                if "/" not in source["name"] and file.suffix and file.is_file():
                    expected[file] = str(source["sha256"])
    except FileNotFoundError:
        return [Finding(path.name, MISSING, note="lists the checksums of the data")]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [Finding(path.name, DAMAGED, note=f"cannot be read: {error}")]
    return [*(_file(*pair) for pair in sorted(expected.items())), *_snapshot()]


def _file(path: Path, expected: str) -> Finding:
    name = path.relative_to(DATA).as_posix()
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return Finding(name, MISSING, wanted=expected[:12])
    except OSError as error:
        return Finding(name, DAMAGED, note=f"cannot be read: {error.strerror}")
    if digest != expected:
        note = f"its checksum is not the {expected[:12]} of the manifest"
        return Finding(name, CHANGED, digest[:12], expected[:12], note)
    return Finding(name, OK, digest[:12], expected[:12])


def _snapshot() -> Iterator[Finding]:
    """Whether the file that the atlas opens from is made of the tables beside it."""
    from geodata.snapshot import load_snapshot

    try:
        atlas = load_snapshot()
    except Exception as error:  # whatever a damaged file leads to
        note = f"cannot be opened: {type(error).__name__}"
        yield Finding("snapshot", DAMAGED, note=note)
        return
    if atlas is None:
        note = "is missing or older than the tables, which are read instead, slowly"
        yield Finding("snapshot", DAMAGED, note=note)
    else:
        yield Finding("snapshot", OK, "up to date")


def check_atlas_loads(overlay: Path | None) -> list[Finding]:
    """Whether the atlas, the variants and the borders can be opened, the user's folder over them.

    Raises
    ------
    OptionError
        When the user's folder does not exist.
    """
    name = str(overlay) if overlay else "atlas"
    counts: dict[str, Callable[[], str]] = {
        name: partial(_count_atlas, overlay),
        "borders": _count_borders,
    }
    found = []
    for what, count in counts.items():
        try:
            found.append(Finding(what, OK, count()))
        except OptionError:
            raise
        except DataError as error:
            more = f" (and {len(error.problems) - 1} more)" if error.problems[1:] else ""
            found.append(Finding(what, DAMAGED, note=f"{error.problems[0]}{more}"))
        except Exception as error:  # whatever a damaged file or a missing library leads to
            found.append(Finding(what, DAMAGED, note=f"{type(error).__name__}: {error}"))
    return found


def _count_atlas(overlay: Path | None) -> str:
    from geodata.reading import read_atlas
    from geodata.tables import Problems
    from routes.variants import read_variants

    problems = Problems()
    atlas = read_atlas(overlay, problems)
    variants = read_variants(atlas, problems)
    problems.raise_if_any()
    return f"{len(atlas.places):,} places, {len(variants)} variants, {len(atlas.acts)} acts"


def _count_borders() -> str:
    from geodata.borders import load_borders

    return f"{len(load_borders().countries)} countries"
