"""Points of view on disputed land, and what depends on them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.atlas import Atlas
from geodata.borders import Borders, load_borders
from geodata.errors import OptionError
from geodata.frontiers import find_frontiers
from geodata.model import LonLat, Mode
from geodata.views import View
from tests.border_lines import countries
from tests.test_cli_golden import ndn
from tests.test_line_files import geojson

INTO_CRIMEA: tuple[LonLat, ...] = ((33.9, 46.3), (34.0, 45.5))


@pytest.fixture(scope="module", params=list(View), ids=lambda view: view.value)
def borders(request: pytest.FixtureRequest) -> Borders:
    return load_borders(request.param)


def test_a_view_is_known_by_its_name() -> None:
    assert load_borders().view is View.UN
    assert load_borders("de-facto") is load_borders(View.DE_FACTO)
    assert load_borders("de-facto").view is View.DE_FACTO
    with pytest.raises(OptionError, match="unknown view 'defacto'; did you mean 'de-facto'"):
        load_borders("defacto")


def test_crossings_depend_on_the_view() -> None:
    assert find_frontiers(INTO_CRIMEA, load_borders("un")) == ()
    assert countries(find_frontiers(INTO_CRIMEA, load_borders("de-facto"))) == [("UA", "RU")]


@pytest.mark.parametrize(
    ("place", "un", "de_facto"),
    [
        ((34.1, 45.3), "UA", "RU"),  # Crimea
        ((33.36, 35.3), "CY", "XC"),  # Kyrenia
        ((44.0, 9.6), "SO", "XS"),  # Hargeisa
        ((77.1, 35.4), None, "IN"),  # the Siachen glacier
        ((63.3, 45.9), "KZ", "KZ"),  # Baikonur is leased, not claimed
        ((33.0, 34.75), "CY", "CY"),  # beside Limassol
        ((41.2, 42.95), "GE", "GE"),  # Abkhazia, which the source does not draw
        ((29.2, 47.0), "MD", "MD"),  # Transnistria, likewise
        ((69.28, 41.31), "UZ", "UZ"),
    ],
)
def test_whose_country_it_is(place: LonLat, un: str | None, de_facto: str | None) -> None:
    assert load_borders("un").country_at(*place) == un
    assert load_borders("de-facto").country_at(*place) == de_facto


def test_every_view_is_whole(borders: Borders) -> None:
    shapes = np.array(list(borders.shapes.values()), dtype=object)
    assert shapely.is_valid(shapes).all()
    assert set(borders.names) == set(borders.countries)
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    overlaps = shapely.area(shapely.intersection(shapes[a[a < b]], shapes[b[a < b]]))
    assert overlaps.max() < 1e-4  # square degrees: about 1 km2
    # Every arc parts two countries of this view, each on its side.
    for left, right, line in borders.frontiers:
        for country, side in ((left, 0.002), (right, -0.002)):
            beside = shapely.offset_curve(line, side).interpolate(0.5, normalized=True)
            assert borders.distance_to_country_km(beside.x, beside.y, country) < 0.1


def test_the_views_share_out_the_same_land() -> None:
    area = {view: sum(s.area for s in load_borders(view).shapes.values()) for view in View}
    ((siachen,),) = [[a.shape for a in load_borders().disputed if a.name == "Siachen Glacier"]]
    assert area[View.DE_FACTO] == pytest.approx(area[View.UN] + siachen.area, abs=1e-9)


def test_arcs_know_that_they_are_disputed() -> None:
    un, de_facto = (
        {frozenset(arc[:2]) for arc in load_borders(view).frontiers if arc.disputed}
        for view in View
    )
    assert un == {frozenset(pair) for pair in (("ET", "SO"), ("DJ", "SO"))}
    assert frozenset(("RU", "UA")) in de_facto
    assert {"XC", "XS"} <= set().union(*de_facto)
    # The frontier of Russia and Ukraine on the mainland is the same in both.
    for view in View:
        arcs = [
            arc for arc in load_borders(view).frontiers if {arc.left, arc.right} == {"RU", "UA"}
        ]
        assert any(not arc.disputed for arc in arcs)


def test_no_built_in_line_depends_on_the_view(atlas: Atlas) -> None:
    un, de_facto = load_borders("un"), load_borders("de-facto")
    for section in atlas.sections.values():
        if section.mode in (Mode.RAIL, Mode.ROAD):
            assert un.disputed_on(np.array(section.points)) == (), section.id
    # Where no disputed area is touched, the frontiers are the same; seen on those that cross one.
    crossed = [section for section in atlas.sections.values() if section.frontiers]
    assert len(crossed) > 20
    for section in crossed:
        start, end = (atlas.places[place].country for place in (section.start, section.end))
        found = [
            find_frontiers(section.points, borders, start_country=start, end_country=end)
            for borders in (un, de_facto)
        ]
        assert found[0] == found[1]


def test_the_command_names_the_view(tmp_path: Path) -> None:
    file = geojson(tmp_path / "way.geojson", list(INTO_CRIMEA), [(66.0, 48.0), (67.0, 48.5)])
    for view, pairs in (("un", []), ("de-facto", [("UA", "RU")])):
        answer = json.loads(ndn("crossings", str(file), "--view", view, "--format", "json").out)
        assert answer["view"] == view
        crimea, plain = answer["lines"]
        assert [(c["from"], c["to"]) for c in crimea["crossings"]] == pairs
        assert (crimea["disputed"], plain["disputed"]) == (["Crimea"], [])
    text = ndn("crossings", str(file)).out
    assert "way 0, 89.3 km (United Nations view), through disputed Crimea: views may differ" in text
    assert "way 1, 92.8 km (United Nations view): crosses no frontier" in text
    assert "(de facto view)" in ndn("crossings", str(file), "--view", "DE-FACTO").out


def test_an_unknown_view_is_refused(tmp_path: Path) -> None:
    file = geojson(tmp_path / "way.geojson", list(INTO_CRIMEA))
    answer = ndn("crossings", str(file), "--view", "russian")
    assert answer.code == 2
    assert "'russian' is not one of 'un', 'de-facto'" in answer.err
