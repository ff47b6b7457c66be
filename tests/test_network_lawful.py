"""Routes over a network that the law allows, and distinct ones through further stops."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas, load_atlas
from geodata.errors import CoordinateError
from geodata.law import Cargo
from geodata.model import Mode
from routes.errors import NoRouteError, UnlawfulError
from routes.law.law import Law
from routes.law.status import status
from routes.overland.answer import find_routes
from routes.overland.distinct import Ways
from routes.overland.model import Asked, Overland
from tests.network_grid import SIDE, Piece, at, corner, grid
from tests.test_network_route import corners, grids

ATLAS = load_atlas()
# Kazakhstan names its only checkpoints from 2010 on; Turkmenistan admits nothing by rail.
NAMED = date(2018, 6, 1)
# A year before that Uzbekistan and Kazakhstan name none.
BEFORE = date(2010, 6, 1)


def with_point(ident: str, column: int, row: int, atlas: Atlas = ATLAS) -> Atlas:
    """An atlas in which a checkpoint between Kazakhstan and Uzbekistan stands at a corner."""
    lon, lat = corner(column, row)
    place = atlas.places["keles"]._replace(id=f"at-{ident}", lon=lon, lat=lat)
    point = atlas.checkpoints["sary-agach-keles"]._replace(
        id=ident, place_a=place.id, place_b=place.id
    )
    return atlas._replace(
        places={**atlas.places, place.id: place},
        checkpoints={**atlas.checkpoints, ident: point},
    )


def lawful(
    pieces: list[Piece], end: str, atlas: Atlas, on: date, number: int = 1
) -> list[Overland]:
    law = Law(atlas, Cargo.SPECIAL)
    found = find_routes(
        [at(0, 0), end], grid(pieces), atlas, Asked(on=on), law=law, wanted=Ways(number)
    )
    for overland in found.ways:
        assert status(overland.route, law, on).state != "closed"
    return list(found.ways)


# From Kazakhstan to Uzbekistan: straight, and by a frontier 33 km further north.
SQUARE = [
    Piece(0, 0, north=False),
    Piece(1, 0, north=False, country="UZ"),
    *(Piece(0, row, north=True) for row in range(3)),
    Piece(0, 3, north=False),
    Piece(1, 3, north=False, country="UZ"),
    *(Piece(2, row, north=True, country="UZ") for row in range(3)),
]


def test_without_a_list_of_checkpoints_a_frontier_needs_none() -> None:
    (found,) = lawful(SQUARE, at(2, 0), ATLAS, BEFORE)
    assert [crossing.named for crossing in found.route.crossings] == [False]
    assert found.route.distance_km == pytest.approx(14.9, abs=0.1)


def test_where_checkpoints_are_listed_a_frontier_without_one_is_closed() -> None:
    with pytest.raises(UnlawfulError, match="no crossing point is registered is not among the"):
        lawful(SQUARE, at(2, 0), ATLAS, NAMED)
    atlas = with_point("sary-agach-keles", 1, 3)
    (found,) = lawful(SQUARE, at(2, 0), atlas, NAMED)
    assert [crossing.id for crossing in found.route.crossings] == ["sary-agach-keles"]
    assert found.route.distance_km == pytest.approx(81.6, abs=0.1)


def test_a_checkpoint_that_is_not_listed_is_gone_round() -> None:
    atlas = with_point("elsewhere", 1, 0, with_point("sary-agach-keles", 1, 3))
    (found,) = lawful(SQUARE, at(2, 0), atlas, NAMED)
    assert [crossing.id for crossing in found.route.crossings] == ["sary-agach-keles"]
    with pytest.raises(UnlawfulError, match="Saryagash / Keles is not among"):
        lawful(SQUARE, at(2, 0), with_point("elsewhere", 1, 0), NAMED)


def test_every_alternative_is_lawful() -> None:
    nearer = [
        *SQUARE,
        Piece(0, 1, north=False),
        Piece(1, 1, north=False, country="UZ"),
    ]
    assert len(lawful(nearer, at(2, 0), ATLAS, BEFORE, number=2)) == 2
    # A way by each frontier is distinct enough, but only one of them is allowed.
    atlas = with_point("elsewhere", 1, 1, with_point("sary-agach-keles", 1, 0))
    assert len(lawful(nearer, at(2, 0), atlas, NAMED, number=2)) == 1


def test_a_corner_of_a_closed_country_may_be_cut_and_no_more() -> None:
    corner_cut = [
        Piece(0, 0, north=False, country="UZ"),
        Piece(1, 0, north=False, country="TM"),
        Piece(2, 0, north=False, country="UZ"),
    ]
    (found,) = lawful(corner_cut, at(3, 0), ATLAS, BEFORE)
    assert "TM" in found.route.country_km
    into = [*corner_cut[:2], Piece(2, 0, north=False)]
    with pytest.raises(UnlawfulError, match="Turkmenistan"):
        lawful(into, at(3, 0), ATLAS, BEFORE)
    round_it = [
        *into,
        *(Piece(column, 1, north=False, country="UZ") for column in range(3)),
        Piece(0, 0, north=True, country="UZ"),
        Piece(3, 0, north=True),
    ]
    (found,) = lawful(round_it, at(3, 0), ATLAS, BEFORE)
    assert "TM" not in found.route.country_km


def test_a_mode_that_a_country_does_not_admit_is_gone_round() -> None:
    by_road = [
        Piece(0, 0, north=False, country="UZ", mode=Mode.ROAD),
        Piece(0, 0, north=True, country="UZ"),
        Piece(0, 1, north=False, country="UZ"),
        Piece(1, 0, north=True, country="UZ"),
    ]
    (found,) = lawful(by_road, at(1, 0), ATLAS, BEFORE)
    assert [leg.mode for leg in found.route.legs] == [Mode.RAIL]


@settings(max_examples=40, deadline=None)
@given(grids, corners, corners, st.sampled_from((BEFORE, NAMED)))
def test_what_is_found_is_allowed_and_no_shorter(
    found: list[Piece], start: tuple[int, int], end: tuple[int, int], on: date
) -> None:
    network, law = grid(found), Law(ATLAS, Cargo.SPECIAL)
    texts = [at(*start), at(*end)]
    try:
        free = find_routes(texts, network, ATLAS, Asked(on=on)).ways[0].route
    except (NoRouteError, CoordinateError):
        return
    state = status(free, law, on).state
    try:
        held = find_routes(texts, network, ATLAS, Asked(on=on), law=law).ways[0].route
    except UnlawfulError:
        assert state == "closed"
        return
    assert status(held, law, on).state != "closed"
    if state == "closed":
        assert held.distance_km >= free.distance_km - 0.1
    else:
        assert held == free


WHOLE = [
    Piece(column, row, north=north)
    for column in range(SIDE)
    for row in range(SIDE)
    for north in (False, True)
    if (row if north else column) < SIDE - 1
]


@settings(max_examples=20, deadline=None)
@given(st.lists(corners, min_size=3, max_size=4), st.sampled_from((0.3, 0.6)))
def test_alternatives_through_stops(stops: list[tuple[int, int]], most: float) -> None:
    assume(all(a != b for a, b in pairwise(stops)))
    found = find_routes(
        [at(*stop) for stop in stops], grid(WHOLE), ATLAS, Asked(on=BEFORE), wanted=Ways(3, most)
    )
    for number, one in enumerate(found.ways):
        legs = one.route.legs
        assert [leg.start for leg in legs] + [legs[-1].end] == [at(*stop) for stop in stops]
        assert one.route.distance_km >= found.ways[0].route.distance_km - 0.1
        for other in found.ways[number + 1 :]:
            common = sum(km for edge, km in one.edge_km.items() if edge in other.edge_km)
            shorter = min(sum(way.edge_km.values()) for way in (one, other))
            assert common <= most * shorter + 1e-6


def test_several_ways_through_a_stop_are_there() -> None:
    stops = [at(0, 0), at(1, 1), at(3, 3)]
    found = find_routes(stops, grid(WHOLE), ATLAS, Asked(on=BEFORE), wanted=Ways(3))
    assert len(found.ways) == 3
