"""Measure the engine beside other libraries on a national railway, and write the table.

Every library has a process of its own, and all answer the same questions over the same generated
railway; their answers are compared. Figures are CPU time, user plus system, so that a busy machine
changes the ratios little. The exit code is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np

from routes.engines.contraction import ContractionEngine
from routes.engines.graph import Graph
from routes.engines.metric import Metric
from routes.engines.order import contraction_order
from tools.bench_imports import measure_imports
from tools.fresh import open_and_route
from tools.questions import pose, read_questions, write_questions
from tools.railway import Railway, build_railway
from tools.railway_files import write_flat, write_network_file, write_railway
from tools.report import REPORT, Table, write_report
from tools.worker import ENGINE, same, timed

FOLDER = Path("build/networks")
LIBRARIES = ("scipy", "networkx", "rustworkx", "scgraph")
VERSIONS = ("routingkit-cch", "numpy", *LIBRARIES, "osmium", "osmnx")
OPENING = "open"


class Job(NamedTuple):
    """A job of the report: its key, what it is, and the ratios that it must reach."""

    key: str
    title: str
    targets: tuple[tuple[str, float], ...] = ()


JOBS = (
    Job(OPENING, "open the network and find a path, in a fresh process", (("networkx", 50.0),)),
    Job("path", "a path", (("networkx", 500.0), ("scipy", 50.0))),
    Job("forbid", "a path with a country forbidden", (("scipy", 10.0),)),
    Job("remove", "a path with a section removed"),
    Job("alternatives", "four distinct alternatives"),
    Job("matrix", "a matrix of 1000 x 1000", (("scipy", 40.0),)),
    Job("closures", "1,000 closures, each with 20 paths", (("scipy", 20.0),)),
)


class Result(NamedTuple):
    """What one library took: milliseconds by job, and peak memory of both kinds of process."""

    times: dict[str, float]
    peak_mb: float
    opening_mb: float


def prepare(folder: Path) -> tuple[Railway, dict[str, float]]:
    """Generate the railway, its order, hierarchy and questions; what each step took, in ms."""
    built: list[Railway] = []
    times = {"generate the railway": timed(lambda: built.append(build_railway()))}
    railway = built[0]
    write_railway(folder, railway)
    graph = Graph(railway.node_count, railway.tails, railway.heads, railway.lon, railway.lat)
    metric = Metric.of(railway.length_m)
    orders = []
    times["contraction order"] = timed(lambda: orders.append(contraction_order(graph)))
    order = orders[0]
    times["a network's file, with all of it"] = timed(lambda: write_network_file(folder, railway))
    write_flat(folder, {"order": order})
    write_questions(folder, pose(railway, ContractionEngine(graph, metric, order)))
    return railway, times


def measure(name: str, folder: Path) -> Result:
    """One library's figures, from its worker and from fresh processes."""
    command = [sys.executable, "-m", "tools.worker", name, str(folder)]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    a, b, cost = read_questions(folder).path[0]
    opening = open_and_route(name, folder, a, b, runs=9 if name == ENGINE else 3)
    same(opening.cost, cost)
    return Result({**report["times"], OPENING: opening.cpu_ms}, report["peak_mb"], opening.peak_mb)


def tables(results: dict[str, Result]) -> list[Table]:
    """The figures of all libraries beside each other."""
    own = results[ENGINE]
    jobs = []
    for job in JOBS:
        cells = [job.title, _ms(own.times[job.key])]
        for name in LIBRARIES:
            taken = results[name].times[job.key]
            cells.append(f"{_ms(taken)} ({_ratio(taken / own.times[job.key])})")
        jobs.append(cells)
    names = ["this engine", *LIBRARIES]
    memory = [
        ["peak, all jobs", *(f"{results[name].peak_mb:.0f} MB" for name in results)],
        ["peak, open and find a path", *(f"{r.opening_mb:.0f} MB" for r in results.values())],
        ["build in memory, CPU time", *(_ms(r.times["build"]) for r in results.values())],
    ]
    return [
        Table("CPU time, and how many times this engine's", ["job", *names], jobs),
        Table("Memory, and building in memory", ["", *names], memory),
    ]


def targets(results: dict[str, Result]) -> tuple[Table, bool]:
    """The ratios to be reached, and whether all of them were."""
    rows, met = [], True
    for job in JOBS:
        for name, least in job.targets:
            ratio = results[name].times[job.key] / results[ENGINE].times[job.key]
            met = met and ratio >= least
            verdict = "met" if ratio >= least else "MISSED"
            rows.append([job.title, name, _ratio(least), _ratio(ratio), verdict])
    return Table("Targets", ["job", "beside", "at least", "measured", ""], rows), met


def machine() -> str:
    """The processor, its cores and the Python at work."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        model = next((row.split(":")[1].strip() for row in lines if "model name" in row), model)
    libraries = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, {libraries}"
    )


def shape(railway: Railway) -> Table:
    """How many nodes have how many edges, and how long edges are."""
    share = 100 * np.bincount(railway.degrees(), minlength=6) / railway.node_count
    at = np.percentile(railway.length_m, [1, 10, 50, 90, 99])
    rows = [
        ["nodes", f"{railway.node_count:,}"],
        ["edges", f"{len(railway.tails):,}, {railway.length_m.sum() / 1000:,.0f} km"],
        ["dead ends (degree 1)", f"{share[1]:.1f} %"],
        ["along a line (degree 2)", f"{share[2]:.1f} %"],
        ["switches (degree 3)", f"{share[3]:.1f} %"],
        ["crossings and scissors (degree 4)", f"{share[4]:.1f} %"],
        ["degree 5 and more", f"{share[5:].sum():.2f} %"],
        ["length of an edge, percentiles", "1: {:.0f} m, 10: {:.0f}, 50: {:.0f}, 90: {:.0f}, "
         "99: {:.0f} m".format(*at)],
    ]  # fmt: skip
    return Table("The railway", ["", ""], rows)


def _ms(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:,.1f} s"
    return f"{milliseconds:.3g} ms"


def _ratio(ratio: float) -> str:
    return f"{ratio:,.0f}x" if ratio >= 10 else f"{ratio:.1f}x"


def main() -> int:
    """Measure, print and write; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description="The engine beside other libraries.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for the generated files")
    parser.add_argument("-o", "--output", type=Path, default=REPORT, help="the report")
    arguments = parser.parse_args()
    folder: Path = arguments.folder

    railway, prepared = prepare(folder)
    results = {name: measure(name, folder) for name in (ENGINE, *LIBRARIES)}
    goals, met = targets(results)
    imports = measure_imports(folder, railway)
    goals.rows.extend(imports.targets)
    steps = [[step, _ms(taken)] for step, taken in prepared.items()]
    write_report(
        arguments.output,
        machine(),
        [
            *tables(results),
            imports.table,
            goals,
            shape(railway),
            Table("Taken once for a network", ["step", "CPU time"], steps),
        ],
    )
    return int(not (met and imports.met))


if __name__ == "__main__":
    sys.exit(main())
