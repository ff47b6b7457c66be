"""Routes that the functions of ``ndnatlas`` find over a network: the law, and what to avoid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geodata.errors import NdnError
from ndnatlas import alternatives, compare, picture, route
from routes.errors import UnlawfulError
from tests.network_grid import Piece, at, grid

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
