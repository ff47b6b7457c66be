"""The reference of the commands, ``docs/commands.md``, made from the help that they print.

``python tools/docs_commands.py`` writes it, and so does ``make golden``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from ndnatlas.cli import COMMANDS, cli

PATH = Path(__file__).parents[1] / "docs" / "commands.md"

# An option as it is typed, among its short form and the name of its value.
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")

HEAD = """\
# Commands

Made from the help of the commands themselves: `ndn COMMAND --help` prints the same. Every example
is run by a test. What the exit codes mean, and where results go, stands in
[the README](../README.md#commands).

"""


class Described(NamedTuple):
    """A command with its words, such as ``ndn network build``, and its options as help has them."""

    words: str
    command: click.Command
    usage: str
    options: tuple[tuple[str, str], ...]


def reference() -> str:
    """The whole document, in Markdown."""
    commands = list(described())
    leaves = [d for d in commands if not isinstance(d.command, click.Group)]
    counts = Counter(option for d in leaves for option in d.options)
    shared = [option for option, count in counts.items() if 2 * count > len(leaves)]
    parts = [HEAD, "| command | does |\n|---|---|\n"]
    for name, does in COMMANDS.items():
        parts.append(f"| [`ndn {name}`](#ndn-{name}) | {_cell(does)} |\n")
    parts.append("\n## Common options\n\n" + _options(shared))
    parts += [_chapter(one, shared) for one in commands]
    return "".join(parts)


def described() -> Iterator[Described]:
    """Every command and subcommand, in the order of the documentation."""
    yield from _below(cli, click.Context(cli, info_name="ndn", help_option_names=["-h", "--help"]))


def _below(group: click.Group, context: click.Context) -> Iterator[Described]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(f"{context.command_path} lists {name}, and does not have it")
        own = click.Context(command, info_name=name, parent=context)
        records = (parameter.get_help_record(own) for parameter in command.get_params(own))
        options = tuple(record for record in records if record and record[1])
        usage = " ".join((own.command_path, *command.collect_usage_pieces(own)))
        yield Described(own.command_path, command, usage, options)
        if isinstance(command, click.Group):
            yield from _below(command, own)


def _chapter(one: Described, shared: list[tuple[str, str]]) -> str:
    level = "#" * len(one.words.split())
    parts = [f"\n{level} {one.words}\n\n```text\n{one.usage}\n```\n\n{_prose(one.command)}\n"]
    own = [option for option in one.options if option not in shared]
    if own:
        parts.append("\n" + _options(own))
    common = [name for name, does in one.options if (name, does) in shared]
    if common:
        names = ", ".join(f"`{_OPTION.findall(name)[-1]}`" for name in common)
        parts.append(f"\nAnd of the [common options](#common-options): {names}.\n")
    example = (one.command.epilog or "").partition("Example: ")[2]
    if example:
        parts.append(f"\nFor example:\n\n```sh\n{' '.join(example.split())}\n```\n")
    return "".join(parts)


def _prose(command: click.Command) -> str:
    """The text of the help, paragraph by paragraph, without what click reads in it."""
    text = (command.help or "").replace("\b\n", "")
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(_escaped(part) for part in paragraphs if part)


def _options(options: list[tuple[str, str]]) -> str:
    rows = "".join(f"| `{_cell_code(name)}` | {_cell(does)} |\n" for name, does in options)
    return f"| option | does |\n|---|---|\n{rows}"


def _escaped(text: str) -> str:
    """Text without what Markdown would read as emphasis or HTML, outside of code."""
    parts = text.split("`")
    for character in ("*", "_", "<", "["):
        parts[::2] = [part.replace(character, f"\\{character}") for part in parts[::2]]
    return "`".join(parts)


def _cell(text: str) -> str:
    return _escaped(" ".join(text.split())).replace("|", "\\|")


def _cell_code(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PATH.write_text(reference(), encoding="utf-8")
