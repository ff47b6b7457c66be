"""What the commands say of the law: intervals of states, and whose rules are asked for."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from routes.model import Variant
from tests.test_cli_golden import ndn

INTERVAL = {
    *("state", "from", "to", "reason", "records", "sources", "known_to", "distance_km"),
}


def timelines(*words: str | Path) -> dict:
    answer = ndn("timeline", *words, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


# --- ndn timeline -------------------------------------------------------------------------------


def test_every_variant_has_a_timeline(variants: dict[str, Variant]) -> None:
    data = timelines("--as-of", "2022-01-01")
    assert set(data) == {"as_of", "cargo", "direction", "timelines"}
    assert (data["as_of"], data["cargo"], data["direction"]) == ("2022-01-01", "commercial", "to")
    assert [row["id"] for row in data["timelines"]] == list(variants)
    for row in data["timelines"]:
        assert set(row) == {"id", "name", "intervals"}
        assert row["name"] == variants[row["id"]].name
        for interval in row["intervals"]:
            assert set(interval) == INTERVAL
            assert interval["state"] in ("open", "restricted", "unused", "closed", "not-built")
            assert (interval["distance_km"] is None) is (interval["state"] == "not-built")
            days = [interval[key] for key in ("from", "to", "known_to") if interval[key]]
            assert [date.fromisoformat(day).isoformat() for day in days] == days
        for a, b in pairwise(row["intervals"]):
            assert a["to"] == b["from"]


def test_the_timeline_of_kuryk() -> None:
    (row,) = timelines("south-kuryk", "--cargo", "special", "--as-of", "2022-01-01")["timelines"]
    told = [(i["from"], i["state"], i["records"][0]) for i in row["intervals"]]
    assert told == [
        (None, "not-built", "alat-kuryk"),
        ("2016-12-01", "closed", "kazakhstan-us-rail-2010"),
        ("2017-12-01", "closed", "kazakhstan-us-rail-2010"),
        ("2018-05-05", "open", "georgia-nato-2005"),
        ("2021-08-14", "closed", "hairatan-2021"),
        ("2021-08-20", "open", "georgia-nato-2005"),
        ("2021-08-31", "closed", "network-ends-2021"),
    ]
    # The direct line from Miskin to Bukhara.
    assert [i["distance_km"] for i in row["intervals"][1:3]] == [3511.5, 3278.5]
    assert row["intervals"][-1]["to"] is None
    assert {i["known_to"] for i in row["intervals"]} == {"2021-08-31"}


def test_it_is_a_table_for_people() -> None:
    answer = ndn("timeline", "pakistan-chaman", "--cargo", "special", "--as-of", "2013-01-01")
    assert (answer.code, answer.err) == (0, "")
    title, header, *rows = answer.out.splitlines()
    assert title == "States for special cargo towards Afghanistan to 2013-01-01"
    assert re.split(r"  +", header) == [
        *("variant", "from", "until", "state", "quoted km", "reason", "records"),
    ]
    assert len(rows) == 3
    closed = rows[1].split()
    assert closed[:3] == ["pakistan-chaman", "2011-11-26", "2012-07-03"]
    assert "Pakistan closes its ground lines to NATO" in rows[1]
    assert closed[-1] == "pakistan-2011"


def test_what_is_later_than_the_records_is_said_to_be() -> None:
    words = ("timeline", "north", "--as-of", "2026-11-22")
    assert ", as last known on 2026-01-31" in ndn(*words).out.splitlines()[0]
    assert ", as last known on 2021-08-31" in ndn(*words, "--cargo", "special").out.splitlines()[0]
    assert "as last known" not in ndn("timeline", "north", "--as-of", "2020-01-01").out


def test_csv_has_a_row_for_each_interval() -> None:
    words = ("timeline", "north", "kkt", "--cargo", "special", "--as-of", "2016-01-01")
    rows = list(csv.DictReader(io.StringIO(ndn(*words, "--format", "csv").out)))
    listed = timelines(*words[1:])["timelines"]
    told = [(row["id"], i["from"] or "", i["to"] or "") for row in listed for i in row["intervals"]]
    assert [(row["variant"], row["from"], row["to"]) for row in rows] == told


def test_it_tells_of_the_days_asked_for() -> None:
    words = ("north", "--cargo", "special")
    (whole,) = timelines(*words, "--since", "1992-01-01", "--as-of", "2016-01-01")["timelines"]
    assert [i["from"] for i in whole["intervals"]] == [
        *(None, "2004-03-29", "2008-03-28", "2009-02-01", "2010-01-01", "2010-07-14"),
        *("2010-11-20", "2015-05-15"),
    ]
    for since, as_of, begin in (
        ("2010-11-20", "2015-05-15", ["2010-11-20", "2015-05-15"]),
        ("2009-01-31", "2009-12-31", ["2008-03-28", "2009-02-01"]),
        ("2015-05-15", "2015-05-15", ["2015-05-15"]),
    ):
        (row,) = timelines(*words, "--since", since, "--as-of", as_of)["timelines"]
        assert [i["from"] for i in row["intervals"]] == begin
    (row,) = timelines(*words, "--as-of", "2016-01-01")["timelines"]
    assert row["intervals"][0]["from"] == "2004-03-29"
    # A date before the first agreements is asked for itself.
    (row,) = timelines(*words, "--as-of", "2001-01-01")["timelines"]
    assert [i["from"] for i in row["intervals"]] == [None]


def test_a_variant_of_a_users_own_has_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\nname = "My <b>way</b>"\nstops = ["poti", "baku"]\nuntil = 2015-01-01\n',
        encoding="utf-8",
    )
    (row,) = timelines(path, "--as-of", "2016-01-01")["timelines"]
    assert [i["state"] for i in row["intervals"]][-1] == "not-built"
    assert row["intervals"][-1]["from"] == "2015-01-01"
    assert row["intervals"][-1]["reason"] == "declared for the beginning to 2015-01-01"
    assert row["name"] == "My <b>way</b>"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("timeline", "nort"), ("unknown variant 'nort'", "did you mean 'north'?")),
        (("timeline", "north", "--since", "2009"), ("--since", "'2009' is no date")),
        (("timeline", "north", "--since", "1990-01-01"), ("since 1992-01-01",)),
        (
            ("timeline", "north", "--since", "2016-01-02", "--as-of", "2016-01-01"),
            ("--since 2016-01-02 is after --as-of 2016-01-01",),
        ),
        (("timeline", "north", "--cargo", "military"), ("'military'", "commercial", "special")),
        (("timeline", "north", "--direction", "back"), ("'back'", "'to'", "'from'")),
        (("timeline", "north", "--atlas", "gone"), ("gone: no such folder",)),
        (("compare", "north", "--cargo", "military"), ("'military'",)),
        (("route", "Poti", "Baku", "--comply", "--cargo", ""), ("''", "special")),
        (("variants", "--direction", ""), ("''", "'from'")),
    ],
    ids=" ".join,
)
def test_a_mistake_is_one_line(words: tuple[str, ...], said: tuple[str, ...]) -> None:
    answer = ndn(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert [part for part in said if part not in answer.err] == []


# --- whose rules --------------------------------------------------------------------------------

ASKED: dict[str, tuple[tuple[str, ...], str]] = {
    "variants": (("variants",), "variants"),
    "compare": (("compare", "north"), "variants"),
    "show": (("show", "north"), ""),
    "route": (("route", "Riga port", "Hairatan"), "routes"),
}


def north_on(command: str, *words: str) -> tuple[dict, str]:
    """An answer, and the state in it of the way from Riga to Hairatan."""
    call, key = ASKED[command]
    answer = ndn(*call, *words, "--format", "json")
    assert answer.code == 0, answer.err
    data = json.loads(answer.out)
    row = data[key][0] if key else data
    return data, row["state"] if command == "variants" else row["status"]["state"]


@pytest.mark.parametrize("command", ASKED)
def test_every_command_asks_whose_rules(command: str) -> None:
    day = ("--as-of", "2012-06-01")
    for words, cargo, direction, state in (
        ((), "commercial", "to", "open"),
        (("--cargo", "special"), "special", "to", "open"),
        (("--cargo", "SPECIAL", "--direction", "from"), "special", "from", "closed"),
        (("--direction", "from"), "commercial", "from", "open"),
    ):
        data, found = north_on(command, *day, *words)
        assert (data["cargo"], data["direction"], found) == (cargo, direction, state)


@pytest.mark.parametrize("command", ASKED)
def test_every_table_says_whose_rules(command: str) -> None:
    call, _ = ASKED[command]
    words = (*call, "--as-of", "2016-06-01", "--cargo", "special")
    assert "special cargo towards Afghanistan" in ndn(*words).out
    back = ndn(*words, "--direction", "from").out
    assert "special cargo back from Afghanistan" in back
    assert "ordinary freight" not in back
    # The itinerary is that of the variant, whichever way the rules look.
    _, state = north_on(command, *words[len(call) :])
    assert state == "closed"


def test_a_state_has_its_span_its_records_and_its_sources() -> None:
    answer = ndn("show", "north", "--as-of", "2012-06-01", "--cargo", "special", "--format", "json")
    status = json.loads(answer.out)["status"]
    assert set(status) == INTERVAL - {"distance_km"}
    assert (status["from"], status["to"]) == ("2009-02-01", "2015-05-15")
    assert "russia-decree-219-2008" in status["records"]
    assert "nrc-2012" in status["sources"]
    shown = ndn("show", "north", "--as-of", "2012-06-01", "--cargo", "special").out
    assert "open, from 2009-02-01 until 2015-05-15: admitted by LV (NATO), RU (" in shown


def test_the_map_shows_the_rules_asked_for(tmp_path: Path) -> None:
    for cargo in ("commercial", "special"):
        path = tmp_path / f"{cargo}.html"
        call = ("map", "north", "--as-of", "2016-06-01", "--cargo", cargo, "-o", path)
        assert ndn(*call).code == 0
        page = path.read_text(encoding="utf-8")
        chosen = re.findall(r'name="cargo" value="(\w+)"[^>]*\bchecked', page)
        assert chosen == [cargo]
