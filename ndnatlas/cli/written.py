"""What a command that writes a comparison to one file says of it, and its exit code."""

from __future__ import annotations

from pathlib import Path

import click

from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import tell_missing
from ndnatlas.cli.tables import counted
from routes.model import Comparison


def tell_written(
    settings: Settings, path: Path, size: int, comparison: Comparison, *, named: bool
) -> int:
    """Tell of a file, and which variants it lacks; the answer is "no" where it has none.

    Parameters
    ----------
    settings : Settings
        The shared options.
    path : Path
        The file.
    size : int
        Its bytes.
    comparison : Comparison
        What was written.
    named : bool
        Whether the variants were asked for by name: the lack of any other is no news.

    Returns
    -------
    int
        The exit code.
    """
    if not settings.quiet:
        variants = counted(len(comparison.entries), "variant")
        click.echo(f"wrote {path} ({size / 1000:.0f} kB, {variants})", err=True)
        if named:
            tell_missing(comparison)
    return DONE if any(entry.route for entry in comparison.entries) else NO
