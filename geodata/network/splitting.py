"""Putting new nodes into the edges of a network."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from geodata.geodesy import pairwise_km
from geodata.network.model import Floats, Ids, Ints, Network, Nodes, Origin
from geodata.network.noding import lengths_m
from geodata.network.sources import ranges

# A cut this near to a node of its edge is made there.
NEAREST_M = 1.0


def split_edges(network: Network, edges: Ids, places: Floats) -> tuple[Network, Ints]:
    """Cut edges at places along them.

    Parameters
    ----------
    network : Network
        It stays as it is.
    edges, places
        Which edge, and where on it, as ``i + t``: the share t of the way from its point i to the
        next. A place within `NEAREST_M` of an end of the edge, or of another cut, is taken for it.

    Returns
    -------
    network : Network
        Edges that are not cut keep their order; the pieces of the others follow, in the order of
        edges, from tail to head. Its ``origin`` tells which edge each of them is of.
    nodes : int32 array
        The node at each place asked for.
    """
    found = np.empty(len(edges), dtype=np.int32)
    cutter = _Cutter(network)
    order = np.lexsort((places, edges))
    groups = np.flatnonzero(np.diff(edges[order], prepend=-1))
    for start, stop in pairwise([*groups.tolist(), len(order)]):
        rows = order[start:stop]
        found[rows] = cutter.cut(int(edges[rows[0]]), places[rows])
    return cutter.network(), found


class _Cutter:
    """Collects the pieces of cut edges."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._lon: list[float] = []
        self._lat: list[float] = []
        self._cut: list[int] = []
        self._of: list[int] = []
        self._tails: list[int] = []
        self._heads: list[int] = []
        self._points: list[Floats] = []

    def cut(self, edge: int, places: Floats) -> list[int]:
        """Cut an edge at ascending places; return the node at each."""
        points = self._network.edge_points(edge)
        tail, head = int(self._network.tails[edge]), int(self._network.heads[edge])
        nodes: list[int] = []
        cuts: list[tuple[float, int]] = []
        last, last_node = points[0], tail
        for place in places.tolist():
            here = _at(points, place)
            if _metres(here, last) <= NEAREST_M:
                nodes.append(last_node)
            elif _metres(here, points[-1]) <= NEAREST_M:
                nodes.append(head)
            else:
                last, last_node = here, self._new_node(here)
                nodes.append(last_node)
                cuts.append((place, last_node))
        if cuts:
            self._pieces(edge, points, [(0.0, tail), *cuts, (len(points) - 1.0, head)])
        return nodes

    def _new_node(self, at: Floats) -> int:
        self._lon.append(float(at[0]))
        self._lat.append(float(at[1]))
        return self._network.node_count + len(self._lon) - 1

    def _pieces(self, edge: int, points: Floats, knots: list[tuple[float, int]]) -> None:
        self._cut.append(edge)
        for (start, tail), (end, head) in pairwise(knots):
            inner = points[int(np.floor(start)) + 1 : int(np.ceil(end))]
            self._of.append(edge)
            self._tails.append(tail)
            self._heads.append(head)
            self._points.append(np.vstack([_at(points, start), inner, _at(points, end)]))

    def network(self) -> Network:
        """The network with the pieces in the place of the edges cut."""
        if not self._cut:
            return self._network
        old = self._network
        kept = np.ones(len(old.edges), dtype=bool)
        kept[self._cut] = False
        rest = np.flatnonzero(kept)
        index, offsets = ranges(old.point_offsets[rest], old.point_offsets[rest + 1])
        added = np.cumsum([len(points) for points in self._points])
        point_offsets = np.concatenate([offsets, offsets[-1] + added]).astype(np.int64)
        points = np.concatenate([old.points[index], *self._points])
        of = np.concatenate([rest, np.array(self._of, dtype=np.int64)])
        edges = old.edges.take(of)
        pieces = np.concatenate(self._points)
        piece_offsets = np.concatenate([[0], added]).astype(np.int64)
        edges.tails[len(rest) :] = self._tails
        edges.heads[len(rest) :] = self._heads
        edges.length_m[len(rest) :] = lengths_m(pieces, piece_offsets)
        nodes = Nodes(
            np.append(old.nodes.lon, self._lon),
            np.append(old.nodes.lat, self._lat),
            np.append(old.nodes.osm_id, np.zeros(len(self._lon), dtype=np.int64)),
        )
        cut = replace(old, nodes=nodes, edges=edges, point_offsets=point_offsets, points=points)
        # Such a field is not handed on by ``replace``: it holds of no network made of this one.
        object.__setattr__(cut, "origin", Origin(old, of))
        return cut


def _at(points: Floats, place: float) -> Floats:
    i = min(int(place), len(points) - 2)
    return np.asarray(points[i] + (place - i) * (points[i + 1] - points[i]))


def _metres(a: Floats, b: Floats) -> float:
    return float(pairwise_km(a[None], b[None])[0]) * 1000
