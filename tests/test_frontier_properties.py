"""What holds for the frontiers of every line."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas
from geodata.borders import load_borders
from geodata.frontiers import find_frontiers
from geodata.geodesy import geodesic_km
from geodata.measured_line import MeasuredLine
from geodata.model import LonLat, Mode
from geodata.slivers import Depth
from geodata.spans import spans_of
from tests.border_lines import (
    PLAIN,
    OnTheFrontierError,
    anywhere,
    awkward,
    countries,
    dense,
    lines,
    naive,
    require_naive,
    wriggles,
)


@settings(max_examples=80, deadline=None)
@given(st.one_of(lines, wriggles(), anywhere, dense(), awkward()))
def test_without_tolerance_it_agrees_with_plain_intersections(line: list[LonLat]) -> None:
    try:
        require_naive(line, load_borders())
    except OnTheFrontierError:
        reject()


def test_every_built_in_line_agrees_with_plain_intersections(atlas: Atlas) -> None:
    borders = load_borders()
    parts, owner = shapely.get_parts(list(borders.shapes.values()), return_index=True)
    shapely.prepare(parts)
    tree = shapely.STRtree(parts)
    on_land = [s for s in atlas.sections.values() if s.mode in (Mode.RAIL, Mode.ROAD)]
    crossed = 0
    for section in on_land:
        line = shapely.LineString(section.points)
        near = tree.query(line, predicate="intersects")
        if len(set(owner[near])) == 1 and shapely.contains_properly(parts[near], line).any():
            assert find_frontiers(section.points, borders, tolerance_km=0) == ()
        else:
            require_naive(section.points, borders)
            crossed += 1
    assert crossed > 30


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(lines, wriggles(), wriggles(40), dense()), st.sampled_from([0.0, 1.0, 3.0]), st.data()
)
def test_the_answer_is_a_chain_and_reversing_mirrors_it(
    line: list[LonLat], tolerance_km: float, data: st.DataObject
) -> None:
    borders = load_borders()
    ends: list[str | None] = []
    for lon, lat in (line[0], line[-1]):
        near = [
            country
            for country in ("AF", "AM", "AZ", "GE", "IR", "KG", "KZ", "RU", "TJ", "TM", "UZ")
            if borders.distance_to_country_km(lon, lat, country) <= tolerance_km
        ]
        ends.append(data.draw(st.sampled_from([None, *near])))
    start, end = ends
    found = find_frontiers(
        line, borders, start_country=start, end_country=end, tolerance_km=tolerance_km
    )
    back = find_frontiers(
        line[::-1], borders, start_country=end, end_country=start, tolerance_km=tolerance_km
    )

    if start is not None and end is not None:
        assert (start != end) <= bool(found)
    for crossing, following in pairwise(found):
        assert crossing.to_country == following.from_country
        assert crossing.fraction <= following.fraction
    if found:
        assert start in {None, found[0].from_country}
        assert end in {None, found[-1].to_country}
    for crossing in found:
        assert crossing.from_country != crossing.to_country
        assert 0 <= crossing.fraction <= 1

    assert len(back) == len(found)
    for there, here in zip(found, reversed(back), strict=True):
        assert (there.from_country, there.to_country) == (here.to_country, here.from_country)
        assert there.fraction == pytest.approx(1 - here.fraction, abs=1e-6)
        assert (there.lon, there.lat) == pytest.approx((here.lon, here.lat), abs=1e-5)


@settings(max_examples=40)
@given(wriggles())
def test_a_wriggle_along_a_real_frontier_crosses_at_most_once_a_country(
    line: list[LonLat],
) -> None:
    borders = load_borders()
    found = find_frontiers(line, borders, tolerance_km=8.0, sliver_km=8.0)
    pairs = [frozenset(pair) for pair in countries(found)]
    assume(len({country for pair in pairs for country in pair}) <= 2)
    assert len(found) <= 1


@settings(max_examples=30)
@given(lines)
def test_fractions_are_shares_of_the_measured_length(line: list[LonLat]) -> None:
    for crossing in find_frontiers(line, load_borders(), tolerance_km=0):
        place = (crossing.lon, crossing.lat)
        k = min(
            range(len(line) - 1),
            key=lambda k: shapely.LineString(line[k : k + 2]).distance(shapely.Point(place)),
        )
        before = geodesic_km([*line[: k + 1], place])
        # A straight line in longitude and latitude is a little longer than the geodesic.
        assert crossing.fraction * geodesic_km(line) == pytest.approx(before, rel=0.02, abs=0.1)


@settings(max_examples=60, deadline=None)
@given(wriggles(20), st.sampled_from([0.5, 1.5, 3.0]))
def test_an_excursion_is_as_deep_as_its_deepest_point(
    points: list[LonLat], depth_km: float
) -> None:
    borders = load_borders()
    line = MeasuredLine.of(points)
    cuts = borders.arcs.cuts(line.x, line.y)
    spans = spans_of(line, cuts, borders).joined()
    among = [
        i for i in range(1, len(spans.country) - 1) if spans.country[i - 1] == spans.country[i + 1]
    ]
    assume(among)
    start, end, country = spans.start[among], spans.end[among], spans.country[among]
    other = spans.country[[i - 1 for i in among]]
    within = Depth(line, borders, cuts).keeps_within(start, end, country, other, depth_km)
    for k, answer in enumerate(within):
        low, high = line.km_before(np.array([start[k], end[k]]))
        places = line.place_at(np.linspace(low, high, 2 + int((high - low) / 0.02)))
        low, high = sorted((country[k], other[k]))
        number = np.ones(len(places), dtype=np.intp)
        away = borders.arcs.distance_km(line.at(places), low * number, high * number, 10.0)
        # Peaks of less than 50 m may be missed.
        if answer:
            assert away.max() <= depth_km + 0.05
        else:
            assert away.max() > depth_km - 0.02


@given(st.lists(st.tuples(st.floats(0.001, 0.012), st.floats(0.001, 0.05)), max_size=30))
def test_a_wriggle_is_crossed_where_it_leaves_least_on_the_wrong_side(
    swings: list[tuple[float, float]],
) -> None:
    # From deep in A, over and back within 1.3 km of the frontier on the meridian, deep into B.
    points = [(9.0, 1.0)]
    for k, (off, on) in enumerate(swings):
        points.append((10 + off * (-1) ** (k + 1), points[-1][1] + on))
    points.append((11.0, points[-1][1] + 0.5))
    (found,) = find_frontiers(points, PLAIN)
    assert countries((found,)) == [("A", "B")]

    exact = find_frontiers(points, PLAIN, tolerance_km=0)
    places = [0.0, *(crossing.fraction for crossing in exact), 1.0]
    total_km = geodesic_km(points)

    def wrong_km(place: float) -> float:
        """Kilometres of B before a place, and of A behind it."""
        return total_km * sum(
            max(0.0, min(b, place) - a) if k % 2 else max(0.0, b - max(a, place))
            for k, (a, b) in enumerate(pairwise(places))
        )

    best, next_best, *_ = *sorted(wrong_km(place) for place in places[1:-1:2]), math.inf
    assume(next_best > best + 1e-3)
    assert wrong_km(found.fraction) == pytest.approx(best, abs=1e-3)


def test_equal_wriggles_are_crossed_halfway() -> None:
    # The meridian is the frontier, and every swing as long as the next.
    swings = [(10 + 0.01 * (-1) ** (k + 1), k / 50) for k in range(6)]
    line = [(9.0, 0.0), *swings, (11.0, 0.1)]
    (found,) = find_frontiers(line, PLAIN)
    (back,) = find_frontiers(line[::-1], PLAIN)
    assert found.fraction == pytest.approx(1 - back.fraction, abs=1e-9)
    assert (found.lon, found.lat) == pytest.approx((back.lon, back.lat), abs=1e-9)


@settings(max_examples=40)
@given(st.one_of(lines, dense()))
def test_an_array_a_list_and_a_measured_line_are_one(line: list[LonLat]) -> None:
    borders = load_borders()
    found = find_frontiers(line, borders)
    assert find_frontiers(np.array(line), borders) == found
    assert find_frontiers(MeasuredLine.of(line), borders) == found


def test_long_lines_are_tested_in_parts() -> None:
    # Thousands of segments across the continent: more pairs of boxes than are held at a time.
    rng = np.random.default_rng(5)
    line = rng.uniform((0, 20), (120, 70), (160, 2))
    found = find_frontiers(line, load_borders(), tolerance_km=0)
    halves = [
        find_frontiers(part, load_borders(), tolerance_km=0) for part in (line[:81], line[80:])
    ]
    assert countries(found) == countries(halves[0]) + countries(halves[1])
    assert len(naive(line[:5].tolist(), load_borders())) > 5
