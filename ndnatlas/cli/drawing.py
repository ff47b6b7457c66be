"""What the commands that draw have in common: the ending of their file, and how wide a PNG is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from geodata.errors import OptionError
from ndnatlas.cli.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

HTML = ("", ".html", ".htm")


def file_of(settings: Settings, default: str, endings: Sequence[str], what: str) -> Path:
    """The file of ``-o``, or the default one, when its ending is one of those.

    Parameters
    ----------
    settings : Settings
        The shared options: ``--format`` has no say in what is drawn.
    default : str
        The name of the file when none is given; its ending is the one that is proposed.
    endings : sequence of str
        In small letters, with their points.
    what : str
        How the answer is written, such as ``a chart is written as SVG or PNG, by the ending of
        the file, such as``.

    Raises
    ------
    OptionError
        For another ending, or with ``--format``.
    """
    path = settings.output or Path(default)
    if settings.chosen_format or path.suffix.lower() not in endings:
        asked = f"--format {settings.chosen_format}" if settings.chosen_format else str(path)
        raise OptionError(f"{asked}: {what} {path.stem}{Path(default).suffix}")
    return path


def require_html(path: Path, option: str) -> None:
    """Check that the ending of a file promises HTML, or nothing.

    Raises
    ------
    OptionError
        For another ending.
    """
    if path.suffix.lower() not in HTML:
        raise OptionError(f"{option} {path}: the map is written as HTML, such as {path.stem}.html")


def wide(default_px: int) -> Callable[[F], F]:
    """Give a command the option of how wide a PNG is; it receives ``width_px`` or ``None``."""
    return click.option(
        "--width",
        "width_px",
        type=click.IntRange(200, 10_000),
        metavar="PX",
        help=f"How many pixels wide a PNG is (default: {default_px}).",
    )


def require_pixels(width_px: int | None, path: Path) -> None:
    """Check that a width is asked for a PNG only.

    Raises
    ------
    OptionError
        For a width of a picture without pixels.
    """
    if width_px and path.suffix.lower() != ".png":
        raise OptionError(f"--width: only a PNG has pixels; {path} has none")


def quieten_matplotlib() -> None:
    """Silence its advice about fonts and caches, which is for programmers."""
    import logging

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
