"""Open a network and find one way, in a fresh process: the CPU time and memory of all of it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OPEN_ENGINE = """
import sys
from routes.overland.prepared import open_prepared
path = open_prepared(sys.argv[1] + "/railway.ndn").path(int(sys.argv[2]), int(sys.argv[3]))
print(path.cost)
"""

READ_TABLE = """
import sys
import geopandas
folder, a, b = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
edges = geopandas.read_file(folder + "/railway.gpkg")
rows = zip(edges["u"].tolist(), edges["v"].tolist(), edges["length_m"].tolist())
"""

# The most memory that a script held, in kB; getrusage would count what its parent held too.
PEAK = """
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""

SCRIPTS = {
    "engine": OPEN_ENGINE,
    "scipy": """
import sys
from scipy.sparse import load_npz
from scipy.sparse.csgraph import dijkstra
a, b = int(sys.argv[2]), int(sys.argv[3])
costs, came = dijkstra(load_npz(sys.argv[1] + "/matrix.npz"), indices=a, return_predecessors=True)
nodes = [b]
while nodes[-1] != a:
    nodes.append(int(came[nodes[-1]]))
print(costs[b])
""",
    "networkx": READ_TABLE
    + """
import networkx as nx
graph = nx.Graph()
graph.add_weighted_edges_from(rows, weight="length_m")
nodes = nx.shortest_path(graph, a, b, weight="length_m")
print(nx.path_weight(graph, nodes, "length_m"))
""",
    "rustworkx": READ_TABLE
    + """
import rustworkx as rx
graph = rx.PyGraph()
rows = list(rows)
graph.add_nodes_from(range(1 + max(max(u, v) for u, v, _ in rows)))
graph.add_edges_from(rows)
nodes = rx.dijkstra_shortest_paths(graph, a, b, weight_fn=float)[b]
print(sum(graph.get_edge_data(u, v) for u, v in zip(nodes, nodes[1:])))
""",
    "scgraph": READ_TABLE
    + """
from scgraph import Graph
beside = {}
for u, v, length in rows:
    if length < beside.setdefault(u, {}).get(v, float("inf")):
        beside[u][v] = length
        beside.setdefault(v, {})[u] = length
print(Graph([beside[node] for node in range(len(beside))]).bidirectional_dijkstra(a, b)["length"])
""",
}


class Opening(NamedTuple):
    """Medians over fresh processes: user and system time in milliseconds, peak memory in MB."""

    cpu_ms: float
    peak_mb: float
    cost: float


def open_and_route(name: str, folder: Path, a: int, b: int, runs: int) -> Opening:
    """Run one library's script some times, after once to warm the file cache.

    Raises
    ------
    subprocess.CalledProcessError
        The script failed.
    """
    command = [sys.executable, "-I", "-c", SCRIPTS[name] + PEAK, str(folder), str(a), str(b)]
    results = [_run(command) for _ in range(runs + 1)][1:]
    return Opening(
        statistics.median(result.cpu_ms for result in results),
        statistics.median(result.peak_mb for result in results),
        results[0].cost,
    )


def _run(command: list[str]) -> Opening:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdout:
        process.stdout.close()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu_ms = 1000 * (usage.ru_utime + usage.ru_stime)
    cost, peak_kb = output.split()
    return Opening(cpu_ms, float(peak_kb) / 1024, float(cost))
