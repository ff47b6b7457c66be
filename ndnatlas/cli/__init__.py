"""The command ``ndn``. Subcommands are imported when they are called, never before."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import Any

import click

from geodata.errors import NdnError, NetworkError, did_you_mean
from ndnatlas.cli.exit_codes import DONE, INTERRUPTED, NETWORK, NO, USAGE
from ndnatlas.version import __version__

COMMANDS = {
    "places": "find places by name, script, code or position",
    "variants": "list the route variants and their state on the date",
    "show": "the itinerary of a variant: legs, kilometres, frontiers, sources",
    "compare": "variants side by side (all of them when none is named)",
    "map": "the static HTML map of variants",
    "picture": "the map as a static picture: SVG, PDF or PNG",
    "chart": "diagrams of variants: kilometres, time and cost, days, states",
    "site": "a small static site: comparison, itineraries, maps",
    "route": "the best route between any two places, and its alternatives",
    "whatif": "what a closure breaks, and the best way around it",
    "sweep": "many scenarios, to one Parquet table",
    "timeline": "the intervals of every state, with their reasons",
    "crossings": "the frontiers that the lines of a GeoJSON, GPX or KML file cross",
    "network": "networks from OpenStreetMap and other files: build, fetch, info",
    "geocode": "coordinates for a name, from the atlas or, when asked, from Nominatim",
    "export": "routes for other programs: GeoJSON, GeoPackage, KML, GPX, XLSX and more",
    "init": "a folder of your own places, lines and variants to start from",
    "check": "every fault in the atlas or in your own files",
    "audit": "every published distance beside the computed one",
    "doctor": "versions, data, optional parts, and what is missing",
    "completion": "the script that lets your shell complete ndn",
}


class LazyGroup(click.Group):
    """A group that imports the module of a subcommand only when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all subcommands, in the order of the documentation."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import and return one subcommand, or ``None`` when there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"ndnatlas.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest subcommand when there is none of the name."""
        name = args[0] if args else ""
        if name == "help":
            click.echo(ctx.get_help())
            ctx.exit()
        if name and not name.startswith("-") and name not in COMMANDS:
            ctx.fail(f"no command {name!r}; {did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; when the reader of a pipe has gone, there is nobody left to tell."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # What is still buffered goes nowhere, and so without a complaint when Python ends.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.stdout, sys.stderr):
                os.dup2(nowhere, stream.fileno())
            ctx.exit(DONE)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list of subcommands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: ndn compare north south-kuryk --as-of 2018-06-01",
)
@click.version_option(
    __version__, "-V", "--version", prog_name="ndn", message="%(prog)s %(version)s"
)
def cli() -> None:
    """Freight routes between the Baltic, the Black Sea, the Caspian and Central Asia.

    The variants of the Northern Distribution Network and the Trans-Caspian corridor: measured,
    with the frontiers they cross, compared, and drawn as offline maps.
    """


def main(args: list[str] | None = None) -> None:
    """Run ``ndn``: a user's mistake ends in one line and an exit code, a bug in a traceback."""
    # The atlas is thousands of small tuples that live as long as the command: looking for garbage
    # among them at the usual rate would cost a tenth of a cold start.
    gc.set_threshold(100_000, 50, 50)
    _open_closed()
    # Help and messages hold names in many scripts; what a terminal cannot write costs a letter.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if "_NDN_COMPLETE" in os.environ:
        from ndnatlas.cli.completing import respond

        if respond(cli, COMMANDS):
            sys.exit(0)
    try:
        code = cli.main(args=args, prog_name="ndn", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(USAGE)
    except click.UsageError as error:
        hint = f" (see {error.ctx.command_path} --help)" if error.ctx else ""
        _fail(f"{error.format_message()}{hint}", USAGE)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", INTERRUPTED)
    except NdnError as error:
        _fail(str(error), exit_code(error))
    sys.exit(code if isinstance(code, int) else 0)


def _open_closed() -> None:
    """Let a standard stream that was closed lead nowhere.

    Otherwise the next file to be opened would take its place, and get what was meant for it.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
            setattr(sys, name, nowhere)


def exit_code(error: NdnError) -> int:
    """The exit code for an error: 1 when the answer is "no", 3 for the network, else 2."""
    from routes.errors import NoRouteError

    if isinstance(error, NetworkError):
        return NETWORK
    return NO if isinstance(error, NoRouteError) else USAGE


def _fail(message: str, code: int) -> None:
    from ndnatlas.cli.characters import printable

    # Where nothing can be told, the code still tells something.
    with suppress(OSError):
        for line in message.splitlines():
            click.echo(f"ndn: {printable(line)}", err=True)
    sys.exit(code)
