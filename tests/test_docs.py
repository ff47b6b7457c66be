"""The documents say what is: their commands run, their examples work, their tables are complete.

How a document is read stands in ``tests/documents.py``. ``make golden`` rewrites what is printed,
leaving out what was left out before, and the table of sources; read the difference before you
commit it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest

from geodata import exceptions, law, law_tables, published, records, section_facts
from geodata.model import Basis, Kind, Mode
from ndnatlas.cli import COMMANDS
from routes import variants
from tests.documents import (
    Block,
    assert_current,
    assert_links_lead_somewhere,
    blocks,
    calls,
    is_shown,
    refreshed,
    rewritten,
)

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "docs/data.md", "docs/law.md")
DATA = ROOT / "geodata" / "data"

_SOURCES = re.compile(r"(^\| Source \|.*\n\|[-|]+\|\n)(?:\|.*\n)*", re.MULTILINE)


def with_sources(document: str) -> str:
    """The document with the table of sources as ``sources.toml`` has it, if it has one."""
    sources = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
    rows = "".join(
        f"| {ident} | {s['title']}; {s['author']}, {s['date']} | {s['licence']} |\n"
        for ident, s in sources.items()
    )
    return _SOURCES.sub(lambda found: found[1] + rows, document)


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
        path.write_text(with_sources(rewritten(document, name)), encoding="utf-8")
        return
    assert_current(document, name)


@pytest.mark.parametrize("name", [*DOCUMENTS, "CHANGELOG.md", "CONTRIBUTING.md"])
def test_links_within_the_repository_lead_somewhere(name: str) -> None:
    assert_links_lead_somewhere(ROOT / name)


def test_the_readme_names_every_command_and_shows_it_here_or_in_the_guides() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `ndn ([a-z]+)", text, flags=re.MULTILINE)
    assert rows == list(COMMANDS)
    text += (ROOT / "docs" / "howto.md").read_text(encoding="utf-8")
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
    "blocs.csv": law_tables.BLOCS,
    "memberships.csv": law_tables.MEMBERSHIPS,
    "acts.toml": law_tables.ACTS,
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


LAYERS: dict[str, tuple[str, ...]] = {
    "generated/countries.fgb": ("country", "name"),
    "generated/frontiers.fgb": ("left", "right"),
    "generated/disputed_areas.fgb": ("name", "un", "de_facto", "title"),
    "generated/disputed_frontiers.fgb": (
        "un_left",
        "un_right",
        "de_facto_left",
        "de_facto_right",
    ),
    "generated/sealanes.fgb": ("section",),
}


@pytest.mark.parametrize("file", LAYERS)
def test_the_data_book_lists_every_column_of_a_layer(file: str) -> None:
    layer = pyogrio.read_info(DATA / file)
    assert first_cells(chapter(f"`{file}`")) == LAYERS[file] == tuple(layer["fields"])
    assert layer["crs"] == "EPSG:4326"


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
        "acts.toml": (*law.Effect, *law.Cargo, *law.Direction, f"[{law_tables.KNOWN_TO}]"),
    }
    for file, values in listed.items():
        text = chapter(f"`{file}`")
        assert [value for value in values if f"`{value}`" not in text] == [], file


def test_the_data_book_names_every_source_with_its_licence() -> None:
    assert data_book() == with_sources(data_book()), "see `make golden`"
    assert _SOURCES.search(data_book())


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
