"""What Tab offers: commands, options, and the ids of variants, places and crossing points.

A shell calls the command with the words typed so far in its environment, at every press of the
key: nothing of the atlas is loaded but the ids, and whatever fails offers nothing.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "ndn"
VARIABLE = "_NDN_COMPLETE"
ROOT = Path(__file__).parents[2]
ATLAS = ROOT / "geodata" / "data"
VARIANTS = ROOT / "routes" / "data"


class Ids(NamedTuple):
    """The kinds of ids that a parameter takes, and whether it takes files besides."""

    variants: bool = False
    places: bool = False
    checkpoints: bool = False
    files: bool = False


_WAY = Ids(variants=True, files=True)
_PLACE = Ids(places=True)

# By command and parameter.
TAKES: Mapping[str, Mapping[str, Ids]] = {
    "show": {"variant": _WAY},
    "compare": {"variants": _WAY},
    "map": {"variants": _WAY},
    "picture": {"variants": _WAY},
    "site": {"variants": _WAY},
    "timeline": {"variants": _WAY},
    "export": {"variants": _WAY},
    "whatif": {"variants": _WAY, "shut": Ids(places=True, checkpoints=True)},
    "route": {
        "start": _PLACE,
        "end": _PLACE,
        "via": _PLACE,
        "avoid": Ids(places=True, checkpoints=True),
    },
    "places": {"text": _PLACE},
    "geocode": {"text": _PLACE},
}


class _Id(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """An id of the atlas, or of the user's folder over it."""

    name = "id"

    def __init__(self, takes: Ids) -> None:
        self._takes = takes

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002  # click's signature
        ctx: click.Context | None,  # noqa: ARG002  # click's signature
    ) -> str:
        """Leave the text as it is: only words before the one to complete come here."""
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  # click's signature
        incomplete: str,
    ) -> list[CompletionItem[str]]:
        """Return the ids that begin with the word, or else files."""
        overlay = ctx.params.get("overlay")
        folder = Path(overlay) if overlay else None
        typed = incomplete.lower()
        found = [CompletionItem(i) for i in ids(self._takes, folder) if i.startswith(typed)]
        if not found and self._takes.files:
            return [CompletionItem(incomplete, type="file")]
        return found


def ids(takes: Ids, overlay: Path | None) -> list[str]:
    """The ids of the kinds wanted, the user's own ones among them, sorted."""
    found: set[str] = set()
    if takes.variants:
        for folder in (VARIANTS, *([overlay / "variants"] if overlay else [])):
            found |= {path.stem for path in folder.glob("*.toml")}
    tables = [name for name in ("places", "checkpoints") if getattr(takes, name)]
    for folder in (ATLAS, *([overlay] if overlay else [])):
        for table in tables:
            found |= set(_first_column(folder / f"{table}.csv"))
    return sorted(found)


def _first_column(path: Path) -> Iterator[str]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        head = next(rows, [])
        at = head.index("id") if "id" in head else 0
        yield from (row[at] for row in rows if len(row) > at and row[at])


def script(shell: str, group: click.Group) -> str:
    """The text that teaches a shell to complete the command."""
    completer = _completer(shell, group)
    # Not its own method, which for bash runs a bash to learn its version.
    return completer.source_template % completer.source_vars() + "\n"


def _completer(shell: str, group: click.Group) -> ShellComplete:
    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(f"no shell {shell!r}")
    return kind(group, {}, PROGRAM, VARIABLE)


def answer(instruction: str, group: click.Group, commands: Mapping[str, str]) -> str:
    """What to print for the words in the environment; nothing when anything is wrong.

    Parameters
    ----------
    instruction : str
        The value of the variable that the script sets, such as ``bash_complete``.
    group : click.Group
        The command ``ndn``.
    commands : mapping
        The names of its subcommands, with their help.
    """
    shell, _, action = instruction.partition("_")
    try:
        if shell not in SHELLS:
            return ""
        if action == "source":
            return script(shell, group)
        completer = _completer(shell, group)
        words, incomplete = completer.get_completion_args()
        items = _offered(completer, words, incomplete, group, commands)
        return "".join(f"{completer.format_completion(item)}\n" for item in items)
    except (Exception, SystemExit):
        # An unreadable folder, a half-typed option: a line of error would land in the prompt.
        return ""


def _offered(
    completer: ShellComplete,
    words: list[str],
    incomplete: str,
    group: click.Group,
    commands: Mapping[str, str],
) -> Iterable[CompletionItem[Any]]:
    if not words and not incomplete.startswith("-"):
        # The group itself would import every command to offer its name.
        return [
            CompletionItem(name, help=help_)
            for name, help_ in commands.items()
            if name.startswith(incomplete)
        ]
    name = next((word for word in words if not word.startswith("-")), "")
    if name in TAKES and name in commands:
        command = group.get_command(click.Context(group), name)
        for param in command.params if command else ():
            if param.name in TAKES[name]:
                param.type = _Id(TAKES[name][param.name])
    return completer.get_completions(words, incomplete)


def respond(group: click.Group, commands: Mapping[str, str]) -> bool:
    """Answer a shell that asks for completions, and tell whether one did."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return False
    click.echo(answer(instruction, group, commands), nl=False)
    return True
