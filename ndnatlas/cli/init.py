"""``ndn init``: a folder of one's own to start from."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from geodata.errors import OutputError
from ndnatlas.cli.exit_codes import DONE
from ndnatlas.cli.output import write_file
from ndnatlas.cli.starter import starter_files


@click.command("init", epilog="Example: ndn init my-atlas")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("-q", "--quiet", is_flag=True, help="Do not list what was written.")
def command(*, folder: Path, quiet: bool) -> int:
    """Write an overlay to start from into DIR: places, lines, a variant, parameters, all commented.

    It works at once, as `ndn compare --atlas DIR` shows, and is to be changed bit by bit, with
    `ndn check --atlas DIR` after each change. Editors that know TOML check the files by the JSON
    Schemas in DIR/schemas. DIR is made, or must be empty.
    """
    is_new = not folder.exists()
    _require_empty(folder)
    files = starter_files()
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


def _require_empty(folder: Path) -> None:
    try:
        found = sorted(path.name for path in folder.iterdir())
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
