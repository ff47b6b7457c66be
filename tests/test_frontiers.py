"""Crossings at known places and of borders drawn for a test."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.borders import Borders, load_borders
from geodata.errors import CoordinateError
from geodata.frontiers import SLIVER_KM, find_frontiers
from geodata.geodesy import great_circle_km
from geodata.model import LonLat
from tests.border_lines import PLAIN, countries


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders()


# --- known crossings ----------------------------------------------------------------------------

OAZIS = (55.9825, 44.8909)
KHAVAST_DASHTOBOD = ((68.8360, 40.2107), (68.4972, 40.1328))


@pytest.mark.parametrize(
    ("line", "ends", "pair", "near"),
    [
        (((28.1179, 56.3917), (28.2484, 56.3419)), ("LV", "RU"), ("LV", "RU"), (28.168, 56.373)),
        (((56.1037, 50.8631), (56.2062, 50.8444)), ("RU", "KZ"), ("RU", "KZ"), (56.134, 50.858)),
        ((OAZIS, (56.1945, 44.7662)), ("KZ", "UZ"), ("KZ", "UZ"), OAZIS),
    ],
    ids=["zilupe-posin", "kos-aral-zhaisan", "oazis-karakalpakstan"],
)
def test_known_crossings(
    borders: Borders,
    line: tuple[LonLat, ...],
    ends: tuple[str, str],
    pair: tuple[str, str],
    near: LonLat,
) -> None:
    (found,) = find_frontiers(line, borders, start_country=ends[0], end_country=ends[1])
    assert (found.from_country, found.to_country) == pair
    assert great_circle_km((found.lon, found.lat), near) < 3


def test_a_station_on_the_wrong_side_makes_no_crossing(borders: Borders) -> None:
    line = ((55.7416, 45.0309), OAZIS)
    assert countries(find_frontiers(line, borders)) == [("KZ", "UZ")]
    assert find_frontiers(line, borders, start_country="KZ", end_country="KZ") == ()


def test_the_old_line_through_tajikistan_is_no_sliver(borders: Borders) -> None:
    def found(sliver_km: float) -> list[tuple[str, str]]:
        return countries(
            find_frontiers(
                KHAVAST_DASHTOBOD,
                borders,
                start_country="UZ",
                end_country="UZ",
                sliver_km=sliver_km,
            )
        )

    assert found(SLIVER_KM) == [("UZ", "TJ"), ("TJ", "UZ")]
    assert found(3.0) == []


def test_a_station_far_from_its_country_is_a_fault(borders: Borders) -> None:
    with pytest.raises(CoordinateError, match=r"start .* lies 1\d\.\d km outside KZ"):
        find_frontiers([(69.24, 41.3), (69.0, 42.0)], borders, start_country="KZ")


# --- borders drawn for a test -------------------------------------------------------------------


def cross(*line: LonLat, **options: Any) -> list[tuple[str, str, float]]:
    found = find_frontiers(line, PLAIN, **options)
    return [(f.from_country, f.to_country, round(f.lon, 3)) for f in found]


def test_one_crossing_and_its_fraction() -> None:
    (found,) = find_frontiers([(9, 5), (12, 5)], PLAIN)
    assert (found.from_country, found.to_country) == ("A", "B")
    assert (found.lon, found.lat) == pytest.approx((10, 5))
    assert found.fraction == pytest.approx(1 / 3)


def test_water_is_no_country() -> None:
    assert cross((19, 5), (20.5, 5), (19, 6)) == []
    assert cross((19, 5), (25, 5)) == [("B", "C", 20.5)]
    assert cross((20.2, 5), (20.8, 5)) == []
    assert cross((20.01, 5), (20.99, 5), start_country="B", end_country="C") == [("B", "C", 20.5)]


def test_a_line_that_wriggles_crosses_once_or_not_at_all() -> None:
    wriggle = [(10 + 0.01 * (-1) ** k, 1 + k / 50) for k in range(100)]
    assert cross((8, 1), *wriggle, (8, 4)) == []
    assert [pair[:2] for pair in cross((8, 1), *wriggle, (12, 4))] == [("A", "B")]
    assert [pair[:2] for pair in cross(*wriggle, start_country="A", end_country="B")] == [
        ("A", "B")
    ]
    assert cross(*wriggle, start_country="B", end_country="B") == []
    assert len(cross((8, 1), *wriggle, (12, 4), tolerance_km=0)) == 101


def test_a_line_along_the_frontier_itself() -> None:
    assert cross((10, 2), (10, 8)) == []
    assert cross((9, 2), (10, 2), (10, 8), (9, 8)) == []
    assert [pair[:2] for pair in cross((9, 2), (10, 2), (10, 8), (11, 8))] == [("A", "B")]
    assert [pair[:2] for pair in cross((10, 2), (10, 8), start_country="A", end_country="B")] == [
        ("A", "B")
    ]


def test_a_deep_excursion_stays() -> None:
    line = ((9, 2), (10.5, 3), (9, 4))
    assert [pair[:2] for pair in cross(*line)] == [("A", "B"), ("B", "A")]


def test_declared_ends_hold_within_the_tolerance() -> None:
    # From 2 km inside B.
    assert cross((10.018, 5), (12, 5), start_country="A") == [("A", "B", 10.018)]
    assert cross((10.018, 5), (8, 5), start_country="A") == []
    assert cross((10.018, 5), (8, 5), start_country="B") == [("B", "A", 10.0)]
    assert cross((8, 5), (10.018, 5), end_country="A") == []
    # The whole line is on one side, its ends are declared on both.
    assert cross((10.018, 5), (10.009, 6), start_country="B", end_country="A") == [
        ("B", "A", 10.009)
    ]
    with pytest.raises(CoordinateError, match="outside A"):
        cross((10.5, 5), (12, 5), start_country="A")


def test_a_single_point() -> None:
    assert cross((5, 5)) == []
    assert cross((10, 5), (10, 5), start_country="A", end_country="B") == [("A", "B", 10.0)]
