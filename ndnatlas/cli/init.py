"""``ndn init``: a folder of one's own to start from."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from geodata.errors import OptionError, OutputError
from geodata.model import Mode
from ndnatlas.cli.exit_codes import DONE
from ndnatlas.cli.output import write_file
from ndnatlas.cli.starter import starter_files


@click.command("init", epilog="Example: ndn init my-atlas")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--line",
    "lines",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Begin with the lines of a GeoJSON, GPX or KML file instead of the example: a route along "
    "them.",
)
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode], case_sensitive=False),
    help="What goes on the lines of --line (default: rail).",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not list what was written.")
def command(*, folder: Path, lines: Path | None, mode: str | None, quiet: bool) -> int:
    """Write an overlay to start from into DIR: places, lines, a variant, parameters, all commented.

    It works at once, as `ndn compare --atlas DIR` shows, and is to be changed bit by bit, with
    `ndn check --atlas DIR` after each change. Editors that know TOML check the files by the JSON
    Schemas in DIR/schemas. DIR is made, or must be empty.

    With --line the route is drawn from a file: each line becomes a section between two places,
    those of the atlas that its ends are within 5 km of, or new ones, and is measured along its
    points.
    """
    is_new = not folder.exists()
    _require_empty(folder)
    if mode and lines is None:
        raise OptionError("--mode is for the lines of a file; give --line FILE too")
    files = starter_files() if lines is None else _drawn(lines, Mode(mode or Mode.RAIL))
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text)
    except OSError as error:
        _take_back(folder, files, whole=is_new)
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {folder}: {error.strerror}") from error
    if not quiet:
        for name in files:
            click.echo(str(folder / name))
        click.echo(f"next: ndn check --atlas {click.format_filename(folder)}", err=True)
    return DONE


def _drawn(lines: Path, mode: Mode) -> dict[str, str]:
    from geodata.atlas import load_atlas
    from geodata.borders import load_borders
    from ndnatlas.cli.starter_lines import start_from_lines

    return starter_files(start_from_lines(lines, mode, load_atlas(), load_borders()))


def _require_empty(folder: Path) -> None:
    try:
        # What a listing shows comes first.
        found = sorted((p.name for p in folder.iterdir()), key=lambda n: (n.startswith("."), n))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise OutputError(f"{folder}: is no folder; give one that is new or empty") from None
    except OSError as error:
        raise OutputError(f"cannot read {folder}: {error.strerror}") from error
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise OutputError(
            f"{folder}: is not empty ({found[0]}{more}); give a folder that is new or empty"
        )


def _take_back(folder: Path, files: dict[str, str], *, whole: bool) -> None:
    """Remove what was written before something failed; a folder that was there stays."""
    folders = {parent for name in files for parent in (folder / name).parents}
    inner = sorted((path for path in folders if folder in path.parents), reverse=True)
    with contextlib.suppress(OSError):
        for name in files:
            (folder / name).unlink(missing_ok=True)
    for path in (*inner, *((folder,) if whole else ())):
        with contextlib.suppress(OSError):
            path.rmdir()
