"""``ndn route --with``: the days and dollars of the ways between two places."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_cli_golden import ndn

WAY = ("route", "Poti", "Altynkol", "--as-of", "2022-12-15", "--samples", "500")


def test_the_estimate_of_a_way_is_that_of_a_variant_over_the_same_lines(tmp_path: Path) -> None:
    variant = tmp_path / "own.toml"
    variant.write_text('id = "own"\nname = "Own"\nstops = ["Poti", "Altynkol"]\n')
    asked = (*WAY[3:], "--with", "time,cost", "--format", "json")
    (way,) = json.loads(ndn(*WAY[:3], *asked).out)["routes"]
    shown = json.loads(ndn("show", variant, *asked).out)
    assert shown["distance_km"] == way["distance_km"]
    for key in ("time_d", "cost_usd_per_teu", "components"):
        assert shown[key] == way[key]
    text = ndn(*WAY, "--with", "time,cost").out
    assert " days; " in text.partition("\nEstimate: ")[2].partition("\n")[0]
    assert "\nFigures used\n" in text


def test_ways_side_by_side_have_their_days_and_dollars() -> None:
    asked = ("-k", "2", "--with", "time,cost")
    one, other = json.loads(ndn(*WAY, *asked, "--format", "json").out)["routes"]
    lines = ndn(*WAY, *asked).out.splitlines()
    (head,) = (line for line in lines if line.startswith("route "))
    assert head.index("shared") < head.index("days (p10-p90)") < head.index("USD/TEU (p10-p90)")
    for way, line in zip((one, other), lines[lines.index(head) + 1 :], strict=False):
        assert f" {way['time_d']['p50']:.1f} (" in line
    listed = ndn(*WAY, "-k", "2", "--with", "cost", "--format", "csv").out.splitlines()[0]
    assert "cost_usd_per_teu" in listed
    assert "time_d" not in listed


def test_nothing_is_estimated_unasked() -> None:
    answer = ndn(*WAY[:-2], "--format", "json").out
    assert "time_d" not in json.loads(answer)["routes"][0]
    assert ndn(*WAY).err.startswith("ndn: --samples is for estimates; ask for them by --with")


def test_a_network_of_ones_own_has_none() -> None:
    answer = ndn(*WAY, "--with", "time", "--network", "none.ndn")
    assert answer.code == 2
    assert answer.err == "ndn: --with is for the atlas's own lines; leave --network out\n"
