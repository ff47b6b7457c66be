"""Lines beside each other: they end in their places, and make no hooks and no loops."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from geodata import Atlas
from maps.picture.beside import Piece, beside
from maps.picture.display import XY
from maps.picture.frame import extent, frame
from maps.picture.lanes import strokes
from maps.sheet import sheet
from tests.map_sight import Look, browser, look
from tests.picture_fixture import compared

__all__ = ["browser", "look"]  # fixtures

REACH = 9.0
POINTS = st.lists(st.tuples(st.integers(-300, 300), st.integers(-300, 300)), min_size=2, max_size=9)
OFFSETS = st.sampled_from((-REACH, -3.0, 0.0, 3.0, REACH))


def ways(seed: int, count: int) -> list[list[Piece]]:
    """Ways of a few pieces with long and short edges; each piece begins where the last ended."""
    draw = random.Random(seed)  # noqa: S311  # not for secrets
    out = []
    for _ in range(count):
        at, pieces = (0.0, 0.0), []
        for _ in range(draw.randint(1, 4)):
            points = [at]
            for _ in range(draw.randint(1, 6)):
                turn, long = draw.uniform(0, 2 * math.pi), draw.choice((1.0, 4.0, 15.0, 80.0))
                at = (at[0] + long * math.cos(turn), at[1] + long * math.sin(turn))
                points.append(at)
            pieces.append(Piece(tuple(points), draw.choice((-REACH, -3.0, 0.0, 3.0, REACH))))
        out.append(pieces)
    return out


def crossings(points: Sequence[XY]) -> int:
    """How often a line meets itself other than where two edges follow each other."""
    edges = [LineString(pair) for pair in pairwise(points) if math.dist(*pair) > 1e-6]
    return sum(edges[i].crosses(edges[j]) for j in range(len(edges)) for i in range(j - 1))


def test_a_bend_just_before_the_end_makes_no_hook() -> None:
    """As at Hairatan, where the line turns to the bridge a few units before it ends."""
    for offset in (-REACH, -3.0, 3.0, REACH):
        (line,) = beside([Piece([(0, 0), (0, 100), (6, 100)], offset)], (0.0, REACH))
        assert [line[0], line[1], line[-1]] == [(0, 0), (-offset, 0), (6, 100)]
        assert max(y for _, y in line) == 100
        assert LineString(line).is_simple


@pytest.mark.parametrize("offset", [-REACH, REACH])
def test_an_edge_too_short_for_its_bends_is_left_out(offset: float) -> None:
    way = [(0.0, 0.0), (100.0, 0.0), (104.0, 5.0), (103.0, 12.0), (100.0, 100.0)]
    (line,) = beside([Piece(way, offset)], (0.0, 0.0))
    assert LineString(line).is_simple
    assert all(LineString(way).distance(LineString(pair)) > 0 for pair in pairwise(line[1:-1]))


def test_lanes_change_without_a_step() -> None:
    pieces = [Piece([(0, 0), (100, 0)], 5.0), Piece([(100, 0), (200, 0)], -5.0)]
    assert beside(pieces, (0.0, 0.0)) == [
        ((0, 0), (0, 5), (85, 5)),
        ((85, 5), (115, -5), (200, -5), (200, 0)),
    ]


@given(POINTS, OFFSETS, st.floats(0, 30), st.floats(0, 30))
def test_a_line_begins_and_ends_with_its_way(
    way: list[XY], offset: float, first: float, last: float
) -> None:
    half = len(way) // 2 + 1
    pieces = [Piece(way[:half], offset), Piece(way[half - 1 :], -offset)]
    found = beside(pieces, (first, last))
    assert len(found) == len(pieces)
    assert found[0][0] == way[0]
    assert found[-1][-1] == way[-1]
    assert found[0][-1] == found[1][0]
    assert all(map(math.isfinite, (part for line in found for point in line for part in point)))


@given(POINTS)
def test_a_line_without_neighbours_is_its_way(way: list[XY]) -> None:
    (line,) = beside([Piece(way, 0.0)], (0.0, 0.0))
    kept = [point for i, point in enumerate(way) if not i or point != way[i - 1]]
    assert list(line) == (kept if len(kept) > 1 else way)


def test_no_variant_of_the_atlas_makes_a_loop(atlas: Atlas) -> None:
    page = sheet(compared(atlas), atlas)
    drawn = frozenset(i for i, own in enumerate(page.drawing.strokes) if own)
    for wide in (366.0, 1140.0, 2400.0):
        window = frame(extent(page, drawn), (0.0, 0.0, wide, 0.7 * wide))
        for index in sorted(drawn):
            alone = strokes(page, window, frozenset({index}))
            way = [point for one in alone for point in one.points]
            among = strokes(page, window, drawn)
            line = [p for one in among if one.variant == index for p in one.points]
            assert crossings(line) <= crossings(way), (index, wide)
            assert (line[0], line[-1]) == (way[0], way[-1])


@pytest.mark.browser
def test_the_script_and_the_program_draw_alike(look: Look) -> None:
    made = ways(7, 200)
    found = look().ask(
        """(ways) => ways.map((pieces) => NdnAtlas.beside(pieces.map(([points, offset]) => ({
          points: points.map(([x, y]) => L.point(x, y)), offset,
        })), [9, 9]).map((line) => line.map(({ x, y }) => [x, y])))""",
        [[[list(map(list, piece.points)), piece.offset] for piece in way] for way in made],
    )
    for way, lines in zip(made, found, strict=True):
        for own, line in zip(beside(way, (REACH, REACH)), lines, strict=True):
            assert len(own) == len(line)
            for a, b in zip(own, line, strict=True):
                assert a == pytest.approx(b, abs=1e-6)
