"""``ndn doctor``: versions, the state of the data, optional parts, and what is missing."""

from __future__ import annotations

from typing import Any

import click

from ndnatlas.cli.checkup import (
    OK,
    Finding,
    check_atlas_loads,
    check_data,
    check_libraries,
    system,
)
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Table, counted
from ndnatlas.version import __version__


@click.command("doctor", epilog="Example: ndn doctor")
@shared
def command(settings: Settings) -> int:
    """Look whether everything is there and whole: libraries, data and its checksums, extras.

    The exit code is 1 when the core lacks a library or the data is damaged. With --atlas the
    folder is opened too. Optional parts that are missing are named with the way to install them.
    """
    libraries = check_libraries()
    data = [*check_data(), *check_atlas_loads(settings.overlay)]
    core = [found for found in libraries if not found.extra]
    faults = [found for found in (*core, *data) if found.state != OK]
    absent = [found for found in libraries if found.extra and found.state != OK]
    about = {"ndn": __version__, **system()}
    answer: dict[str, Any] = {
        "ok": not faults,
        **about,
        "libraries": [found.as_dict() for found in libraries],
        "data": [found.as_dict() for found in data],
        "hints": _hints(faults, absent),
    }
    versions = ", ".join(f"{name} {version}" for name, version in about.items())
    verdict = f"{counted(len(faults), 'fault')}" if faults else "everything needed is there"
    columns = ("part", "found", "wanted", "for", "state")
    rows = [(f.name, f.found, f.wanted, f.extra or "core", f.state) for f in libraries]
    keys = ("name", "found", "wanted", "extra", "state")
    tables = [
        Table(columns, rows, f"{verdict}\n{versions}", keys=keys),
        Table(
            ("data", "found", "state", "note"),
            [(f.name, f.found, f.state, f.note) for f in data],
            "Data",
            _hints(faults, absent),
        ),
    ]
    write(settings, answer, tables)
    return NO if faults else DONE


def _hints(faults: list[Finding], absent: list[Finding]) -> list[str]:
    """What to do, a line each."""
    hints = []
    if any(found.extra is not None for found in faults):
        hints.append("core: install the project again, with its libraries")
    if any(found.extra is None for found in faults):
        hints.append(
            "data: install the project again; in a checkout where a table was edited on purpose, "
            "run make data"
        )
    for extra in dict.fromkeys(found.extra for found in absent):
        names = ", ".join(found.name for found in absent if found.extra == extra)
        hints.append(f"optional, {extra}: {names}; pip install 'ndn-atlas[{extra}]'")
    return hints
