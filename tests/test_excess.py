"""What one way takes more than another: drawn together, so that what both have cancels out."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from geodata.atlas import load_atlas
from ndnatlas.cli.estimates import Asked
from ndnatlas.cli.excesses import Estimates
from ndnatlas.cli.tables import Shown
from routes.estimate import Excess, Parameters, estimate, excess, load_parameters
from routes.model import Route
from routes.whatif.closures import Break
from routes.whatif.search import find_closures
from routes.whatif.whatif import Change
from tests.test_charts import compared
from tests.test_routes import ground

DAY = date(2018, 6, 1)


@cache
def figures() -> Parameters:
    return load_parameters(load_atlas())


@cache
def route(name: str) -> Route:
    found = compared((name,)).entries[0].route
    assert found
    return found


def more(a: str, b: str, seed: int = 1) -> Excess:
    return excess([(route(a), route(b))], ground()[0], figures(), DAY, 4000, seed)[0]


@pytest.mark.parametrize("name", ["north", "south-kuryk", "pakistan-torkham", "kkt"])
def test_a_way_takes_nothing_more_than_itself(name: str) -> None:
    found = more(name, name)
    assert [*found.time_d, *found.cost_usd_per_teu] == pytest.approx([0.0] * 6, abs=1e-3)


def test_the_other_way_round_is_the_same_with_the_other_sign() -> None:
    there, back = more("south-aktau", "north"), more("north", "south-aktau")
    for one, other in zip(there, back, strict=True):
        assert one.p50 == pytest.approx(-other.p50, rel=0.02, abs=0.02)
        assert one.p10 == pytest.approx(-other.p90, rel=0.02, abs=0.02)


def test_the_middle_is_about_the_difference_of_the_middles() -> None:
    names = ("south-aktau", "north", "pakistan-torkham")
    alone = dict(
        zip(names, estimate([route(n) for n in names], ground()[0], figures(), DAY, 4000),
            strict=True)
    )  # fmt: skip
    for a, b in (("south-aktau", "north"), ("pakistan-torkham", "north")):
        found = more(a, b)
        assert found.time_d.p50 == pytest.approx(alone[a].time_d.p50 - alone[b].time_d.p50, abs=1.0)
        assert found.cost_usd_per_teu.p50 == pytest.approx(
            alone[a].cost_usd_per_teu.p50 - alone[b].cost_usd_per_teu.p50, rel=0.1
        )


def test_a_stretch_of_both_adds_no_spread_however_it_is_parted_into_legs() -> None:
    atlas, _ = ground()
    whole = route("north")
    first = whole.legs[0]
    halves = (first._replace(runs=first.runs[:3]), first._replace(runs=first.runs[3:]))
    km = sum(run.section.distance_km for run in first.runs[:3])
    share = km / first.distance_km
    parted = [
        half._replace(
            start=half.runs[0].start, end=half.runs[-1].end,
            country_km={c: part * own for c, own in first.country_km.items()},
        )
        for half, part in zip(halves, (share, 1 - share), strict=True)
    ]  # fmt: skip
    other = whole._replace(legs=(*parted, *whole.legs[1:]))
    found = excess([(other, whole)], atlas, figures(), DAY, 1000)[0]
    assert found.time_d.p90 - found.time_d.p10 < 1e-3


def test_equal_seeds_give_equal_differences_and_others_do_not() -> None:
    assert more("south-aktau", "north") == more("south-aktau", "north")
    assert more("south-aktau", "north", 2) != more("south-aktau", "north")


def test_a_way_around_what_had_no_way_before_adds_nothing() -> None:
    """Beside others it neither has an estimate nor takes that of another."""
    entry = compared(("south-kuryk",)).entries[0]
    closure = find_closures(("kuryk-port",), ground()[0], DAY, "close")[0]
    shut = Break(closure, "kuryk-port", "kuryk-port", 1000.0, 1000.0)
    broken = Change(entry, (shut,), compared(("north",)).entries[0])
    nowhere = broken._replace(before=entry._replace(route=None))
    asked = Asked(("time", "cost"), 200, 1, None)
    both = Estimates(asked, [nowhere, broken], ground()[0], DAY)
    alone = Estimates(asked, [broken], ground()[0], DAY)
    assert both.cells(broken) == alone.cells(broken)
    assert [str(cell) for cell in both.cells(nowhere)] == [str(Shown(None, ""))] * 2
