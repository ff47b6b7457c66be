"""Finding places by id, name in any listed spelling or script, code, or position."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.characters import require_plain
from geodata.errors import AmbiguousPlaceError, CoordinateError, UnknownPlaceError
from geodata.geodesy import great_circle_km
from geodata.model import Kind, LonLat, Place

# A position further than this from every place of the atlas is not silently moved to one.
JOIN_LIMIT_KM = 25.0
# Below this similarity (0 to 100) a name is no candidate for what was typed.
FUZZY_FLOOR = 72.0
EXACT = 100.0

_POSITION = re.compile(r"\s*([+-]?\d+(?:\.\d*)?)\s*,\s*([+-]?\d+(?:\.\d*)?)\s*")
_PRINCIPAL = (Kind.PORT, Kind.STATION, Kind.TOWN, Kind.AIRFIELD, Kind.FRONTIER)


class Match(NamedTuple):
    """A place found, with a score from 0 to 100 and the spelling that matched."""

    place: Place
    score: float
    matched: str


def fold(text: str) -> str:
    """Text without case, accents, apostrophes and punctuation, for comparing spellings."""
    # The dotless i of Turkic alphabets is an i to those who type without it.
    plain = unicodedata.normalize("NFKD", text).casefold().replace("ı", "i")
    kept = (" " if c in "-–—_/.,()" else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c for c in kept if c.isalnum() or c == " ").split())


def spellings(place: Place) -> Iterator[str]:
    """Every name of a place, in all scripts, and its id."""
    yield place.name
    for name in place.names:
        yield name.text
    yield place.id


def codes(place: Place) -> Iterator[str]:
    """Every code of a place: ESR, also without its leading noughts, and UN/LOCODE."""
    for code in (place.esr or "").split():
        yield code
        yield code.lstrip("0")
    if place.unlocode:
        yield place.unlocode


class _Places:
    """The places of an atlas as a key: this mapping itself, and none that is equal to it."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.mapping = places

    def __hash__(self) -> int:
        return id(self.mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Places) and other.mapping is self.mapping


@lru_cache(maxsize=4)  # a variant of thousands of stops asks for each of them by name
def _by_spelling(places: _Places) -> Mapping[str, list[Place]]:
    """The places that answer to every folded name and code."""
    found: dict[str, list[Place]] = {}
    for place in places.mapping.values():
        for text in dict.fromkeys(map(fold, (*spellings(place), *codes(place)))):
            found.setdefault(text, []).append(place)
    return found


def resolve(atlas: Atlas, text: str) -> Place:
    """The one place that a text means.

    Parameters
    ----------
    atlas : Atlas
        Where to look.
    text : str
        An id, a name, an ESR code or UN/LOCODE, or ``lat,lon`` in degrees.

    Raises
    ------
    UnknownPlaceError
        With the nearest name.
    AmbiguousPlaceError
        With the candidates.
    CoordinateError
        For a position out of range, likely swapped, or far from every place.
    OptionError
        For a text with a control character.
    """
    if text in atlas.places:
        return atlas.places[text]
    require_plain(text)
    position = _POSITION.fullmatch(text)
    if position:
        return nearest(atlas, float(position[1]), float(position[2]))
    wanted = fold(text)
    hits = _by_spelling(_Places(atlas.places)).get(wanted, [])
    principal = [place for place in hits if place.kind in _PRINCIPAL]
    hits = principal or hits
    if len(hits) == 1:
        return hits[0]
    if hits:
        listed = ", ".join(f"{p.id} ({p.name}, {p.kind}, {p.country})" for p in hits)
        raise AmbiguousPlaceError(f"{text!r} may be any of {listed}; give the id")
    near = search(atlas, text)[:1] if wanted else []
    hint = f"; did you mean {near[0].matched!r} ({near[0].place.id})?" if near else ""
    raise UnknownPlaceError(f"unknown place {text!r}{hint}")


def position_in(text: str) -> LonLat | None:
    """Longitude and latitude of a text ``lat,lon``, be they degrees on the Earth or not."""
    found = _POSITION.fullmatch(text)
    return (float(found[2]), float(found[1])) if found else None


def nearest(atlas: Atlas, lat: float, lon: float) -> Place:
    """The place nearest to a position, if it lies within the joining limit.

    Raises
    ------
    CoordinateError
        For a position out of range, likely swapped, or further than the limit from any place.
    """
    if abs(lat) > 90 or abs(lon) > 180:
        swap = f"; did you mean {lon:g},{lat:g}?" if abs(lon) <= 90 and abs(lat) <= 180 else ""
        raise CoordinateError(f"{lat:g},{lon:g} is no latitude,longitude{swap}")
    place, away_km = _closest(atlas, (lon, lat))
    if away_km <= JOIN_LIMIT_KM:
        return place
    if abs(lon) <= 90:
        other, other_km = _closest(atlas, (lat, lon))
        if other_km <= JOIN_LIMIT_KM:
            raise CoordinateError(
                f"{lat:g},{lon:g} is likely swapped (latitude comes first): "
                f"{lon:g},{lat:g} is by {other.name} ({other.id})"
            )
    raise CoordinateError(
        f"{lat:g},{lon:g} is {away_km:.0f} km from the nearest place, {place.name} ({place.id}); "
        f"a position is joined over {JOIN_LIMIT_KM:g} km at most"
    )


def _closest(atlas: Atlas, point: LonLat) -> tuple[Place, float]:
    def away_km(place: Place) -> float:
        return great_circle_km(place.position, point)

    place = min(atlas.places.values(), key=away_km)
    return place, away_km(place)


def search(
    atlas: Atlas, text: str = "", kind: Kind | None = None, country: str | None = None
) -> list[Match]:
    """Places found by a text, best first; all of them, by importance, for no text.

    A typo is forgiven by the weighted ratio of the rapidfuzz package over folded spellings.
    Places of a principal kind come before sidings and halts of equal score.

    Raises
    ------
    CoordinateError
        As `nearest`, for a position.
    OptionError
        For a text with a control character.
    """
    require_plain(text)
    places = [
        place
        for place in atlas.places.values()
        if (kind is None or place.kind is kind) and (country is None or place.country == country)
    ]
    wanted = fold(text)
    position = _POSITION.fullmatch(text)
    if position:
        place = nearest(atlas, float(position[1]), float(position[2]))
        matches = [Match(place, EXACT, place.name)] if place in places else []
    elif not text:
        matches = [Match(place, EXACT, place.name) for place in places]
    elif not wanted:
        matches = []
    else:
        matches = [match for place in places if (match := _score(place, wanted))]
    ranks = {kind: rank for rank, kind in enumerate(Kind)}
    # A place that is called so itself comes before one that is only known by the name, too.
    return sorted(
        matches,
        key=lambda m: (
            -round(m.score),
            m.score == EXACT and m.matched != m.place.name,
            ranks[m.place.kind],
            m.place.id,
        ),
    )


def _score(place: Place, wanted: str) -> Match | None:
    from rapidfuzz import fuzz

    for code in codes(place):
        if fold(code) == wanted:
            return Match(place, EXACT, code)
    best = Match(place, 0.0, place.name)
    for spelling in spellings(place):
        found = fold(spelling)
        if found == wanted:
            return Match(place, EXACT, spelling)
        # A code is right or wrong: codes one digit apart have nothing to do with each other.
        likeness = (
            0.0
            if wanted.isdigit()
            else fuzz.ratio(wanted, found, score_cutoff=max(best.score, FUZZY_FLOOR))
        )
        begins = found.startswith(wanted) or f" {wanted}" in found
        score = max(likeness, 90.0) if begins else likeness
        if score > best.score:
            best = Match(place, score, spelling)
    return best if best.score >= FUZZY_FLOOR else None
