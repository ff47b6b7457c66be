"""What people type: other cases, names for codes, other ways to write a date, wrong endings."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geodata import Mode, load_atlas
from routes.crossings import sections_at
from routes.engine import Conditions, Engine
from tests.test_cli_golden import ndn

DAY = ("--as-of", "2018-06-01")


def rows(*words: str) -> list[dict[str, str]]:
    answer = ndn(*words, "--format", "csv")
    assert answer.code == 0, answer.err
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_ids_and_formats_in_any_case() -> None:
    assert ndn("compare", "SOUTH-KURYK", *DAY).out == ndn("compare", "south-kuryk", *DAY).out
    assert json.loads(ndn("variants", "--format", "JSON").out)["variants"]


@pytest.mark.parametrize("country", ["TM", "tm", "Turkmenistan", "turkmenistan"])
def test_a_country_by_code_or_name(country: str) -> None:
    answer = ndn("route", "Bukhara", "Mary", "--avoid", country)
    assert answer.code == 1
    assert "avoided (TM)" in answer.err
    assert {row["country"] for row in rows("places", "--country", country)} == {"TM"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31/12/2017", "2017-12-31"),
        ("1.6.2018", "2018-06-01"),
        ("2018/6/1", "2018-06-01"),
        ("2018-6-1", "2018-06-01"),
    ],
)
def test_another_way_to_write_a_date_is_understood_and_refused(typed: str, meant: str) -> None:
    answer = ndn("compare", "--as-of", typed)
    assert answer.code == 2
    assert f"did you mean {meant}?" in answer.err


def test_no_answer_before_the_states_of_today() -> None:
    answer = ndn("compare", "north", "--as-of", "1985-01-01")
    assert answer.code == 2
    assert "since 1992-01-01" in answer.err
    assert ndn("compare", "north", "--as-of", "1992-01-01").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("compare", "-o", "x.xlsx"), "answers are written to .json, .csv, .md, .txt, .html"),
        (("map", "north", "-o", "m.pdf"), "the map is written as HTML"),
        (("map", "north", "--format", "csv"), "the map is written as HTML"),
    ],
)
def test_no_file_under_a_false_ending(
    words: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = ndn(*words)
    assert answer.code == 2
    assert message in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_hyphen_is_the_standard_output() -> None:
    assert ndn("compare", "north", *DAY, "-o", "-").out == ndn("compare", "north", *DAY).out


def test_help_is_a_command_too() -> None:
    assert ndn("help").out == ndn("--help").out


def test_numbers_in_csv_are_numbers() -> None:
    legs = rows("show", "south-kuryk", *DAY)
    assert sum(float(leg["distance_km"]) for leg in legs) == pytest.approx(3278.5, abs=0.1)
    assert all(float(row["deviation_pct"]) < 100 for row in rows("audit"))
    assert {row["uncertainty_m"] for row in rows("places", "alat-port")} >= {"3000"}


def test_two_variants_side_by_side_need_two_ids(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('id = "north"\nname = "Mine"\nstops = ["poti", "batumi"]\n', encoding="utf-8")
    assert ndn("compare", own, *DAY).code == 0
    answer = ndn("compare", own, "north", *DAY)
    assert answer.code == 2
    assert "both have the id 'north'" in answer.err


def test_the_codes_of_both_railways_find_the_frontier_point() -> None:
    for code in ("704101", "720602"):
        (first, *_) = json.loads(ndn("places", code, "--format", "json").out)["places"]
        assert first["id"] == "saryagash-keles-frontier"
        assert first["codes"]["esr_all"] == ["704101", "720602"]
    assert rows("places", "90505")[0]["id"] == "riga-krasta"


def test_closing_a_checkpoint_closes_its_crossing_and_nothing_else() -> None:
    near = ("route", "orenburg", "oral", *DAY, "--format", "json")
    assert ndn(*near).out == ndn(*near, "--avoid", "iletsk-zhaisan").out
    through = json.loads(
        ndn("route", "iletsk", "zhaisan", *DAY, "--format", "json", "--avoid", "iletsk-zhaisan").out
    )
    ids = {crossing["id"] for crossing in through["routes"][0]["crossings"]}
    assert "iletsk-zhaisan" not in ids


def test_a_place_and_a_checkpoint_of_one_id_are_both_avoided() -> None:
    for port in ("baku", "torkham"):
        answer = ndn("places", port, "--format", "json")
        assert port in {place["id"] for place in json.loads(answer.out)["places"]}
    way = ndn("route", "baladzhary", "aktau-port", *DAY, "--format", "json", "--avoid", "baku").out
    legs = json.loads(way)["routes"][0]["legs"]
    assert "baku" not in {leg["to"] for leg in legs}


def test_a_port_closes_with_its_ferries() -> None:
    atlas = load_atlas()
    closed = sections_at("kuryk", atlas, date(2018, 6, 1))
    assert closed == {"alat-port--kuryk-port--ferry", "baku--kuryk-port--ferry"}


def test_of_ways_that_cost_the_same_the_shorter_drawn_one_is_taken() -> None:
    atlas = load_atlas()
    runs = Engine(atlas).path("yangiyer", "dashtobod", Conditions(modes=frozenset({Mode.RAIL})))
    assert [run.section.id for run in runs] == ["yangiyer--dashtobod"]
    assert "TJ" not in ndn("route", "tashkent", "samarkand", *DAY).out


def test_a_table_with_other_separators_says_which(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("id;name;kind\n", encoding="utf-8")
    answer = ndn("compare", "north", "--atlas", tmp_path)
    assert answer.code == 2
    assert "is separated by semicolons; commas are expected" in answer.err


def test_a_misspelt_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "place.csv").write_text("id\n", encoding="utf-8")
    answer = ndn("check", "--atlas", tmp_path)
    assert answer.code == 1
    assert "did you mean 'places.csv'?" in answer.out


def in_encoding(encoding: str, *words: str) -> tuple[int, bytes, str]:
    """Call ``ndn`` where the standard output has another encoding than UTF-8."""
    surroundings = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", "from ndnatlas.cli import main; main()", *words],
        cwd=Path(__file__).parents[1],
        env=surroundings,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode("ascii", "replace")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "koi8-r", "utf-8"])
def test_every_encoding_gets_an_answer(encoding: str) -> None:
    call = ("variants", "--as-of", "2010-06-01")
    code, out, err = in_encoding(encoding, *call)
    text, whole = out.decode(encoding), ndn(*call).out
    assert code == 0
    assert "Traceback" not in err
    assert [len(line) for line in text.splitlines()] == [len(line) for line in whole.splitlines()]
    if encoding == "utf-8":
        assert (text, err) == (whole, "")
    else:
        assert "NDN North from Klaipeda" in text
        assert "lacks some letters; the nearest are written" in err
        assert in_encoding(encoding, *call, "-q") == (0, out, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_and_html_lose_nothing_in_any_encoding(encoding: str) -> None:
    call = ("compare", "north-klaipeda", *DAY)
    for format_, read in (("json", json.loads), ("html", html.unescape)):
        code, out, err = in_encoding(encoding, *call, "--format", format_)
        assert (code, err) == (0, "")
        assert read(out.decode("ascii")) == read(ndn(*call, "--format", format_).out)
    data = json.loads(in_encoding(encoding, *call, "--format", "json")[1])
    assert data["variants"][0]["name"] == "NDN North from Klaipėda"


def test_a_sign_that_cannot_be_written_has_a_letter() -> None:
    call = ("compare", "south-kuryk", "north", "--as-of", "2010-06-01", "--columns", "state")
    assert b"- not-built" in in_encoding("latin-1", *call)[1]
    assert "– not-built" in ndn(*call).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("variants", 0),
        ("variants -v", 0),
        ("show nort", 2),
        ("route Poti Batumi --mode ferry", 1),
        ("nothing", 2),
    ],
)
def test_a_closed_error_stream_changes_nothing(words: str, code: int, tmp_path: Path) -> None:
    command = (
        f"{sys.executable} -c 'from ndnatlas.cli import main; main()' {words} --as-of 2018-06-01"
    )
    results = [
        subprocess.run(
            ["/bin/sh", "-c", f"{command} {closing}"],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=False,
        )
        for closing in ("2>/dev/null", "2>&-", f"-o {tmp_path}/out.csv 2>&-")
    ]
    assert [result.returncode for result in results] == [code] * 3
    assert results[0].stdout == results[1].stdout
    assert (tmp_path / "out.csv").exists() is (code == 0)


def test_a_reader_who_leaves_is_no_error() -> None:
    for closing in ("", "2>&-"):
        command = f"{sys.executable} -c 'from ndnatlas.cli import main; main()' timeline {closing}"
        result = subprocess.run(
            ["/bin/bash", "-c", f"set -o pipefail; {command} | true"],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, b"")
