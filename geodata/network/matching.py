"""Which station of a network is which place of the atlas: by code, by name, by distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from geodata.atlas import Atlas
from geodata.geodesy import great_circle_km, mercator
from geodata.model import Kind, Mode, Place
from geodata.network.model import Floats, Ids, Network
from geodata.network.pieces import edge_tree
from geodata.network.stop_tags import Stop
from geodata.search import codes, fold, spellings

# A station of a place's code further away than this is another one with a wrong code.
CODE_KM = 25.0
# Names repeat ("Novaya"): one must lie this near, and within the place's uncertainty.
NAME_KM = 5.0
# How alike two names must be, of 100: Beineu and Beyneu, but not Alat and Aktau.
_ALIKE = 85.0
# A place is tied to a line that passes within its uncertainty, but never further away.
DISTANCE_KM = 3.0
_LEAST_KM = 0.5
# Where a line crosses a frontier, by outlines that may be off as far.
FRONTIER_KM = 10.0
# Stations of the atlas that a network of its region ought to have.
_OUGHT_KM = 10.0
_KINDS = (Kind.STATION, Kind.SIDING, Kind.HALT, Kind.PORT, Kind.FRONTIER)
# Tags that hold ESR codes: six digits, the last of which only checks the others.
_ESR_KEYS = ("esr:user", "esr", "railway:esr", "ref:esr")
_ESR_DIGITS = 5


class Match(NamedTuple):
    """Stop number ``stop`` is the place, found by ``how``; ``away_km`` apart."""

    stop: int
    place: str
    how: str
    away_km: float


class Matches(NamedTuple):
    """What was matched; ``added`` stops stand for places that have none of their own."""

    found: tuple[Match, ...]
    added: tuple[Stop, ...]
    conflicts: tuple[str, ...]
    missing: tuple[str, ...]


def match_places(stops: Sequence[Stop], network: Network, atlas: Atlas) -> Matches:
    """Match places of the atlas with stops: each with one, a port with one of each mode.

    First by code, then by name in any script, both only nearby; a code that lies far away is
    reported as a conflict and not followed. Of several the nearest is taken. A place that remains
    gets a stop of its own where a line passes within its uncertainty, a frontier point the nearest
    border mark or the place where a line crosses the frontier. Places beside a line of the network
    that have neither are ``missing``.
    """
    places = [place for place in atlas.places.values() if place.kind in _KINDS]
    found: dict[tuple[str, Mode], Match] = {}
    taken: set[int] = set()
    pairs = _near(stops, places)
    for how, answers in _RULES:
        candidates = sorted(
            (away_km, place.id, number)
            for place, number, away_km in pairs
            if answers(place, stops[number], away_km)
        )
        for away_km, ident, number in candidates:
            key = (ident, stops[number].mode)
            if key not in found and number not in taken:
                found[key] = Match(number, ident, how, away_km)
                taken.add(number)
    rest = [
        (place, mode)
        for place in places
        for mode in modes_of(place)
        if (place.id, mode) not in found
    ]
    added = _by_distance(rest, network)
    for i, (place, stop) in enumerate(added):
        away_km = great_circle_km(place.position, (stop.lon, stop.lat))
        found[place.id, stop.mode] = Match(len(stops) + i, place.id, "distance", away_km)
    answered = {ident for ident, _ in found}
    return Matches(
        tuple(found.values()),
        tuple(stop for _, stop in added),
        tuple(_conflicts(stops, places, answered)),
        tuple(_missing([place for place in places if place.id not in answered], network)),
    )


def modes_of(place: Place) -> tuple[Mode, ...]:
    """The modes whose lines a place stands at."""
    return (Mode.RAIL, Mode.FERRY) if place.kind is Kind.PORT else (Mode.RAIL,)


def reach_km(place: Place) -> float:
    """How far from a line a place may lie and still stand at it."""
    return max(_LEAST_KM, min(place.uncertainty_m / 1000, DISTANCE_KM))


def _near(stops: Sequence[Stop], places: Sequence[Place]) -> list[tuple[Place, int, float]]:
    """Places and stops of their kind within reach of each other, with the distance in km."""
    if not stops or not places:
        return []
    at = _lonlat((stop.lon, stop.lat) for stop in stops)
    points: Any = shapely.points(mercator(at))
    tree = shapely.STRtree(points)
    here = _lonlat(place.position for place in places)
    reach = CODE_KM / np.cos(np.radians(here[:, 1]))
    rows, numbers = tree.query(shapely.points(mercator(here)), predicate="dwithin", distance=reach)
    out = []
    for row, number in zip(rows.tolist(), numbers.tolist(), strict=True):
        place, stop = places[row], stops[number]
        at_frontier = place.kind is Kind.FRONTIER
        if at_frontier == (stop.kind == "border") and stop.mode in modes_of(place):
            out.append((place, number, great_circle_km(place.position, (stop.lon, stop.lat))))
    return out


def _has_code(place: Place, stop: Stop, away_km: float) -> bool:
    return away_km <= CODE_KM and not _codes(place).isdisjoint(_stop_codes(stop))


def _codes(place: Place) -> set[str]:
    """The ESR codes of a place without their check digits, and its UN/LOCODE."""
    return {code[:_ESR_DIGITS] if code.isdigit() else code.upper() for code in codes(place)}


def _stop_codes(stop: Stop) -> set[str]:
    found = set()
    for entry in stop.codes:
        key, _, code = entry.rpartition("=")
        if key in _ESR_KEYS and code.isascii() and code.isdigit() and len(code) >= _ESR_DIGITS:
            found.add(code[:_ESR_DIGITS])
        elif key == "locode":
            found.add(code.upper().replace(" ", ""))
    return found


def _has_name(place: Place, stop: Stop, away_km: float) -> bool:
    from rapidfuzz import fuzz

    if away_km > NAME_KM + place.uncertainty_m / 1000:
        return False
    wanted = {fold(text) for text in spellings(place)}
    have = {fold(text) for text in stop.names}
    if not wanted.isdisjoint(have):
        return True
    return any(fuzz.ratio(a, b, score_cutoff=_ALIKE) > 0 for a in wanted for b in have if a and b)


def _is_border_mark(_place: Place, stop: Stop, away_km: float) -> bool:
    """Whether a stop marks a border; only those are compared with frontier points."""
    return stop.kind == "border" and away_km <= FRONTIER_KM


_RULES = (("code", _has_code), ("name", _has_name), ("distance", _is_border_mark))


def _by_distance(
    places: Sequence[tuple[Place, Mode]], network: Network
) -> list[tuple[Place, Stop]]:
    """Stops for places beside a line, and for frontier points where one crosses a frontier."""
    ends = frontier_nodes(network)
    frontier_at = np.column_stack([network.nodes.lon[ends], network.nodes.lat[ends]])
    at = _lonlat(place.position for place, _ in places)
    away = {mode: _away_km(network, at, mode) for mode in {mode for _, mode in places}}
    added = []
    for i, (place, mode) in enumerate(places):
        if place.kind is Kind.FRONTIER:
            near = _nearest(frontier_at, place)
            if near is not None:
                added.append((place, _stop(place, near, mode)))
        elif away[mode][i] <= reach_km(place):
            added.append((place, _stop(place, place.position, mode)))
    return added


def _missing(places: Sequence[Place], network: Network) -> list[str]:
    """Places without a stop that a line passes nearby."""
    ought = [place for place in places if place.kind is not Kind.FRONTIER]
    away_km = _away_km(network, _lonlat(place.position for place in ought), Mode.RAIL)
    return sorted(
        place.id for place, km in zip(ought, away_km.tolist(), strict=True) if km <= _OUGHT_KM
    )


def frontier_nodes(network: Network) -> Ids:
    """The nodes in which rail or road of two countries meets."""
    country = network.edges.country.astype(np.int64)
    low = np.full(network.node_count, np.iinfo(np.int64).max)
    high = np.full(network.node_count, -1)
    on_land = country > 0
    for side in (network.tails[on_land], network.heads[on_land]):
        np.minimum.at(low, side, country[on_land])
        np.maximum.at(high, side, country[on_land])
    return np.flatnonzero((high > 0) & (low != high))


def _nearest(at: Floats, place: Place) -> tuple[float, float] | None:
    nearest = min(
        ((float(lon), float(lat)) for lon, lat in at),
        key=lambda here: great_circle_km(here, place.position),
        default=None,
    )
    if nearest is None or great_circle_km(nearest, place.position) > FRONTIER_KM:
        return None
    return nearest


def _away_km(network: Network, at: Floats, mode: Mode) -> Floats:
    """How far each point lies from the nearest edge of a mode; infinite beyond 10 km."""
    out = np.full(len(at), np.inf)
    chosen = network.mode_mask(mode)
    if not chosen.any() or not len(at):
        return out
    _, tree = edge_tree(network, chosen)
    farthest = _OUGHT_KM / np.cos(np.radians(np.abs(at[:, 1]).max()))
    (rows, _), distance = tree.query_nearest(
        shapely.points(mercator(at)),
        max_distance=farthest,
        return_distance=True,
        all_matches=False,
    )
    out[rows] = distance * np.cos(np.radians(at[rows, 1]))
    return out


def _stop(place: Place, at: tuple[float, float], mode: Mode) -> Stop:
    names = tuple(dict.fromkeys([place.name, *(name.text for name in place.names)]))
    esr = tuple(f"esr={code}" for code in (place.esr or "").split())
    locode = (f"locode={place.unlocode}",) if place.unlocode else ()
    return Stop(0, *at, mode, place.kind.value, names, esr + locode)


def _conflicts(stops: Sequence[Stop], places: Sequence[Place], answered: set[str]) -> Iterator[str]:
    """Stops that bear the code of a place and lie far from it."""
    by_code: dict[str, list[Place]] = {}
    for place in places:
        for code in sorted(_codes(place)):
            by_code.setdefault(code, []).append(place)
    told: set[str] = set()
    for stop in stops:
        for code in sorted(_stop_codes(stop)):
            for place in by_code.get(code, ()):
                away_km = great_circle_km(place.position, (stop.lon, stop.lat))
                if away_km > CODE_KM and place.id not in told | answered:
                    told.add(place.id)
                    name = stop.names[0] if stop.names else "a station without a name"
                    yield (
                        f"{place.id}: its code {code} is borne by {name}, {away_km:,.0f} km away; "
                        "not matched"
                    )


def _lonlat(positions: Iterable[tuple[float, float]]) -> Floats:
    return np.array(list(positions), dtype=np.float64).reshape(-1, 2)
