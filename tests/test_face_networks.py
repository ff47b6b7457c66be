"""Routes that the functions of ``ndnatlas`` find over a network: the law, and what to avoid."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from geodata import load_atlas
from geodata.errors import CoordinateError, NdnError
from ndnatlas import alternatives, compare, picture, render_map, route
from routes.errors import UnlawfulError
from routes.retelling import in_language
from tests.network_grid import Piece, at, corner, grid
from tests.test_network_route import SHORT_CUT

DAY = "2018-06-01"
# Turkmenistan admits no special cargo by rail: straight through it, or around by Uzbekistan.
INTO = grid([Piece(0, 0, north=False), Piece(1, 0, north=False, country="TM")])
ENDS = (at(0, 0), at(2, 0))


def test_the_law_is_kept_to_over_a_network() -> None:
    assert route(*ENDS, as_of=DAY, cargo="special", network=INTO).status.state == "closed"
    with pytest.raises(UnlawfulError):
        route(*ENDS, as_of=DAY, comply=True, network=INTO)
    with pytest.raises(UnlawfulError):
        alternatives(*ENDS, as_of=DAY, comply=True, network=INTO)


@pytest.mark.parametrize(
    ("avoid", "said"),
    [
        ("Xyzzy", "avoid: 'Xyzzy' is no place"),
        ("rail", "avoid leaves no mode to go by"),
        ("TM", "avoid: .* is a stop of the route itself"),
        ("keles--chukursay", "avoid: the network lacks"),
    ],
)
def test_a_mistake_names_the_parameter(avoid: str, said: str) -> None:
    with pytest.raises(NdnError, match=f"^{said}"):
        route(*ENDS, avoid=avoid, modes="rail", as_of=DAY, network=INTO)


@pytest.mark.parametrize("find", [route, alternatives])
def test_a_gauge_is_kept_to(find: Callable[..., object]) -> None:
    with pytest.raises(NdnError, match="gauge"):
        find("poti", "hairatan", as_of=DAY, gauges_mm=1435)


def test_a_picture_speaks_russian() -> None:
    svg = picture(compare("south-kuryk", as_of=DAY), lang="ru").svg()
    assert "Хайратон" in svg
    assert "Hairatan" not in svg


def test_ways_found_are_named_in_russian() -> None:
    ways = alternatives("Poti", "Hairatan", 2, as_of=DAY)
    told, ground = in_language(ways, load_atlas(), "ru")
    names = [(entry.variant.name, entry.variant.summary) for entry in told.entries]
    assert names == [
        ("Поти - Хайратон (1)", "лучший"),
        (
            "Поти - Хайратон (2)",
            "через Актау-Порт, а не через Порт Туркменбаши; минуя страны: Туркменистан; через "
            "страны: Казахстан",
        ),
    ]
    assert ground.language == "ru"
    assert ways.entries[0].variant.name == "Poti - Hairatan (1)"
    for drawn in (picture(ways, lang="ru").svg(), render_map(ways, lang="ru").get_root().render()):
        assert "Поти - Хайратон (2)" in drawn
        assert "Poti - Hairatan" not in drawn


def test_ways_over_a_network_are_told_in_russian() -> None:
    square = [Piece(0, 0, north=False), Piece(1, 0, north=True)]
    square += [Piece(0, 0, north=True, country="UZ"), Piece(0, 1, north=False, country="UZ")]
    ways = alternatives(at(0, 0), at(1, 1), 2, as_of=DAY, network=grid(square))
    assert ways.atlas is not None
    told, _ = in_language(ways, ways.atlas, "ru")
    for before, after in zip(ways.entries, told.entries, strict=True):
        assert before.route is not None
        assert after.route is not None
        assert [one.at_km for one in after.route.crossings] == [
            one.at_km for one in before.route.crossings
        ]
        assert not re.search("[A-Za-z]", after.variant.name + after.variant.summary)
    assert told.entries[1].variant.summary == "минуя страны: Узбекистан; через страны: Казахстан"


def test_a_limit_on_transshipments_is_kept_to() -> None:
    # A ferry between two railways, and a longer way round by rail.
    network = grid(SHORT_CUT)
    ends = (at(0, 0), at(3, 0))
    assert route(*ends, as_of=DAY, network=network).transshipments == 2
    for limit in (2, 0):
        way = route(*ends, as_of=DAY, network=network, max_transshipments=limit)
        assert way.transshipments == limit
    (only,) = alternatives(*ends, as_of=DAY, network=network, max_transshipments=0).entries
    assert only.route == way


def test_how_far_a_place_is_joined_can_be_chosen() -> None:
    lon, lat = corner(0, 0)
    off = f"{lat - 0.1},{lon}"
    with pytest.raises(CoordinateError, match="a greater join limit allows more"):
        route(off, at(2, 0), as_of=DAY, network=INTO)
    for find in (route, alternatives):
        assert find(off, at(2, 0), as_of=DAY, network=INTO, join_limit_km=15)
        with pytest.raises(CoordinateError, match=r"further than 0\.5 km"):
            find(off, at(2, 0), as_of=DAY, network=INTO, join_limit_km=0.5)


def test_ways_over_other_track_are_drawn_apart() -> None:
    """A map draws what has the id of a section once, however many ways go over it."""
    square = [Piece(0, 0, north=False), Piece(1, 0, north=True)]
    square += [Piece(0, 0, north=True), Piece(0, 1, north=False)]
    ways = alternatives(at(0, 0), at(1, 1), 2, as_of=DAY, network=grid(square))
    one, other = (entry.route for entry in ways.entries)
    assert one is not None
    assert other is not None
    (first,), (second,) = one.legs[0].runs, other.legs[0].runs
    assert first.section.points != second.section.points
    assert first.section.id != second.section.id


@pytest.mark.parametrize("variants", [("south-kuryk",), ("north", "north-beineu")])
def test_a_picture_in_a_notebook_is_no_wider_than_its_cell(variants: tuple[str, ...]) -> None:
    drawn = picture(compare(*variants, as_of=DAY))
    shown = getattr(drawn, "_repr_svg_")()  # noqa: B009  # a protocol of notebooks, private by name
    assert ' width="100%" role="img"' in shown
    assert shown.partition(' role="img"')[2] == drawn.svg().partition(' role="img"')[2]
