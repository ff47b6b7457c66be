"""The lines that the benchmark measures, and how it tells what is over its budget."""

from __future__ import annotations

import pytest

from geodata.borders import load_borders
from geodata.frontiers import find_frontiers
from tests.border_lines import countries
from tools.bench_lines import CASES, VERTICES, LineCase, Measured, table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_the_line_that_its_name_says(case: LineCase) -> None:
    points = case.make(load_borders())
    assert points.shape == (VERTICES, 2)
    exact = countries(find_frontiers(points, load_borders(), tolerance_km=0))
    crossed = countries(find_frontiers(points, load_borders()))
    if case.name == "long haul":
        assert (crossed[0], crossed[-1]) == (("LV", "RU"), ("UZ", "AF"))
    elif case.name == "inside one country":
        assert exact == []
    else:
        assert frozenset(("RU", "KZ")) in {frozenset(pair) for pair in exact}
        assert len(exact) > 500
        assert len(crossed) <= 1


def test_the_table_marks_what_is_over_its_budget() -> None:
    case = CASES[0]
    rows = [Measured(case, 100.0, 4.0), Measured(case, 100.0, 6.0)]
    assert [row.is_over for row in rows] == [False, True]
    assert table(rows) == [
        "50,000 vertices     overlay  CPU ms  ratio  budget",
        "long haul             100.0    4.00   1/25    1/20",
        "long haul             100.0    6.00   1/17    1/20  OVER",
    ]
