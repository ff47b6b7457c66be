"""Tying stations, ports and border points to a network, and to the places of the atlas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import shapely

from geodata.atlas import Atlas
from geodata.geodesy import from_mercator, mercator, pairwise_km
from geodata.network.matching import DISTANCE_KM, Match, match_places
from geodata.network.model import MODES, Bools, Floats, Ids, Ints, Network
from geodata.network.pieces import edge_tree
from geodata.network.splitting import split_edges
from geodata.network.station_table import Stations
from geodata.network.stop_tags import Stop
from geodata.network.strings import Strings
from geodata.progress import Progress, say_nothing

# A station is tied to the nearest main track within this distance, or else to any track.
TIE_M = 1000.0
# Further than the nearest track of all, the main track is taken up to this much.
_DETOUR_M = 150.0


class Tied(NamedTuple):
    """How stations were tied and places matched."""

    stations: int
    loose: int
    by_code: int
    by_name: int
    by_distance: int
    conflicts: tuple[str, ...]
    missing: tuple[str, ...]


def with_stations(
    network: Network,
    stops: Sequence[Stop],
    atlas: Atlas | None = None,
    progress: Progress = say_nothing,
) -> tuple[Network, Tied]:
    """Tie stops to the nearest point of the nearest line, and match them with the atlas.

    A new node is set into the line where there is none. A place of the atlas that no stop answers
    to is tied itself, where a line passes within its uncertainty; see `geodata.network.matching`.

    Parameters
    ----------
    network : Network
        It stays as it is.
    stops : sequence of Stop
        In any order; stations too far from any line stay, with no node.
    atlas : Atlas, optional
        Whose places to match.
    progress : callable, optional
        Told what is being done.
    """
    progress("stations", None)
    ordered = sorted(stops, key=lambda stop: (stop.kind, stop.osm_id, stop.lon, stop.lat))
    found: Sequence[Match] = ()
    conflicts: Sequence[str] = ()
    missing: Sequence[str] = ()
    if atlas is not None:
        match = match_places(ordered, network, atlas)
        found, conflicts, missing = match.found, match.conflicts, match.missing
        ordered = [*ordered, *match.added]
    at = np.array([(stop.lon, stop.lat) for stop in ordered], dtype=np.float64).reshape(-1, 2)
    node = np.full(len(ordered), -1, dtype=np.int32)
    away_m = np.full(len(ordered), np.inf)
    if ordered and len(network.edges):
        reach_m = np.full(len(ordered), TIE_M)
        # A place of the atlas may lie as far off as its position is uncertain.
        reach_m[len(stops) :] = DISTANCE_KM * 1000
        ties = _ties(network, ordered, at, reach_m)
        tied = np.flatnonzero(ties.edges >= 0)
        network, node[tied] = split_edges(network, ties.edges[tied], ties.places()[tied])
        away_m = ties.away_m
    stations = _columns(ordered, at, node, away_m, found)
    ways = [match.how for match in found]
    report = Tied(
        stations=len(ordered),
        loose=int((node < 0).sum()),
        by_code=ways.count("code"),
        by_name=ways.count("name"),
        by_distance=ways.count("distance"),
        conflicts=tuple(conflicts),
        missing=tuple(missing),
    )
    return replace(network, stations=stations), report


def _columns(
    stops: Sequence[Stop], at: Floats, node: Ints, away_m: Floats, found: Sequence[Match]
) -> Stations:
    by_stop = {match.stop: match for match in found}
    matches = [by_stop.get(i) for i in range(len(stops))]
    return Stations(
        lon=np.ascontiguousarray(at[:, 0]),
        lat=np.ascontiguousarray(at[:, 1]),
        node=node,
        away_m=away_m,
        osm_id=np.array([stop.osm_id for stop in stops], dtype=np.int64),
        place_away_km=np.array([m.away_km if m else np.nan for m in matches], dtype=np.float64),
        name=Strings.of(stop.names[0] if stop.names else "" for stop in stops),
        kind=Strings.of(stop.kind for stop in stops),
        names=Strings.of("\n".join(stop.names) for stop in stops),
        codes=Strings.of("\n".join(stop.codes) for stop in stops),
        place=Strings.of(m.place if m else "" for m in matches),
        matched_by=Strings.of(m.how if m else "" for m in matches),
    )


class _Ties:
    """Finds for each of many points the nearest place of a line to tie it to."""

    def __init__(self, network: Network, at: Floats, reach_m: Floats) -> None:
        self._network = network
        self._at = at
        self._reach_m = reach_m
        self._lines = edge_tree(network)[0]
        self._points: Any = shapely.points(mercator(at))
        self.edges = np.full(len(at), -1, dtype=np.int64)
        self.away_m = np.full(len(at), np.inf)

    def offer(self, chosen: Bools, rows: Ids, bonus_m: float) -> None:
        """Tie points to the nearest of the edges chosen, where that is nearer by a bonus."""
        candidates = np.flatnonzero(chosen)
        if not len(candidates) or not len(rows):
            return
        tree = shapely.STRtree(self._lines[candidates])
        scale = np.cos(np.radians(self._at[:, 1]))
        (index, near), distance = tree.query_nearest(
            self._points[rows],
            max_distance=float((self._reach_m[rows] / 1000 / scale[rows]).max()),
            return_distance=True,
            all_matches=False,
        )
        row = rows[index]
        metres = distance * scale[row] * 1000
        better = (metres <= self._reach_m[row]) & (metres + bonus_m < self.away_m[row])
        self.edges[row[better]] = candidates[near[better]]
        self.away_m[row[better]] = metres[better]

    def places(self) -> Floats:
        """The place on its edge nearest to each point; the distances become exact."""
        out = np.zeros(len(self._at))
        for row in np.flatnonzero(self.edges >= 0).tolist():
            line: Any = self._lines[self.edges[row]]
            along = shapely.line_locate_point(line, self._points[row])
            points = shapely.get_coordinates(line)
            run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
            out[row] = np.interp(along, run, np.arange(len(run), dtype=np.float64))
            foot = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
            away_km = pairwise_km(from_mercator(foot), self._at[row : row + 1])
            self.away_m[row] = away_km[0] * 1000
        return out


def _ties(network: Network, stops: Sequence[Stop], at: Floats, reach_m: Floats) -> _Ties:
    ties = _Ties(network, at, reach_m)
    mode = np.array([MODES.index(stop.mode) for stop in stops])
    is_main = network.edges.service == 0
    for number in np.unique(mode).tolist():
        of_mode = network.edges.mode == number
        rows = np.flatnonzero(mode == number)
        ties.offer(of_mode & is_main, rows, 0.0)
        ties.offer(of_mode, rows, _DETOUR_M)
    return ties
