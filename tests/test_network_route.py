"""Routes over a network: properties on made-up grids, whatever the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.atlas import load_atlas
from geodata.errors import CoordinateError, OptionError
from geodata.geodesy import geodesic_km
from geodata.model import Mode
from geodata.network.model import Network
from routes.engines.choice import Kind
from routes.errors import NoRouteError
from routes.overland.answer import find_routes
from routes.overland.distinct import Ways
from routes.overland.model import Asked, Overland
from routes.whatif.search import of_country
from tests.network_grid import SIDE, Piece, at, corner, grid

ATLAS = load_atlas()
DAY = date(2020, 1, 1)
GAUGES = ((1520,), (1435,), (1435, 1520), ())

corners = st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))
whats = st.builds(
    Piece,
    column=st.just(0),
    row=st.just(0),
    north=st.just(False),
    mode=st.sampled_from((Mode.RAIL, Mode.RAIL, Mode.ROAD, Mode.FERRY)),
    gauges_mm=st.sampled_from(GAUGES),
    country=st.sampled_from(("KZ", "UZ")),
)
SPOTS = [
    (column, row, north)
    for column in range(SIDE)
    for row in range(SIDE)
    for north in (False, True)
    if (row if north else column) < SIDE - 1
]
# Four spots of five have a line.
grids = (
    st.tuples(*(st.tuples(st.integers(0, 4), whats) for _ in SPOTS))
    .map(
        lambda drawn: [
            piece._replace(column=column, row=row, north=north)
            for (column, row, north), (gap, piece) in zip(SPOTS, drawn, strict=True)
            if gap
        ]
    )
    .filter(bool)
)


def way(
    network: Network,
    start: tuple[int, int],
    end: tuple[int, int],
    asked: Asked,
    kind: Kind | None = None,
    avoid: str | None = None,
) -> Overland | None:
    """The best way between two corners, if there is any."""
    closures = (of_country(avoid),) if avoid else ()
    texts = [at(*start), at(*end)]
    try:
        return find_routes(texts, network, ATLAS, asked, closures, kind=kind).ways[0]
    except (NoRouteError, CoordinateError):
        return None
    except OptionError as error:
        assert "is a stop of the route itself" in str(error)  # noqa: PT017  # the only refusal
        return None


def one_mode(piece: Piece) -> Piece:
    return piece._replace(mode=Mode.RAIL)


@settings(max_examples=40, deadline=None)
@given(grids, corners, corners)
def test_every_total_is_the_sum_of_its_parts(
    found: list[Piece], start: tuple[int, int], end: tuple[int, int]
) -> None:
    overland = way(grid(found), start, end, Asked(on=DAY))
    if overland is None:
        return
    route = overland.route
    total = route.distance_km
    for parts in (route.mode_km, route.country_km, route.basis_km, overland.edge_km):
        assert sum(parts.values()) == pytest.approx(total)
    assert sum(leg.distance_km for leg in route.legs) == pytest.approx(total)
    assert route.basis_km["measured"] == pytest.approx(route.measured_km)
    for leg in route.legs:
        assert geodesic_km(leg.points) == pytest.approx(leg.distance_km, rel=1e-6)
        assert sum(leg.country_km.values()) == pytest.approx(leg.distance_km)
    assert total >= geodesic_km([corner(*start), corner(*end)]) * (1 - 1e-9)
    for before, after in zip(route.legs, route.legs[1:], strict=False):
        assert before.end == after.start
        assert before.points[-1] == after.points[0]
    assert len(overland.changes) >= route.transshipments
    assert [stop.joined_km for stop in overland.stops] == pytest.approx([0, 0], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(grids, corners, corners, st.sampled_from(("KZ", "UZ")))
def test_an_avoided_country_is_never_entered(
    found: list[Piece], start: tuple[int, int], end: tuple[int, int], avoided: str
) -> None:
    network = grid([one_mode(piece) for piece in found])
    overland = way(network, start, end, Asked(on=DAY), avoid=avoided)
    if overland is None:
        return
    assert avoided not in overland.route.country_km
    assert all(avoided not in leg.countries for leg in overland.route.legs)
    met = {c.from_country for c in overland.route.crossings}
    assert avoided not in met | {c.to_country for c in overland.route.crossings}
    free = way(network, start, end, Asked(on=DAY))
    assert free is not None
    assert overland.route.distance_km >= free.route.distance_km - 1e-3


@settings(max_examples=40, deadline=None)
@given(grids, corners, corners)
def test_the_way_back_mirrors_the_way_there(
    found: list[Piece], start: tuple[int, int], end: tuple[int, int]
) -> None:
    network = grid(found)
    there, back = (way(network, *ends, Asked(on=DAY)) for ends in ((start, end), (end, start)))
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        # Equal to the metre that a change costs: of equal ways either may be taken.
        assert back.route.distance_km == pytest.approx(there.route.distance_km, abs=0.1)


@settings(max_examples=25, deadline=None)
@given(grids, corners, corners, st.sampled_from((None, 0, 1, 2)), st.sampled_from(((), (1435,))))
def test_all_engines_give_equal_answers(
    found: list[Piece],
    start: tuple[int, int],
    end: tuple[int, int],
    limit: int | None,
    gauges: tuple[int, ...],
) -> None:
    network = grid(found)
    asked = Asked(on=DAY, max_transshipments=limit, gauges_mm=frozenset(gauges))
    answers = [way(network, start, end, asked, kind) for kind in Kind]
    lengths = [None if one is None else one.route.distance_km for one in answers]
    if lengths[0] is None:
        assert lengths == [None] * len(lengths)
    else:
        assert lengths == pytest.approx([lengths[0]] * len(lengths), abs=0.1)


@settings(max_examples=40, deadline=None)
@given(grids, corners, corners)
def test_a_limit_on_transshipments_is_kept_and_costs_nothing_where_it_binds_not(
    found: list[Piece], start: tuple[int, int], end: tuple[int, int]
) -> None:
    network = grid(found)
    free = way(network, start, end, Asked(on=DAY))
    last_km = float("inf")
    for limit in range(4):
        held = way(network, start, end, Asked(on=DAY, max_transshipments=limit))
        if held is None:
            continue
        assert free is not None
        assert held.route.transshipments <= limit
        assert free.route.distance_km - 0.1 <= held.route.distance_km <= last_km + 0.1
        last_km = held.route.distance_km
        if free.route.transshipments <= limit:
            # Within what the places of a change may be apart, which is not counted.
            assert held.route.distance_km == pytest.approx(free.route.distance_km, abs=0.1)


@settings(max_examples=40, deadline=None)
@given(grids, corners, corners, st.sampled_from((1435, 1520)))
def test_only_track_of_the_gauge_is_used(
    found: list[Piece], start: tuple[int, int], end: tuple[int, int], gauge_mm: int
) -> None:
    network = grid(found)
    overland = way(network, start, end, Asked(on=DAY, gauges_mm=frozenset((gauge_mm,))))
    if overland is None:
        return
    for edge in overland.edge_km:
        gauges = network.gauge_sets[network.edges.gauges[edge]]
        is_rail = bool(network.mode_mask(Mode.RAIL)[edge])
        assert not is_rail or not gauges or gauge_mm in gauges
    assert overland.route.breaks_of_gauge == 0


# A direct ferry passage between two railways, and a way round by rail.
SHORT_CUT = [
    Piece(0, 0, north=False),
    Piece(1, 0, north=False, mode=Mode.FERRY),
    Piece(2, 0, north=False),
    Piece(1, 0, north=True),
    Piece(1, 1, north=False),
    Piece(2, 0, north=True),
]


def test_without_transshipments_the_longer_way_by_rail_is_taken() -> None:
    network = grid(SHORT_CUT)
    free = way(network, (0, 0), (3, 0), Asked(on=DAY))
    held = way(network, (0, 0), (3, 0), Asked(on=DAY, max_transshipments=1))
    assert free is not None
    assert held is not None
    assert [leg.mode for leg in free.route.legs] == [Mode.RAIL, Mode.FERRY, Mode.RAIL]
    assert free.route.transshipments == 2
    assert free.route.country_km["sea"] == pytest.approx(free.route.mode_km["ferry"])
    assert [leg.mode for leg in held.route.legs] == [Mode.RAIL]
    assert held.route.distance_km > free.route.distance_km + 10


def test_a_break_of_gauge_parts_legs_and_is_counted() -> None:
    network = grid([Piece(0, 0, north=False), Piece(1, 0, north=False, gauges_mm=(1435,))])
    overland = way(network, (0, 0), (2, 0), Asked(on=DAY))
    assert overland is not None
    assert [leg.gauge_mm for leg in overland.route.legs] == [1520, 1435]
    assert (overland.route.breaks_of_gauge, overland.route.transshipments) == (1, 0)
    (change,) = overland.changes
    assert (change.from_gauge_mm, change.to_gauge_mm, change.apart_km) == (1520, 1435, 0.0)


def test_rails_of_unknown_gauge_part_no_line() -> None:
    network = grid([Piece(0, 0, north=False), Piece(1, 0, north=False, gauges_mm=())])
    overland = way(network, (0, 0), (2, 0), Asked(on=DAY))
    assert overland is not None
    (leg,) = overland.route.legs
    assert leg.gauge_mm == 1520
    assert overland.unknown_gauge_km == pytest.approx(leg.distance_km / 2)
    alone = way(network, (1, 0), (2, 0), Asked(on=DAY))
    assert alone is not None
    assert alone.route.legs[0].gauge_mm is None


def test_a_stop_on_track_of_two_gauges_is_no_break() -> None:
    both = (1435, 1520)
    for gauges in ((both, both, (1520,)), ((1520,), both, both), (both, both, both)):
        network = grid([Piece(n, 0, north=False, gauges_mm=g) for n, g in enumerate(gauges)])
        texts = [at(0, 0), at(1, 0), at(2, 0), at(3, 0)]
        (found,) = find_routes(texts, network, ATLAS, Asked(on=DAY)).ways
        assert found.route.breaks_of_gauge == 0
        assert len({leg.gauge_mm for leg in found.route.legs}) == 1
    apart = grid([Piece(0, 0, north=False), Piece(1, 0, north=False, gauges_mm=(1435,))])
    (found,) = find_routes([at(0, 0), at(1, 0), at(2, 0)], apart, ATLAS, Asked(on=DAY)).ways
    assert found.route.breaks_of_gauge == 1


def test_a_level_crossing_is_no_terminal() -> None:
    network = grid([Piece(0, 0, north=False), Piece(1, 0, north=False, mode=Mode.ROAD)])
    with pytest.raises(NoRouteError, match="the conditions together leave none"):
        find_routes([at(0, 0), at(2, 0)], network, ATLAS, Asked(on=DAY))


def test_alternatives_share_no_more_than_was_asked() -> None:
    square = [
        Piece(column, row, north=north)
        for column in range(3)
        for row in range(3)
        for north in (False, True)
    ]
    network = grid([*square, *(Piece(3, row, north=True) for row in range(3))])
    wanted = Ways(3, 0.4)
    found = find_routes([at(0, 0), at(3, 2)], network, ATLAS, Asked(on=DAY), wanted=wanted)
    assert len(found.ways) >= 2
    for number, one in enumerate(found.ways):
        for other in found.ways[number + 1 :]:
            common = sum(km for edge, km in one.edge_km.items() if edge in other.edge_km)
            shorter = min(sum(w.edge_km.values()) for w in (one, other))
            assert common <= 0.4 * shorter + 1e-6
            assert one.route.distance_km <= other.route.distance_km + 1e-6


def test_frontiers_lie_where_the_country_changes() -> None:
    network = grid([Piece(0, 0, north=False), Piece(1, 0, north=False, country="UZ")])
    overland = way(network, (0, 0), (2, 0), Asked(on=DAY))
    assert overland is not None
    (crossing,) = overland.route.crossings
    assert (crossing.from_country, crossing.to_country) == ("KZ", "UZ")
    assert (crossing.lon, crossing.lat) == pytest.approx(corner(1, 0))
    assert crossing.at_km == pytest.approx(overland.route.legs[0].country_km["KZ"])
    assert not crossing.named


def test_a_position_beside_a_line_is_joined_in_its_middle_or_refused() -> None:
    network = grid([Piece(0, 0, north=False)])
    lon, lat = corner(0, 0)
    beside = f"{lat + 0.02},{lon + 0.05}"
    (found,) = find_routes([beside, at(1, 0)], network, ATLAS, Asked(on=DAY)).ways
    assert found.stops[0].joined_km == pytest.approx(2.22, abs=0.01)
    assert found.route.distance_km == pytest.approx(3.73, abs=0.02)
    with pytest.raises(CoordinateError, match=r"further than 1 km from every line.*node of one is"):
        find_routes([beside, at(1, 0)], network, ATLAS, Asked(on=DAY), limit_km=1.0)


def test_a_network_without_countries_is_refused() -> None:
    network = replace(grid([Piece(0, 0, north=False)]), countries=("", "", "", ""))
    with pytest.raises(OptionError, match="build it with them"):
        find_routes([at(0, 0), at(1, 0)], network, ATLAS, Asked(on=DAY))
