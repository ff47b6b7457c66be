"""What memory a network may take to build, by nodes."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("osmium", reason="the extra osm is not installed")

ROOT = Path(__file__).parents[1]
TAGS = "".join(
    f'<tag k="{key}" v="{value}"/>'
    for key, value in (("railway", "rail"), ("gauge", "1520"), ("electrified", "contact_line"))
)


def tree(path: Path, ways: int, nodes_of_way: int = 20, others: int = 0) -> Path:
    """Lines that branch off one another, all of them railways, and nodes of other things."""
    chance = random.Random(1)  # noqa: S311  # the same file every time
    number = 0
    ends = [(0, 60.0, 42.0)]
    drawn: list[list[int]] = []
    with path.open("w", encoding="utf-8") as stream:
        stream.write("<osm version='0.6'>")

        def node(lon: float, lat: float) -> int:
            nonlocal number
            number += 1
            stream.write(f'<node id="{number}" version="1" lat="{lat:.7f}" lon="{lon:.7f}"/>\n')
            return number

        ends[0] = (node(60.0, 42.0), 60.0, 42.0)
        for _ in range(ways):
            start, lon, lat = chance.choice(ends)
            heading = chance.uniform(0, math.tau)
            refs = [start]
            for _ in range(nodes_of_way - 1):
                lon, lat = lon + 0.002 * math.cos(heading), lat + 0.002 * math.sin(heading)
                refs.append(node(lon, lat))
            ends.append((refs[-1], lon, lat))
            drawn.append(refs)
        for _ in range(others):
            node(chance.uniform(55, 65), chance.uniform(40, 44))
        for way, refs in enumerate(drawn):
            nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs)
            name = f'<tag k="name" v="Line {way % 50}"/>'
            stream.write(f'<way id="{way + 1}" version="1">{nodes}{TAGS}{name}</way>\n')
        stream.write("</osm>")
    return path


MEASURE = """
import sys
from pathlib import Path
import numpy, osmium, shapely
from geodata.network.build import build_network
def peak():
    # What getrusage tells of a child is at least what its parent took.
    status = dict(line.split(":") for line in open("/proc/self/status"))
    return int(status["VmHWM"].split()[0]) / 1000
before = peak()
network = build_network([Path(sys.argv[1])]).network
print(peak() - before, len(network.edges))
"""


@pytest.mark.slow
def test_a_gigabyte_is_enough_for_five_million_nodes(tmp_path: Path) -> None:
    path = tree(tmp_path / "tree.osm", 5000, others=300_000)
    answer = subprocess.run(
        [sys.executable, "-c", MEASURE, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    megabytes, edges = map(float, answer.stdout.split())
    assert megabytes > 5
    assert edges >= 5000
    assert megabytes < 1000 * 395_000 / 5_000_000 + 60, "60 MB are for buffers of any file"
