"""The generated railway as a network of `geodata.network`, with its own lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.model import Mode
from geodata.network.model import ALWAYS, MODES, NEVER, SERVICES, Edges, Network, Nodes, freeze
from geodata.network.station_table import no_stations
from geodata.network.strings import Strings
from tools.railway import COUNTRIES

if TYPE_CHECKING:
    from tools.railway import Railway

GAUGE_MM = 1520


def railway_network(railway: Railway) -> Network:
    """The railway, all of one gauge; nodes, edges and lengths are those of the arrays."""
    count = len(railway.tails)
    codes, ints = np.zeros(count, dtype=np.uint8), np.zeros(count, dtype=np.int32)
    floats = np.zeros(count, dtype=np.float32)
    siding = SERVICES.index("siding")
    edges = Edges(
        tails=railway.tails,
        heads=railway.heads,
        length_m=railway.length_m,
        mode=np.full(count, MODES.index(Mode.RAIL), dtype=np.uint8),
        state=codes,
        service=np.where(railway.main, 0, siding).astype(np.uint8),
        usage=codes,
        electrification=codes,
        kind=ints,
        gauges=ints,
        country=railway.country.astype(np.int32) + 1,
        voltage_v=floats,
        frequency_hz=floats,
        maxspeed_kmh=floats,
        oneway=np.zeros(count, dtype=np.int8),
        opened=np.full(count, ALWAYS, dtype=np.int32),
        closed=np.full(count, NEVER, dtype=np.int32),
        way=np.arange(1, count + 1, dtype=np.int64),
        name=ints,
    )
    ends = np.stack((railway.tails, railway.heads), axis=1).reshape(-1)
    nodes = Nodes(railway.lon, railway.lat, np.arange(1, railway.node_count + 1, dtype=np.int64))
    return freeze(
        Network(
            nodes=nodes,
            edges=edges,
            stations=no_stations(),
            point_offsets=np.arange(0, 2 * count + 1, 2, dtype=np.int64),
            points=np.column_stack((railway.lon[ends], railway.lat[ends])),
            kinds=("rail",),
            gauge_sets=((GAUGE_MM,),),
            countries=("", *COUNTRIES),
            names=Strings.of(("",)),
            meta={"sources": ["generated"], "licences": [], "report": {}},
        )
    )
