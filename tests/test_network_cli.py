"""The commands ``ndn network build``, ``fetch`` and ``info``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.network import overpass
from geodata.network.storage import open_network
from ndnatlas.cli import network as module
from tests.network_city import NODES, WAYS, write_xml
from tests.test_cli_golden import Golden, example, ndn
from tests.test_network_fetch import Overpass, _direct, refuse, server

__all__ = ["_direct", "server"]

ALL = ("--include", "construction", "--include", "disused", "--include", "abandoned")


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the city, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return write_xml(tmp_path / "city.osm")


def test_build_writes_a_network_and_prints_its_figures(city: Path, golden: Golden) -> None:
    answer = ndn("network", "build", "city.osm", "-o", "city.ndn", *ALL)
    assert answer.code == 0
    assert answer.err.startswith("wrote city.ndn (")
    golden("network-build.txt", answer.out)
    assert open_network(city.with_name("city.ndn")).node_count > 10


def test_info_prints_the_same_figures(city: Path) -> None:
    built = ndn("network", "build", "city.osm", "-o", "city.ndn", "--format", "json")
    told = json.loads(ndn("network", "info", "city.ndn", "--format", "json").out)
    before = json.loads(built.out)
    assert told.pop("sha256")
    assert before.pop("sha256") is None
    assert told == before
    assert told["country_km"].keys() == {"KZ", "UZ", "RU", "sea"}
    assert told["report"]["stations"]["by_code"] == 2
    checked = json.loads(ndn("network", "info", "city.ndn", "--check", "--format", "json").out)
    assert checked["checked"] is True


def test_info_as_csv_and_into_a_file(city: Path) -> None:
    ndn("network", "build", "city.osm", "-o", "city.ndn")
    assert ndn("network", "info", "city.ndn", "--format", "csv").out.startswith("by,what,km\n")
    assert ndn("network", "info", "city.ndn", "-o", "figures.md").code == 0
    assert "| mode | rail |" in city.with_name("figures.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".gpkg", ".graphml", ".parquet"])
def test_other_formats_and_from_a_network_that_was_built(city: Path, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="GeoParquet needs it")
    assert ndn("network", "build", "city.osm", "-o", "city.ndn").code == 0
    answer = ndn("network", "build", "city.ndn", "-o", f"again{suffix}")
    assert answer.code == 0, answer.err
    assert city.with_name(f"again{suffix}").stat().st_size > 1000


def test_modes_and_switches(city: Path) -> None:
    words = ("network", "build", "city.osm", "-o", "x.ndn", "--format", "json")
    rail = json.loads(ndn(*words, "--mode", "rail", "--no-countries", "--no-match").out)
    assert rail["mode_km"].keys() == {"rail"}
    assert rail["countries"] == []
    assert rail["report"]["stations"]["by_code"] == 0
    road = json.loads(ndn(*words, "--mode", "road", "--mode", "RAIL").out)
    assert road["mode_km"].keys() == {"rail", "road"}
    near = json.loads(ndn(*words, "--gap", "1").out)
    assert near["report"]["gaps"] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build", "city.osm"), "the network needs a file: -o NAME.ndn"),
        (("build", "-o", "x.ndn"), "FILE"),
        (("build", "city.osm", "-o", "x.pdf"), ".ndn, .gpkg, .parquet, .graphml"),
        (("build", "none.osm", "-o", "x.ndn"), "none.osm: no such file"),
        (("build", "city.osm", "-o", "no/x.ndn"), "cannot write no/x.ndn"),
        (("build", "city.osm", "-o", "x.ndn", "--mode", "boat"), "'boat'"),
        (("build", "a.ndn", "b.ndn", "-o", "x.ndn"), "taken alone"),
        (("info", "city.osm"), "is no network's file"),
        (("info", "none.ndn"), "no such file"),
        (("fetch", "UZ"), "what is fetched needs a file"),
        (("fetch", "UZ", "-o", "x.ndn"), ".osm.pbf"),
        (("fetch", "Atlantis", "-o", "x.osm"), "Atlantis"),
        (("fetch", "1,2,3,400", "-o", "x.osm"), "is no rectangle"),
        (("fetch", "none.geojson", "-o", "x.osm"), "no such file"),
    ],
)
def test_a_mistake_is_one_line(
    words: tuple[str, ...], message: str, city: Path, server: Overpass
) -> None:
    before = sorted(city.parent.iterdir())
    url = ("--url", server.url) if words[0] == "fetch" else ()
    answer = ndn("network", *words, *url)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert answer.err.count("\n") == 1
    assert server.asked == []
    assert sorted(city.parent.iterdir()) == before


def test_a_broken_file_leaves_the_old_network(city: Path) -> None:
    ndn("network", "build", "city.osm", "-o", "city.ndn")
    before = city.with_name("city.ndn").read_bytes()
    city.write_bytes(city.read_bytes()[:700])
    answer = ndn("network", "build", "city.osm", "-o", "city.ndn")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("ndn: city.osm: is no readable file of OpenStreetMap: ")
    assert city.with_name("city.ndn").read_bytes() == before


def test_a_damaged_network_is_told_by_check(city: Path) -> None:
    ndn("network", "build", "city.osm", "-o", "city.ndn")
    path = city.with_name("city.ndn")
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    answer = ndn("network", "info", "city.ndn", "--check")
    assert answer.code == 2
    assert "is damaged" in answer.err


AREAS = ("69.1,41.3,69.3,41.5", "polygon.geojson", "galaba-hairatan.toml")


@pytest.mark.parametrize("area", AREAS)
def test_fetch_by_rectangle_polygon_and_corridor(area: str, city: Path, server: Overpass) -> None:
    ring = [[69.1, 41.3], [69.3, 41.3], [69.3, 41.5], [69.1, 41.3]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    city.with_name("polygon.geojson").write_text(json.dumps(shape))
    variant = 'id = "mine"\nname = "Mine"\nstops = ["galaba", "hairatan"]\n'
    city.with_name("galaba-hairatan.toml").write_text(variant)
    answer = ndn("network", "fetch", area, "--mode", "rail", "-o", "x.osm", "--url", server.url)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[0].split() == ["file", "tiles", "requests", "ways", "nodes"]
    assert ndn("network", "build", "x.osm", "-o", "x.ndn").code == 0


def test_fetch_of_a_country_by_name(city: Path, server: Overpass) -> None:
    server.script = [refuse(403)]
    answer = ndn("network", "fetch", "Armenia", "-o", "am.osm", "--url", server.url)
    assert (answer.code, answer.out) == (3, "")
    assert "HTTP 403" in answer.err
    assert answer.err.count("\n") == 1
    assert not city.with_name("am.osm").exists()


def test_fetch_keeps_its_answers_where_it_is_told(city: Path, server: Overpass) -> None:
    words = ("network", "fetch", AREAS[0], "--mode", "rail", "-o", "x.osm", "--url", server.url)
    assert ndn(*words, "--cache", "kept").code == 0
    assert len(list(city.with_name("kept").iterdir())) == 2
    again = ndn(*words, "--cache", "kept", "--format", "json", "-q")
    assert json.loads(again.out)["asked"] == 0
    assert again.err == ""
    assert (
        json.loads(ndn(*words, "--cache", "kept", "--refresh", "--format", "json").out)["asked"]
        == 2
    )


def test_nothing_but_fetch_goes_online(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refused(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    assert ndn("network", "build", "city.osm", "-o", "city.ndn").code == 0
    assert ndn("network", "info", "city.ndn").code == 0


def test_the_public_service_is_the_default_and_no_test_asks_it() -> None:
    assert overpass.Service().url == overpass.URL
    assert overpass.URL.startswith("https://")


@pytest.mark.parametrize("name", ["build", "fetch", "info"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    answer = ndn("network", name, "--help")
    assert answer.code == 0
    assert f"Example: ndn network {name} " in answer.out
    assert set(module.command.commands) == {"build", "fetch", "info"}


def test_the_examples_of_the_help_run(city: Path, server: Overpass) -> None:
    line = '{"type": "LineString", "coordinates": [[56.10, 50.86], [56.21, 50.84]]}'
    city.with_name("my-line.geojson").write_text(line, encoding="utf-8")
    for name in ("build", "info"):
        answer = ndn(*example(f"network {name}"))
        assert answer.code == 0, answer.err
        assert "8.1 km" in answer.out
    words = example("network fetch")
    assert words[2] == "UZ"
    answer = ndn(*words[:2], AREAS[0], *words[3:], "--url", server.url)
    assert answer.code == 0, answer.err


def test_hostile_names_reach_no_terminal(city: Path) -> None:
    nodes = {**NODES, 2: NODES[2]._replace(tags={"railway": "station", "name": "\u202eevil\u200f"})}
    write_xml(city, nodes, WAYS)
    answer = ndn("network", "build", "city.osm", "-o", "city.ndn")
    assert "\u202e" not in answer.out
    stations = open_network(city.with_name("city.ndn")).stations
    assert "\u202e" not in "".join(stations.name)
