"""The atlas as a graph: any engine finds what the search by places finds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import Atlas, load_atlas
from geodata.errors import UnknownPlaceError
from geodata.model import Mode
from routes.engine import Conditions, Engine
from routes.engines import Kind, PathEngine, engine_for
from routes.engines.atlas import AtlasGraph, atlas_graph
from routes.errors import NoRouteError

ATLAS: Atlas = load_atlas()
BY_PLACE = Engine(ATLAS)
GRAPH: AtlasGraph = atlas_graph(ATLAS)
ENGINES: list[PathEngine] = [engine_for(GRAPH.graph, GRAPH.metric, kind=kind) for kind in Kind]
PLACES = st.sampled_from(GRAPH.places)
COUNTRIES = sorted(set().union(*GRAPH.countries))


@st.composite
def conditions(draw: st.DrawFn) -> Conditions:
    return Conditions(
        modes=draw(st.sampled_from([frozenset(Mode), frozenset(Mode) - {Mode.FERRY}])),
        on=draw(st.none() | st.dates(date(2000, 1, 1), date(2026, 1, 1))),
        avoid_countries=draw(st.frozensets(st.sampled_from(COUNTRIES), max_size=2)),
        avoid_sections=draw(
            st.frozensets(st.sampled_from([section.id for section in GRAPH.sections]), max_size=3)
        ),
    )


@given(PLACES, PLACES, conditions())
@settings(max_examples=60)
def test_the_engines_agree_with_the_search_by_places(
    start: str, end: str, asked: Conditions
) -> None:
    closed = GRAPH.closed(asked)
    source, target = GRAPH.node(start), GRAPH.node(end)
    try:
        expected = sum(run.section.distance_km for run in BY_PLACE.path(start, end, asked))
    except NoRouteError:
        for engine in ENGINES:
            with pytest.raises(NoRouteError):
                engine.closing(closed).path(source, target)
        return
    for engine in ENGINES:
        path = engine.closing(closed).path(source, target)
        runs = GRAPH.runs(path)
        # Each section is rounded to a tick, so the totals may differ by one for each.
        tolerance = GRAPH.metric.resolution * (len(runs) + 1)
        assert path.cost == pytest.approx(expected, abs=tolerance)
        assert [start, *(run.end for run in runs)] == [*(run.start for run in runs), end]


def test_ticks_of_the_atlas_are_a_few_decimetres_at_most() -> None:
    assert GRAPH.metric.resolution <= 2.0**-11


def test_a_country_may_be_asked_for() -> None:
    closed = GRAPH.closed(Conditions(countries=frozenset({"KZ"})))
    assert {GRAPH.countries[edge] for edge in range(len(GRAPH.sections))} > {frozenset({"KZ"})}
    assert all(GRAPH.countries[edge] != {"KZ"} for edge in closed)


def test_a_place_may_be_avoided() -> None:
    closed = GRAPH.closed(Conditions(avoid_places=frozenset({"beineu"})))
    ends = {end for edge in closed for end in GRAPH.sections[edge][2:4]}
    assert closed
    assert all("beineu" in GRAPH.sections[edge][2:4] for edge in closed), ends


def test_a_place_off_the_network_is_an_error() -> None:
    with pytest.raises(UnknownPlaceError, match="'beneu' is not on the network; did you mean"):
        GRAPH.node("beneu")
