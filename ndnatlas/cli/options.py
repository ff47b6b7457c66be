"""Options that every command shares, and what they are turned into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from geodata.tables import parse_date

if TYPE_CHECKING:
    from geodata.atlas import Atlas

FORMATS = ("table", "json", "csv", "md")
SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "table"}

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date ``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Turn the text into a date or say what is wrong with it."""
        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError(f"{value!r} is no date of the form YYYY-MM-DD")
            return parse_date(value)
        except ValueError as error:
            self.fail(f"{error} (such as 2018-06-01)", param, ctx)


class Settings(NamedTuple):
    """The shared options of one call."""

    as_of: date
    format: str
    output: Path | None
    overlay: Path | None
    quiet: bool

    def atlas(self) -> Atlas:
        """The atlas asked for: the built-in one, with the user's folder over it."""
        from geodata.atlas import load_atlas

        return load_atlas(self.overlay)


def shared(function: F) -> F:
    """Give a command the shared options; it receives them as one `Settings`."""

    @click.option("--as-of", type=Day(), default=None, help="The date asked for (default: today).")
    @click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        default=None,
        help="How the answer is written (default: by the ending of FILE, else table).",
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
        type=click.Path(path_type=Path),
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
        by_suffix = SUFFIXES.get(output.suffix.lower(), "table") if output else "table"
        settings = Settings(as_of or date.today(), format_ or by_suffix, output, overlay, quiet)
        return function(settings=settings, **rest)

    return wrapper  # type: ignore[return-value]  # click's decorators change the signature


def _log_to_stderr() -> None:
    """Show what the library's loggers say; without -v they are not listened to."""
    import logging
    import sys

    logging.basicConfig(format="%(name)s: %(message)s", stream=sys.stderr, level=logging.DEBUG)
