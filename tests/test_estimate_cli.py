"""``--with time,cost``, and the audit of published times and costs, as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli_golden import AS_OF, ndn

QUICK = ("--with", "time,cost", "--samples", "500")


def test_compare_tells_no_estimate_unless_asked() -> None:
    variant = json.loads(ndn("compare", "north", *AS_OF, "--format", "json").out)["variants"][0]
    assert not {"time_d", "cost_usd_per_teu", "bottleneck"} & set(variant)


def test_compare_gives_percentiles_in_json() -> None:
    call = ("compare", "north", "south-aktau", *AS_OF, *QUICK, "--format", "json")
    answer = ndn(*call)
    assert (answer.code, answer.err) == (0, "")
    for variant in json.loads(answer.out)["variants"]:
        for key in ("time_d", "cost_usd_per_teu"):
            assert set(variant[key]) == {"p10", "p50", "p90"}
            assert variant[key]["p10"] <= variant[key]["p50"] <= variant[key]["p90"]
    south = json.loads(answer.out)["variants"][1]
    assert south["bottleneck"]["at"] == "Aktau-Port"
    assert ndn(*call).out == answer.out


@pytest.mark.parametrize(
    ("what", "has", "lacks"),
    [("time", "time_d", "cost_usd_per_teu"), ("cost", "cost_usd_per_teu", "time_d")],
)
def test_one_of_the_two_may_be_asked_for(what: str, has: str, lacks: str) -> None:
    answer = ndn("compare", "btk", *AS_OF, "--with", what, "--samples", "500", "--format", "json")
    variant = json.loads(answer.out)["variants"][0]
    assert has in variant
    assert lacks not in variant


def test_a_variant_without_a_route_has_no_estimate() -> None:
    call = ("compare", "north", "south-kuryk", "--as-of", "2010-06-01", *QUICK)
    variants = json.loads(ndn(*call, "--format", "json").out)["variants"]
    assert variants[1]["time_d"] is None
    assert variants[1]["cost_usd_per_teu"] is None
    show = ndn("show", "south-kuryk", "--as-of", "2010-06-01", *QUICK, "--format", "json")
    assert show.code == 1
    assert json.loads(show.out)["components"] == []


def test_estimates_are_columns_to_sort_and_filter_by() -> None:
    call = ("compare", "north", "pakistan-torkham", *AS_OF, *QUICK, "--format", "csv")
    names = "variant,time_d,time_p10_d,cost_p90_usd_per_teu,fix_first,fix_first_cost,bottleneck"
    answer = ndn(*call, "--columns", names, "--sort", "time_d", "--filter", "time_d<1000")
    lines = answer.out.splitlines()
    assert lines[0] == names
    assert [line.partition(",")[0] for line in lines[1:]] == ["pakistan-torkham", "north"]
    assert "788 TEU a week" in lines[1]


def test_the_table_shows_days_and_dollars() -> None:
    answer = ndn("compare", "north", *AS_OF, *QUICK)
    assert "days (p10-p90)" in answer.out
    assert "USD/TEU (p10-p90)" in answer.out


def test_show_tells_of_what_the_estimate_is_made() -> None:
    answer = ndn("show", "south-kuryk", "--as-of", "2020-01-01", *QUICK)
    assert answer.code == 0
    for text in (
        "Estimate: ", "share of days spread", "wait for the ship", "weather of the season",
        "Published capacities on the way", "Figures used", "caspian-storms-kuryk", "assumed",
        "sourced", "any country", "Correlated",
    ):  # fmt: skip
        assert text in answer.out, text


def test_show_gives_components_in_json() -> None:
    call = ("show", "south-kuryk", "--as-of", "2020-06-01", *QUICK, "--format", "json")
    found = json.loads(ndn(*call).out)
    for key in ("time_d", "cost_usd_per_teu"):
        shares = [part[key]["share_of_variance"] for part in found["components"]]
        assert sum(shares) == pytest.approx(1, abs=0.005)
    assert {part["basis"] for part in found["components"]} == {"sourced", "assumed", "mixed"}


MISTAKES = {
    ("--with", "speed"): "--with: unknown estimate 'speed'; one of time, cost",
    ("--with", "tiem"): "did you mean 'time'?",
    ("--with", ","): "--with: nothing named; time, cost or both",
    ("--samples", "500"): "--samples is for estimates; ask for them by --with time,cost",
    ("--seed", "5"): "--seed is for estimates",
    ("--parameters", "x.toml"): "--parameters is for estimates",
    ("--with", "time", "--samples", "5"): "samples: 5 is outside 100 to 10,000,000",
    ("--with", "time", "--seed", "-5"): "seed: -5 is negative",
    ("--with", "time", "--parameters", "x.toml"): "x.toml: no such file",
    ("--sort", "time_d"): "--sort: 'time_d' is an estimate; ask for it by --with time",
    ("--with", "time", "--columns", "cost_usd_per_teu"): "ask for it by --with cost",
}


@pytest.mark.parametrize("options", MISTAKES, ids=" ".join)
def test_a_mistake_is_one_line(options: tuple[str, ...]) -> None:
    answer = ndn("compare", "north", *AS_OF, *options)
    assert (answer.code, answer.out) == (2, "")
    assert MISTAKES[options] in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_difference_tells_no_estimates() -> None:
    answer = ndn("compare", "north", "btk", *AS_OF, "--diff", "--with", "time")
    assert answer.code == 2
    assert "--with do not" in answer.err


def test_a_user_s_own_parameters_are_used(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'kind = "parameters"\n[[parameters]]\nid = "quick"\nquantity = "speed"\nunit = "km/h"\n'
        'mode = "rail"\ncountry = "KZ"\nbasis = "assumed"\nfixed = 200\n',
        encoding="utf-8",
    )
    call = ("compare", "north", *AS_OF, *QUICK, "--format", "json")
    before, after = (
        json.loads(ndn(*call, *more).out)["variants"][0]["time_d"]["p50"]
        for more in ((), ("--parameters", str(path)))
    )
    assert after < before - 1


def test_a_fault_of_a_user_s_parameters_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'kind = "parameters"\n[[parameters]]\nid = "quick"\nquantity = "speed"\nunit = "km"\n'
        'basis = "assumed"\nfixed = -2\n',
        encoding="utf-8",
    )
    answer = ndn("compare", "north", *AS_OF, *QUICK, "--parameters", str(path))
    assert answer.code == 2
    assert "own.toml: parameter quick, fixed: is -2" in answer.err
    assert "own.toml: parameter quick, unit: 'km' is no unit of speed" in answer.err


@pytest.mark.parametrize("kind", ["time", "cost"])
def test_the_audit_sets_published_figures_beside_estimates(kind: str) -> None:
    answer = ndn("audit", "--kind", kind, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert found["summary"]["n"] == len(found["rows"]) >= 6
    deviations = [abs(row["deviation_pct"]) for row in found["rows"]]
    assert deviations == sorted(deviations, reverse=True)
    for row in found["rows"]:
        middle = (row["published_low"] + row["published_high"]) / 2
        assert row["deviation_pct"] == pytest.approx(100 * (row["p50"] / middle - 1), abs=0.2)
        assert row["p10"] <= row["p50"] <= row["p90"]
        assert row["sources"]
    assert "Nothing was fitted" in ndn("audit", "--kind", kind).out


def test_numpy_is_loaded_for_estimates_only(tmp_path: Path) -> None:
    code = (
        "import contextlib, io, sys\n"
        "from ndnatlas.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    main(sys.argv[1:])\n"
        "print('numpy' in sys.modules, 'routes.estimate' in sys.modules)\n"
    )
    for more, expected in (((), "False False"), (QUICK, "True True")):
        call = [sys.executable, "-I", "-c", code, "compare", "north", *AS_OF, *more]
        found = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert found.stdout.strip() == expected
