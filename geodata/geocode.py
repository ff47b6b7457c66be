"""Coordinates for a name that the atlas lacks, asked of Nominatim through osmnx."""

from __future__ import annotations

import json
import time
from typing import Any, NamedTuple

from geodata.errors import NetworkError, OptionError, UnknownPlaceError

TIMEOUT_S = 20.0
# An answer holds one place in a few hundred bytes, or some kilobytes with an outline.
LARGEST_ANSWER = 200_000
LICENCE = "© OpenStreetMap contributors, ODbL 1.0"


class Geocoded(NamedTuple):
    """An answer of a geocoder: degrees on WGS 84."""

    name: str
    lon: float
    lat: float


def geocode(text: str, *, url: str | None = None) -> Geocoded:
    """Ask Nominatim where a name lies. This goes online.

    Parameters
    ----------
    text : str
        What is sought.
    url : str, optional
        The service's address, ending in ``/``; osmnx's own default when left out.

    Raises
    ------
    OptionError
        When the extra ``osm`` is not installed.
    UnknownPlaceError
        When the service knows no such name.
    NetworkError
        When it cannot be reached, refuses, or answers what is no answer.
    """
    try:
        import osmnx
    except ImportError as error:
        raise OptionError(
            "going online needs osmnx: install the extra with pip install 'ndn-atlas[osm]'"
        ) from error
    import requests
    from osmnx._errors import InsufficientResponseError, ResponseStatusCodeError

    settings = osmnx.settings
    before = (
        settings.nominatim_url,
        settings.use_cache,
        settings.requests_timeout,
        settings.requests_kwargs,
    )
    try:
        if url is not None:
            settings.nominatim_url = url
        settings.use_cache = False
        settings.requests_timeout = TIMEOUT_S
        settings.requests_kwargs = {"hooks": {"response": _usable}}
        lat, lon = osmnx.geocode(text)
    except InsufficientResponseError as error:
        raise UnknownPlaceError(f"Nominatim knows no place {text!r}") from error
    except ResponseStatusCodeError as error:
        raise NetworkError(f"Nominatim refused: {_first_line(error)}") from error
    except NetworkError:
        raise
    except (requests.RequestException, OSError) as error:
        raise NetworkError(f"Nominatim cannot be reached: {_first_line(error)}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NetworkError(f"Nominatim sent no usable answer: {_first_line(error)}") from error
    finally:
        (
            settings.nominatim_url,
            settings.use_cache,
            settings.requests_timeout,
            settings.requests_kwargs,
        ) = before
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise NetworkError(f"Nominatim sent no usable answer: {lat}, {lon} is no position")
    return Geocoded(text, float(lon), float(lat))


def _usable(response: Any, **_: object) -> None:
    """Refuse what osmnx would wait out, read for ever or take for an unknown name."""
    if response.is_redirect:
        return
    if response.status_code in (429, 504):
        raise NetworkError(f"Nominatim is busy (HTTP {response.status_code}); try again later")
    if not response.ok:
        raise NetworkError(f"Nominatim refused: HTTP {response.status_code}")
    body = _read(response)
    if not isinstance(json.loads(body), list):
        raise NetworkError("Nominatim sent no usable answer: no list of places")
    # requests keeps here what it has read, and reads it only once.
    response._content = body


def _read(response: Any) -> bytes:
    """The body of an answer, within the limits of time and size."""
    until = time.monotonic() + TIMEOUT_S
    body = bytearray()
    # Byte by byte, so that an answer that drips is noticed.
    for piece in response.iter_content(1):
        body += piece
        if time.monotonic() > until or len(body) > LARGEST_ANSWER:
            response.close()
            raise NetworkError("Nominatim sent no usable answer: it does not end")
    return bytes(body)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
