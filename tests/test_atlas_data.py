"""The facts of the atlas against each other, the borders and a live computation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from geodata.atlas import Atlas, country_name
from geodata.borders import COUNTRIES_FILE, Borders, load_borders
from geodata.check import check_atlas
from geodata.countries import COUNTRY_NAMES
from geodata.frontiers import OFFSHORE_KM
from geodata.geodesy import geodesic_km, great_circle_km
from geodata.model import Basis, Mode
from geodata.reading import GENERATED
from geodata.section_facts import measure_section, read_section_facts
from geodata.tables import Problems
from routes.comparison import compare
from routes.crossings import frontiers_of
from routes.frames import to_frame
from routes.model import Route
from routes.variants import load_variants

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
METRE_KM = 0.001
SLIVERS_KM = 3.0
DAY = date(2018, 6, 1)


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders()


# --- the records --------------------------------------------------------------------------------


def test_ids_are_slugs(atlas: Atlas) -> None:
    tables: tuple[Mapping[str, Any], ...] = (
        *(atlas.places, atlas.lines, atlas.checkpoints, atlas.sources, atlas.blocs, atlas.acts),
    )
    for table in tables:
        for ident, record in table.items():
            assert SLUG.fullmatch(ident)
            assert record.id == ident
    for ident, section in atlas.sections.items():
        assert section.id == ident
        ends = f"{section.start}--{section.end}"
        assert ident == (ends if section.mode is Mode.RAIL else f"{ends}--{section.mode}")


def test_what_is_promised_is_there(atlas: Atlas) -> None:
    places = """
        riga-port iletsk zhaisan sary-agach keles beineu oazis karakalpakstan aktau-port kuryk-port
        alat-port baku poti batumi tbilisi termez galaba hairatan mazar-i-sharif tashkent orenburg
        alat aktobe kandyagash shalkar arys dostyk altynkol kungrad nukus miskin uchkuduk navoi
        bukhara karshi samarkand bolashak makat samara moscow ulyanovsk
    """
    checkpoints = """
        iletsk-zhaisan sary-agach-keles beineu-karakalpakstan aktau kuryk gardabani-boyuk-kesik
        zilupe-posin galaba-hairatan
    """
    variants = """
        north north-beineu north-tallinn south-aktau south-kuryk btk kkt turkmenistan ulyanovsk
        pakistan-torkham pakistan-chaman far-east
    """
    assert set(places.split()) <= set(atlas.places)
    assert set(checkpoints.split()) <= set(atlas.checkpoints)
    assert set(variants.split()) <= set(load_variants(atlas))


def test_codes_are_codes(atlas: Atlas) -> None:
    for place in atlas.places.values():
        assert place.esr is None or re.fullmatch(r"\d{6}( \d{6})*", place.esr)
        assert place.unlocode is None or re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", place.unlocode)
        if place.unlocode:
            assert place.unlocode[:2] == place.country


@pytest.mark.parametrize("code", ["esr", "unlocode"])
def test_no_code_stands_for_two_places_of_one_network(code: str, atlas: Atlas) -> None:
    seen: dict[str, str] = {}
    for place in atlas.places.values():
        value = getattr(place, code)
        if value is not None and place.station is None:
            assert value not in seen, f"{code} {value}: {seen[value]} and {place.id}"
            seen[value] = place.id


def test_a_place_that_a_station_stands_for_is_near_it(atlas: Atlas) -> None:
    for place in atlas.places.values():
        if place.station is not None:
            station = atlas.places[place.station]
            assert station.station is None
            assert great_circle_km(place.position, station.position) < 30


def test_countries_have_names(atlas: Atlas) -> None:
    assert {place.country for place in atlas.places.values()} <= set(COUNTRY_NAMES)
    assert country_name("KZ") == "Kazakhstan"
    assert country_name("XX") == "XX"


def test_a_line_is_drawn_from_end_to_end(atlas: Atlas) -> None:
    for section in atlas.sections.values():
        assert section.points[0] == atlas.places[section.start].position
        assert section.points[-1] == atlas.places[section.end].position
        assert section.distance_km > 0
        assert section.measured_km > 0
        if section.basis is Basis.MEASURED:
            assert section.distance_km == round(section.measured_km, 1)


# --- the stored measurements --------------------------------------------------------------------


def test_stored_facts_are_those_of_a_live_computation(atlas: Atlas, borders: Borders) -> None:
    stored = read_section_facts(GENERATED / "section_facts.csv")
    assert stored.keys() == atlas.sections.keys()
    for ident, section in atlas.sections.items():
        countries = (atlas.places[section.start].country, atlas.places[section.end].country)
        live = measure_section(section.points, countries, section.mode, borders)
        facts = stored[ident]
        assert section.measured_km == facts.measured_km
        assert facts.geometry_sha == live.geometry_sha
        assert facts.measured_km == pytest.approx(live.measured_km, abs=METRE_KM)
        assert section.frontiers == facts.frontiers
        for kept, found in zip(facts.frontiers, live.frontiers, strict=True):
            assert (kept.from_country, kept.to_country) == (found.from_country, found.to_country)
            # To five decimal places of a degree: a metre at the equator.
            assert great_circle_km((kept.lon, kept.lat), (found.lon, found.lat)) < METRE_KM
            assert kept.fraction == pytest.approx(found.fraction, abs=1e-6)


def rail_km_by_country(route: Route, atlas: Atlas) -> dict[str, float]:
    """Measured kilometres of the rail legs in each country, between the crossings found."""
    found: dict[str, float] = {}
    for leg in route.legs:
        for run in leg.runs if leg.mode is Mode.RAIL else ():
            country, before = atlas.places[run.start].country, 0.0
            for crossing in (*frontiers_of(run), None):
                until = crossing.fraction if crossing else 1.0
                share_km = (until - before) * run.section.measured_km
                found[country] = found.get(country, 0.0) + share_km
                if crossing:
                    country, before = crossing.to_country, until
    return found


@pytest.mark.parametrize("name", ["north", "south-kuryk"])
def test_an_overlay_of_the_outlines_finds_the_same_kilometres(name: str, atlas: Atlas) -> None:
    import geopandas as gpd

    comparison = compare([load_variants(atlas)[name]], atlas, DAY)
    legs = to_frame(comparison, atlas)
    rails = legs.loc[legs["mode"] == "rail", ["geometry"]]
    outlines = gpd.read_file(COUNTRIES_FILE)[["country", "geometry"]]
    pieces = gpd.overlay(rails, outlines, how="intersection").explode()
    overlaid: dict[str, float] = {}
    for country, line in zip(pieces["country"], pieces.geometry, strict=True):
        length_km = geodesic_km([(x, y) for x, y in line.coords])
        overlaid[country] = overlaid.get(country, 0.0) + length_km
    route = comparison.entries[0].route
    assert route is not None
    found = rail_km_by_country(route, atlas)
    assert set(found) == set(route.countries)
    assert found.keys() <= overlaid.keys()
    for country, length_km in overlaid.items():
        # What strays over a frontier that the line follows is a sliver, and no crossing; moles and
        # roadsteads lie outside the outlines.
        more_km = length_km - found.get(country, 0.0)
        assert -OFFSHORE_KM < more_km < SLIVERS_KM, country


# --- what the check finds -----------------------------------------------------------------------


def faults(atlas: Atlas) -> list[str]:
    problems = Problems()
    check_atlas(atlas, problems)
    return [str(problem) for problem in problems]


def small(atlas: Atlas) -> Atlas:
    """The atlas with the line from Galaba to Hairatan alone, which is quick to check."""
    lines = {s.line for s in atlas.sections.values() if "hairatan" in (s.start, s.end)}
    sections = {ident: s for ident, s in atlas.sections.items() if s.line in lines}
    ends = {end for s in sections.values() for end in (s.start, s.end)}
    points = {"galaba-hairatan": atlas.checkpoints["galaba-hairatan"]}
    cited = [s.sources for s in sections.values()]
    cited += [atlas.places[end].sources for end in ends]
    cited += [atlas.lines[line].sources for line in lines]
    cited += [point.sources for point in points.values()]
    sources = {source for listed in cited for source in listed}
    return atlas._replace(
        places={end: atlas.places[end] for end in ends},
        lines={line: atlas.lines[line] for line in lines},
        sections=sections,
        checkpoints=points,
        sources={source: atlas.sources[source] for source in sources},
        blocs={},
        acts={},
    )


def with_place(atlas: Atlas, **changes: Any) -> Atlas:
    place = atlas.places["galaba"]._replace(**changes)
    return atlas._replace(places={**atlas.places, "galaba": place})


def with_line(atlas: Atlas, **changes: Any) -> Atlas:
    lines = {ident: line._replace(**changes) for ident, line in atlas.lines.items()}
    return atlas._replace(lines=lines)


def with_km(atlas: Atlas, factor: float) -> Atlas:
    sections = {
        ident: s._replace(distance_km=s.distance_km * factor) for ident, s in atlas.sections.items()
    }
    return atlas._replace(sections=sections)


Change = Callable[[Atlas], Atlas]
CHANGES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "no source": (lambda a: with_place(a, sources=()), ("galaba, sources", "every fact names")),
    "unknown source": (
        lambda a: with_place(a, sources=("tr4", "hearsay")),
        ("galaba, sources", "'hearsay' is no source"),
    ),
    "closed before it opened": (
        lambda a: with_place(a, opened=date(2011, 1, 1), closed=date(2010, 1, 1)),
        ("galaba, closed", "2010-01-01 is not after 2011-01-01"),
    ),
    "line closed on its first day": (
        lambda a: with_line(a, opened=DAY, closed=DAY),
        ("closed", "2018-06-01 is not after 2018-06-01"),
    ),
    "another country": (
        lambda a: with_place(a, country="KZ"),
        ("galaba, lon, lat", "km outside KZ"),
    ),
    "no such country": (lambda a: with_place(a, country="XX"), ("galaba, country", "XX")),
    "swapped": (
        lambda a: with_place(a, lon=a.places["galaba"].lat, lat=a.places["galaba"].lon),
        ("galaba, lon, lat", "likely swapped"),
    ),
    "too short a tariff": (
        lambda a: with_km(a, 0.01),
        ("distance_km", "the great circle alone is"),
    ),
    "a source for nothing": (
        lambda a: a._replace(sources={**a.sources, "idle": next(iter(a.sources.values()))}),
        ("idle", "nothing names this source"),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_check_finds_it(name: str, atlas: Atlas) -> None:
    change, said = CHANGES[name]
    clean = small(atlas)
    before = set(faults(clean))
    # Only the exceptions and the Russian names of what is left out are not needed.
    assert all(fault.startswith(("exceptions.csv", "russian.toml")) for fault in before)
    new = [fault for fault in faults(change(clean)) if fault not in before]
    assert any(all(words in fault for words in said) for fault in new), new


def test_the_check_finds_a_geometry_that_was_moved(atlas: Atlas) -> None:
    clean = small(atlas)
    ident, section = next(iter(clean.sections.items()))
    start, end = section.points[0], section.points[-1]
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 0.001)
    moved = section._replace(points=(start, middle, end))
    found = faults(clean._replace(sections={**clean.sections, ident: moved}))
    assert any("run make data" in fault for fault in found)
