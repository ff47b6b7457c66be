"""Joining places to a network: at the nearest point of a line, never further than a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from geodata.errors import CoordinateError
from geodata.geodesy import MEAN_RADIUS_KM, geodesic_km
from routes.overland.model import Joined, Stop

if TYPE_CHECKING:
    from geodata.model import LonLat, Place
    from geodata.network.model import Bools, Ids, Network

# Further than the nearest track of all, a main track is taken up to this much.
DETOUR_KM = 0.15


class _Foot(NamedTuple):
    """The nearest point of a line: the edge, where on it (``i + t``), and how far away."""

    edge: int
    at: float
    away_km: float


def join(
    stops: Sequence[Stop], network: Network, of_mode: Bools, usable: Bools, limit_km: float
) -> tuple[Network, tuple[Joined, ...]]:
    """Join stops to lines that can be used.

    Parameters
    ----------
    stops : sequence of Stop
        A stop for which a node of the network stands is joined there, when a line of the modes
        leads to it; any other at the nearest point of a usable line, where the line is cut.
    network : Network
        It stays as it is.
    of_mode, usable : masks of edges
        The lines of the modes asked for, and those of them that meet all conditions.
    limit_km : float
        The longest that a stop may lie from where it is joined, on the ellipsoid.

    Returns
    -------
    network : Network
        With a node for every stop.
    joined : tuple of Joined
        In the order of the stops.

    Raises
    ------
    CoordinateError
        A stop lies further than the limit from every usable line.
    """
    import numpy as np

    from geodata.network.splitting import split_edges

    nodes: list[int] = []
    feet: list[_Foot] = []
    served = _nodes_of(network, of_mode)
    for stop in stops:
        own = [node for node in stop.nodes if node in served]
        near = [node for node in own if _away_km(network, node, stop.place) <= limit_km]
        if own and not near:
            raise _too_far(stop.place, network, usable, limit_km)
        if near:
            nodes.append(near[0])
            continue
        foot = _foot(stop.place.position, network, usable, limit_km)
        if foot is None:
            raise _too_far(stop.place, network, usable, limit_km)
        nodes.append(-1)
        feet.append(foot)
    if feet:
        edges = np.array([foot.edge for foot in feet], dtype=np.int64)
        places = np.array([foot.at for foot in feet], dtype=np.float64)
        network, new = split_edges(network, edges, places)
        fresh = iter(new.tolist())
        nodes = [next(fresh) if node < 0 else node for node in nodes]
    return network, tuple(
        Joined(stop.place, node, _away_km(network, node, stop.place))
        for stop, node in zip(stops, nodes, strict=True)
    )


def _nodes_of(network: Network, edges: Bools) -> frozenset[int]:
    """The nodes at which edges end."""
    return frozenset(network.tails[edges].tolist()) | frozenset(network.heads[edges].tolist())


def edges_near(at: LonLat, network: Network, reach_km: float) -> Ids:
    """The edges whose bounding box comes within reach of a point, and maybe a few more."""
    import numpy as np

    # A degree is never shorter than on the sphere of this radius, less the flattening.
    lat_deg = np.degrees(reach_km / MEAN_RADIUS_KM) * 1.01
    lon_deg = lat_deg / max(np.cos(np.radians(min(abs(at[1]) + lat_deg, 89.0))), 1e-3)
    if not len(network.edges):
        return np.zeros(0, dtype=np.int64)
    starts = network.point_offsets[:-1]
    near = np.ones(len(network.edges), dtype=bool)
    for axis, reach in enumerate((lon_deg, lat_deg)):
        values = np.ascontiguousarray(network.points[:, axis])
        near &= np.minimum.reduceat(values, starts) <= at[axis] + reach
        near &= np.maximum.reduceat(values, starts) >= at[axis] - reach
    return np.flatnonzero(near)


def plane_lines(network: Network, edges: Ids) -> Any:
    """The geometry of edges in the plane of `geodesy.mercator`."""
    import numpy as np
    import shapely

    from geodata.geodesy import mercator

    return np.array(
        [shapely.LineString(mercator(network.edge_points(edge))) for edge in edges.tolist()],
        dtype=object,
    )


def distances_km(at: LonLat, lines: Any) -> Any:
    """How far lines of the plane lie from a point, in km on the ground near it."""
    import numpy as np
    import shapely

    from geodata.geodesy import mercator

    point = shapely.Point(mercator(np.array([at]))[0])
    return shapely.distance(lines, point) * np.cos(np.radians(at[1]))


def _foot(at: LonLat, network: Network, usable: Bools, limit_km: float) -> _Foot | None:
    import numpy as np
    import shapely

    from geodata.geodesy import from_mercator, mercator

    edges = edges_near(at, network, limit_km)
    edges = edges[usable[edges]]
    if not len(edges):
        return None
    lines = plane_lines(network, edges)
    away = distances_km(at, lines)
    away = away + np.where(network.edges.service[edges] == 0, 0.0, DETOUR_KM)
    best = int(np.argmin(away))
    line, point = lines[best], shapely.Point(mercator(np.array([at]))[0])
    along = shapely.line_locate_point(line, point)
    knots = shapely.get_coordinates(line)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(knots, axis=0).T))])
    foot = from_mercator(shapely.get_coordinates(shapely.line_interpolate_point(line, along)))[0]
    away_km = geodesic_km([at, (float(foot[0]), float(foot[1]))])
    if away_km > limit_km:
        return None
    place = float(np.interp(along, run, np.arange(len(run), dtype=np.float64)))
    return _Foot(int(edges[best]), place, away_km)


def node_position(network: Network, node: int) -> LonLat:
    """Longitude and latitude of a node."""
    return float(network.nodes.lon[node]), float(network.nodes.lat[node])


def _away_km(network: Network, node: int, place: Place) -> float:
    return geodesic_km([place.position, node_position(network, node)])


def _too_far(place: Place, network: Network, usable: Bools, limit_km: float) -> CoordinateError:
    """The error that names the nearest station of the usable lines."""
    import numpy as np

    from geodata.geodesy import pairwise_km

    head = f"{place.name} ({place.id}) lies further than {limit_km:g} km from every line"
    head += " of the network that can be used"
    served = _nodes_of(network, usable)
    if not served:
        return CoordinateError(f"{place.name} ({place.id}): no line of the network can be used")
    nodes = np.array(sorted(served), dtype=np.int64)
    lonlat = np.column_stack([network.nodes.lon, network.nodes.lat])
    stations = network.stations
    tied = np.flatnonzero(np.isin(stations.node, nodes))
    if len(tied):
        nodes = stations.node[tied].astype(np.int64)
    here = np.repeat(np.array([place.position]), len(nodes), axis=0)
    away = pairwise_km(here, lonlat[nodes])
    nearest = int(np.argmin(away))
    lon, lat = lonlat[nodes[nearest]].tolist()
    name = "node of one"
    if len(tied):
        name = f"station on one, {stations.name[int(tied[nearest])] or 'nameless'},"
    where = f"{float(away[nearest]):,.1f} km away at {lat:.4f},{lon:.4f}"
    return CoordinateError(
        f"{head}; the nearest {name} is {where}; a greater join limit allows more"
    )
