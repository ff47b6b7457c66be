"""``ndn whatif``: its JSON and tables, a closure for a period, its mistakes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from geodata.law import Cargo
from tests.test_cli_golden import ndn

AS_OF = ("--as-of", "2018-06-01")


def answer(*words: str) -> dict[str, Any]:
    found = ndn("whatif", *words, "--format", "json")
    assert found.err == ""
    return json.loads(found.out)


def test_json_gives_before_and_after() -> None:
    data = answer("south-aktau", "south-kuryk", "--close", "aktau", *AS_OF)
    assert [one["id"] for one in data["before"]] == ["south-aktau", "south-kuryk"]
    assert [one["id"] for one in data["after"]] == ["south-aktau", "south-kuryk"]
    assert data["broken"] == ["south-aktau"]
    assert data["added_km"] == {"south-aktau": 31.3}
    more = data["after"][0]["distance_km"] - data["before"][0]["distance_km"]
    assert more == pytest.approx(31.3)
    assert data["after"][1] == data["before"][1]
    assert data["closed"] == [{"subject": "checkpoint", "id": "aktau", "name": "Port of Aktau"}]
    (detour,) = data["detours"]
    assert detour["around"] == "own"
    assert detour["apart"] == ["by Kuryk-Port instead of Aktau-Port"]
    assert detour["added_frontiers"] == detour["added_transshipments"] == 0
    assert detour["breaks"] == [
        {
            "closed": "aktau", "from": "alat-port", "to": "aktau-port", "from_km": 789.0,
            "to_km": 1261.6,
        }
    ]  # fmt: skip


def test_what_was_closed_before_is_told() -> None:
    words = ("south-kuryk", "turkmenistan", "--close", "RU", *AS_OF, "--cargo", "special")
    data = answer(*words)
    assert data["closed_before"] == ["turkmenistan"]
    states = {one["id"]: one["status"]["state"] for one in data["before"]}
    assert states == {"south-kuryk": "open", "turkmenistan": "closed"}
    assert "closed to the cargo before already: turkmenistan\n" in ndn("whatif", *words).out
    russian = ndn("whatif", *words, "--lang", "ru").out
    assert "уже и раньше закрыты для груза: turkmenistan\n" in russian
    assert answer("south-kuryk", "--close", "aktau", *AS_OF)["closed_before"] == []


def test_the_state_of_a_way_around_is_that_of_the_cargo() -> None:
    words = ("south-kuryk", "--close", "kuryk", *AS_OF)
    states = [answer(*words, "--cargo", cargo)["after"][0]["status"]["state"] for cargo in Cargo]
    assert states[0] == "open"
    assert answer(*words, "--comply")["cargo"] == "special"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--close", "aktau", *AS_OF), 0),
        (("--close", "Bulgaria", *AS_OF), 1),
        (("south-kuryk", "--close", "aktau", *AS_OF), 1),
        (("--close", "aktau", "--from", "2018-06-01", *AS_OF), 0),
        (("--close", "aktau", "--from", "2018-06-02", *AS_OF), 1),
        (("--close", "aktau", "--until", "2018-06-02", *AS_OF), 0),
        (("--close", "aktau", "--until", "2018-06-01", *AS_OF), 1),
        (("--each", "mode", *AS_OF), 0),
        (("pakistan-torkham", "--each", "bloc", "--top", "1", *AS_OF), 0),
    ],
)
def test_exit_codes(words: tuple[str, ...], code: int) -> None:
    found = ndn("whatif", *words)
    assert (found.code, found.err) == (code, "")


def test_a_period_is_told_in_stages() -> None:
    period = ("--from", "2016-06-01", "--until", "2018-06-01")
    data = answer("south-aktau", "--close", "aktau", *period)
    spans = [(stage["from"], stage["to"]) for stage in data["stages"]]
    # The port of Kuryk opened, then the direct line from Miskin to Bukhara.
    assert spans == [
        ("2016-06-01", "2016-12-01"), ("2016-12-01", "2017-12-01"), ("2017-12-01", "2018-06-01"),
    ]  # fmt: skip
    kms = [round(stage["added_km"]["south-aktau"], 1) for stage in data["stages"]]
    assert kms == [-541.4, 31.3, 31.3]
    assert [stage["detours"][0]["around"] for stage in data["stages"]] == ["country", "own", "own"]
    assert (data["from"], data["to"], data["as_of"]) == ("2016-06-01", "2018-06-01", None)


def test_a_stage_says_what_its_first_day_does() -> None:
    data = answer("--close", "csto", "--from", "2012-01-01", "--until", "2013-06-01")
    # Uzbekistan's membership ended on 2012-12-19.
    for stage in data["stages"]:
        day = answer("--close", "csto", "--as-of", stage["from"])
        for key in ("broken", "added_km", "detours"):
            assert stage[key] == day[key]
    assert len(data["stages"]) > 1


def test_an_open_end_stays_open() -> None:
    data = answer("south-kuryk", "--close", "kuryk", "--from", "2020-01-01")
    assert data["to"] is None
    assert data["stages"][-1]["to"] is None


def test_a_ranking_as_csv_has_one_row_a_closure() -> None:
    found = ndn("whatif", "--each", "mode", "--each", "country", *AS_OF, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert {row["subject"] for row in rows} == {"mode", "country"}
    assert rows[0]["id"] == "rail"
    ferry = next(row for row in rows if row["id"] == "ferry")
    assert (ferry["broken"], ferry["lost"]) == ("7", "0")
    assert float(ferry["added_km"]) > 6000


def test_the_tables_say_it_in_words() -> None:
    text = ndn("whatif", "--close", "aktau", "--close", "RU", *AS_OF).out
    assert "Closed: Port of Aktau and Russia" in text
    assert "by Kuryk-Port instead of Aktau-Port" in text
    assert "aktau: Alat port - Aktau-Port (km 789-1,262)" in text
    assert "Vladivostok itself is shut" in text
    assert "● open" in text
    assert "not broken: south-kuryk" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "give either --close X"),
        (("--close", "RU", "--each", "place"), "give either --close X"),
        (("--each", "checkpiont"), "'checkpiont'"),
        (("--close", "aktua"), "--close: 'aktua' is no place"),
        (("--close", ""), "--close: '' is no place"),
        (("--close", "ZZ"), "--close: the atlas has no places in ZZ"),
        (("--close", "RU", "--until", "2018-01-01"), "Give --from, or --as-of"),
        (("--close", "RU", "--from", "2018-01-01", "--until", "2018-01-01"), "is not after"),
        (("--each", "place", "--from", "2018-01-01"), "--each ranks"),
        (("--close", "RU", "--top", "3"), "--top shortens"),
        (("--close", "RU", "--seed", "3"), "--seed is for estimates; ask for them by --with"),
        (("--close", "RU", "--with", "days"), "--with: unknown estimate 'days'"),
        (("nort", "--close", "RU"), "did you mean 'north'?"),
    ],
)
def test_a_mistake_is_one_line(words: tuple[str, ...], says: str) -> None:
    found = ndn("whatif", *words)
    assert (found.code, found.out) == (2, "")
    assert says in found.err
    assert found.err.count("\n") == 1


QUICK = ("--with", "time,cost", "--samples", "500")


def test_days_and_dollars_only_when_asked() -> None:
    data = answer("south-aktau", "--close", "aktau", *AS_OF)
    assert "added_time_d" not in data["detours"][0]
    assert "time_d" not in data["before"][0]
    ranked = answer("south-aktau", "--each", "mode", *AS_OF)["closures"]
    assert not any("added_time_d" in one for one in ranked)


def test_a_way_around_tells_its_days_and_dollars() -> None:
    call = ("south-aktau", "south-kuryk", "north", "--close", "aktau", "--close", "LV", *AS_OF)
    data = answer(*call, *QUICK)
    by_id = {detour["id"]: detour for detour in data["detours"]}
    for key in ("added_time_d", "added_cost_usd_per_teu"):
        spread = by_id["south-aktau"][key]
        assert spread["p10"] <= spread["p50"] <= spread["p90"]
        assert by_id["north"][key] is None
    # What both ways have cancels out: the difference varies far less than either.
    spread = by_id["south-aktau"]["added_cost_usd_per_teu"]
    own = data["before"][0]["cost_usd_per_teu"]
    assert spread["p90"] - spread["p10"] < (own["p90"] - own["p10"]) / 10
    assert data["before"][1] == data["after"][1]
    assert data["after"][2]["time_d"] is None
    assert data["after"][0]["time_d"]["p50"] > 0
    assert answer(*call, *QUICK) == data


def test_each_stage_of_a_period_is_estimated_for_its_first_day() -> None:
    period = ("south-aktau", "--close", "aktau", "--from", "2016-06-01", "--until", "2018-06-01")
    stages = answer(*period, *QUICK)["stages"]
    for stage in stages:
        day = answer(*period[:3], "--as-of", stage["from"], *QUICK)
        assert stage["detours"] == day["detours"]
        assert stage["after"][0]["time_d"] == day["after"][0]["time_d"]


def test_a_ranking_sums_days_and_dollars() -> None:
    closures = answer("south-aktau", "btk", "--each", "checkpoint", *AS_OF, *QUICK)["closures"]
    aktau = next(one for one in closures if one["id"] == "aktau")
    detours = answer("south-aktau", "--close", "aktau", *AS_OF, *QUICK)["detours"]
    assert aktau["added_time_d"] == max(0.0, detours[0]["added_time_d"]["p50"])
    call = ("whatif", "btk", "--each", "checkpoint", *AS_OF, *QUICK, "--format", "csv")
    assert {"added_time_d", "added_cost_usd_per_teu"} <= set(
        ndn(*call).out.splitlines()[0].split(",")
    )


def test_the_table_has_the_range_of_days() -> None:
    text = ndn("whatif", "south-aktau", "--close", "aktau", *AS_OF, "--with", "time").out
    assert "added days" in text
    assert "USD/TEU  " not in text
    assert " to +" in text
    assert "what both have is drawn alike" in text


def test_a_variant_of_ones_own_breaks_too(tmp_path: Path) -> None:
    path = tmp_path / "my-way.toml"
    path.write_text(
        'id = "my-way"\nname = "My way"\nmodes = ["rail", "ferry"]\n'
        'stops = ["Batumi", "aktau-port", "Tashkent"]\nsources = []\n',
        encoding="utf-8",
    )
    data = answer(str(path), "--close", "aktau", *AS_OF)
    assert data["broken"] == ["my-way"]
    assert data["added_km"]["my-way"] < 0
