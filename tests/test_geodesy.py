"""Lengths on the sphere, on the ellipsoid, and the Mercator plane."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.geodesy import (
    from_mercator,
    geodesic_km,
    great_circle_km,
    mercator,
    segment_lengths_km,
)

points = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


def test_known_lengths() -> None:
    # A degree of the equator is 1/360 of 2 pi times the semi-major axis, 6378.137 km.
    assert geodesic_km([(0, 0), (1, 0)]) == pytest.approx(111.31949, abs=1e-5)
    # The quarter meridian of WGS 84.
    assert geodesic_km([(70, 0), (70, 90)]) == pytest.approx(10001.9657, abs=1e-3)
    assert great_circle_km((0, 0), (180, 0)) == pytest.approx(np.pi * 6371.0088)


def test_a_point_has_no_length() -> None:
    assert geodesic_km([]) == 0
    assert geodesic_km([(70, 40)]) == 0
    assert great_circle_km((70, 40), (70, 40)) == 0


@given(points, points)
def test_the_sphere_is_within_its_stated_error(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    exact = geodesic_km([a, b])
    assume(exact > 0.001)
    assert great_circle_km(a, b) == pytest.approx(exact, rel=0.0057)


@given(st.lists(points, min_size=2, max_size=8))
def test_a_length_is_the_sum_of_its_segments(line: list[tuple[float, float]]) -> None:
    assert segment_lengths_km(np.array(line)).sum() == pytest.approx(geodesic_km(line))
    assert geodesic_km(line[::-1]) == pytest.approx(geodesic_km(line))


@given(st.lists(points, min_size=1, max_size=8))
def test_mercator_and_back(line: list[tuple[float, float]]) -> None:
    lonlat = np.array(line)
    assert from_mercator(mercator(lonlat)) == pytest.approx(lonlat, abs=1e-9)


@given(st.floats(40, 80), st.floats(30, 60), st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_mercator_is_true_to_scale_nearby(lon: float, lat: float, dx: float, dy: float) -> None:
    pair = np.array([(lon, lat), (lon + dx, lat + dy)])
    exact = geodesic_km([(lon, lat), (lon + dx, lat + dy)])
    plane = float(np.hypot(*np.diff(mercator(pair), axis=0)[0]))
    assert plane * np.cos(np.radians(lat + dy / 2)) == pytest.approx(exact, rel=0.006, abs=1e-6)
