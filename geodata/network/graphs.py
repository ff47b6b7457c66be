"""Reading graphs of osmnx, in memory or from GraphML."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.errors import DataError, OptionError, Problem
from geodata.model import Mode
from geodata.network.sources import NAMELESS, OSM_LICENCE, Register, Source, Wanted
from geodata.network.tags import Facts, described, interpret, way_name

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES = (".graphml",)
CRS = "epsg:4326"
# Inner points of edges are no nodes, whatever lies on them: each has a number of its own.
_INNER = -(2**61)
_TELLING = ("railway", "highway", "route")


def read_graphml(path: Path, wanted: Wanted, mode: Mode | None = None) -> Source:
    """The lines of a GraphML file that osmnx has saved.

    Raises
    ------
    OptionError
        When the extra ``osm`` is not installed.
    DataError
        When it is no such file.
    """
    try:
        import osmnx
    except ImportError as error:
        raise OptionError(
            f"{path}: reading it needs osmnx: install the extra with pip install 'ndn-atlas[osm]'"
        ) from error
    from xml.etree.ElementTree import ParseError

    from networkx import NetworkXException

    try:
        graph = osmnx.load_graphml(path)
        return read_graph(graph, wanted, mode, name=path.name)
    except (
        *(ParseError, NetworkXException, ValueError, LookupError, TypeError, AttributeError),
        *(SyntaxError, RecursionError, OSError),
    ) as error:
        if isinstance(error, DataError):
            raise
        message = " ".join(str(error).split())[:200] or type(error).__name__
        raise DataError(
            [Problem(path.name, "", "", f"is no GraphML that osmnx has saved: {message}")]
        ) from error


def read_graph(
    graph: nx.MultiDiGraph[Any], wanted: Wanted, mode: Mode | None = None, name: str = "the graph"
) -> Source:
    """The lines of a graph of osmnx, simplified or not, projected or not.

    An edge and its twin in the other direction are one line; it keeps its length in neither, for
    networks are measured on the ellipsoid. The graph stays as it is.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As osmnx makes them: nodes with ``x`` and ``y``, perhaps edges with ``geometry``.
    wanted : Wanted
        The modes and states to take.
    mode : Mode, optional
        The mode of edges without the tags that tell it: what osmnx keeps by default lacks
        ``railway``.
    name : str
        What errors call it.

    Raises
    ------
    DataError
        When coordinates are missing or no degrees, or no tags tell the mode and none is given.
    """
    graph = _unprojected(graph)
    register = Register()
    refs: list[int] = []
    points: list[tuple[float, float]] = []
    counts: list[int] = []
    seen: set[tuple[Any, ...]] = set()
    untold = 0
    for tail, head, data in graph.edges(data=True):
        tags = _tags(data)
        facts = _facts(tags, mode)
        untold += facts is None and not any(tags.get(key) for key in _TELLING)
        if facts is None or not wanted.takes(facts):
            continue
        line = _line(graph, tail, head, data, name)
        way = _way(data.get("osmid"))
        twin = (way, facts._replace(oneway=0), min(line, line[::-1]))
        if twin in seen:
            continue
        seen.add(twin)
        register.add(way, facts, way_name(tags))
        counts.append(len(line))
        inner = range(_INNER + len(refs) + 1, _INNER + len(refs) + len(line) - 1)
        refs += [_ref(tail), *inner, _ref(head)]
        points += line
    if untold and not counts:
        raise DataError(
            [
                Problem(
                    name,
                    "",
                    "",
                    f"has edges without tags that tell what they are ({', '.join(_TELLING)}); "
                    "ask for one mode alone, and they are taken for it",
                )
            ]
        )
    lines = register.lines(
        counts,
        np.array(refs, dtype=np.int64),
        np.array(points, dtype=np.float64).reshape(-1, 2),
    )
    return Source(lines, (), OSM_LICENCE)


def _unprojected(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[Any]:
    """The graph in degrees."""
    import pyproj

    crs = graph.graph.get("crs", CRS)
    if pyproj.CRS.from_user_input(crs).is_geographic:
        return graph
    from osmnx.projection import project_graph

    projected: nx.MultiDiGraph[Any] = project_graph(graph, to_latlong=True)
    return projected


def _tags(data: Mapping[str, Any]) -> dict[str, str]:
    """Attributes as tags; where osmnx has merged ways, one of several values."""
    return {key: text for key, value in data.items() if (text := _text(key, value))}


def _text(key: str, value: Any) -> str:
    if isinstance(value, list):
        values = [_text(key, item) for item in value]
        # A gauge of several is a mixed one; of other values the first stands for all.
        return ";".join(dict.fromkeys(values)) if key == "gauge" else next(iter(values), "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and math.isnan(value):
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def _facts(tags: dict[str, str], mode: Mode | None) -> Facts | None:
    facts = interpret(tags)
    if facts is not None or any(tags.get(key) for key in _TELLING):
        return facts
    named = tags.get("mode", "")
    told = Mode(named) if named in set(Mode) else mode
    return None if told is None else described(told, tags)


def _line(
    graph: nx.MultiDiGraph[Any], tail: Any, head: Any, data: Mapping[str, Any], name: str
) -> tuple[tuple[float, float], ...]:
    geometry = data.get("geometry")
    if geometry is not None:
        points = tuple((float(x), float(y)) for x, y, *_ in geometry.coords)
    else:
        points = tuple(_positions(graph, tail, head))
    for lon, lat in points:
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            message = f"{lon:g}, {lat:g} are no longitude and latitude"
            raise DataError([Problem(name, f"edge {tail}-{head}", "", message)])
    return points


def _positions(graph: nx.MultiDiGraph[Any], *nodes: Any) -> Iterator[tuple[float, float]]:
    for node in nodes:
        data = graph.nodes[node]
        yield float(data["x"]), float(data["y"])


def _way(osmid: Any) -> int:
    first = osmid[0] if isinstance(osmid, list) and osmid else osmid
    return first if isinstance(first, int) and abs(first) < 2**62 else 0


def _ref(node: Any) -> int:
    """The identity of a node; one that is no number is known by its coordinates."""
    return node if isinstance(node, int) and abs(node) < -_INNER and node != 0 else NAMELESS
