"""What of a network a search may use, and which of its nodes are one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geodata.geodesy import geodesic_km
from geodata.model import Frontier, Mode
from routes.crossings import Passage, named_crossing
from routes.overland.joining import distances_km, edges_near, node_position, plane_lines

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.borders import Borders
    from geodata.network.model import Bools, Ids, Network
    from routes.overland.model import Asked, Cut

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

    def _ferry_ends(self, mask: Bools) -> list[int]:
        """The nodes where ferry lanes end."""
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
        import numpy as np

        shut = np.array(sorted(nodes), dtype=np.int64)
        edges = self.network.edges
        at = np.isin(edges.tails, shut) | np.isin(edges.heads, shut)
        mask &= ~(at & self.network.mode_mask(Mode.FERRY))

    def _close_ports(self, mask: Bools, countries: frozenset[str]) -> None:
        """A ferry from or to a country touches it."""
        ports = [node for node in self._ferry_ends(mask) if self.country_at(node) in countries]
        self._close_ferries_at(mask, ports)

    def _close_checkpoints(self, mask: Bools, idents: frozenset[str], on: date) -> None:
        """Close the edges that meet at a frontier for which one of the checkpoints answers."""
        for ident in sorted(idents):
            point = self.atlas.checkpoints[ident]
            if point.country_b is None:
                nodes = [node for node, place in self.place_of.items() if place == point.place_a]
                self._close_ferries_at(mask, nodes)
        for node, met in self._frontiers(mask).items():
            for mode, countries in met.items():
                for other in countries[1:]:
                    lon, lat = node_position(self.network, node)
                    frontier = Frontier(0.0, countries[0], other, lon, lat)
                    crossing = named_crossing(Passage(frontier, mode, 0, "", ""), self.atlas, on)
                    if crossing.id in idents:
                        edges = self.network.edges
                        at = (edges.tails == node) | (edges.heads == node)
                        mask &= ~(at & self.network.mode_mask(mode))

    def _frontiers(self, mask: Bools) -> dict[int, dict[Mode, tuple[str, ...]]]:
        """The nodes where lines of one mode meet in several countries, with these."""
        from geodata.network.model import MODES

        network, edges = self.network, self.network.edges
        met: dict[int, dict[Mode, set[str]]] = {}
        land: Any = mask & (edges.country > 0) & ~network.mode_mask(Mode.FERRY)
        rows = zip(
            edges.tails[land].tolist(),
            edges.heads[land].tolist(),
            edges.country[land].tolist(),
            edges.mode[land].tolist(),
            strict=True,
        )
        for tail, head, country, mode in rows:
            for node in (tail, head):
                of_mode = met.setdefault(node, {}).setdefault(MODES[mode], set())
                of_mode.add(network.countries[country])
        return {
            node: {m: tuple(sorted(c)) for m, c in modes.items() if len(c) > 1}
            for node, modes in met.items()
            if any(len(countries) > 1 for countries in modes.values())
        }
