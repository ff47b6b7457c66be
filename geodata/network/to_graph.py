"""A network as a graph of osmnx, so that code written for osmnx and networkx works on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.network.graphs import CRS
from geodata.network.model import (
    ELECTRIFICATIONS,
    MODES,
    NEVER,
    SERVICES,
    STATES,
    USAGES,
    Edges,
    Network,
    State,
    as_date,
)
from geodata.network.tags import KEYS_OF_MODE

if TYPE_CHECKING:
    import networkx as nx


def to_graph(network: Network) -> nx.MultiDiGraph[int]:
    """A network as a graph of osmnx: every edge in both directions, unless it is one-way.

    Returns
    -------
    networkx.MultiDiGraph
        ``graph["crs"]`` is ``"epsg:4326"``, ``graph["licences"]`` the notices to hand on. Nodes
        are OpenStreetMap's numbers, negative ones for nodes of this project, with ``x``, ``y``
        (degrees) and ``street_count``. Edges have ``osmid`` (the way), ``length`` (geodesic,
        metres), ``geometry`` (in the edge's direction), ``oneway``, ``reversed``, ``mode``,
        ``state``, ``country`` (where known), and the tags of OpenStreetMap that say the rest:
        ``railway``, ``gauge``, ``electrified``, ``service``, ``start_date`` and so on.
    """
    import networkx as nx
    from shapely.geometry import LineString

    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(
        name="NDN Atlas", crs=CRS, simplified=True, licences="; ".join(network.licences)
    )
    ident = _node_idents(network)
    met = Counter(network.tails.tolist()) + Counter(network.heads.tolist())
    for node, (lon, lat) in enumerate(
        zip(network.nodes.lon.tolist(), network.nodes.lat.tolist(), strict=True)
    ):
        graph.add_node(ident[node], x=lon, y=lat, street_count=met[node])
    edges = network.edges
    for edge, (tail, head) in enumerate(
        zip(edges.tails.tolist(), edges.heads.tolist(), strict=True)
    ):
        points = network.edge_points(edge)
        tags = edge_tags(network, edge)
        oneway = int(edges.oneway[edge])
        shared = {"osmid": int(edges.way[edge]), "length": float(edges.length_m[edge]), **tags}
        for start, end, backwards in ((tail, head, False), (head, tail, True)):
            if oneway == (1 if backwards else -1):
                continue
            graph.add_edge(
                ident[start],
                ident[end],
                **shared,
                oneway=bool(oneway),
                reversed=backwards,
                geometry=LineString(points[::-1] if backwards else points),
            )
    return graph


def edge_tags(network: Network, edge: int) -> dict[str, str]:
    """What is known of an edge, in the words of OpenStreetMap; unknown things are left out."""
    edges: Edges = network.edges
    mode, state = MODES[edges.mode[edge]], STATES[edges.state[edge]]
    kind = network.kinds[edges.kind[edge]]
    opened, closed = as_date(int(edges.opened[edge])), int(edges.closed[edge])
    # The tag names the last day, the array the first one after it.
    last = None if closed == NEVER else as_date(closed - 1)
    gauges = network.gauge_sets[edges.gauges[edge]]
    found = {
        "mode": mode.value,
        "state": state.value,
        KEYS_OF_MODE.get(mode, "route"): "" if kind == "line" else kind,
        state.value: "" if state is State.IN_USE else "yes",
        "gauge": ";".join(map(str, gauges)),
        "electrified": ELECTRIFICATIONS[edges.electrification[edge]],
        "voltage": _plain(edges.voltage_v[edge]),
        "frequency": _plain(edges.frequency_hz[edge]),
        "maxspeed": _plain(edges.maxspeed_kmh[edge]),
        "service": SERVICES[edges.service[edge]],
        "usage": USAGES[edges.usage[edge]],
        "name": network.names[int(edges.name[edge])],
        "country": network.countries[edges.country[edge]],
        "start_date": opened.isoformat() if opened else "",
        "end_date": last.isoformat() if last else "",
    }
    return {key: value for key, value in found.items() if value}


def _plain(number: Any) -> str:
    return f"{float(number):.6g}" if number else ""


def _node_idents(network: Network) -> list[int]:
    """OpenStreetMap's number of each node, or one of its own; its place where these repeat."""
    own = -1 - np.arange(network.node_count)
    ident = np.where(network.nodes.osm_id != 0, network.nodes.osm_id, own)
    if len(np.unique(ident)) < len(ident):
        ident = np.arange(network.node_count)
    return [int(number) for number in ident]
