"""The generated railway as files, in the forms that the measured libraries open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.railway import Railway

FLAT, TABLE, MATRIX, NETWORK = "flat", "railway.gpkg", "matrix.npz", "railway.ndn"


def write_flat(folder: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """Each array as a file of its raw bytes."""
    (folder / FLAT).mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        (folder / FLAT / name).write_bytes(np.ascontiguousarray(array).data)


def write_railway(folder: Path, railway: Railway) -> None:
    """Everything that the measured libraries open."""
    import geopandas as gpd
    import shapely
    from scipy.sparse import csr_array, save_npz

    write_flat(folder, railway._asdict())
    count = railway.node_count
    tails, heads = railway.tails, railway.heads
    ends = np.stack(
        (railway.lon[tails], railway.lat[tails], railway.lon[heads], railway.lat[heads])
    )
    frame = gpd.GeoDataFrame(
        {"u": tails, "v": heads, "length_m": railway.length_m, "country": railway.country},
        geometry=shapely.linestrings(ends.T.reshape(-1, 2, 2)),
        crs="EPSG:4326",
    )
    frame.to_file(folder / TABLE, driver="GPKG", engine="pyogrio")
    # Parallel tracks of one matrix cell would be added up; the shorter one counts.
    order = np.lexsort((railway.length_m, heads, tails))
    _, first = np.unique(tails[order].astype(np.int64) * count + heads[order], return_index=True)
    kept = order[first]
    lengths = railway.length_m[kept]
    both = csr_array(
        (
            np.concatenate((lengths, lengths)),
            (
                np.concatenate((tails[kept], heads[kept])),
                np.concatenate((heads[kept], tails[kept])),
            ),
        ),
        shape=(count, count),
    )
    save_npz(folder / MATRIX, both, compressed=False)


def write_network_file(folder: Path, railway: Railway) -> None:
    """The file that ``ndn network build`` would write."""
    from geodata.network.storage import write_network
    from ndnatlas import load_atlas
    from routes.overland.prepare import prepare
    from tools.railway_network import railway_network

    network = railway_network(railway)
    part = prepare(network, load_atlas())
    write_network(folder / NETWORK, network, () if part is None else (part,))


def read_railway(folder: Path) -> Railway:
    """The railway as ``write_railway`` left it."""
    from tools.railway import Railway

    kinds: dict[str, type[np.generic]] = {
        "lon": np.float64,
        "lat": np.float64,
        "tails": np.int32,
        "heads": np.int32,
        "length_m": np.float64,
        "country": np.uint8,
        "main": np.bool_,
    }
    arrays: dict[str, NDArray[Any]] = {
        name: np.fromfile(folder / FLAT / name, dtype=kind) for name, kind in kinds.items()
    }
    return Railway(**arrays)
