"""Measure the import of OpenStreetMap's files beside osmnx: time, and the most memory held."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.railway import build_railway
from tools.railway_osm import write_extract
from tools.report import Table

if TYPE_CHECKING:
    from tools.railway import Railway

XML, PBF = "part.osm", "railway.osm.pbf"
# A railway whose XML osmnx reads in half a minute.
TOWNS = 150
# The PBF file has so many nodes, a fifth of them on the railway; of a real extract it is one in
# twenty or thirty.
WHOLE_NODES = 5_000_000
# What is asked of the import: how much quicker than osmnx, and the megabytes of memory.
LEAST_RATIO, MOST_MB = 10.0, 1000.0

# The peak of the status counts what the process itself held; getrusage would count its parent's.
MEASURE = """
import json, sys, time
def peak():
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) / 1024
before, start = peak(), time.process_time()
edges = read(sys.argv[1])
print(json.dumps([1000 * (time.process_time() - start), before, peak(), edges]))
"""

SCRIPTS = {
    "this project": """
from pathlib import Path
import numpy, osmium, shapely
from geodata.network.build import build_network
def read(path):
    return len(build_network([Path(path)]).network.edges)
""",
    "osmnx": """
import osmnx
def read(path):
    return osmnx.graph_from_xml(path, retain_all=True).number_of_edges()
""",
}


class Import(NamedTuple):
    """What an import took: CPU milliseconds, MB held before and at most, edges found."""

    cpu_ms: float
    before_mb: float
    peak_mb: float
    edges: int


class Imports(NamedTuple):
    """The figures of all imports, for the report."""

    table: Table
    targets: list[list[str]]
    met: bool


def measure_imports(folder: Path, railway: Railway) -> Imports:
    """Write extracts of the railway, import them, and compare.

    Parameters
    ----------
    folder : Path
        For the extracts.
    railway : Railway
        The whole of it goes into the PBF file, a smaller one into the XML file.
    """
    xml_nodes = write_extract(folder / XML, build_railway(towns=TOWNS))
    write_extract(folder / PBF, railway, nodes=WHOLE_NODES)
    own, other = (import_file(name, folder / XML) for name in SCRIPTS)
    whole = import_file("this project", folder / PBF)
    ratio = other.cpu_ms / own.cpu_ms
    rows = [
        [f"XML, {xml_nodes:,} nodes", "this project", _seconds(own), _peak(own), ""],
        [f"XML, {xml_nodes:,} nodes", "osmnx", _seconds(other), _peak(other), f"{ratio:.0f}x"],
        [f"PBF, {WHOLE_NODES:,} nodes", "this project", _seconds(whole), _peak(whole), ""],
    ]
    header = ["file", "by", "CPU time", "peak memory", "times"]
    verdicts = [ratio >= LEAST_RATIO, whole.peak_mb < MOST_MB]
    said = ["met" if fine else "MISSED" for fine in verdicts]
    targets = [
        ["import XML", "osmnx", f"{LEAST_RATIO:.0f}x", f"{ratio:.0f}x", said[0]],
        ["memory, 5 million nodes", "", f"under {MOST_MB:.0f} MB", _peak(whole), said[1]],
    ]
    return Imports(Table("Importing OpenStreetMap", header, rows), targets, all(verdicts))


def import_file(name: str, path: Path) -> Import:
    """Import a file in a process of its own; the libraries are loaded before it counts.

    Raises
    ------
    subprocess.CalledProcessError
        The import failed.
    """
    command = [sys.executable, "-I", "-c", SCRIPTS[name] + MEASURE, str(path)]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return Import(*json.loads(output))


def _seconds(found: Import) -> str:
    return f"{found.cpu_ms / 1000:.1f} s"


def _peak(found: Import) -> str:
    return f"{found.peak_mb:.0f} MB"
