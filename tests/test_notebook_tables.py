"""Records show themselves in a notebook: as small tables that no name can break out of."""

from __future__ import annotations

import html5lib
import pytest

from geodata.atlas import Atlas
from ndnatlas import alternatives, compare, estimate, find_variants, route, timeline, whatif
from routes.model import Comparison, Variant
from routes.notebook.fragment import Grid, fragment

ON = "2018-06-01"
HOSTILE = '<img src=x onerror="alert(1)"></td></table><script>alert(1)</script> \u202e\x1b[31m&amp;'


def texts(page: str) -> list[list[str]]:
    """The cells of all tables of a fragment that a strict parser accepts."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found = parser.parseFragment(page)
    return [["".join(cell.itertext()) for cell in row] for row in found.iter("tr")]


def shown(one: object) -> str:
    method = getattr(one, "_repr_html_")  # noqa: B009  # a protocol of notebooks, private by name
    page = method()
    assert isinstance(page, str)
    assert len(page) < 40_000
    assert texts(page)
    for what in ("<script", "<style", "src=", "href=", "onerror", "class="):
        assert what not in page
    return page


def test_a_comparison_shows_the_basis_of_its_kilometres_and_its_sources() -> None:
    found = compare("north", "south-kuryk", as_of=ON)
    head, north, kuryk = texts(shown(found))
    assert head[:6] == ["variant", "state", "quoted km", "tariff", "published", "measured"]
    entry = found.entries[1]
    assert entry.route
    assert kuryk[2:6] == [
        f"{entry.route.distance_km:,.1f}",
        *(f"{entry.route.basis_km[basis]:,.1f}" for basis in ("tariff", "published", "measured")),
    ]
    assert north[1] == "● open"
    assert "Sources: " in shown(found)
    assert "protocol-2017" in shown(found)


def test_a_comparison_tells_why_a_variant_has_no_route() -> None:
    page = shown(compare("btk", as_of="2015-01-01"))
    assert "– not-built" in page
    assert "missing" in page


def test_routes_ways_and_variants_show_themselves() -> None:
    way = route("Poti", "Hairatan", as_of=ON)
    page = shown(way)
    assert f"{way.distance_km:,.1f} km" in page
    assert f"As of {ON}: ● open" in page
    (bare,) = compare("south-kuryk", as_of=ON).entries
    assert "Galaba / Hairatan" in shown(bare.route)
    assert "As of" not in shown(bare.route)
    assert "instead of" in shown(alternatives("Poti", "Hairatan", 2, as_of=ON))
    assert "kuryk-port" in shown(find_variants("south-kuryk")[0])


def test_periods_changes_and_estimates_show_themselves() -> None:
    course = timeline("south-kuryk", until="2020-01-01")
    assert "2017-12-01" in shown(course)
    assert shown(course.periods["south-kuryk"][1])
    page = shown(whatif("south-aktau", "btk", close="aktau", as_of=ON))
    assert "Not broken: btk" in page
    assert "Closed: Port of Aktau" in page
    assert "days p50" in shown(estimate(compare("north", as_of=ON), samples=200))


def test_a_line_of_text_stands_for_what_would_fill_pages() -> None:
    way = route("Poti", "Baku", as_of=ON)
    for one in (
        way,
        way.comparison,
        way.legs[0],
        way.comparison.entries[0].variant,
        timeline("btk"),
        whatif("btk", close="RU", as_of=ON),
        estimate(way, samples=200),
    ):
        assert len(repr(one)) < 120


def test_nothing_that_a_user_wrote_breaks_out(atlas: Atlas, variants: dict[str, Variant]) -> None:
    found = compare("south-kuryk", as_of=ON)
    (entry,) = found.entries
    assert entry.route
    variant = entry.variant._replace(id=HOSTILE, name=HOSTILE, summary=HOSTILE, sources=(HOSTILE,))
    status = entry.status._replace(reason=HOSTILE)
    crossing = entry.route.crossings[0]._replace(name=HOSTILE, handover=HOSTILE)
    poisoned = entry.route._replace(crossings=(crossing,))
    for one in (
        Comparison(found.as_of, (entry._replace(variant=variant, status=status, route=None),)),
        variant,
        poisoned,
    ):
        page = one._repr_html_()
        assert "<img" not in page
        assert "<script" not in page
        assert "\u202e" not in page
        assert "\x1b" not in page
        assert any("onerror=" in cell for row in [*texts(page), [page]] for cell in row)


@pytest.mark.parametrize("cells", [(HOSTILE, 1, 2.25, None), ("", 1000, -1.0, "x\ny")])
def test_a_cell_is_shown_in_its_place(cells: tuple[str | int | float | None, ...]) -> None:
    names = ("a", "b", "c", "d")
    head, row = texts(fragment(Grid(HOSTILE, names, [cells], [HOSTILE])))
    assert head == list(names)
    assert row[1:3] == [f"{cells[1]:,}", f"{cells[2]:,.1f}"]
    assert row[3] in ("", "x y")


def test_a_table_without_rows_is_its_words() -> None:
    assert texts(fragment(Grid("Nothing", ("a",), [], ["why"]))) == []
