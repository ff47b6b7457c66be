"""What of a network a search may use, and which of its nodes are one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from geodata.geodesy import geodesic_km
from geodata.model import Frontier, Mode
from routes.crossings import Passage, named_crossing
from routes.overland.joining import distances_km, edges_near, node_position, plane_lines

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.borders import Borders
    from geodata.network.model import Bools, Ids, Network
    from routes.model import Crossing
    from routes.overland.model import Asked, Cut
    from routes.overland.ready import Ready

# The nodes of one place, such as a port's station and its berth, that lie this near are joined.
ONE_PLACE_KM = 5.0
# How far from an outline at 1:10m a berth may lie in the water.
OFFSHORE_DEG = 0.15


def usable(network: Network, asked: Asked, *, in_use: bool = True) -> Bools:
    """The edges of the modes, gauges and date asked for, unless told those in use alone."""
    import numpy as np

    from geodata.network.model import STATES, State

    mask = np.asarray((network.edges.state == STATES.index(State.IN_USE)) | (not in_use))
    of_mode = np.zeros(len(mask), dtype=bool)
    for mode in asked.modes:
        of_mode |= network.mode_mask(mode)
    mask &= of_mode
    if asked.gauges_mm:
        fits = ~network.mode_mask(Mode.RAIL)
        for gauge_mm in asked.gauges_mm:
            fits |= network.gauge_mask(gauge_mm)
        mask &= fits
    if asked.on is not None:
        mask &= network.date_mask(asked.on)
    return mask


class Ground:
    """A network with the atlas around it."""

    def __init__(self, network: Network, atlas: Atlas) -> None:
        self.network = network
        self.atlas = atlas

    @cached_property
    def borders(self) -> Borders:
        """The outlines of countries."""
        from geodata.borders import load_borders

        return load_borders()

    @cached_property
    def one(self) -> list[int]:
        """For each node the one that stands for its place: a port's berth is its station."""
        one = list(range(self.network.node_count))
        for nodes in self.network.nodes_of_place.values():
            at = node_position(self.network, nodes[0])
            for node in nodes[1:]:
                if geodesic_km([at, node_position(self.network, node)]) <= ONE_PLACE_KM:
                    one[node] = one[nodes[0]]
        return one

    @cached_property
    def ready(self) -> Ready | None:
        """The shortest ways that the file of the network holds ready."""
        from routes.overland.ready import Ready

        return Ready.of(self)

    @cached_property
    def place_of(self) -> dict[int, str]:
        """The place of the atlas that a node stands for, if any."""
        return {
            node: place
            for place, nodes in sorted(self.network.nodes_of_place.items(), reverse=True)
            if place in self.atlas.places
            for node in nodes
        }

    @cached_property
    def _land_country(self) -> dict[int, str]:
        """The country of the rails and roads at each node; of several the last."""
        network = self.network
        land = ~network.mode_mask(Mode.FERRY) & (network.edges.country > 0)
        found: dict[int, str] = {}
        codes = network.edges.country[land].tolist()
        for ends in (network.tails[land].tolist(), network.heads[land].tolist()):
            found |= {node: network.countries[code] for node, code in zip(ends, codes, strict=True)}
        return found

    def country_at(self, node: int) -> str:
        """The country of a port or of the end of a line; empty where none is near."""
        import shapely

        if node in self.place_of:
            return self.atlas.places[self.place_of[node]].country
        if node in self._land_country:
            return self._land_country[node]
        lon, lat = node_position(self.network, node)
        own = self.borders.country_at(lon, lat)
        if own:
            return own
        point = shapely.Point(lon, lat)
        shapes = self.borders.shapes
        near = [(float(shapely.distance(shapes[code], point)), code) for code in shapes]
        away, code = min(near, default=(OFFSHORE_DEG, ""))
        return code if away < OFFSHORE_DEG else ""

    def open_edges(self, asked: Asked) -> Bools:
        """The edges that a search may use."""
        mask = usable(self.network, asked)
        for country in sorted(asked.avoid_countries):
            mask &= ~(self.network.country_mask(country) & ~self.network.mode_mask(Mode.FERRY))
        if asked.avoid_countries:
            self._close_ports(mask, asked.avoid_countries)
        for cut in asked.cuts:
            mask[self.edges_cut(cut)] = False
        if asked.avoid_checkpoints:
            self._close_checkpoints(mask, asked.avoid_checkpoints, asked.on or date.today())
        return mask

    def edges_cut(self, cut: Cut) -> Ids:
        """The edges of the modes of a cut that come within its reach."""
        import numpy as np

        edges = edges_near(cut.at, self.network, cut.reach_km)
        of_mode = np.zeros(len(edges), dtype=bool)
        for mode in cut.modes:
            of_mode |= self.network.mode_mask(mode)[edges]
        edges = edges[of_mode]
        if not len(edges):
            return edges
        within = distances_km(cut.at, plane_lines(self.network, edges)) <= cut.reach_km
        return np.asarray(edges[within])

    def ferry_ends(self, mask: Bools) -> list[int]:
        """The nodes where ferry lanes that may be used end."""
        import numpy as np

        ferry = mask & self.network.mode_mask(Mode.FERRY)
        ends = np.concatenate([self.network.tails[ferry], self.network.heads[ferry]])
        nodes, met = np.unique(ends, return_counts=True)
        known = set(self.place_of) | set(self._land_country)
        return [
            node
            for node, count in zip(nodes.tolist(), met.tolist(), strict=True)
            if count == 1 or node in known
        ]

    def _close_ferries_at(self, mask: Bools, nodes: Iterable[int]) -> None:
        mask &= ~self.edges_at({Mode.FERRY: set(nodes)})

    def _close_ports(self, mask: Bools, countries: frozenset[str]) -> None:
        """A ferry from or to a country touches it."""
        ports = [node for node in self.ferry_ends(mask) if self.country_at(node) in countries]
        self._close_ferries_at(mask, ports)

    def _close_checkpoints(self, mask: Bools, idents: frozenset[str], on: date) -> None:
        """Close the edges that meet at a frontier for which one of the checkpoints answers."""
        for ident in sorted(idents):
            point = self.atlas.checkpoints[ident]
            if point.country_b is None:
                nodes = [node for node, place in self.place_of.items() if place == point.place_a]
                self._close_ferries_at(mask, nodes)
        shut: dict[Mode, set[int]] = {}
        for node, mode, crossing in self.crossings(mask, on):
            if crossing.id in idents:
                shut.setdefault(mode, set()).add(node)
        mask &= ~self.edges_at(shut)

    def edges_at(self, nodes: Mapping[Mode, Collection[int]]) -> Bools:
        """The edges of each mode that end at any of its nodes."""
        import numpy as np

        edges = self.network.edges
        found: Bools = np.zeros(len(edges), dtype=bool)
        for mode, some in nodes.items():
            wanted = np.array(sorted(some), dtype=np.int64)
            at = np.isin(edges.tails, wanted) | np.isin(edges.heads, wanted)
            found |= at & self.network.mode_mask(mode)
        return found

    def crossings(self, mask: Bools, on: date) -> Iterator[tuple[int, Mode, Crossing]]:
        """The nodes where lines of one mode meet in two countries, with that crossing."""
        for node, mode, countries in self._frontiers(mask):
            at = node_position(self.network, node)
            for pair in combinations(countries, 2):
                passage = Passage(Frontier(0.0, *pair, *at), mode, 0.0, "", "")
                yield node, mode, named_crossing(passage, self.atlas, on)

    def _frontiers(self, mask: Bools) -> Iterator[tuple[int, Mode, tuple[str, ...]]]:
        """The nodes where lines of one mode meet in several countries, with these."""
        import numpy as np

        network, edges = self.network, self.network.edges
        for mode in (Mode.RAIL, Mode.ROAD):
            some = np.flatnonzero(mask & (edges.country > 0) & network.mode_mask(mode))
            ends = np.concatenate([edges.tails[some], edges.heads[some]]).astype(np.int64)
            pairs = np.unique(np.column_stack([ends, np.tile(edges.country[some], 2)]), axis=0)
            node, met = np.unique(pairs[:, 0], return_counts=True)
            shared = pairs[np.isin(pairs[:, 0], node[met > 1])].tolist()
            for one, rows in groupby(shared, key=itemgetter(0)):
                yield one, mode, tuple(sorted(network.countries[code] for _, code in rows))
