"""The country of every edge; an edge that crosses a frontier is cut there.

Outlines are those of `geodata.borders`. What single edges cannot show is set right for the network
as a whole: an excursion over a frontier that never leaves its neighbourhood is no crossing, just
as for a single line (`geodata.frontiers`), and track over water belongs to the country next to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import shapely

from geodata.arcs import WATER
from geodata.borders import Borders
from geodata.errors import CoordinateError
from geodata.frontiers import OFFSHORE_KM, SLIVER_KM, find_frontiers
from geodata.measured_line import MeasuredLine
from geodata.model import Mode
from geodata.network.model import MODES, Floats, Ids, Network
from geodata.network.pieces import component_of_nodes
from geodata.network.sources import ranges
from geodata.network.splitting import split_edges
from geodata.progress import Progress, say_nothing

# At sea, or nowhere that the outlines know.
NOWHERE = 0
_KM_PER_DEGREE = 111.0
_MOST_ROUNDS = 20


def with_countries(network: Network, borders: Borders, progress: Progress = say_nothing) -> Network:
    """Cut a network at the frontiers it crosses, and tell the country of every edge.

    Returns
    -------
    A network with ``countries`` filled in: index 0 is the sea or unknown, then the codes in
    alphabetical order. Ferries over the sea stay at 0; rail and road over water within 8 km of
    land take the country of the nearest.
    """
    if not len(network.edges):
        return network
    progress("frontiers", None)
    edges, places = _crossings(network, borders)
    network, _ = split_edges(network, edges, places)
    numbers = _country_at_middle(network, borders)
    codes = ("", *borders.countries)
    order = np.array([codes.index(code) for code in borders.codes] + [NOWHERE], dtype=np.int32)
    country = order[numbers]
    country = _without_slivers(network, country, codes, borders)
    used = sorted({NOWHERE, *np.unique(country).tolist()})
    renumbered = np.zeros(len(codes), dtype=np.int32)
    renumbered[used] = np.arange(len(used))
    return replace(
        network,
        edges=replace(network.edges, country=renumbered[country]),
        countries=tuple(codes[i] for i in used),
    )


def _crossings(network: Network, borders: Borders) -> tuple[Ids, Floats]:
    """Which edges cross a land frontier, and where on them."""
    counts = np.diff(network.point_offsets)
    lines = shapely.linestrings(network.points, indices=np.repeat(np.arange(len(counts)), counts))
    arcs = [line for _, _, line in borders.frontiers]
    tree = shapely.STRtree(_chopped(arcs))
    near = np.unique(tree.query(lines, predicate="intersects")[0])
    edges: list[int] = []
    places: list[float] = []
    for edge in near.tolist():
        # The antimeridian is cut in the network, so no line can jump over it.
        try:
            line = MeasuredLine.of(network.edge_points(edge))
            found = find_frontiers(line, borders, sliver_km=0.0)
        except CoordinateError:
            continue
        original = network.edge_points(edge)
        for frontier in found:
            edges.append(edge)
            places.append(_place(original, frontier.lon, frontier.lat))
    return np.array(edges, dtype=np.int64), np.array(places, dtype=np.float64)


def _chopped(arcs: list[Any]) -> Any:
    """The single edges of arcs: short things make a better tree than frontiers of 1,000 km."""
    points, part = shapely.get_coordinates(arcs, return_index=True)
    joined = part[1:] == part[:-1]
    return shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1)[joined])


def _place(points: Floats, lon: float, lat: float) -> float:
    """Where on a line a point of it lies, as ``i + t``."""
    step = np.diff(points, axis=0)
    size = (step**2).sum(axis=1)
    toward = ((np.array([lon, lat]) - points[:-1]) * step).sum(axis=1)
    t = np.clip(np.divide(toward, size, out=np.zeros(len(size)), where=size > 0), 0.0, 1.0)
    away = (((points[:-1] + t[:, None] * step) - (lon, lat)) ** 2).sum(axis=1)
    i = int(np.argmin(away))
    return float(i + t[i])


def _country_at_middle(network: Network, borders: Borders) -> Any:
    """The number of the country in which the middle of each edge lies, -1 for none."""
    start = network.point_offsets[:-1]
    count = np.diff(network.point_offsets)
    i = start + (count - 1) // 2
    middle = (network.points[i] + network.points[np.minimum(i + 1, start + count - 1)]) / 2
    numbers = borders.numbers_at(middle)
    ferry = network.edges.mode == MODES.index(Mode.FERRY)
    lost = np.flatnonzero((numbers == WATER) & ~ferry)
    if len(lost):
        shapes = [borders.shapes[code] for code in borders.codes]
        tree = shapely.STRtree(shapes)
        points = shapely.points(middle[lost])
        rows, near = tree.query_nearest(
            points, max_distance=2 * OFFSHORE_KM / _KM_PER_DEGREE, all_matches=False
        )
        for row, number in zip(rows.tolist(), near.tolist(), strict=True):
            lon, lat = middle[lost[row]].tolist()
            away_km = borders.distance_to_country_km(lon, lat, borders.codes[number])
            if away_km <= OFFSHORE_KM:
                numbers[lost[row]] = number
    return numbers


def _without_slivers(
    network: Network, country: Any, codes: tuple[str, ...], borders: Borders
) -> Any:
    """Give excursions that keep near the frontier to the country on both sides of them.

    An excursion is a connected set of edges of one country that meets one other country alone, at
    two nodes or more, and never leaves `SLIVER_KM` around their frontier.
    """
    country = country.copy()
    for _ in range(_MOST_ROUNDS):
        changed: set[int] = set()
        for found in _excursions(network, country):
            # What stands beside something changed is looked at again in the next round.
            if changed.isdisjoint(found.beside) and _keeps_near(network, found, codes, borders):
                country[found.edges] = found.other
                changed.add(found.number)
        if not changed:
            break
    return country


class _Excursion(NamedTuple):
    """Edges of one country that meet one ``other`` alone, in the components ``beside`` theirs."""

    edges: Ids
    country: int
    other: int
    number: int
    beside: frozenset[int]


def _keeps_near(
    network: Network, found: _Excursion, codes: tuple[str, ...], borders: Borders
) -> bool:
    offsets = network.point_offsets
    index, _ = ranges(offsets[found.edges], offsets[found.edges + 1])
    pair = (codes[found.country], codes[found.other])
    # A few points show at once that a whole country is no excursion.
    few = network.points[index[:: max(1, len(index) // 8)]]
    return all(
        bool(borders.near_frontier(points, *pair, SLIVER_KM).all())
        for points in (few, network.points[index])
    )


def _excursions(network: Network, country: Any) -> list[_Excursion]:
    """Sets of edges of one country between those of another, the shortest first."""
    # Every node once for each country of its edges; where they differ there is a frontier.
    node = np.concatenate([network.tails, network.heads]).astype(np.int64)
    wide = int(country.max()) + 1
    key, end = np.unique(node * wide + np.concatenate([country, country]), return_inverse=True)
    tails, heads = np.split(end.astype(np.int32), 2)
    component = component_of_nodes(len(key), tails, heads)
    of_country = (key % wide).tolist()
    # The countries that meet in a node stand next to each other.
    met = np.flatnonzero(key[1:] // wide == key[:-1] // wide)
    others: dict[int, list[int]] = {}
    beside: dict[int, set[int]] = {}
    for i in met.tolist():
        for a, b in ((i, i + 1), (i + 1, i)):
            others.setdefault(int(component[a]), []).append(of_country[b])
            beside.setdefault(int(component[a]), set()).add(int(component[b]))
    part = component[tails]
    km = np.bincount(part, network.length_m, int(component.max()) + 1)
    order = np.argsort(part, kind="stable")
    found = []
    for number in sorted(others, key=lambda number: (km[number], number)):
        other = others[number][0]
        low, high = np.searchsorted(part, [number, number + 1], sorter=order)
        edges = order[low:high]
        mine = int(country[edges[0]])
        between = len(others[number]) > 1 and len(set(others[number])) == 1
        if between and NOWHERE not in (mine, other):
            found.append(_Excursion(edges, mine, other, number, frozenset(beside[number])))
    return found
