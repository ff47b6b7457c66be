"""Options that every command shares, and what they are turned into."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from geodata.errors import OptionError
from geodata.law import Cargo, Direction
from ndnatlas.days import read_day

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.law.law import Law

FORMATS = ("table", "json", "csv", "md", "html")
SUFFIXES = {
    ".json": "json", ".csv": "csv", ".md": "md", ".txt": "table", ".html": "html", ".htm": "html",
}  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A date ``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Turn the text into a date or say what is wrong with it."""
        try:
            return read_day(value)
        except OptionError as error:
            self.fail(str(error), param, ctx)


class Folder(click.Path):
    """A folder; an empty text is none, and not the one that the command runs in."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Refuse an empty text, as a shell gives for a variable that is not set."""
        if value == "":
            self.fail("the name of the folder is empty ('.' is the one you are in)", param, ctx)
        return super().convert(value, param, ctx)


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
        if self.lang == "ru":
            from geodata.russian import in_russian

            return in_russian(atlas)
        return atlas


def _warn_of_faults(atlas: Atlas, folder: Path) -> None:
    from geodata.check import faults_of_overlay
    from ndnatlas.cli.tables import counted, printable

    number, name = faults_of_overlay(atlas), printable(str(folder))
    if number:
        told = f"{name} has {counted(number, 'fault')} on which figures may rest"
        click.echo(f"note: {told}; ndn check --atlas {name} tells which", err=True)


def shared(function: F) -> F:
    """Give a command the shared options; it receives them as one `Settings`."""

    @click.option("--as-of", type=Day(), default=None, help="The date asked for (default: today).")
    @click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS, case_sensitive=False),
        default=None,
        help="How the answer is written (default: by the ending of FILE, else table); csv holds "
        "the first table of an answer.",
    )
    @click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to FILE instead of the standard output.",
    )
    @click.option(
        "--atlas",
        "overlay",
        type=Folder(path_type=Path),
        metavar="DIR",
        help="A folder of your own tables and variants, laid over the built-in ones.",
    )
    @click.option("-v", "--verbose", is_flag=True, help="Say more on the standard error.")
    @click.option("-q", "--quiet", is_flag=True, help="Say nothing but the answer.")
    @wraps(function)
    def wrapper(
        *,
        as_of: date | None,
        format_: str | None,
        output: Path | None,
        overlay: Path | None,
        verbose: bool,
        quiet: bool,
        **rest: Any,
    ) -> Any:
        if verbose:
            _log_to_stderr()
        if output == Path("-"):
            output = None
        settings = Settings(as_of or date.today(), format_, output, overlay, quiet)
        return function(settings=settings, **rest)

    return wrapper  # type: ignore[return-value]  # click's decorators change the signature


class Rules(NamedTuple):
    """Which rules a state follows; ``is_chosen`` tells whether the cargo was asked for."""

    cargo: Cargo
    direction: Direction
    is_chosen: bool

    def law(self, atlas: Atlas, *, comply: bool = False) -> Law:
        """The law of an atlas; what is to comply is special cargo, unless another was asked for."""
        from routes.law.law import Law

        cargo = Cargo.SPECIAL if comply and not self.is_chosen else self.cargo
        return Law(atlas, cargo, self.direction)


def ruled(function: F) -> F:
    """Give a command the options that choose the rules of states, which it receives as `Rules`."""

    @click.option(
        "--cargo",
        type=click.Choice([cargo.value for cargo in Cargo], case_sensitive=False),
        help=f"Ordinary freight, or goods under the transit agreements of 2008-2021 "
        f"(default: {Cargo.COMMERCIAL}).",
    )
    @click.option(
        "--direction",
        type=click.Choice([direction.value for direction in Direction], case_sensitive=False),
        default=Direction.TO.value,
        show_default=True,
        help="Towards Afghanistan, or back: which rules apply; the itinerary stays as it is.",
    )
    @wraps(function)
    def wrapper(*, cargo: str | None, direction: str, **rest: Any) -> Any:
        rules = Rules(Cargo(cargo or Cargo.COMMERCIAL), Direction(direction), cargo is not None)
        return function(rules=rules, **rest)

    return wrapper  # type: ignore[return-value]  # click's decorators change the signature


def _log_to_stderr() -> None:
    """Show what the library's loggers say; without -v they are not listened to."""
    import logging
    import sys

    logging.basicConfig(format="%(name)s: %(message)s", stream=sys.stderr, level=logging.DEBUG)
