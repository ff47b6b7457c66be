"""Networks as files for people: GeoPackage and GeoParquet, for QGIS, DuckDB and geopandas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.errors import OptionError, OutputError
from geodata.network.model import ELECTRIFICATIONS, MODES, SERVICES, STATES, USAGES, Network
from geodata.network.parts import Part
from geodata.network.storage import SUFFIX, write_network
from geodata.network.to_graph import to_graph
from geodata.writing import replacing

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"
LAYERS = ("edges", "nodes", "stations")
SUFFIXES = (SUFFIX, ".gpkg", ".parquet", ".graphml")
_EPOCH = np.datetime64("1970-01-01")


def to_frame(network: Network, layer: str = "edges") -> gpd.GeoDataFrame:
    """A layer of a network as a GeoDataFrame in EPSG:4326.

    Parameters
    ----------
    network : Network
        The network.
    layer : {"edges", "nodes", "stations"}
        Which layer.

    Returns
    -------
    geopandas.GeoDataFrame
        ``edges``: ``tail, head`` (int32, rows of ``nodes``), ``way`` (int64), ``length_m``
        (float64, geodesic), ``mode, kind, state, gauges_mm`` (several joined by ``;``),
        ``country, service, usage, electrification, name`` (text, empty for unknown),
        ``voltage_v, frequency_hz, maxspeed_kmh`` (float32, 0 for unknown), ``oneway`` (int8),
        ``opened, closed`` (date), ``geometry`` (LineString). ``nodes``: ``osm_id`` (int64) and
        points. ``stations``: ``name, kind, names, codes, place, matched_by`` (text), ``node``
        (int32, -1 for none), ``away_m`` and ``place_away_km`` (float64), ``osm_id``, points.

    Raises
    ------
    OptionError
        For another layer.
    """
    import geopandas as gpd

    if layer not in LAYERS:
        raise OptionError(f"no layer {layer!r}; the layers are {', '.join(LAYERS)}")
    build = {"edges": _edges, "nodes": _nodes, "stations": _stations}[layer]
    columns, geometry = build(network)
    frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=CRS)
    frame.attrs["licences"] = list(network.licences)
    return frame


def _edges(network: Network) -> tuple[dict[str, Any], Any]:
    edges = network.edges
    names = np.array(list(network.names), dtype=object)
    gauges = np.array([";".join(map(str, found)) for found in network.gauge_sets], dtype=object)
    columns = {
        "tail": edges.tails,
        "head": edges.heads,
        "way": edges.way,
        "length_m": edges.length_m,
        "mode": _words([mode.value for mode in MODES])[edges.mode],
        "kind": _words(network.kinds)[edges.kind],
        "state": _words([state.value for state in STATES])[edges.state],
        "gauges_mm": gauges[edges.gauges],
        "country": _words(network.countries)[edges.country],
        "service": _words(SERVICES)[edges.service],
        "usage": _words(USAGES)[edges.usage],
        "electrification": _words(ELECTRIFICATIONS)[edges.electrification],
        "voltage_v": edges.voltage_v,
        "frequency_hz": edges.frequency_hz,
        "maxspeed_kmh": edges.maxspeed_kmh,
        "oneway": edges.oneway,
        "opened": _days(edges.opened),
        "closed": _days(edges.closed),
        "name": names[edges.name],
    }
    counts = np.diff(network.point_offsets)
    lines = shapely.linestrings(network.points, indices=np.repeat(np.arange(len(counts)), counts))
    return columns, lines


def _nodes(network: Network) -> tuple[dict[str, Any], Any]:
    nodes = network.nodes
    return {"osm_id": nodes.osm_id}, shapely.points(nodes.lon, nodes.lat)


def _stations(network: Network) -> tuple[dict[str, Any], Any]:
    stations = network.stations
    columns = {
        "name": list(stations.name),
        "kind": list(stations.kind),
        "names": ["; ".join(text.splitlines()) for text in stations.names],
        "codes": ["; ".join(text.splitlines()) for text in stations.codes],
        "node": stations.node,
        "away_m": np.where(np.isfinite(stations.away_m), stations.away_m, np.nan),
        "place": list(stations.place),
        "matched_by": list(stations.matched_by),
        "place_away_km": stations.place_away_km,
        "osm_id": stations.osm_id,
    }
    return columns, shapely.points(stations.lon, stations.lat)


def _words(words: Any) -> Any:
    return np.array(list(words), dtype=object)


def _days(days: Any) -> Any:
    """Days since 1970 as dates; what lies beyond those of datetime is unknown."""
    out = _EPOCH + days.astype("timedelta64[D]")
    out[np.abs(days.astype(np.int64)) > 10**6] = np.datetime64("NaT")
    return out.astype("datetime64[ms]")


def save_network(
    path: Path, network: Network, layer: str = "edges", parts: Sequence[Part] = ()
) -> None:
    """Write a network in the format of the file's ending, whole or not at all.

    Parameters
    ----------
    path : Path
        ``.ndn`` (for routing), ``.gpkg`` (all layers), ``.parquet`` (one layer), ``.graphml``.
    network : Network
        The network; its licence notices go into the file.
    layer : str
        The layer of a ``.parquet`` file.
    parts : sequence of Part
        What a ``.ndn`` file is to hold besides.

    Raises
    ------
    OptionError
        For another ending, and when a library is missing.
    OutputError
        When the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == SUFFIX:
        write_network(path, network, parts)
    elif suffix == ".gpkg":
        with replacing(path) as draft:
            _write_gpkg(draft, network)
    elif suffix == ".parquet":
        frame = to_frame(network, layer)
        with replacing(path) as draft:
            _write_parquet(draft, frame)
    elif suffix == ".graphml":
        graph = to_graph(network)
        from osmnx import save_graphml

        with replacing(path) as draft:
            save_graphml(graph, draft)
    else:
        raise OptionError(f"{path}: networks are written to {', '.join(SUFFIXES)} files")


def _write_gpkg(path: Path, network: Network) -> None:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    notice = {"licence": "; ".join(network.licences)}
    try:
        for layer in LAYERS:
            frame = to_frame(network, layer)
            if not len(frame) and layer == "stations":
                continue
            geometry = "LineString" if layer == "edges" else "Point"
            pyogrio.write_dataframe(
                frame, path, layer=layer, driver="GPKG", append=layer != LAYERS[0],
                geometry_type=geometry, layer_metadata=notice,
            )  # fmt: skip
    except (DataSourceError, DataLayerError) as error:
        message = " ".join(str(error).split())[:200]
        raise OutputError(f"cannot write {path.name}: {message}") from error


def _write_parquet(path: Path, frame: gpd.GeoDataFrame) -> None:
    try:
        frame.to_parquet(path, index=False, schema_version="1.1.0", write_covering_bbox=True)
    except ImportError as error:
        raise OptionError(
            f"{path.name}: writing it needs pyarrow: pip install 'ndn-atlas[export]'"
        ) from error
