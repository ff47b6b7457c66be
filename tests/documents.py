"""Documents that show commands and what they print: read, played, and brought up to date.

In ``console`` blocks a line ``$ ndn ...`` is run and the lines below it are what it prints. A line
``...`` stands for any lines left out, and `` ...`` at the end of a line for the rest of it.
``$ echo $?`` shows the exit code, which is 0 where it is not shown. A ``toml``, ``csv`` or ``json``
block under a line that ends in a file's name and a colon is written to that file first. What a
``python`` block prints stands in the ``text`` block below it.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from tests.test_cli_golden import ndn

CUT = " ..."
GAP = "..."

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FILE_NAME = re.compile(r"`([\w./-]+)`:\s*$")
_CELL = re.compile(r"\S+(?: \S+)*")


class Block(NamedTuple):
    """A fenced block: its language, its text, where the text stands, and the line above it."""

    language: str
    text: str
    start: int
    above: str


class Call(NamedTuple):
    """A command of a console block, and the lines shown below it."""

    command: str
    shown: list[str]


def blocks(document: str) -> Iterator[Block]:
    for found in BLOCK.finditer(document):
        above = document[: found.start()].rstrip().rsplit("\n", 1)[-1]
        yield Block(found[1], found[2], found.start(2), above)


def calls(block: Block) -> list[Call]:
    found: list[Call] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Call(line[2:], []))
        else:
            assert found, f"a console block begins without a command: {line}"
            found[-1].shown.append(line)
    return found


def run(listed: Sequence[Call]) -> list[list[str]]:
    """What each command of a block prints, as lines."""
    printed: list[list[str]] = []
    code = 0
    for number, call in enumerate(listed):
        if call.command == "echo $?":
            printed.append([str(code)])
            continue
        program, *words = shlex.split(call.command)
        assert program == "ndn", f"{call.command}: only ndn is run from a console block"
        answer = ndn(*words)
        code = answer.code
        is_code_shown = listed[number + 1 : number + 2] and listed[number + 1].command == "echo $?"
        assert code == 0 or is_code_shown, f"{call.command}: exit code {code}\n{answer.err}"
        printed.append((answer.out + answer.err).rstrip("\n").splitlines())
    return printed


def is_line(shown: str, printed: str) -> bool:
    if shown.endswith(CUT):
        return printed.startswith(shown.removesuffix(CUT))
    return shown == printed


def is_shown(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether the lines shown are those printed, with what is left out left out."""
    if GAP not in shown:
        return len(shown) == len(printed) and all(map(is_line, shown, printed))
    at = shown.index(GAP)
    if len(printed) < at or not all(map(is_line, shown[:at], printed)):
        return False
    rest = shown[at + 1 :]
    return any(is_shown(rest, printed[start:]) for start in range(at, len(printed) + 1))


def refreshed(shown: list[str], printed: list[str]) -> list[str]:
    """The lines to show now: as many as before from each stretch, cut as before."""
    if GAP not in shown:
        stretches, starts = [shown], [0]
        if not any(line.endswith(CUT) for line in shown):
            return printed
    else:
        text = "\n".join(shown)
        stretches = [part.splitlines() for part in re.split(r"^\.\.\.$\n?", text, flags=re.M)]
        starts = [0, *(_nearest(part, printed) for part in stretches[1:-1])]
        starts.append(len(printed) - len(stretches[-1]))
    out: list[str] = []
    for part, start in zip(stretches, starts, strict=True):
        now = printed[start : start + len(part)] if len(stretches) > 1 else printed
        out += [GAP] if part is not stretches[0] else []
        out += _cut(part, now)
    return out


def _nearest(part: list[str], printed: list[str]) -> int:
    wanted = part[0].removesuffix(CUT)

    def likeness(at: int) -> float:
        found = printed[at][: len(wanted) + 8]
        return SequenceMatcher(None, wanted, found).ratio() + (found[:8] == wanted[:8])

    return max(range(len(printed)), key=likeness)


def _cut(shown: list[str], printed: list[str]) -> list[str]:
    """Printed lines, cut after the same cells as the lines shown."""
    out = []
    width: int | None = None
    for number, line in enumerate(printed):
        old = shown[min(number, len(shown) - 1)] if shown else ""
        if not old.endswith(CUT):
            width = None
            out.append(line)
            continue
        if width is None:
            # The first line of a table has no empty cell: it tells where to cut them all.
            cells = list(_CELL.finditer(line))
            kept = len(_CELL.findall(old.removesuffix(CUT)))
            width = cells[kept].start() if len(cells) > kept else 0
        words = len(old.removesuffix(CUT).split(" "))
        head = line[:width] if width else " ".join(line.split(" ")[:words])
        out.append(head.rstrip() + CUT if len(head) < len(line) else line)
    return out


def _python(code: str, name: str, names: dict[str, object]) -> list[str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, name, "exec"), names)  # noqa: S102  # the document's own example
    return out.getvalue().rstrip("\n").splitlines()


def play(document: str, name: str) -> Iterator[tuple[Block, str, list[str], list[str]]]:
    """Do what a document shows; for each output its block, what made it, shown and printed."""
    listed = list(blocks(document))
    names: dict[str, object] = {}
    for block, below in zip(listed, [*listed[1:], None], strict=True):
        if block.language in ("toml", "csv", "json"):
            named = _FILE_NAME.search(block.above)
            assert named, f"{name}: a {block.language} block without a file's name above it"
            path = Path(named[1])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            printed = _python(block.text, name, names)
            if below and below.language == "text":
                yield below, block.text, below.text.splitlines(), printed
            else:
                assert not printed, f"{name}: a python block prints what no text block shows"
        elif block.language == "console":
            commands = calls(block)
            for call, printed in zip(commands, run(commands), strict=True):
                yield block, f"$ {call.command}", call.shown, printed


def rewritten(document: str, name: str) -> str:
    """The document with every output as it is printed now."""
    out: dict[int, tuple[Block, list[str]]] = {}
    for block, made_by, shown, printed in play(document, name):
        lines = out.setdefault(block.start, (block, []))[1]
        lines += [made_by] if block.language == "console" else []
        lines += refreshed(shown, printed)
    for block, lines in sorted(out.values(), reverse=True, key=lambda pair: pair[0].start):
        text = "".join(f"{line}\n" for line in lines)
        document = document[: block.start] + text + document[block.start + len(block.text) :]
    return document


def assert_current(document: str, name: str) -> None:
    """Hold a document to what its commands print now, in the folder that is current."""
    for _, made_by, shown, printed in play(document, name):
        found = "\n".join(printed)
        message = f"{name} shows otherwise; see `make golden`\n{made_by}\n{found}"
        assert is_shown(shown, printed), message


def assert_links_lead_somewhere(path: Path) -> None:
    """Hold the links of a document within the repository to files and headings that are there."""
    for link in _LINK.findall(BLOCK.sub("", path.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), f"{path.name}: {link}"
        if anchor:
            assert anchor in _anchors(target.read_text(encoding="utf-8")), f"{path.name}: {link}"


def _anchors(document: str) -> set[str]:
    """The anchors that a forge gives to headings."""
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", document), flags=re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}
