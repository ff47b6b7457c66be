"""``ndn picture``: what it writes, and what it says of mistakes."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from geodata.errors import OutputError
from geodata.writing import write_whole
from maps.picture.theme import THEMES
from tests.test_cli_golden import ndn


@pytest.mark.parametrize("ending", ["svg", "pdf", "png", "SVG"])
def test_the_command_writes_by_the_ending(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"map.{ending}"
    answer = ndn("picture", "south-kuryk", "--as-of", "2018-06-01", "-o", path)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith(f"wrote {path} (")
    starts = {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG"}
    assert path.read_bytes().startswith(starts[ending.lower()])
    assert [path.name] == [file.name for file in tmp_path.iterdir()]


def test_the_theme_and_the_rules_show(tmp_path: Path) -> None:
    path = tmp_path / "dark.svg"
    options = ("--theme", "dark", "--cargo", "special", "--direction", "from", "--title", "T<")
    assert ndn("picture", "north", "-o", path, "-q", *options).err == ""
    text = path.read_text(encoding="utf-8")
    assert THEMES["dark"]["land"] in text
    assert "special cargo back from Afghanistan" in text
    assert "T&lt;" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "map.gif"), "map.gif: a picture is written as SVG, PDF or PNG"),
        (("--format", "json"), "--format json: a picture is written as SVG, PDF or PNG"),
        (("-o", "map.svg", "--width", "900"), "--width: only a PNG has pixels"),
        (("-o", "map.png", "--width", "5"), "5 is not in the range 200<=x<=10000"),
        (("-o", "no/such/map.svg"), "cannot write no/such/map.svg"),
        (("nort", "-o", "map.svg"), "unknown variant 'nort'; did you mean 'north'?"),
        (("--theme", "sepia", "-o", "map.svg"), "'sepia' is not one of 'light', 'dark'"),
    ],
)
def test_mistakes_are_named(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = ndn("picture", *arguments)
    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_png_without_its_library_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    answer = ndn("picture", "north", "-o", tmp_path / "map.png")
    assert answer.code == 2
    assert "pip install 'ndn-atlas[picture]'" in answer.err
    assert answer.err.count("\n") == 1
    assert ndn("picture", "north", "-o", tmp_path / "map.pdf").code == 0


def test_an_old_file_stays_when_a_new_one_fails(tmp_path: Path) -> None:
    folder = tmp_path / "map.svg"
    folder.mkdir()
    with pytest.raises(OutputError, match="cannot write"):
        write_whole(folder, b"new")
    assert folder.is_dir()


def test_a_picture_in_russian_has_no_english_word(tmp_path: Path) -> None:
    variants = ("south-kuryk", "ulyanovsk", "btk")
    call = ("picture", *variants, "--as-of", "2016-06-01", "--lang", "ru", "-o")
    answer = ndn(*call, tmp_path / "ru.svg")
    assert answer.code == 0, answer.err
    text = (tmp_path / "ru.svg").read_text(encoding="utf-8")
    told = [html.unescape(one) for one in re.findall(r"<(?:text|title|desc)[^>]*>([^<]*)", text)]
    assert "Условные знаки" in told
    assert any(one.startswith("Нет пути: нет пути от пункта") for one in told)
    known = re.compile(r"OpenStreetMap contributors|Natural Earth|ODbL|WGS|\([a-z-]+\)?|[a-z-]+\)")
    words = {word for one in told for word in re.findall("[A-Za-z]{2,}", known.sub("", one))}
    assert {word for word in words if not word.isupper()} == set()
    # What stands beside the answer stays English, whatever the language.
    assert "no way from" in answer.err
