"""Shortest ways: the engine's chains against plain searches over the same sections."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas, load_atlas
from geodata.model import Basis, Kind, Line, Mode, Place, Section, exists, section_id
from routes.assembly import assemble_stops
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Run

DAY = date(2018, 6, 1)
ANY = Conditions()


class Link(NamedTuple):
    """A section of a network drawn for a test."""

    start: str
    end: str
    km: float
    mode: Mode = Mode.RAIL
    opened: date | None = None


def atlas_of(*links: Link, off_the_network: str = "") -> Atlas:
    """An atlas of these sections, between places at the equator, all in Kazakhstan."""
    names = sorted({end for link in links for end in (link.start, link.end)} | {*off_the_network})
    places = {
        name: Place(name, name.upper(), Kind.STATION, "KZ", 60.0 + n / 10, 0.0, 0)
        for n, name in enumerate(names)
    }
    lines = {
        str(n): Line(str(n), f"line {n}", link.mode, 1520, False, link.opened, None, ())
        for n, link in enumerate(links)
    }
    sections = {}
    for n, link in enumerate(links):
        ident = section_id(link.start, link.end, link.mode)
        sections[ident] = Section(
            ident,
            str(n),
            link.start,
            link.end,
            link.mode,
            1520,
            link.km,
            Basis.TARIFF,
            link.km,
            (places[link.start].position, places[link.end].position),
            (),
            False,
            link.opened,
            None,
            (),
        )
    nothing: MappingProxyType = MappingProxyType({})
    return Atlas(places, lines, sections, nothing, nothing, nothing, nothing, nothing)


def nodes(runs: tuple[Run, ...]) -> str:
    """The places of a way, one letter each."""
    return "".join([run.start for run in runs] + [runs[-1].end]) if runs else ""


def length_km(runs: tuple[Run, ...]) -> float:
    return sum(run.section.distance_km for run in runs)


def way(links: tuple[Link, ...], start: str, end: str, conditions: Conditions = ANY) -> str:
    return nodes(Engine(atlas_of(*links)).path(start, end, conditions))


# --- small networks, by hand --------------------------------------------------------------------

CHAIN = tuple(Link(a, b, 10) for a, b in pairwise("abcde"))
# The chain with a way around from a to e.
SHORT_CUT = (*CHAIN, Link("a", "f", 1), Link("f", "e", 1), Link("a", "x", 1), Link("e", "y", 1))
RING = (Link("a", "b", 1), Link("b", "c", 2), Link("c", "d", 3), Link("d", "a", 5))
# A ring at the end of a stem: one chain whose two ends are the same junction.
LOLLIPOP = (Link("s", "j", 5), Link("t", "j", 5), *(Link(a, b, 1) for a, b in pairwise("jklmj")))


@pytest.mark.parametrize(("start", "end"), ["ae", "ea", "bd", "db", "ab", "de"])
def test_both_ends_on_one_chain(start: str, end: str) -> None:
    forward = "abcde"
    i, j = forward.index(start), forward.index(end)
    expected = forward[i : j + 1] if i < j else forward[j : i + 1][::-1]
    assert way(CHAIN, start, end) == expected


def test_the_way_around_may_be_shorter_than_the_chain_itself() -> None:
    assert way(SHORT_CUT, "b", "d") == "bcd"
    assert way(SHORT_CUT, "a", "d") == "afed"
    assert way(SHORT_CUT, "b", "e") == "bafe"
    longer = (*SHORT_CUT, Link("c", "z", 1))
    assert way(longer, "z", "d") == "zcd"


def test_out_of_a_chain_by_one_end_and_back_by_the_other() -> None:
    links = tuple(link._replace(km=100) if link.start == "b" else link for link in SHORT_CUT)
    assert way(links, "b", "c") == "bafedc"


@pytest.mark.parametrize("expected", ["abc", "cba", "bcd", "dcb", "ad", "da", "ab"])
def test_on_a_ring(expected: str) -> None:
    assert way(RING, expected[0], expected[-1]) == expected


def test_into_and_out_of_a_ring_at_the_end_of_a_stem() -> None:
    assert way(LOLLIPOP, "s", "k") == "sjk"
    assert way(LOLLIPOP, "s", "m") == "sjm"
    assert way(LOLLIPOP, "m", "k", Conditions(avoid_places=frozenset("l"))) == "mjk"
    assert way(LOLLIPOP, "k", "l") == "kl"
    assert way(LOLLIPOP, "k", "t") == "kjt"
    assert way(LOLLIPOP, "s", "t") == "sjt"


def test_of_two_sections_between_the_same_places_the_shorter_is_taken() -> None:
    links = (Link("a", "b", 9), Link("b", "a", 7), Link("a", "b", 8, Mode.ROAD))
    engine = Engine(atlas_of(*links))
    (run,) = engine.path("a", "b", Conditions())
    assert (run.section.id, run.reverse) == ("b--a", True)
    (run,) = engine.path("a", "b", Conditions(modes=frozenset({Mode.ROAD})))
    assert run.section.id == "a--b--road"


def test_nobody_travels_from_a_place_to_itself() -> None:
    assert Engine(atlas_of(*CHAIN)).path("c", "c", Conditions()) == ()


def test_a_place_to_avoid_closes_a_chain_but_not_the_way_to_its_ends() -> None:
    avoid = Conditions(avoid_places=frozenset("c"))
    assert way(CHAIN, "a", "b", avoid) == "ab"
    assert way(CHAIN, "e", "d", avoid) == "ed"
    assert way(SHORT_CUT, "b", "d", avoid) == "bafed"
    with pytest.raises(NoRouteError):
        way(CHAIN, "b", "d", avoid)


def test_a_closed_section_closes_only_itself() -> None:
    closed = Conditions(avoid_sections=frozenset({"b--c"}))
    assert way(SHORT_CUT, "a", "b", closed) == "ab"
    assert way(SHORT_CUT, "b", "c", closed) == "bafedc"


@pytest.mark.parametrize("goal", ["c", "d"])
def test_no_way_names_both_places(goal: str) -> None:
    # d lies on a line of its own, e on none.
    atlas = atlas_of(
        Link("a", "b", 1), Link("b", "c", 1, opened=date(2020, 1, 1)), Link("d", "e", 1)
    )
    with pytest.raises(NoRouteError) as caught:
        assemble_stops(["a", goal], atlas, Engine(atlas), Conditions(on=DAY))
    message = str(caught.value)
    assert message.startswith(f"no way from A (a) to {goal.upper()} ({goal})")
    assert ("missing line 1, opened 2020-01-01" in message) is (goal == "c")


def test_a_place_off_the_network_is_named() -> None:
    atlas = atlas_of(*CHAIN, off_the_network="z")
    with pytest.raises(NoRouteError, match=r"Z \(z\) is on no line"):
        assemble_stops(["a", "z"], atlas, Engine(atlas), Conditions(on=DAY))


def test_what_is_passed_on_both_sides_of_a_stop_is_not_forgotten() -> None:
    atlas = atlas_of(*CHAIN)
    route = assemble_stops(["a", "c", "b"], atlas, Engine(atlas), Conditions(on=DAY))
    assert [(leg.start, leg.end, leg.distance_km) for leg in route.legs] == [
        ("a", "c", 20),
        ("c", "b", 10),
    ]


# --- random networks and the real one, against networkx -----------------------------------------


def _plain(atlas: Atlas, conditions: Conditions, start: str) -> nx.Graph[str]:
    """The admissible sections as an ordinary graph, the shortest of parallel ones."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(place for s in atlas.sections.values() for place in (s.start, s.end))
    for section in atlas.sections.values():
        if not _admissible(section, atlas, conditions):
            continue
        known = graph.get_edge_data(section.start, section.end, {"km": float("inf")})["km"]
        graph.add_edge(section.start, section.end, km=min(known, section.distance_km))
    graph.remove_nodes_from(conditions.avoid_places - {start})
    return graph


def _admissible(section: Section, atlas: Atlas, conditions: Conditions) -> bool:
    touched = {atlas.places[place].country for place in (section.start, section.end)}
    touched |= {f.from_country for f in section.frontiers}
    touched |= {f.to_country for f in section.frontiers}
    return (
        section.mode in conditions.modes
        and (not conditions.countries or touched <= conditions.countries)
        and not touched & conditions.avoid_countries
        and section.id not in conditions.avoid_sections
        and (conditions.on is None or exists(section.opened, section.closed, conditions.on))
    )


def _check_against_networkx(
    atlas: Atlas, engine: Engine, start: str, end: str, conditions: Conditions
) -> None:
    graph = _plain(atlas, conditions, start)
    try:
        runs = engine.path(start, end, conditions)
    except NoRouteError:
        assert end not in graph or not nx.has_path(graph, start, end)
        return
    assert length_km(runs) == pytest.approx(
        nx.dijkstra_path_length(graph, start, end, weight="km"), abs=1e-6
    )
    assert all(_admissible(run.section, atlas, conditions) for run in runs)
    passed = [run.start for run in runs] + [run.end for run in runs[-1:]]
    assert all(a.end == b.start for a, b in pairwise(runs))
    assert not set(passed[1:]) & conditions.avoid_places
    assert (passed[:1] + passed[-1:] if runs else [start, end]) == [start, end]


@st.composite
def small_atlases(draw: st.DrawFn) -> Atlas:
    ends = st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))
    links = draw(
        st.lists(
            st.builds(
                lambda pair, km, mode, opened: Link(pair[0], pair[1], km, mode, opened),
                ends.filter(lambda pair: pair[0] != pair[1]),
                st.integers(1, 9).map(float),
                st.sampled_from([Mode.RAIL, Mode.RAIL, Mode.ROAD]),
                st.sampled_from([None, None, date(2020, 1, 1)]),
            ),
            min_size=1,
            max_size=14,
            unique_by=lambda link: section_id(link.start, link.end, link.mode),
        )
    )
    return atlas_of(*links)


@st.composite
def conditions_for(draw: st.DrawFn, atlas: Atlas) -> Conditions:
    countries = sorted({place.country for place in atlas.places.values()})
    places = sorted({place for s in atlas.sections.values() for place in (s.start, s.end)})

    def some(items: list, most: int) -> st.SearchStrategy[frozenset]:
        return st.just(frozenset()) | st.frozensets(st.sampled_from(items), max_size=most)

    return Conditions(
        modes=draw(st.just(frozenset(Mode)) | st.frozensets(st.sampled_from(Mode), min_size=1)),
        countries=draw(some(countries, 12)),
        on=draw(st.none() | st.dates(date(2005, 1, 1), date(2026, 1, 1))),
        avoid_places=draw(some(places, 3)),
        avoid_countries=draw(some(countries, 2)),
        avoid_sections=draw(some(sorted(atlas.sections), 3)),
    )


@given(st.data())
@settings(max_examples=300)
def test_small_networks_agree_with_networkx(data: st.DataObject) -> None:
    atlas = data.draw(small_atlases())
    conditions = data.draw(conditions_for(atlas))
    engine = Engine(atlas)
    places = sorted({place for s in atlas.sections.values() for place in (s.start, s.end)})
    for start in places:
        for end in places:
            _check_against_networkx(atlas, engine, start, end, conditions)


@cache
def real() -> tuple[Atlas, Engine]:
    atlas = load_atlas()
    return atlas, Engine(atlas)


@st.composite
def real_pairs(draw: st.DrawFn) -> tuple[str, str]:
    atlas, _ = real()
    places = sorted({place for s in atlas.sections.values() for place in (s.start, s.end)})
    end = st.sampled_from(places)
    return draw(end), draw(end)


@given(st.data(), real_pairs())
@settings(max_examples=80)
def test_the_atlas_agrees_with_networkx(data: st.DataObject, ends: tuple[str, str]) -> None:
    atlas, engine = real()
    conditions = data.draw(conditions_for(atlas))
    _check_against_networkx(atlas, engine, *ends, conditions)


@given(real_pairs(), st.dates(date(2009, 1, 1), date(2026, 1, 1)))
@settings(max_examples=30)
def test_the_atlas_agrees_with_its_own_graph(ends: tuple[str, str], on: date) -> None:
    atlas, engine = real()
    graph = atlas.to_graph(on)
    number = {str(data["place"]): node for node, data in graph.nodes.items()}
    # A place whose lines are not open yet is not in the graph of the date.
    assume(all(end in number for end in ends))
    start, end = (number[end] for end in ends)
    try:
        found_km = length_km(engine.path(*ends, Conditions(on=on)))
    except NoRouteError:
        assert not nx.has_path(graph, start, end)
    else:
        shortest_km = nx.dijkstra_path_length(graph, start, end, weight="distance_km")
        assert found_km == pytest.approx(shortest_km, abs=1e-6)


@given(st.data(), real_pairs())
@settings(max_examples=50)
def test_a_section_that_is_closed_is_not_used(data: st.DataObject, ends: tuple[str, str]) -> None:
    _, engine = real()
    try:
        runs = engine.path(*ends, Conditions())
    except NoRouteError:
        return
    if not runs:
        return
    closed = data.draw(st.sampled_from(runs)).section.id
    try:
        around = engine.path(*ends, Conditions(avoid_sections=frozenset({closed})))
    except NoRouteError:
        return
    assert closed not in {run.section.id for run in around}
    assert length_km(around) >= length_km(runs) - 1e-9


@given(real_pairs())
@settings(max_examples=50)
def test_the_way_back_is_as_long(ends: tuple[str, str]) -> None:
    _, engine = real()
    start, end = ends
    try:
        there_km = length_km(engine.path(start, end, Conditions()))
    except NoRouteError:
        with pytest.raises(NoRouteError):
            engine.path(end, start, Conditions())
        return
    assert length_km(engine.path(end, start, Conditions())) == pytest.approx(there_km, abs=1e-6)
