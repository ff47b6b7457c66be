"""Lengths along a line, by the quick formula and by the exact one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.geodesy import (
    HIGHEST_SHORT_LAT,
    LONGEST_SHORT_DEG,
    degree_lengths_km,
    geodesic_km,
    great_circle_km,
    short_lengths_km,
)
from geodata.measured_line import MeasuredLine
from geodata.model import LonLat

steps = st.floats(-LONGEST_SHORT_DEG, LONGEST_SHORT_DEG)
places = st.tuples(st.floats(-179, 179), st.floats(-84, 84))
lines = st.lists(
    st.tuples(st.floats(20, 90), st.floats(20, 80)), min_size=2, max_size=8, unique=True
)


@given(st.floats(-179, 179), st.floats(-84.9, 84.9), steps, steps)
def test_short_lengths_are_geodesic(lon: float, lat: float, dx: float, dy: float) -> None:
    exact = geodesic_km([(lon, lat), (lon + dx, lat + dy)])
    assume(exact > 1e-3)
    found = short_lengths_km(np.array([dx]), np.array([dy]), np.array([lat + dy / 2]))
    assert found[0] == pytest.approx(exact, rel=1e-7, abs=1e-9)


def test_a_degree_at_the_equator_and_near_the_pole() -> None:
    east, north = degree_lengths_km(np.array([0.0, HIGHEST_SHORT_LAT]))
    # WGS 84: 1/360 of the equator; the meridian between half a degree south and north of it.
    assert east[0] == pytest.approx(111.31949, abs=1e-4)
    assert north[0] == pytest.approx(geodesic_km([(0, -0.5), (0, 0.5)]), abs=1e-3)
    assert east[1] == pytest.approx(geodesic_km([(0, 85), (0.001, 85)]) * 1000, rel=1e-6)


@given(lines, st.integers(1, 200))
def test_the_length_is_that_of_the_geodesics(line: list[LonLat], parts: int) -> None:
    assert MeasuredLine.of(line).length_km == pytest.approx(geodesic_km(line), rel=1e-7)
    # The same for a line of many short segments.
    share = np.linspace(0, 1, parts)
    start, end = np.array(line[0]), np.add(line[0], (0.9, 0.7))
    dense = [(float(lon), float(lat)) for lon, lat in start + share[:, None] * (end - start)]
    assert MeasuredLine.of(dense).length_km == pytest.approx(geodesic_km(dense), rel=1e-7)


@given(lines, st.floats(0, 1))
def test_a_place_and_the_kilometres_before_it(line: list[LonLat], share: float) -> None:
    measured = MeasuredLine.of(line)
    place = np.array([share * measured.last])
    km = measured.km_before(place)
    assert measured.km_before(measured.place_at(km)) == pytest.approx(km, abs=1e-6)
    fraction = measured.fractions(place)[0]
    assert 0 <= fraction <= 1
    k = min(int(place[0]), len(line) - 2)
    ((lon, lat),) = measured.at(place)
    before = geodesic_km([*line[: k + 1], (float(lon), float(lat))])
    after = geodesic_km([(float(lon), float(lat)), *line[k + 1 :]])
    # What goes through a point that is not on the geodesic is a little longer.
    assert fraction == pytest.approx(before / (before + after), abs=0.1)


@given(lines, st.floats(0, 1), st.floats(0, 1))
def test_samples_are_dense_and_hold_every_vertex(line: list[LonLat], a: float, b: float) -> None:
    measured = MeasuredLine.of(line[:3])
    start, end = sorted((a * measured.last, b * measured.last))
    assume(measured.km(start, end) < 2000)
    found = measured.samples(start, end)
    assert (found[0], found[-1]) == (start, end)
    assert (np.diff(found) >= 0).all()
    assert np.diff(measured.km_before(found)).max(initial=0) <= 0.25 + 1e-9
    inner = np.arange(np.floor(start) + 1, np.ceil(end))
    assert np.isin(inner, found).all()


def test_repeated_vertices_count_once() -> None:
    line = MeasuredLine.of([(60.0, 50.0), (60.0, 50.0), (61.0, 50.0), (61.0, 50.0)])
    assert line.lonlat.tolist() == [[60, 50], [61, 50]]
    assert MeasuredLine.of([(60.0, 50.0)] * 3).length_km == 0
    assert great_circle_km((60, 50), (61, 50)) == pytest.approx(line.length_km, rel=0.005)
