"""The report of measurements, as Markdown and on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

REPORT = Path("docs/performance.md")

INTRODUCTION = """\
# Performance

Written by `make bench`, which generates a railway of national size, lets every library answer the
same questions over it, compares their answers, and measures them in one run. Trust the ratios more
than the figures: they are CPU time, user plus system, on this machine:

{machine}.

**How it is measured.** Every library has a process of its own. Figures are medians over the same
questions between random nodes. A path is its edges, not only its length. A country is forbidden,
or a section removed, on the way that would have been best; putting it back is not counted.
Alternatives are found by the penalty method with the same limits: no two share more than 0.6 of
the shorter, none is longer than twice the best. The matrix is measured on some of its rows, and
the closures on some of the thousand, for all but this engine, and scaled up. networkx and scgraph
search from both ends (scgraph from one when an edge was taken out), scipy and rustworkx from one.
In a fresh process this engine opens the `.ndn` file that `ndn network build` writes, scipy its own
`.npz`, the others a GeoPackage by `geopandas.read_file`; all of it counts, Python and imports
included. Files of OpenStreetMap are imported with the libraries loaded: by this project into a
network noded, searched for gaps and with its stations tied, by osmnx with `graph_from_xml`. In the
XML file every way is a track; in the PBF file every fifth node lies on one, all others are those of
buildings.
"""

CLOSING = """\

## What makes the difference

- **One order for all weights.** The engine contracts the network once, in an order that depends on
  the topology alone (customizable contraction hierarchies, by RoutingKit). Closures and other
  weights amend the result; no graph is built again. Of a closed country only its rim is amended:
  nothing enters it.
- **A stored hierarchy.** The contracted network lies in the `.ndn` file as flat arrays. A first
  path reads the few thousand numbers it needs out of the mapped file, and loads no library for it.
  `ndn route --network` takes its answer from there wherever the best way of all keeps to what was
  asked, and searches anew only where it does not.
- **Whole ticks.** Weights are whole numbers of a unit fine enough for the network, so that all
  engines add them up to exactly the same cost. The tests hold the engine, scipy and networkx to
  equal costs on random graphs.

## What is checked, and when

A hundred megabytes are not read to answer one question. So a network's file is checked in steps:

- Always: the magic number, the version, the length of the file.
- When its stored hierarchy is opened: the checksum of the table that tells where the arrays lie,
  that they belong to this very network, and that their lengths fit together.
- When a path is found: that every edge of it joins the next, that none is closed, and that the
  weights add up to what the hierarchy says.
- When the network itself is opened: the checksum of the header too, and that every node, edge and
  name that a number points to exists.
- By `ndn network info --check`: the checksums of all arrays, every byte.

A damaged number in a stored hierarchy thus gives an error, or at worst a real way that is not the
shortest, or none where there is one; `--check` finds it. Where the hierarchy is of another version,
or the file was built without `routingkit-cch`, searches do without it.

## Which engine serves

| graph | engine |
|---|---|
| up to 4,000 nodes, such as the built-in atlas | a plain Dijkstra search, ready at once |
| larger | contraction hierarchies (`routingkit-cch`) |
| larger, the library not installed | scipy |
"""


class Table(NamedTuple):
    """A table of the report."""

    title: str
    header: list[str]
    rows: list[list[str]]


def write_report(path: Path, machine: str, tables: list[Table]) -> None:
    """Write the report and print its tables.

    Parameters
    ----------
    path : Path
        A Markdown file, replaced at once when it is complete.
    machine : str
        What it was measured on.
    tables : list of Table
        In the order of the report.
    """
    parts = [INTRODUCTION.format(machine=machine)]
    for table in tables:
        text = "\n".join(_row(cells) for cells in (table.header, _rule(table), *table.rows))
        print(f"{table.title}\n{text}\n")
        parts.append(f"\n## {table.title}\n\n{text}\n")
    parts.append(CLOSING)
    draft = path.with_suffix(".part")
    draft.write_text("".join(parts), encoding="utf-8")
    draft.replace(path)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(table: Table) -> list[str]:
    return ["---", *["---:"] * (len(table.header) - 1)]
