"""Asking an Overpass service through osmnx: politely, with limits, and one question at a time.

osmnx writes the question and sends it. How its answer is read, how long that may take, and what
happens when the service refuses, is decided here: left to itself, osmnx waits and asks again for
ever. Its settings, and what it changes in the standard library, are as before afterwards.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from geodata.errors import NetworkError, OptionError
from geodata.model import Mode
from geodata.network.answers import elements
from geodata.network.areas import Box
from geodata.network.stop_tags import FERRY_STOP, RAIL_STOPS
from geodata.network.tags import FERRY_KIND, RAIL_KINDS, ROAD_KINDS

URL = "https://overpass-api.de/api"
USER_AGENT = "ndn-atlas (freight networks, through OSMnx)"
# A tile of railways has a few megabytes.
LARGEST_ANSWER = 400_000_000
_BLOCK = 1 << 18
_LAPSED = ("construction", "proposed", "disused", "abandoned")
# A service that cannot be reached at all is given up sooner than one that is busy.
_UNREACHED_ATTEMPTS = 3
# Overpass answers these when it is busy, or has no slot free for this address.
_BUSY = (429, 502, 503, 504)


class Service(NamedTuple):
    """A service and the manners with which it is asked.

    ``timeout_s`` holds for the service's own work on a question and for every wait for bytes; an
    answer as a whole may take ``answer_s``. A refused question is asked ``attempts`` times in all,
    after pauses that double from ``back_off_s``; between questions there are ``pause_s``.
    """

    url: str = URL
    timeout_s: float = 180.0
    answer_s: float = 900.0
    attempts: int = 6
    back_off_s: float = 5.0
    longest_wait_s: float = 300.0
    pause_s: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    @property
    def host(self) -> str:
        """What errors call it."""
        from urllib.parse import urlsplit

        try:
            return urlsplit(self.url).netloc[:100] or self.url[:100]
        except ValueError:
            return self.url[:100]


class TooMuchError(Exception):
    """The service gave up on a question: it must be asked in smaller pieces."""


class _RefusedError(Exception):
    """The service did not answer this time."""

    def __init__(self, message: str, wait_s: float = 0.0, attempts: int | None = None) -> None:
        super().__init__(message)
        self.wait_s = wait_s
        self.attempts = attempts


class Question(NamedTuple):
    """What is asked about a tile: the lines of a mode, or its ``stops``."""

    mode: Mode
    stops: bool = False

    @property
    def way_filter(self) -> str:
        """The ways asked for, in the language of Overpass."""
        if self.mode is Mode.RAIL:
            return f'["railway"~"^({"|".join((*RAIL_KINDS, *_LAPSED))})$"]'
        if self.mode is Mode.ROAD:
            return f'["highway"~"^({"|".join(ROAD_KINDS)})$"]'
        return f'["route"="{FERRY_KIND}"]'

    @property
    def stop_tags(self) -> dict[str, bool | str | list[str]]:
        """The stations or ports asked for."""
        if self.mode is Mode.RAIL:
            return {"railway": list(RAIL_STOPS)}
        return {"amenity": [FERRY_STOP]}


def questions(modes: frozenset[Mode]) -> tuple[Question, ...]:
    """What is asked about each tile."""
    found = [Question(mode) for mode in (Mode.RAIL, Mode.FERRY, Mode.ROAD) if mode in modes]
    found += [Question(mode, stops=True) for mode in (Mode.RAIL, Mode.FERRY) if mode in modes]
    return tuple(found)


def ask(service: Service, box: Box, question: Question, waiting: Callable[[str], None]) -> bytes:
    """The answer of a service, checked, as it was sent.

    Parameters
    ----------
    service : Service
        Whom to ask, and how patiently.
    box, question
        About what.
    waiting : callable
        Told why and how long, before each pause.

    Raises
    ------
    NetworkError
        When the service cannot be reached, refuses for good, or answers what is no answer.
    TooMuchError
        When the question is too large for it.
    OptionError
        When the extra ``osm`` is not installed.
    """
    for attempt in range(service.attempts):
        try:
            return _ask_once(service, box, question)
        except _RefusedError as error:
            if attempt + 1 >= min(service.attempts, error.attempts or service.attempts):
                raise NetworkError(f"{service.host}: {error}; asked {attempt + 1} times") from error
            wait_s = max(error.wait_s, service.back_off_s * 2**attempt)
            wait_s = min(wait_s, service.longest_wait_s)
            waiting(f"{error}; waiting {wait_s:g} s")
            service.sleep(wait_s)
    raise OptionError(f"{service.attempts} attempts are none")


def _ask_once(service: Service, box: Box, question: Question) -> bytes:
    try:
        import osmnx
    except ImportError as error:
        raise OptionError(
            "going online needs osmnx: install the extra with pip install 'ndn-atlas[osm]'"
        ) from error
    import requests
    import shapely
    from osmnx._errors import CacheOnlyInterruptError

    bodies: list[bytes] = []
    area = shapely.box(*box)
    try:
        with _settings(osmnx.settings, service, lambda r, **_: _take(r, service, bodies)):
            if question.stops:
                osmnx.features_from_polygon(area, question.stop_tags)
            else:
                osmnx.graph_from_polygon(
                    area, custom_filter=question.way_filter, retain_all=True, simplify=False
                )
    except CacheOnlyInterruptError:
        return bodies[-1]
    except requests.exceptions.InvalidURL as error:
        raise NetworkError(f"{service.url!r} is no address of a service") from error
    except NetworkError:
        raise
    except (requests.RequestException, OSError) as error:
        if isinstance(error, ValueError):  # an address that is none
            raise NetworkError(f"{service.url!r}: {_line(error)}") from error
        message = f"cannot be reached: {_line(error)}"
        raise _RefusedError(message, attempts=_UNREACHED_ATTEMPTS) from error
    except ValueError as error:
        raise NetworkError(f"{service.url!r}: {_line(error)}") from error
    raise NetworkError(f"{service.host}: sent no usable answer")


@contextmanager
def _settings(settings: Any, service: Service, hook: Callable[..., None]) -> Iterator[None]:
    """Let osmnx ask one question as it is told here, and then be as it was."""
    ours = {
        "overpass_url": service.url,
        # Its own way to wait for a free slot has no end; refusals are met with a longer pause.
        "overpass_rate_limit": False,
        "requests_timeout": service.timeout_s,
        "requests_kwargs": {"hooks": {"response": hook}, "stream": True},
        # Tiles are cut here, and answers are kept here, whole or not at all.
        "max_query_area_size": 1e15,
        "use_cache": False,
        "cache_only_mode": True,
        "http_user_agent": USER_AGENT,
        # Nobody but the service is told what is looked for.
        "doh_url_template": None,
        "overpass_settings": "[out:json][timeout:{timeout:.0f}]{maxsize}",
    }
    before = {name: getattr(settings, name) for name in ours}
    look_up = socket.getaddrinfo
    try:
        for name, value in ours.items():
            setattr(settings, name, value)
        yield
    finally:
        socket.getaddrinfo = look_up
        for name, value in before.items():
            setattr(settings, name, value)


def _take(response: Any, service: Service, bodies: list[bytes]) -> None:
    """Read an answer within the limits, and refuse what is none."""
    if response.is_redirect:
        return
    status = response.status_code
    if status in _BUSY:
        wait_s = _seconds(response.headers.get("Retry-After", ""))
        response.close()
        raise _RefusedError(f"the service is busy (HTTP {status})", wait_s)
    if status != 200:
        response.close()
        raise NetworkError(f"{service.host}: refused the question: HTTP {status}")
    body = _read(response, service)
    try:
        answer = elements(body)
    except ValueError as error:
        raise _RefusedError(f"sent no usable answer: {error}") from error
    if "error" in str(answer.get("remark", "")):
        raise TooMuchError(str(answer["remark"])[:200])
    # requests keeps here what it has read, and reads it only once.
    response._content = body
    bodies.append(body)


def _read(response: Any, service: Service) -> bytes:
    from urllib3.exceptions import HTTPError

    until = time.monotonic() + service.answer_s
    body = bytearray()
    try:
        # What has come is taken at once, so that an answer that drips is noticed.
        while block := response.raw.read1(_BLOCK, decode_content=True):
            body += block
            if time.monotonic() > until or len(body) > LARGEST_ANSWER:
                response.close()
                raise NetworkError(f"{service.host}: sent no usable answer: it does not end")
    except HTTPError as error:
        raise _RefusedError(f"the connection was cut: {_line(error)}") from error
    return bytes(body)


def _seconds(text: str) -> float:
    """The pause that a service asks for; 0 when it does not say it in seconds."""
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0


def _line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text[:160] or type(error).__name__
