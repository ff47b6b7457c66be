"""What ``ndn doctor`` finds in a sound installation, and in damaged ones."""

from __future__ import annotations

import json
import shutil
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from geodata import borders, snapshot
from geodata.reading import DATA
from ndnatlas.cli import checkup
from tests.test_cli_golden import ndn


def asked(*words: str | Path) -> tuple[int, dict[str, Any]]:
    answer = ndn("doctor", "--format", "json", *words)
    assert answer.err == ""
    return answer.code, json.loads(answer.out)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data in a folder where it can be damaged."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setattr(checkup, "DATA", folder)
    monkeypatch.setattr(checkup, "GENERATED", folder / "generated")
    monkeypatch.setattr(snapshot, "FOLDER", str(folder))
    monkeypatch.setattr(snapshot, "FILE", str(folder / "generated" / "atlas.json"))
    return folder


def states(found: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: row["state"] for row in found["data"] if row["state"] != "ok"}


def test_all_is_well() -> None:
    code, found = asked()
    assert (code, found["ok"]) == (0, True), states(found)
    core = {row["name"]: row for row in found["libraries"] if not row["extra"]}
    assert core["shapely"]["found"] == metadata.version("shapely")
    assert core["shapely"]["wanted"].startswith(">= 2")
    assert {"places.csv", "acts.toml", "generated/atlas.json", "snapshot", "borders"} <= {
        row["name"] for row in found["data"]
    }
    text = ndn("doctor").out
    assert text.startswith(f"everything needed is there\nndn {found['ndn']}, python ")


@pytest.mark.parametrize(
    ("file", "others"),
    [
        ("generated/countries.fgb", set()),
        ("generated/section_facts.csv", {"snapshot"}),
        ("places.csv", {"snapshot"}),
        ("generated/atlas.json", {"snapshot"}),
    ],
)
def test_a_changed_file_is_named(file: str, others: set[str], copy: Path) -> None:
    path = copy / file
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    code, found = asked()
    assert (code, found["ok"]) == (1, False)
    assert states(found) == {file: "changed", **dict.fromkeys(others, "damaged")}
    assert any("make data" in hint for hint in found["hints"])


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "generated" / "frontiers.fgb").unlink()
    code, found = asked()
    assert code == 1
    assert states(found) == {"generated/frontiers.fgb": "missing"}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (None, "missing"),
        ("[[product]", "damaged"),
        ("a = 1", "damaged"),
        ("product = 1", "damaged"),
    ],
)
def test_a_bad_manifest_is_told(text: str | None, state: str, copy: Path) -> None:
    path = copy / "generated" / "manifest.toml"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    code, found = asked()
    assert code == 1
    assert states(found)["manifest.toml"] == state


def test_borders_that_cannot_be_opened_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise RuntimeError("not a FlatGeobuf file")

    monkeypatch.setattr(borders, "load_borders", damaged)
    code, found = asked()
    assert (code, states(found)) == (1, {"borders": "damaged"})


def test_a_missing_extra_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [*(metadata.requires("ndn-atlas") or []), 'nowhere-to-be-found>=2; extra == "space"']
    monkeypatch.setattr(metadata, "requires", lambda _: wanted)
    code, found = asked()
    assert code == 0
    assert "optional, space: nowhere-to-be-found; pip install 'ndn-atlas[space]'" in found["hints"]


@pytest.mark.parametrize(
    ("requirement", "state"), [("nowhere-to-be-found>=2", "missing"), ("click>=99.1", "too old")]
)
def test_a_missing_library_of_the_core_is_a_fault(
    requirement: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: [requirement])
    code, found = asked()
    assert code == 1
    assert [row["state"] for row in found["libraries"]] == [state]
    assert found["hints"][0].startswith("core: install")


def test_a_library_that_cannot_be_loaded_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise OSError("lib.so: cannot open")

    monkeypatch.setattr(checkup, "import_module", broken)
    code, found = asked()
    assert code == 1
    assert {row["state"] for row in found["libraries"] if not row["extra"]} == {"broken"}


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", unknown)
    code, found = asked()
    assert code == 1
    assert found["libraries"][0]["note"] == "is not installed as a package"


def test_a_users_folder_is_opened_too(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    ndn("init", folder, "-q")
    code, found = asked("--atlas", folder)
    assert code == 0
    assert [row["found"] for row in found["data"] if row["name"] == str(folder)]
    (folder / "places.csv").write_text("id;name\n", encoding="utf-8")
    code, found = asked("--atlas", folder)
    assert code == 1
    assert states(found) == {str(folder): "damaged"}
    answer = ndn("doctor", "--atlas", tmp_path / "none")
    assert (answer.code, answer.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("text", "name", "least", "extra"),
    [
        ("click>=8.1.7", "click", "8.1.7", None),
        ('networkx>=3.2; extra == "osm"', "networkx", "3.2", "osm"),
        ("osmium>=4.0; extra == 'osm'", "osmium", "4.0", "osm"),
        ("folium", "folium", None, None),
        ('a-b.c<3,!=2; python_version < "3.13" and extra == "dev"', "a-b.c", None, "dev"),
    ],
)
def test_requirements_are_read(text: str, name: str, least: str | None, extra: str | None) -> None:
    match = checkup._REQUIREMENT.fullmatch(text)
    assert match
    assert (match["name"], match["least"], match["extra"]) == (name, least, extra)
