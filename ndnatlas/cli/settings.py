"""The options that every command shares, as one record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from geodata.errors import OptionError
from ndnatlas.cli.characters import printable
from routes.wording.language import language

if TYPE_CHECKING:
    from geodata.atlas import Atlas

SUFFIXES = {
    ".json": "json", ".csv": "csv", ".md": "md", ".txt": "table", ".html": "html", ".htm": "html",
}  # fmt: skip


class Settings(NamedTuple):
    """The shared options of one call."""

    as_of: date
    chosen_format: str | None
    output: Path | None
    overlay: Path | None
    quiet: bool
    lang: str = "en"

    @property
    def format(self) -> str:
        """The format chosen, or that of the file's ending, or else a table.

        Raises
        ------
        OptionError
            For an ending that promises another format than any of these.
        """
        if self.chosen_format is not None:
            return self.chosen_format
        suffix = self.output.suffix.lower() if self.output else ""
        if suffix and suffix not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            raise OptionError(f"{self.output}: answers are written to {known}; or give --format")
        return SUFFIXES.get(suffix, "table")

    def atlas(self) -> Atlas:
        """The atlas asked for: the built-in one, with the user's folder over it, in the language.

        Faults of the folder that keep nothing from being loaded are told on the standard error.
        """
        from geodata.atlas import load_atlas

        atlas = load_atlas(self.overlay)
        if self.overlay is not None and not self.quiet:
            _warn_of_faults(atlas, self.overlay)
        return atlas.told(self.lang)


def _warn_of_faults(atlas: Atlas, folder: Path) -> None:
    from geodata.check import faults_of_overlay

    number, name = faults_of_overlay(atlas), printable(str(folder))
    if number:
        told = f"{name} has {language('en').counted(number, 'fault')} on which figures may rest"
        click.echo(f"note: {told}; ndn check --atlas {name} tells which", err=True)
