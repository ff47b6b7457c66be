"""The documents say what is: their commands run, their examples work, their tables are complete.

In ``console`` blocks a line ``$ ndn ...`` is run and the lines below it are what it prints. A line
``...`` stands for any lines left out, and `` ...`` at the end of a line for the rest of it.
``$ echo $?`` shows the exit code, which is 0 where it is not shown. A ``toml`` or ``csv`` block
under a line that ends in a file's name and a colon is written to that file first. What a
``python`` block prints stands in the ``text`` block below it.

``make golden`` rewrites what is printed, and leaves out again what was left out before; read the
difference before you commit it.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pytest

from geodata import exceptions, published, records, section_facts
from geodata.model import Basis, Kind, Mode
from ndnatlas.cli import COMMANDS
from routes import variants
from tests.test_cli_golden import ndn

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "docs/data.md")
DATA = ROOT / "geodata" / "data"

CUT = " ..."
GAP = "..."

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_NAME = re.compile(r"`([\w./-]+)`:\s*$")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
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
    for found in _BLOCK.finditer(document):
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
        if block.language in ("toml", "csv"):
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


# The fixture is asked for so that `make golden` runs this test.
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_documents_show_is_what_is_printed(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    golden: Callable[[str, str], None],
) -> None:
    path = ROOT / name
    document = path.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if request.config.getoption("--golden"):
        path.write_text(rewritten(document, name), encoding="utf-8")
        return
    for _, made_by, shown, printed in play(document, name):
        found = "\n".join(printed)
        message = f"{name} shows otherwise; see `make golden`\n{made_by}\n{found}"
        assert is_shown(shown, printed), message


@pytest.mark.parametrize("name", [*DOCUMENTS, "CHANGELOG.md", "CONTRIBUTING.md"])
def test_links_within_the_repository_lead_somewhere(name: str) -> None:
    path = ROOT / name
    text = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    links = [link for link in _LINK.findall(text) if "://" not in link]
    for link in links:
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), f"{name}: {link}"
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{name}: {link}"


def anchors(document: str) -> set[str]:
    """The anchors that a forge gives to headings."""
    headings = re.findall(r"^#+ (.*)$", _BLOCK.sub("", document), flags=re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `ndn ([a-z]+)", text, flags=re.MULTILINE)
    assert rows == list(COMMANDS)
    examples = {call.command.split()[1] for b in _consoles(text) for call in calls(b)}
    # No test goes online, and a place of the atlas says little about geocoding.
    assert set(COMMANDS) - {"geocode"} <= examples


def _consoles(document: str) -> list[Block]:
    return [block for block in blocks(document) if block.language == "console"]


COLUMNS: dict[str, tuple[str, ...]] = {
    "places.csv": records.PLACES,
    "names.csv": records.NAMES,
    "lines.csv": records.LINES,
    "sections.csv": records.SECTIONS,
    "shapes.csv": records.SHAPES,
    "checkpoints.csv": records.CHECKPOINTS,
    "customs_unions.csv": records.UNIONS,
    "published.csv": published.COLUMNS,
    "exceptions.csv": exceptions.COLUMNS,
    "sources.toml": ("title", "author", "date", "locator", "licence"),
    "generated/section_facts.csv": section_facts.COLUMNS,
    "generated/sealanes.csv": records.SHAPES,
}


def data_book() -> str:
    return (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def chapter(title: str) -> str:
    """The text below a heading of the data book, up to the next heading."""
    found = re.search(
        rf"^#+ {re.escape(title)}$(.*?)(?=^#|\Z)", data_book(), flags=re.MULTILINE | re.DOTALL
    )
    assert found, f"docs/data.md has no heading {title!r}"
    return found[1]


def first_cells(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE))


@pytest.mark.parametrize("file", COLUMNS)
def test_the_data_book_lists_every_column(file: str) -> None:
    assert first_cells(chapter(f"`{file}`")) == COLUMNS[file]
    if file.endswith(".csv"):
        header = (DATA / file).read_text(encoding="utf-8").partition("\n")[0]
        assert tuple(header.split(",")) == COLUMNS[file]


def test_the_data_book_lists_the_keys_of_a_variant() -> None:
    keys = first_cells(chapter("Variants: `routes/data/*.toml`"))
    assert set(keys) == {*variants.VARIANT_KEYS, *variants.EDITION_KEYS}


def test_the_data_book_names_every_file_with_its_licence() -> None:
    files = {p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.is_file()}
    assert set(first_cells(chapter("Files and licences"))) == files
    licence = (DATA / "LICENSE.md").read_text(encoding="utf-8")
    for file in files - {"LICENSE.md"}:
        assert f"`{file}`" in licence, f"geodata/data/LICENSE.md does not name {file}"


def test_the_data_book_names_every_value_of_a_list() -> None:
    listed = {
        "places.csv": Kind,
        "lines.csv": (*Mode, *map(str, records.GAUGES_MM)),
        "sections.csv": Basis,
        "published.csv": published.FigureKind,
        "exceptions.csv": exceptions.Rule,
    }
    for file, values in listed.items():
        text = chapter(f"`{file}`")
        assert [value for value in values if f"`{value}`" not in text] == [], file


def test_the_data_book_names_every_source_with_its_licence() -> None:
    sources = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
    text = chapter("`sources.toml`")
    shown = dict(re.findall(r"^\| ([a-z0-9-]+) \| .* \| ([^|]+) \|$", text, flags=re.MULTILINE))
    assert shown == {ident: source["licence"] for ident, source in sources.items()}


@pytest.mark.parametrize(
    ("shown", "printed", "is_so"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a"], False),
        (["a", "..."], ["a", "b", "c"], True),
        (["a", "...", "c"], ["a", "c"], True),
        (["...", "b", "...", "d"], ["a", "b", "c", "d"], True),
        (["...", "c", "...", "b"], ["a", "b", "c"], False),
        (["a ..."], ["a b"], True),
        (["a b ..."], ["a c d"], False),
    ],
)
def test_what_is_left_out_is_left_out(shown: list[str], printed: list[str], is_so: bool) -> None:
    assert is_shown(shown, printed) is is_so


def test_a_refreshed_output_is_as_short_as_before() -> None:
    shown = ["id   name ...", "a    A ...", "...", "total 7"]
    printed = ["id     name  note", "alpha  A     x", "beta         y", "total 8"]
    assert refreshed(shown, printed) == ["id     name ...", "alpha  A ...", "...", "total 8"]
    assert is_shown(refreshed(shown, printed), printed)
