"""What a long command is doing, on one line of a terminal that is written over."""

from __future__ import annotations

import sys

import click

from ndnatlas.cli.characters import printable
from ndnatlas.cli.settings import Settings

_ERASE = "\r\033[K"


class Progress:
    """Told by long work how far it is; it shows that on a terminal and nowhere else."""

    def __init__(self, settings: Settings) -> None:
        self._is_shown = sys.stderr.isatty() and not settings.quiet

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            click.echo(_ERASE, nl=False, err=True)

    def __call__(self, what: str, share: float | None) -> None:
        """Say what is being done, and how much of it is done (0 to 1) where that is known."""
        if self._is_shown:
            done = "" if share is None else f"{share:4.0%} "
            click.echo(f"{_ERASE}{done}{printable(what)[:100]}", nl=False, err=True)
