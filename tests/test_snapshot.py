"""The atlas in one file: the tables again, and passed over when a table has changed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from geodata import snapshot
from geodata.atlas import Atlas, load_atlas
from geodata.build.snapshot import snapshot_text
from geodata.law import Cargo
from geodata.reading import DATA, read_atlas
from geodata.tables import Problems

TABLES = ("places", "lines", "sections", "checkpoints", "sources", "blocs", "acts")


@pytest.fixture(scope="module")
def from_tables() -> Atlas:
    problems = Problems()
    atlas = read_atlas(None, problems)
    problems.raise_if_any()
    return atlas


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folder, from which the snapshot is read."""
    for name in (*snapshot.INPUTS, "generated/atlas.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / name, tmp_path / name)
    monkeypatch.setattr(snapshot, "FOLDER", str(tmp_path))
    monkeypatch.setattr(snapshot, "FILE", str(tmp_path / "generated" / "atlas.json"))
    return tmp_path


@pytest.mark.parametrize("table", TABLES)
def test_it_holds_what_the_tables_hold(table: str, from_tables: Atlas) -> None:
    opened = snapshot.load_snapshot()
    assert opened is not None, "the snapshot is out of date; run `make data`"
    found, expected = getattr(opened, table), getattr(from_tables, table)
    assert list(found) == list(expected)
    for ident, record in found.items():
        assert record == expected[ident]
        # Equal is not enough: 1 and 1.0, "rail" and Mode.RAIL are equal too.
        assert [type(value) for value in record] == [type(value) for value in expected[ident]]
        assert type(record) is type(expected[ident])


def test_its_lists_hold_what_the_tables_hold(from_tables: Atlas) -> None:
    opened = snapshot.load_snapshot()
    assert opened is not None
    for ident, act in opened.acts.items():
        made = from_tables.acts[ident]
        for found, expected in (
            (act.cargo, made.cargo),
            (act.directions, made.directions),
            (act.modes, made.modes),
        ):
            assert [type(value) for value in found] == [type(value) for value in expected]
    for ident, bloc in opened.blocs.items():
        for member, made_of in zip(
            bloc.memberships, from_tables.blocs[ident].memberships, strict=True
        ):
            assert type(member) is type(made_of)
            assert [type(value) for value in member] == [type(value) for value in made_of]


def test_it_knows_to_which_day_the_acts_were_checked(from_tables: Atlas) -> None:
    opened = snapshot.load_snapshot()
    assert opened is not None
    assert dict(opened.known_to) == dict(from_tables.known_to)
    assert set(opened.known_to) == set(Cargo)
    assert all(type(cargo) is Cargo for cargo in opened.known_to)
    assert all(type(day) is date for day in opened.known_to.values())


def test_it_is_made_of_what_it_holds(from_tables: Atlas) -> None:
    opened = snapshot.load_snapshot()
    assert opened is not None
    text = Path(snapshot.FILE).read_text(encoding="utf-8")
    assert snapshot_text(from_tables) == text
    assert snapshot_text(opened) == text


def test_tables_cannot_be_changed() -> None:
    atlas = load_atlas()
    for table in (*TABLES, "known_to"):
        with pytest.raises(TypeError):
            getattr(atlas, table)["new"] = None


def test_a_copy_is_opened(data: Path) -> None:
    assert snapshot.load_snapshot() is not None


@pytest.mark.parametrize("name", snapshot.INPUTS)
def test_it_is_passed_over_when_a_table_has_changed(name: str, data: Path) -> None:
    with (data / name).open("ab") as stream:
        stream.write(b"\n")
    assert snapshot.load_snapshot() is None


def test_it_is_passed_over_when_it_is_missing(data: Path) -> None:
    (data / "generated" / "atlas.json").unlink()
    assert snapshot.load_snapshot() is None


def test_without_it_the_tables_are_read(
    data: Path, from_tables: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "generated" / "atlas.json").unlink()
    atlas = load_atlas()
    assert atlas.records, "only an atlas read from tables knows its rows"
    assert atlas.sections == from_tables.sections
