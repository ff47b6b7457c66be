"""Coordinates from Nominatim: a service on this machine stands for it, well and ill behaved."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import osmnx
import pytest

from geodata import geocode as module
from geodata.errors import NetworkError, UnknownPlaceError
from geodata.geocode import LICENCE, Geocoded, geocode
from tests.local_service import Answering, LocalService, serving
from tests.test_cli_golden import example, ndn

# A name that the atlas lacks.
TEXT = "Zzyzx"
ANSWER = [{"lat": "35.1431", "lon": "-116.1042", "display_name": "Zzyzx, California"}]
TIMEOUT_S = 0.3
# Longer than any answer may take, shorter than the patience of whoever runs the tests.
PATIENCE_S = 60.0

Behaviour = Callable[["Handler"], None]


class Handler(Answering):
    """Answers as the service's behaviour says."""

    server: Service

    def get(self) -> None:
        self.server.asked.append(self.path)
        self.server.behave(self)

    def tell(self, content: object, status: int = 200) -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.answer(body, status, Content_Type="application/json")


class Service(LocalService):
    """A Nominatim on this machine."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.behave: Behaviour = lambda handler: handler.tell(ANSWER)


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Service()) as server:
        yield server


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without osmnx's pause of a second, a courtesy to a public service; allow no longer one."""

    def sleep(seconds: float) -> None:
        assert seconds <= 1, f"osmnx would wait {seconds} s and ask again"

    monkeypatch.setattr("osmnx._nominatim.time", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(module, "TIMEOUT_S", TIMEOUT_S)
    monkeypatch.setenv("NO_PROXY", "*")


# --- the good case ------------------------------------------------------------------------------


def test_a_name_is_asked_and_answered(service: Service) -> None:
    assert geocode(TEXT, url=service.url) == Geocoded(TEXT, -116.1042, 35.1431)
    (asked,) = service.asked
    query = parse_qs(urlsplit(asked).query)
    assert query["q"] == [TEXT]
    assert query["format"] == ["json"]


def test_the_settings_of_osmnx_are_as_before(service: Service) -> None:
    names = ("nominatim_url", "use_cache", "requests_timeout", "requests_kwargs")
    before = [getattr(osmnx.settings, name) for name in names]
    geocode(TEXT, url=service.url)
    service.behave = lambda handler: handler.tell([])
    with pytest.raises(UnknownPlaceError):
        geocode(TEXT, url=service.url)
    assert [getattr(osmnx.settings, name) for name in names] == before


def test_the_command_prints_the_answer(service: Service) -> None:
    answer = ndn("geocode", TEXT, "--online", "--url", service.url, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == {
        "id": None,
        "lat": 35.1431,
        "lon": -116.1042,
        "name": TEXT,
        "source": LICENCE,
    }
    assert "35.14310" in ndn("geocode", TEXT, "--online", "--url", service.url).out


def test_the_example_of_the_help_runs(service: Service) -> None:
    answer = ndn(*example("geocode"), "--url", service.url)
    assert (answer.code, answer.err) == (0, "")


# --- nothing unasked ----------------------------------------------------------------------------


def test_without_online_nobody_is_asked(service: Service) -> None:
    answer = ndn("geocode", TEXT, "--url", service.url)
    assert (answer.code, answer.out) == (2, "")
    assert "--online" in answer.err
    assert service.asked == []


def test_what_the_atlas_knows_is_not_asked(service: Service) -> None:
    answer = ndn("geocode", "Актау", "--online", "--url", service.url, "--format", "json")
    assert json.loads(answer.out)["id"] == "aktau-port"
    assert service.asked == []


@pytest.mark.parametrize("text", ["51.22,43.6", "100,50"])
def test_a_wrong_position_is_not_asked(text: str, service: Service) -> None:
    assert ndn("geocode", text, "--online", "--url", service.url).code == 2
    assert service.asked == []


@pytest.mark.parametrize(
    "call",
    [("compare", "north"), ("route", TEXT, "Poti"), ("places", TEXT), ("check",)],
    ids=" ".join,
)
def test_no_other_command_goes_online(
    call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert ndn(*call).code in (0, 1, 2)


# --- ill behaved --------------------------------------------------------------------------------


def _refuse(status: int, content: object = b"<html>no</html>") -> Behaviour:
    return lambda handler: handler.tell(content, status)


def _cut(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'[{"lat": "35')


def _hang_up(handler: Handler) -> None:
    handler.connection.close()


def _garble(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")


def _be_silent(handler: Handler) -> None:
    handler.server.over.wait(PATIENCE_S)


def _drip(handler: Handler) -> None:
    """Send a byte now and then, each in time, without an end."""
    handler.send_response(200)
    handler.end_headers()
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and not handler.server.over.wait(TIMEOUT_S / 3):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def _pour(handler: Handler) -> None:
    """Send far more than any answer holds, as fast as it is taken."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(256):
        handler.wfile.write(b" " * 65536)
    handler.wfile.write(json.dumps(ANSWER).encode())


ILL: dict[str, Behaviour] = {
    "429": _refuse(429),
    "500": _refuse(500),
    "500 in JSON": _refuse(500, {"error": "down"}),
    "500 with a list": _refuse(500, []),
    "403": _refuse(403),
    "504": _refuse(504),
    "no JSON": _refuse(200),
    "an object": _refuse(200, {"error": "Unable to geocode"}),
    "half of the JSON": _refuse(200, b'[{"lat": "35.1", "lo'),
    "no UTF-8": _refuse(200, b'[{"lat": "\xff"}]'),
    "numbers in a list": _refuse(200, [5]),
    "words for numbers": _refuse(200, [{"lat": "north", "lon": "east"}]),
    "no numbers": _refuse(200, [{"lat": "nan", "lon": "inf"}]),
    "nothing for numbers": _refuse(200, [{"lat": None, "lon": None}]),
    "out of range": _refuse(200, [{"lat": "135.1", "lon": "-216.1"}]),
    "cut short": _cut,
    "hung up": _hang_up,
    "no HTTP": _garble,
    "silent": _be_silent,
    "dripping": _drip,
    "pouring": _pour,
}


@pytest.mark.parametrize("name", ILL)
def test_an_ill_behaved_service_is_a_network_error(name: str, service: Service) -> None:
    service.behave = ILL[name]
    started = time.monotonic()
    answer = ndn("geocode", TEXT, "--online", "--url", service.url)
    took_s = time.monotonic() - started
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("ndn: Nominatim ")
    assert answer.err.count("\n") == 1
    assert len(answer.err) < 300
    assert took_s < PATIENCE_S / 2
    assert len(service.asked) == 1


def test_an_unknown_name_is_the_users_mistake(service: Service) -> None:
    service.behave = lambda handler: handler.tell([])
    answer = ndn("geocode", TEXT, "--online", "--url", service.url)
    assert answer == (2, "", f"ndn: Nominatim knows no place {TEXT!r}\n")


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(NetworkError, match="cannot be reached"):
        geocode(TEXT, url=url)
    answer = ndn("geocode", TEXT, "--online", "--url", url)
    assert answer.code == 3
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://[", "ftp://127.0.0.1/", "//"])
def test_an_address_that_is_none_is_one_line(url: str) -> None:
    answer = ndn("geocode", TEXT, "--online", "--url", url)
    assert answer.code in (2, 3)
    assert answer.out == ""
    assert answer.err.count("\n") == 1


def test_without_osmnx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osmnx", None)
    answer = ndn("geocode", TEXT, "--online")
    assert (answer.code, answer.out) == (2, "")
    assert "ndn-atlas[osm]" in answer.err
