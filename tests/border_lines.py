"""Borders, lines and slow but plain answers for the tests of frontiers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import shapely
from hypothesis import strategies as st

from geodata.borders import Borders, load_borders
from geodata.frontiers import find_frontiers
from geodata.geodesy import great_circle_km
from geodata.model import Frontier, LonLat


def countries(found: tuple[Frontier, ...]) -> list[tuple[str, str]]:
    return [(f.from_country, f.to_country) for f in found]


def drawn(**boxes: tuple[float, float, float, float]) -> Borders:
    """Return countries that are boxes, with frontiers where they meet."""
    shapes = {code: shapely.box(*box) for code, box in boxes.items()}
    meet = [
        (a, b, line)
        for a in shapes
        for b in shapes
        if a < b
        for line in shapely.get_parts(shapely.intersection(shapes[a], shapes[b]))
        if line.length > 0
    ]
    return Borders(
        [(code, code, shapely.MultiPolygon([shape])) for code, shape in shapes.items()], meet
    )


# A and B meet on the meridian of 10; a degree of the equator is 111 km. C lies over the water.
PLAIN = drawn(A=(0, 0, 10, 10), B=(10, 0, 20, 10), C=(21, 0, 30, 10))


lonlats = st.tuples(
    st.floats(44, 78).map(lambda x: round(x, 4)), st.floats(35, 56).map(lambda y: round(y, 4))
)
lines = st.lists(lonlats, min_size=2, max_size=6, unique=True)
offsets = st.floats(-0.02, 0.02)


# Anywhere that the outlines cover, in Africa too.
anywhere = st.lists(
    st.tuples(
        st.floats(-10, 179).map(lambda x: round(x, 4)), st.floats(1, 81).map(lambda y: round(y, 4))
    ),
    min_size=2,
    max_size=6,
    unique=True,
)


@st.composite
def wriggles(draw: st.DrawFn, most: int = 12) -> list[LonLat]:
    """A line that runs along a frontier, within 3 km or so on either side of it."""
    arcs = [arc.line for arc in load_borders().frontiers if arc.line.length > 1]
    arc = draw(st.sampled_from(arcs))
    start = draw(st.floats(0, arc.length - 0.5))
    return [
        (
            round(point.x + draw(offsets), 5),
            round(point.y + draw(offsets), 5),
        )
        for k in range(draw(st.integers(3, most)))
        for point in [arc.interpolate(start + k * 0.04)]
    ]


@st.composite
def dense(draw: st.DrawFn) -> list[LonLat]:
    """A line of hundreds of vertices, each a little off the straight way between a few points."""
    knots = np.array(draw(st.one_of(lines, wriggles())))
    count = draw(st.integers(100, 700))
    places = np.linspace(0, len(knots) - 1, count)
    off = np.random.default_rng(draw(st.integers(0, 99))).normal(
        0, draw(st.floats(0, 2e-3)), (2, count)
    )
    axes = [np.interp(places, np.arange(len(knots)), axis) for axis in knots.T]
    return [(float(lon), float(lat)) for lon, lat in (np.stack(axes) + off).T]


@st.composite
def awkward(draw: st.DrawFn) -> list[LonLat]:
    """A short line about a place where the outlines overlap or do not share their vertices."""
    lon, lat = draw(st.sampled_from([(4.232, 51.362), (113.526, 22.197), (6.5025, 49.796)]))
    near = st.floats(-0.02, 0.02)
    count = draw(st.integers(2, 6))
    return [(round(lon + draw(near), 5), round(lat + draw(near), 5)) for _ in range(count)]


class OnTheFrontierError(Exception):
    """A line runs along a frontier, in two countries at once: there is no plain answer."""


def naive(line: Sequence[LonLat], borders: Borders) -> list[tuple[str, float, float]]:
    """Return (country, from, to) for each stretch, by intersecting each segment with each shape."""
    west, south, east, north = shapely.LineString(line).bounds
    around = shapely.box(west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    # To leave out what lies far off changes nothing but the time it takes.
    near = {
        country: shapely.intersection(shape, around)
        for country, shape in borders.shapes.items()
        if shapely.box(*shape.bounds).intersects(around)
    }
    # Where the outlines of two overlap, the land is nobody's.
    for one, other in combinations(near, 2):
        both = shapely.intersection(near[one], near[other])
        if both.area > 0:
            for country in (one, other):
                near[country] = shapely.difference(near[country], both)
    out: list[tuple[str, float, float]] = []
    for k, (a, b) in enumerate(pairwise(line)):
        segment = shapely.LineString([a, b])
        pieces = []
        for country, shape in near.items():
            for part in shapely.get_parts(shapely.intersection(segment, shape)):
                ends = [
                    float(shapely.line_locate_point(segment, shapely.Point(p), normalized=True))
                    for p in shapely.get_coordinates(part)
                ] or [0.0]
                if (max(ends) - min(ends)) * segment.length > 1e-9:
                    pieces.append((k + min(ends), k + max(ends), country))
        for start, end, country in sorted(pieces):
            if out and out[-1][0] != country and start < out[-1][2] - 1e-9:
                raise OnTheFrontierError
            if out and out[-1][0] == country:
                out[-1] = (country, out[-1][1], end)
            else:
                out.append((country, start, end))
    return out


def require_naive(line: Sequence[LonLat], borders: Borders) -> None:
    """Compare the frontiers of a line, with no tolerance, to the plain intersections."""
    found = find_frontiers(line, borders, tolerance_km=0)
    stretches = naive(line, borders)
    assert countries(found) == [(a[0], b[0]) for a, b in pairwise(stretches)]
    for crossing, (before, after) in zip(found, pairwise(stretches), strict=True):
        if after[1] - before[2] < 1e-9:  # over water there is no exact place
            k = min(int(after[1]), len(line) - 2)
            share = after[1] - k
            (x0, y0), (x1, y1) = line[k], line[k + 1]
            place = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
            assert great_circle_km((crossing.lon, crossing.lat), place) < 0.01
