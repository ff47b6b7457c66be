"""The audit: published distances beside the network's own, and how near they come."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import Atlas, Mode
from geodata.published import FigureKind, Published, load_published
from routes.audit import NO_WAY, SAME, Row, audit, others, quantile, summarise
from routes.comparison import compare
from routes.variants import find_variants
from tests.test_cli_golden import ndn


@pytest.fixture(scope="module")
def rows(atlas: Atlas) -> list[Row]:
    return audit(load_published(atlas), atlas)


def test_tariff_distances_agree(rows: list[Row]) -> None:
    tariff = summarise(rows)[FigureKind.TARIFF]
    assert tariff.n >= 55
    assert tariff.median_abs_pct <= 0.3
    assert tariff.p90_abs_pct <= 1.5


def test_transit_matrices_are_longer_than_the_lines_by_the_moscow_node(rows: list[Row]) -> None:
    matrix = [row for row in rows if row.published.kind is FigureKind.TRANSIT_MATRIX]
    assert len(matrix) >= 7
    assert all(row.deviation_pct is not None and -5.0 <= row.deviation_pct <= 0 for row in matrix)
    assert all(row.reason and "Moscow node" in row.reason for row in matrix)


def test_the_summary_is_what_it_was(rows: list[Row]) -> None:
    found = {kind.value: summary for kind, summary in summarise(rows).items()}
    counts = {kind: summary.n for kind, summary in found.items()}
    assert counts == {
        "tariff": 59,
        "transit-matrix": 7,
        "other-way": 3,
        "press": 6,
        "road": 3,
        "sea": 2,
    }
    assert found["tariff"].max_abs_pct == pytest.approx(7.14, abs=0.01)
    assert found["transit-matrix"].max_abs_pct == pytest.approx(4.45, abs=0.01)


def test_worst_comes_first_and_every_difference_has_its_reason(rows: list[Row]) -> None:
    worst = [abs(row.deviation_pct) for row in rows if row.deviation_pct is not None]
    assert worst == sorted(worst, reverse=True)
    assert not [row for row in rows if row.deviation_pct and not row.reason]


def test_every_published_distance_has_a_way(rows: list[Row]) -> None:
    assert [row.published for row in rows if row.reason == NO_WAY] == []


def test_a_figure_beside_itself_proves_nothing(rows: list[Row]) -> None:
    copies = [row for row in rows if row.reason == SAME]
    assert copies
    assert not any(row.is_independent for row in copies)
    assert all(row.deviation_pct == pytest.approx(0) for row in copies)


def test_a_wrong_figure_is_shown_wrong(atlas: Atlas) -> None:
    wrong = Published(
        "arys", "sary-agach", (Mode.RAIL,), 254, FigureKind.TARIFF, (), (), "tr4", None
    )
    (row,) = audit([wrong], atlas)
    assert row.deviation_pct == pytest.approx(-50)
    assert row.is_independent


def test_a_figure_without_a_way_is_listed_without_a_distance(atlas: Atlas) -> None:
    no_way = Published("riga-port", "kabul", (Mode.RAIL,), 1, FigureKind.PRESS, (), (), "tr4", None)
    (row,) = audit([no_way], atlas)
    assert (row.computed_km, row.deviation_pct, row.reason) == (None, None, NO_WAY)
    assert summarise([row]) == {}


def test_conflicting_figures_stand_beside_the_route(atlas: Atlas) -> None:
    (entry,) = compare(find_variants(("south-kuryk",), atlas), atlas).entries
    assert entry.route
    beside = {
        (r.published.start, r.published.end): r for r in others(entry.route, load_published(atlas))
    }
    nukus = beside["kungrad", "nukus"]
    assert (nukus.computed_km, nukus.published.km) == (120, 122)
    assert ("beineu", "mangistau") not in beside


def test_the_json_of_the_command() -> None:
    answer = ndn("audit", "--format", "json")
    found = json.loads(answer.out)
    keys = {"from", "to", "mode", "published_km", "computed_km", "deviation_pct", "source"}
    assert all(keys <= set(row) for row in found["rows"])
    assert set(found["summary"]) == {"n", "median_abs_pct", "p90_abs_pct", "max_abs_pct"}
    assert found["summary"] == found["summary_by_kind"]["tariff"]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30), st.floats(0, 1))
def test_a_quantile_lies_within_the_values(values: list[float], share: float) -> None:
    ordered = sorted(values)
    assert ordered[0] <= quantile(ordered, share) <= ordered[-1]
    assert quantile(ordered, 0) == ordered[0]
    assert quantile(ordered, 1) == ordered[-1]
