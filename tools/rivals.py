"""The measured libraries, each used in the way that is fastest for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.rival import INFINITE, NoWayError, Rival

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tools.railway import Railway


class Networkx(Rival):
    """A ``networkx.Graph`` searched from both ends, its weights looked up by a function."""

    def __init__(self, railway: Railway) -> None:
        import networkx as nx

        super().__init__(railway)
        self._nx = nx
        self._graph: nx.Graph[int] = nx.Graph()
        self._graph.add_nodes_from(range(railway.node_count))
        self._graph.add_edges_from(
            (a, b, {"length_m": self.true[edge]}) for (a, b), edge in self.edge_at.items()
        )

    def nodes(self, source: int, target: int) -> list[int]:
        """By ``shortest_path``, which searches from both ends."""
        try:
            found: list[int] = self._nx.shortest_path(
                self._graph, source, target, weight="length_m"
            )
        except self._nx.NetworkXNoPath as error:
            raise NoWayError from error
        return found

    def set_weights(self, edges: Iterable[int], values: Iterable[float]) -> None:
        """Write into the attributes of the edges; closed ones are taken out."""
        graph, tails, heads = self._graph, self.railway.tails, self.railway.heads
        for edge, value in zip(edges, values, strict=True):
            self.weights[edge] = value
            a, b = int(tails[edge]), int(heads[edge])
            if value == INFINITE:
                if graph.has_edge(a, b):
                    graph.remove_edge(a, b)
            elif self.edge_at[min(a, b), max(a, b)] == edge:
                graph.add_edge(a, b, length_m=value)

    def row(self, source: int, targets: list[int]) -> list[float]:
        """By one search of all nodes."""
        costs = self._nx.single_source_dijkstra_path_length(self._graph, source, weight="length_m")
        return [float(costs[target]) for target in targets]


class Scipy(Rival):
    """A sparse matrix whose numbers are changed in place."""

    rows, closures = 50, 3

    def __init__(self, railway: Railway) -> None:
        from scipy.sparse import csr_array

        super().__init__(railway)
        ends = np.array(list(self.edge_at)).T
        edges = np.array(list(self.edge_at.values()))
        rows, columns = np.concatenate((ends, ends[::-1]), axis=1)
        both = np.concatenate((edges, edges))
        order = np.lexsort((columns, rows))
        self._matrix = csr_array(
            (railway.length_m[both[order]], (rows[order], columns[order])),
            shape=(railway.node_count,) * 2,
        )
        # Where in the matrix the weight of each edge stands, once for each direction.
        self._cells = np.full((len(self.true), 2), -1)
        place = np.empty(len(both), dtype=np.int64)
        place[order] = np.arange(len(both))
        self._cells[edges] = place.reshape(2, -1).T

    def nodes(self, source: int, target: int) -> list[int]:
        """By ``dijkstra`` with predecessors."""
        from scipy.sparse.csgraph import dijkstra

        _, came = dijkstra(self._matrix, indices=source, return_predecessors=True)
        if came[target] < 0:
            raise NoWayError
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(int(came[nodes[-1]]))
        return nodes[::-1]

    def set_weights(self, edges: Iterable[int], values: Iterable[float]) -> None:
        """Write into the matrix."""
        changed, numbers = list(edges), list(values)
        super().set_weights(changed, numbers)
        cells = self._cells[changed]
        kept = cells[:, 0] >= 0
        self._matrix.data[cells[kept]] = np.array(numbers)[kept, None]

    def row(self, source: int, targets: list[int]) -> list[float]:
        """By one search of all nodes."""
        return self.table([source], targets)[0]

    def table(self, sources: list[int], targets: list[int]) -> list[list[float]]:
        """By one call for a few sources at a time."""
        from scipy.sparse.csgraph import dijkstra

        costs: list[list[float]] = []
        for n in range(0, len(sources), 25):
            part = dijkstra(self._matrix, indices=sources[n : n + 25])
            costs.extend(part[:, targets].tolist())
        return costs


class Rustworkx(Rival):
    """A ``PyGraph`` whose edges carry their number, its weights looked up in a list."""

    def __init__(self, railway: Railway) -> None:
        import rustworkx as rx

        super().__init__(railway)
        self._rx = rx
        self._graph = rx.PyGraph(multigraph=True)
        self._graph.add_nodes_from(range(railway.node_count))
        self._graph.add_edges_from(
            list(
                zip(
                    railway.tails.tolist(),
                    railway.heads.tolist(),
                    range(len(railway.tails)),
                    strict=True,
                )
            )
        )

    def nodes(self, source: int, target: int) -> list[int]:
        """By ``dijkstra_shortest_paths`` with a target."""
        weigh = self.weights.__getitem__
        found = self._rx.dijkstra_shortest_paths(self._graph, source, target, weight_fn=weigh)
        if target not in found:
            raise NoWayError
        nodes = list(found[target])
        if INFINITE in map(weigh, self.edges(nodes)):
            raise NoWayError
        return nodes

    def row(self, source: int, targets: list[int]) -> list[float]:
        """By one search of all nodes."""
        costs = self._rx.dijkstra_shortest_path_lengths(
            self._graph, source, edge_cost_fn=self.weights.__getitem__
        )
        return [0.0 if target == source else float(costs[target]) for target in targets]


class Scgraph(Rival):
    """The C++ graph of scgraph, searched from both ends, or from one when it was edited.

    Its search from both ends still passes edges that were taken out. To take one out costs a
    twentieth of building the graph anew, so that is done when many edges change.
    """

    rows = 20
    few = 20

    def __init__(self, railway: Railway) -> None:
        from scgraph import Graph

        super().__init__(railway)
        self._make = Graph
        self._beside: list[dict[int, float]] = [{} for _ in range(railway.node_count)]
        for (a, b), edge in self.edge_at.items():
            self._beside[a][b] = self._beside[b][a] = self.true[edge]
        self._graph = Graph(self._beside)
        self._edited = False

    def nodes(self, source: int, target: int) -> list[int]:
        """By ``bidirectional_dijkstra``, or ``dijkstra``."""
        search = self._graph.dijkstra if self._edited else self._graph.bidirectional_dijkstra
        try:
            found = search(source, target)
        except RuntimeError as error:
            raise NoWayError from error
        return list(found["path"])

    def set_weights(self, edges: Iterable[int], values: Iterable[float]) -> None:
        """Change a few edges in place; build the graph anew for many."""
        changed, beside = list(edges), self._beside
        in_place = len(changed) <= self.few
        tails, heads = self.railway.tails, self.railway.heads
        for edge, value in zip(changed, values, strict=True):
            self.weights[edge] = value
            a, b = int(tails[edge]), int(heads[edge])
            if self.edge_at[min(a, b), max(a, b)] != edge:
                continue
            known = beside[a].pop(b, None)
            beside[b].pop(a, None)
            if value != INFINITE:
                beside[a][b] = beside[b][a] = value
            if in_place and known is not None:
                self._graph.remove_edge(a, b, symmetric=True)
            if in_place and value != INFINITE:
                self._graph.add_edge(a, b, value, symmetric=True)
        self._edited = in_place
        if not in_place:
            self._graph = self._make(beside)

    def row(self, source: int, targets: list[int]) -> list[float]:
        """By the tree of shortest paths."""
        costs = self._graph.get_shortest_path_tree(source)["distance_matrix"]
        return [float(costs[target]) for target in targets]


RIVALS: dict[str, type[Rival]] = {
    "scipy": Scipy,
    "networkx": Networkx,
    "rustworkx": Rustworkx,
    "scgraph": Scgraph,
}
