"""The generated railway as an extract of OpenStreetMap, in XML or PBF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tools.railway import Railway

# So many nodes between the two ends of a way: an edge of the railway.
BENDS = 4
# Every so many nodes of the railway one is a station.
STATION_EVERY = 400
# The corners of a building.
CORNERS = 8
GAUGES = ("1520", "1435", "")


def write_extract(path: Path, railway: Railway, bends: int = BENDS, nodes: int = 0) -> int:
    """Write a railway as nodes and ways with tags; return how many nodes there are.

    Parameters
    ----------
    path : Path
        A file whose ending tells the format: ``.osm``, ``.osm.bz2`` or ``.osm.pbf``.
    railway : Railway
        Each edge becomes a way; those of the first countries are of broad gauge, the next of
        standard gauge, the last of unknown gauge.
    bends : int
        Nodes between the two ends of each way.
    nodes : int
        How many nodes the file is to have at least: those that the railway lacks are of buildings.
    """
    import osmium
    from osmium.osm.mutable import Node, Way

    count = railway.node_count
    tails, heads = railway.tails, railway.heads
    parts = np.arange(1, bends + 1) / (bends + 1)
    between = [
        (at[tails][:, None] + (at[heads] - at[tails])[:, None] * parts).ravel()
        for at in (railway.lon, railway.lat)
    ]
    lon, lat = (
        np.concatenate((ends, inner)).tolist()
        for ends, inner in zip((railway.lon, railway.lat), between, strict=True)
    )
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for node, at in enumerate(zip(lon, lat, strict=True)):
            tags = {}
            if node < count and not node % STATION_EVERY:
                tags = {"railway": "station", "name": f"Halt {node // STATION_EVERY}"}
            writer.add_node(Node(id=node + 1, version=1, location=at, tags=tags))
        here = len(lon)
        for node in range(here, nodes):
            at = (lon[node % here] + 0.01, lat[node % here] + 0.01)
            writer.add_node(Node(id=node + 1, version=1, location=at))
        first = count + 1
        for edge, (tail, head) in enumerate(zip(tails.tolist(), heads.tolist(), strict=True)):
            refs = [tail + 1, *range(first, first + bends), head + 1]
            first += bends
            tags = {"railway": "rail", "gauge": GAUGES[int(railway.country[edge]) // 3]}
            if not railway.main[edge]:
                tags["service"] = "siding"
            tags = {key: value for key, value in tags.items() if value}
            writer.add_way(Way(id=edge + 1, version=1, nodes=refs, tags=tags))
        for way, node in enumerate(range(here + 1, nodes - CORNERS, CORNERS), start=len(tails) + 1):
            refs = [*range(node, node + CORNERS), node]
            writer.add_way(Way(id=way, version=1, nodes=refs, tags={"building": "yes"}))
    return max(here, nodes)
