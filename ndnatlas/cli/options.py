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
from ndnatlas.cli.settings import Settings
from ndnatlas.days import read_day

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.law.law import Law

FORMATS = ("table", "json", "csv", "md", "html")

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


comply_option = click.option(
    "--comply",
    is_flag=True,
    help="Keep to what the law allows on the date: for special cargo, unless --cargo is given.",
)


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


def spelled(parameter: str) -> str:
    """The option for a parameter of the library: ``--join-limit`` for ``join_limit_km``."""
    return f"--{parameter.removesuffix('_km').replace('_', '-')}"


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
