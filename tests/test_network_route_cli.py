"""``ndn route --network`` over the made-up city, and ``--gauge`` over the atlas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.network.storage import write_network
from tests.network_city import HOSTILE_NAME, write_xml
from tests.network_grid import Piece, at, grid
from tests.test_cli_golden import Golden, ndn

AS_OF = ("--as-of", "2020-01-01")
BEYOND = "41.3790,69.2355"
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the network of the city."""
    path = tmp_path_factory.mktemp("city")
    write_xml(path / "city.osm")
    modes = ("--mode", "rail", "--mode", "road", "--mode", "ferry")
    built = ndn("network", "build", path / "city.osm", "-o", path / "city.ndn", "-q", *modes)
    assert built.code == 0, built.err
    ndn("network", "build", path / "city.osm", "-o", path / "flat.ndn", "-q", "--no-countries")
    return path


@pytest.fixture(autouse=True)
def _inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def ask(*words: str) -> Any:
    answer = ndn("route", *words, "--network", "city.ndn", *AS_OF, "--format", "json")
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def test_what_is_printed(golden: Golden) -> None:
    answer = ndn("route", "Saryagash", BEYOND, "--network", "city.ndn", *AS_OF)
    assert (answer.code, answer.err) == (0, "")
    golden("network-route.txt", answer.out)


def test_a_ferry_is_one_crossing_at_its_port(golden: Golden) -> None:
    answer = ndn("route", "alat-port", "kuryk-port", "--network", "city.ndn", *AS_OF)
    golden("network-route-ferry.txt", answer.out)
    (route,) = ask("alat-port", "kuryk-port")["routes"]
    (crossing,) = route["crossings"]
    assert (crossing["id"], crossing["from"], crossing["to"]) == ("kuryk", "AZ", "KZ")
    assert crossing["at_km"] == route["distance_km"] == route["country_km"]["sea"]


def test_json_tells_of_the_network_and_of_joining() -> None:
    found = ask("Saryagash", BEYOND)
    assert found["network"]["file"] == "city.ndn"
    assert found["network"]["licences"] == ["© OpenStreetMap contributors, ODbL 1.0"]
    assert len(found["network"]["sha256"]) == 64
    assert found["join_limit_km"] == 5
    (route,) = found["routes"]
    (leg,) = route["legs"]
    assert (leg["mode"], leg["gauge_mm"], leg["distance_basis"]) == ("rail", 1520, "measured")
    assert leg["countries"] == ["KZ", "UZ"]
    assert "keles" in leg["via"]
    assert route["crossings"][0]["id"] == "sary-agach-keles"
    assert route["status"]["state"] == "open"
    assert route["protocol"]["complies"] is True
    assert route["joined_km"]["sary-agach"] == 0
    assert 0 < route["joined_km"]["41.37900,69.23550"] < 0.2
    assert route["places"]["41.37900,69.23550"]["country"] == "UZ"
    assert route["unknown_gauge_km"] == pytest.approx(0.0, abs=1.0)
    assert sum(route["country_km"].values()) == pytest.approx(route["distance_km"], abs=0.002)


def test_stations_of_the_network_by_name_and_code() -> None:
    by_name = ask("Chukursay", "41.38505,69.23008")
    by_code = ask("720000", "41.38505,69.23008")
    assert by_name["routes"] == by_code["routes"]
    only_there = ask("Nowhere", "Saryagash", "--join-limit", "100")["routes"][0]
    assert only_there["origin"] == "osm-51"
    assert only_there["joined_km"]["osm-51"] == pytest.approx(54.1, abs=5)


def test_through_a_place_and_alternatives() -> None:
    through = ask("Saryagash", BEYOND, "--via", "Keles")["routes"][0]
    direct = ask("Saryagash", BEYOND)["routes"][0]
    assert through["legs"][0]["to"] == "keles"
    assert through["distance_km"] == pytest.approx(direct["distance_km"], abs=0.01)
    several = ask("Saryagash", BEYOND, "-k", "3")
    assert several["routes"][0]["legs"] == direct["legs"]


def test_what_the_law_allows() -> None:
    words = ("route", "alat-port", "kuryk-port", "--network", "city.ndn", "--comply")
    allowed = ndn(*words, "--as-of", "2018-06-01", "--format", "json")
    assert allowed.code == 0, allowed.err
    found = json.loads(allowed.out)
    assert (found["cargo"], found["routes"][0]["status"]["state"]) == ("special", "open")
    closed = ndn(*words, "--as-of", "2016-12-02")
    assert closed.code == NO_WAY
    assert "Port of Kuryk is not among the checkpoints of" in closed.err


def test_a_frontier_without_a_checkpoint_is_told(folder: Path) -> None:
    pieces = [Piece(0, 0, north=False), Piece(1, 0, north=False, country="UZ")]
    write_network(folder / "grid.ndn", grid(pieces))
    words = ("route", at(0, 0), at(2, 0), "--network", "grid.ndn", "--as-of", "2010-06-01")
    note = "no checkpoint of the atlas is known for KZ-UZ at km 7.5: taken to be allowed"
    answer = ndn(*words, "--comply")
    assert answer.code == 0, answer.err
    assert note in answer.out
    assert any(note in n for n in json.loads(ndn(*words, "--comply", "--format=json").out)["notes"])
    assert note not in ndn(*words, "--cargo", "special").out


def test_what_sets_a_way_apart_is_told_in_russian(folder: Path) -> None:
    around = [Piece(0, 0, north=True, country="UZ"), Piece(0, 1, north=False, country="UZ")]
    square = [Piece(0, 0, north=False), Piece(1, 0, north=True), *around]
    write_network(folder / "square.ndn", grid(square))
    words = ("route", at(0, 0), at(1, 1), "--network", "square.ndn", "-k", "2", *AS_OF)
    assert "avoids Uzbekistan" in ndn(*words).out
    told = ndn(*words, "--lang", "ru").out
    assert "минуя страны: Узбекистан" in told
    assert "Uzbekistan" not in told


def test_alternatives_through_a_place() -> None:
    found = ask("Saryagash", BEYOND, "--via", "Keles", "-k", "2")
    assert [route["legs"][0]["to"] for route in found["routes"]] == ["keles"]


NO_WAY = 1
USAGE = 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("Keles", "--avoid", "UZ"), USAGE, "Keles (keles) is a stop of the route itself"),
        (("Keles", "--avoid", "Keles"), USAGE, "is a stop of the route itself"),
        ((BEYOND, "--avoid", "Keles"), NO_WAY, "what is to be avoided (Keles (keles))"),
        ((BEYOND, "--avoid", "sary-agach-keles"), NO_WAY, "to be avoided (sary-agach-keles)"),
        ((BEYOND, "--avoid", "41.4392,69.1735"), NO_WAY, "avoided (41.4392,69.1735"),
        (
            (BEYOND, "--avoid", "saryagash-keles-frontier--keles"),
            NO_WAY,
            "avoided (saryagash-keles-frontier--keles)",
        ),
        (
            (BEYOND, "--avoid", "halt-3362-km-720020--salar"),
            USAGE,
            "--avoid: the network lacks Halt",
        ),
        # Kazakhstan is a member, and the way begins there.
        ((BEYOND, "--avoid", "CSTO"), USAGE, "is a stop of the route itself, in Kazakhstan"),
        (("Keles", "--avoid", "Xyzzy"), USAGE, "--avoid: 'Xyzzy' is no place"),
        (("Keles", "--avoid", "rail", "--mode", "rail"), USAGE, "leaves no mode to go by"),
        (("Keles", "--gauge", "1067"), NO_WAY, "every way needs track of 1520 mm gauge"),
        (("Keles", "--mode", "ferry"), USAGE, "lies further than 5 km from every line"),
        (("Chukursay",), NO_WAY, "pieces of the network that do not meet, of 16.7 km and 1.8 km"),
        (("Saryagash",), NO_WAY, "both are one place of the network"),
        (("Almaty",), USAGE, "the nearest station on one, Chukursay, is"),
        (("Nowhere",), USAGE, "further than 5 km"),
        (("Xyzzy",), USAGE, "unknown place 'Xyzzy'"),
        (("91,200",), USAGE, "is no latitude,longitude"),
        (("Keles", "--max-shared", "5"), USAGE, "--max-shared is about alternatives"),
        (("Keles", "--join-limit", "-1"), USAGE, "--join-limit"),
    ],
)
def test_mistakes_and_dead_ends(words: tuple[str, ...], code: int, message: str) -> None:
    answer = ndn("route", "Saryagash", *words, "--network", "city.ndn", *AS_OF)
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err
    assert answer.err.count("\n") == 1 or code == USAGE


def test_a_line_that_was_not_there_yet_is_named() -> None:
    words = ("route", "Saryagash", "Keles", "--network", "city.ndn", "--as-of", "2010-01-01")
    answer = ndn(*words)
    assert answer.code == NO_WAY
    assert "missing way 101, opened 2016-01-01" in answer.err


@pytest.mark.parametrize(
    ("network", "message"),
    [
        ("none.ndn", "none.ndn: no such file"),
        ("city.osm", "is no network's file"),
        ("flat.ndn", "was built without countries; build it with them"),
        ("cut.ndn", "is cut short"),
    ],
)
def test_files_that_will_not_do(folder: Path, network: str, message: str) -> None:
    (folder / "cut.ndn").write_bytes((folder / "city.ndn").read_bytes()[:-100])
    answer = ndn("route", "Saryagash", "Keles", "--network", network)
    assert answer.code in (1, 2)
    assert message in answer.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--join-limit", "3"), "give --network too"),
        (("--max-transshipments", "1"), "give --network too"),
    ],
)
def test_options_of_networks_alone(words: tuple[str, ...], message: str) -> None:
    answer = ndn("route", "Poti", "Hairatan", *words)
    assert answer.code == USAGE
    assert message in answer.err


def test_roads_are_one_way() -> None:
    (route,) = ask("41.40,69.20", "41.42,69.22", "--mode", "road")["routes"]
    assert route["mode_km"]["road"] == pytest.approx(2.78, abs=0.01)
    words = ("41.42,69.22", "41.40,69.20", "--mode", "road", "--network", "city.ndn")
    back = ndn("route", *words, *AS_OF)
    assert back.code == NO_WAY
    assert "lines are one-way" in back.err


def test_hostile_names_reach_no_page() -> None:
    answer = ndn(
        "route", "41.385,69.23", "41.38,69.235", "--network", "city.ndn", "--format", "html", *AS_OF
    )
    assert answer.code == 0, answer.err
    assert HOSTILE_NAME not in answer.out
    assert "<img src=x" not in answer.out


def test_gauge_over_the_atlas() -> None:
    words = ("route", "Kars", "Tbilisi", "--as-of", "2020-01-01", "--format", "json")
    free = json.loads(ndn(*words).out)["routes"][0]
    assert {leg["gauge_mm"] for leg in free["legs"] if leg["mode"] == "rail"} == {1435, 1520}
    one = ndn(*words, "--gauge", "1435")
    assert one.code == NO_WAY
    assert "needs track of 1520 mm gauge" in one.err
    both = json.loads(ndn(*words, "--gauge", "1435", "--gauge", "1520").out)["routes"][0]
    assert both == free
    broad = json.loads(
        ndn("route", "Poti", "Hairatan", "--gauge", "1520", *AS_OF, "--format", "json").out
    )
    legs = broad["routes"][0]["legs"]
    assert {leg["gauge_mm"] for leg in legs if leg["mode"] == "rail"} == {1520}
