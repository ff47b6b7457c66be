"""Downloads from Overpass: a service on this machine stands for it, well and ill behaved."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import osmnx
import pytest
import shapely

from geodata.errors import NetworkError, OptionError
from geodata.model import Mode
from geodata.network import fetch as module
from geodata.network import overpass
from geodata.network.build import build_network
from geodata.network.fetch import Fetched, fetch
from geodata.network.overpass import Service
from tests.local_service import Answering, LocalService, serving
from tests.network_city import NODES, WAYS

pytest.importorskip("osmium", reason="the extra osm is not installed")

AREA = shapely.box(69.1, 41.3, 69.3, 41.5)
RAIL = frozenset({Mode.RAIL})
Behaviour = Callable[["Handler"], None]


def city(*ways: int) -> bytes:
    chosen = ways or (100, 101, 102)
    refs = {ref for way in chosen for ref in WAYS[way].nodes}
    elements: list[dict] = [
        {"type": "node", "id": n, "lon": NODES[n].lon, "lat": NODES[n].lat} for n in sorted(refs)
    ]
    elements += [
        {"type": "way", "id": w, "nodes": list(WAYS[w].nodes), "tags": dict(WAYS[w].tags)}
        for w in chosen
    ]
    return json.dumps({"version": 0.6, "elements": elements}).encode()


def stations() -> bytes:
    node = NODES[2]
    element = {"type": "node", "id": 2, "lon": node.lon, "lat": node.lat, "tags": dict(node.tags)}
    return json.dumps({"elements": [element]}).encode()


class Handler(Answering):
    """Answers as the service's behaviour says."""

    server: Overpass

    def post(self) -> None:
        length = int(self.headers["Content-Length"])
        query = parse_qs(self.rfile.read(length).decode())["data"][0]
        self.server.asked.append(query)
        self.server.agents.add(str(self.headers["User-Agent"]))
        behave = self.server.script.pop(0) if self.server.script else usual
        behave(self)

    def get(self) -> None:
        self.server.asked.append(f"GET {self.path}")
        self.answer(b"Connected as: 1\n")


class Overpass(LocalService):
    """An Overpass on this machine, and how it answers next."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.agents: set[str] = set()
        self.script: list[Behaviour] = []

    @property
    def url(self) -> str:
        return f"{super().url}api"


def usual(handler: Handler) -> None:
    is_stops = "node[" in handler.server.asked[-1]
    handler.answer(stations() if is_stops else city())


def refuse(status: int, body: bytes = b"<html>no</html>", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(body, status, **headers)


def cut(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(city()[:200])


def cut_in_chunks(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"10\r\n" + city()[:16] + b"\r\n10\r\nabc")


def chunked(handler: Handler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    body = city()
    for at in range(0, len(body), 100):
        piece = body[at : at + 100]
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    handler.wfile.write(b"0\r\n\r\n")


def hang_up(handler: Handler) -> None:
    handler.connection.close()


def garble(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")


def be_silent(handler: Handler) -> None:
    handler.server.over.wait(5)


def drip(handler: Handler) -> None:
    """Send a byte now and then, each in time, without an end."""
    handler.send_response(200)
    handler.end_headers()
    until = time.monotonic() + 5
    while time.monotonic() < until and not handler.server.over.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def pour(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * 65536)


@pytest.fixture
def server() -> Iterator[Overpass]:
    with serving(Overpass()) as found:
        yield found


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def service(server: Overpass, slept: list[float]) -> Service:
    return Service(url=server.url, timeout_s=0.5, answer_s=1.0, attempts=4, sleep=slept.append)


# --- the good case ------------------------------------------------------------------------------


def test_what_is_fetched_can_be_built(server: Overpass, service: Service, tmp_path: Path) -> None:
    path = tmp_path / "city.osm.pbf"
    assert fetch(AREA, path, RAIL, service=service) == Fetched(1, 2, 9, 3)
    network = build_network([path]).network
    assert set(network.edges.way.tolist()) == {100, 101, 102}
    assert network.stations[0].name == "Сарыағаш"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "city.osm.pbf"]
    lines, stops = server.asked
    assert '["railway"~"^(rail|narrow_gauge|' in lines
    assert lines.startswith("[out:json][timeout:")
    assert "'railway'='station'" in stops
    assert all("ndn-atlas" in agent for agent in server.agents)


@pytest.mark.parametrize("suffix", [".osm", ".osm.bz2", ".osm.gz"])
def test_other_formats(suffix: str, service: Service, tmp_path: Path) -> None:
    path = tmp_path / f"city{suffix}"
    fetch(AREA, path, RAIL, service=service)
    assert len(build_network([path]).network.edges) == 4


def test_an_answer_in_chunks(server: Overpass, service: Service, tmp_path: Path) -> None:
    server.script = [chunked]
    assert fetch(AREA, tmp_path / "x.osm", RAIL, service=service).ways == 3


def test_every_mode_has_its_question(server: Overpass, service: Service, tmp_path: Path) -> None:
    modes = frozenset({Mode.RAIL, Mode.FERRY, Mode.ROAD})
    fetch(AREA, tmp_path / "x.osm", modes, service=service)
    text = "\n".join(server.asked)
    assert len(server.asked) == 5
    for part in ('["route"="ferry"]', '["highway"~"^(motorway|', "'amenity'='ferry_terminal'"):
        assert part in text


def test_answers_are_kept_and_grow_old(
    server: Overpass, service: Service, slept: list[float], tmp_path: Path
) -> None:
    first, again = tmp_path / "a.osm", tmp_path / "b.osm"
    fetch(AREA, first, RAIL, service=service)
    assert fetch(AREA, again, RAIL, service=service).asked == 0
    assert first.read_bytes() == again.read_bytes()
    assert len(server.asked) == 2
    # A pause between questions, and none for what is kept.
    assert slept == [service.pause_s]
    for kept in module.cache_folder().iterdir():
        os.utime(kept, (0, 0))
    assert fetch(AREA, again, RAIL, service=service).asked == 2
    assert fetch(AREA, again, RAIL, service=service, max_age_d=-1).asked == 2


def test_a_kept_answer_that_was_damaged_is_asked_for_again(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    fetch(AREA, tmp_path / "a.osm", RAIL, service=service)
    for kept in module.cache_folder().iterdir():
        kept.write_bytes(kept.read_bytes()[:20])
    assert fetch(AREA, tmp_path / "a.osm", RAIL, service=service).asked == 2


def test_osmnx_and_the_standard_library_are_as_before(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    settings = {name: getattr(osmnx.settings, name) for name in vars(osmnx.settings)}
    look_up = socket.getaddrinfo
    fetch(AREA, tmp_path / "a.osm", RAIL, service=service)
    server.script = [refuse(400)]
    with pytest.raises(NetworkError):
        fetch(AREA, tmp_path / "a.osm", RAIL, service=service, max_age_d=-1)
    assert {name: getattr(osmnx.settings, name) for name in vars(osmnx.settings)} == settings
    assert socket.getaddrinfo is look_up
    assert not any(asked.startswith("GET") for asked in server.asked)


def test_large_areas_are_asked_for_in_tiles(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    told: list[tuple[str, float | None]] = []
    area = shapely.box(68.5, 40.5, 71.5, 43.5)
    found = fetch(
        area,
        tmp_path / "a.osm",
        RAIL,
        service=service,
        progress=lambda what, share: told.append((what, share)),
    )
    assert (found.tiles, found.asked, found.ways) == (4, 8, 3)
    assert told[0] == ("request 1 of 8, rail", 0.0)
    assert told[-1] == ("writing a.osm", 1.0)


# --- ill behaved --------------------------------------------------------------------------------

PASSING: dict[str, Behaviour] = {
    "429": refuse(429),
    "504": refuse(504),
    "cut short": cut,
    "cut in chunks": cut_in_chunks,
    "hung up": hang_up,
    "no HTTP": garble,
    "silent": be_silent,
    "a page": refuse(200),
    "half of the JSON": refuse(200, city()[:500]),
    "empty": refuse(200, b""),
    "a list": refuse(200, b"[]"),
    "no elements": refuse(200, b"{}"),
    "no UTF-8": refuse(200, b'{"elements": ["\xff"]}'),
    "numbers": refuse(200, b'{"elements": [1]}'),
    "words for numbers": refuse(
        200, b'{"elements": [{"type": "node", "id": 1, "lat": "x", "lon": 2}]}'
    ),
    "out of range": refuse(200, b'{"elements": [{"type": "node", "id": 1, "lat": 91, "lon": 2}]}'),
    "not a number": refuse(200, b'{"elements": [{"type": "node", "id": 1, "lat": NaN, "lon": 2}]}'),
    "nodes that are none": refuse(200, b'{"elements": [{"type": "way", "id": 1, "nodes": ["a"]}]}'),
    "tags that are none": refuse(
        200, b'{"elements": [{"type": "way", "id": 1, "nodes": [1], "tags": {"a": 1}}]}'
    ),
    "nested": refuse(200, b"[" * 100_000),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_is_waited_out(
    name: str, server: Overpass, service: Service, slept: list[float], tmp_path: Path
) -> None:
    server.script = [PASSING[name]]
    assert fetch(AREA, tmp_path / "x.osm", RAIL, service=service).ways == 3
    assert slept == [5.0, service.pause_s]
    assert len(server.asked) == 3


@pytest.mark.parametrize("name", ["429", "504", "cut short", "silent", "half of the JSON"])
def test_a_lasting_fault_is_one_clear_error(
    name: str, server: Overpass, service: Service, slept: list[float], tmp_path: Path
) -> None:
    server.script = [PASSING[name]] * 20
    with pytest.raises(NetworkError) as error:
        fetch(AREA, tmp_path / "x.osm", RAIL, service=service)
    message = str(error.value)
    assert message.startswith("127.0.0.1:")
    assert "0 of 2 requests are answered and kept; run the command again" in message
    assert "\n" not in message
    assert len(message) < 500
    # It was asked again after ever longer pauses, and not for ever.
    assert slept == [5.0, 10.0, 20.0][: len(server.asked) - 1]
    assert 3 <= len(server.asked) <= service.attempts
    assert not (tmp_path / "x.osm").exists()


@pytest.mark.parametrize("name", ["dripping", "pouring"])
def test_an_answer_without_an_end_is_given_up(
    name: str,
    server: Overpass,
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(overpass, "LARGEST_ANSWER", 5_000_000)
    server.script = [{"dripping": drip, "pouring": pour}[name]]
    started = time.monotonic()
    with pytest.raises(NetworkError, match="it does not end"):
        fetch(AREA, tmp_path / "x.osm", RAIL, service=service)
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_a_refusal_for_good_is_not_asked_again(
    status: int, server: Overpass, service: Service, tmp_path: Path
) -> None:
    server.script = [refuse(status)]
    with pytest.raises(NetworkError, match=f"HTTP {status}"):
        fetch(AREA, tmp_path / "x.osm", RAIL, service=service)
    assert len(server.asked) == 1


def test_the_service_says_how_long_to_wait(
    server: Overpass, service: Service, slept: list[float], tmp_path: Path
) -> None:
    server.script = [
        refuse(429, Retry_After="42"),
        refuse(429, Retry_After="99999"),
        refuse(429, Retry_After="tomorrow"),
    ]
    fetch(AREA, tmp_path / "x.osm", RAIL, service=service)
    assert slept == [42.0, 300.0, 20.0, service.pause_s]


def test_a_download_goes_on_where_it_stopped(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    area = shapely.box(68.5, 40.5, 71.5, 43.5)
    server.script = [usual] * 5 + [refuse(429)] * 4
    with pytest.raises(NetworkError, match="5 of 8 requests are answered and kept"):
        fetch(area, tmp_path / "x.osm", RAIL, service=service)
    assert not (tmp_path / "x.osm").exists()
    assert fetch(area, tmp_path / "x.osm", RAIL, service=service).asked == 3


def test_what_is_too_much_is_asked_for_in_quarters(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    remark = b'{"elements": [], "remark": "runtime error: Query timed out in \\"query\\""}'
    server.script = [refuse(200, remark)]
    assert fetch(AREA, tmp_path / "x.osm", RAIL, service=service).ways == 3
    assert len(server.asked) == 1 + 4 + 1
    server.script = [refuse(200, remark)] * 100
    with pytest.raises(NetworkError, match="Query timed out"):
        fetch(AREA, tmp_path / "y.osm", RAIL, service=service, max_age_d=-1)
    assert not (tmp_path / "y.osm").exists()


def test_an_interrupted_download_leaves_nothing_half_written(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    def interrupt(_: Handler) -> None:
        raise AssertionError

    def stop(what: str, _share: float | None) -> None:
        if what.startswith("request 2"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(AREA, tmp_path / "x.osm", RAIL, service=service, progress=stop)
    assert [p.name for p in tmp_path.iterdir()] == ["cache"]
    assert len(list(module.cache_folder().iterdir())) == 1


def test_nobody_listens(slept: list[float], tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/api"
    with pytest.raises(NetworkError, match="cannot be reached"):
        fetch(AREA, tmp_path / "x.osm", RAIL, service=Service(url=url, sleep=slept.append))
    assert slept == [5.0, 10.0]


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://[", "ftp://127.0.0.1/", "//"])
def test_an_address_that_is_none_is_one_error(url: str, slept: list[float], tmp_path: Path) -> None:
    with pytest.raises(NetworkError) as error:
        fetch(AREA, tmp_path / "x.osm", RAIL, service=Service(url=url, sleep=slept.append))
    assert "\n" not in str(error.value)


def test_a_file_of_another_kind_is_refused_before_anybody_is_asked(
    server: Overpass, service: Service, tmp_path: Path
) -> None:
    with pytest.raises(OptionError, match=r"\.osm\.pbf"):
        fetch(AREA, tmp_path / "x.ndn", RAIL, service=service)
    with pytest.raises(OptionError, match="can be fetched"):
        fetch(AREA, tmp_path / "x.osm", frozenset({Mode.AIR}), service=service)
    assert server.asked == []
