"""The atlas's network as a graph of networkx, laid out as osmnx expects its own graphs."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import exists

if TYPE_CHECKING:
    import networkx as nx

    from geodata.atlas import Atlas

CRS = "epsg:4326"


def to_graph(atlas: Atlas, as_of: date | None = None) -> nx.MultiDiGraph[int]:
    """The network, every section as two directed edges.

    Parameters
    ----------
    atlas : Atlas
        The ground.
    as_of : date, optional
        Only what existed on the date; everything when left out.

    Returns
    -------
    networkx.MultiDiGraph
        ``graph["crs"]`` is ``"epsg:4326"``. Nodes are integers, as osmnx has them, in the order of
        place ids, with ``x`` (longitude, degrees), ``y`` (latitude, degrees), ``place``, ``name``,
        ``country`` and ``street_count`` (how many sections meet). Edges have ``length`` (geodesic
        length of the geometry, metres), ``distance_km`` (quoted), ``basis``, ``osmid`` (the
        section's index), ``section``, ``mode``, ``gauge_mm``, ``line`` and ``geometry`` (LineString
        in the edge's direction).
    """
    import networkx as nx
    from shapely.geometry import LineString

    sections = [
        section
        for section in atlas.sections.values()
        if as_of is None or exists(section.opened, section.closed, as_of)
    ]
    used = sorted({end for section in sections for end in (section.start, section.end)})
    met = Counter(end for section in sections for end in (section.start, section.end))
    number = {place: index for index, place in enumerate(used)}
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(name="NDN Atlas", crs=CRS, simplified=True)
    for place, index in number.items():
        p = atlas.places[place]
        graph.add_node(
            index,
            x=p.lon,
            y=p.lat,
            place=place,
            name=p.name,
            country=p.country,
            street_count=met[place],
        )
    for index, section in enumerate(sections):
        for start, end, points in (
            (section.start, section.end, section.points),
            (section.end, section.start, section.points[::-1]),
        ):
            graph.add_edge(
                number[start],
                number[end],
                osmid=index,
                oneway=False,
                reversed=start != section.start,
                length=section.measured_km * 1000.0,
                distance_km=section.distance_km,
                basis=section.basis.value,
                section=section.id,
                mode=section.mode.value,
                gauge_mm=section.gauge_mm,
                line=section.line,
                geometry=LineString(points),
            )
    return graph
