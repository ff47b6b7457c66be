"""A network as a file for machines: flat little-endian arrays that are mapped, not read.

Layout: 64 bytes of preamble (magic number, version, lengths of the header and the file, SHA-256
of the header, where parts begin), the header in JSON, then the arrays, each at a multiple of 64
bytes, then the parts, if any. The header tells of each array the type, the shape and where it
begins, and the SHA-256 of all of them; for parts see `geodata.network.parts`.
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.errors import DataError
from geodata.network.model import (
    ELECTRIFICATIONS,
    MODES,
    SERVICES,
    STATES,
    USAGES,
    Edges,
    Network,
    Nodes,
)
from geodata.network.parts import Part, check_parts, packed, parts_of
from geodata.network.preamble import ALIGNMENT, SIZE, Preamble, read_preamble, refuse
from geodata.network.station_table import Stations
from geodata.network.strings import Strings
from geodata.tables import require_file
from geodata.writing import replacing

SUFFIX = ".ndn"
_LARGEST_HEADER = 64_000_000
# The types of the arrays, byte by byte the same on every machine, by the end of their names.
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("lon", "lat", "length_m", "away_m", "place_away_km", "points"), "<f8"),
    **dict.fromkeys(("voltage_v", "frequency_hz", "maxspeed_kmh"), "<f4"),
    **dict.fromkeys(("osm_id", "way", "point_offsets", "offsets"), "<i8"),
    **dict.fromkeys(("tails", "heads", "kind", "gauges", "country", "name"), "<i4"),
    **dict.fromkeys(("opened", "closed", "node"), "<i4"),
    "oneway": "|i1",
    **dict.fromkeys(("mode", "state", "service", "usage", "electrification", "data"), "|u1"),
}
_PARTS: Mapping[str, type[Nodes] | type[Edges] | type[Stations]] = {
    "nodes": Nodes,
    "edges": Edges,
    "stations": Stations,
}


def write_network(path: Path, network: Network, parts: Sequence[Part] = ()) -> str:
    """Write a network, whole or not at all; return the SHA-256 of its arrays.

    The same network gives the same bytes on every machine.

    Parameters
    ----------
    path : Path
        The file.
    network : Network
        The network.
    parts : sequence of Part
        What to keep with it, such as an index for searching.

    Raises
    ------
    OutputError
        When the file cannot be written; an old one stays as it was.
    """
    arrays = {
        name: np.ascontiguousarray(array, dtype=_type(name))
        for name, array in _arrays(network).items()
    }
    digest, places, end = hashlib.sha256(), {}, 0
    for name, array in arrays.items():
        places[name] = [array.dtype.str, list(array.shape), end]
        digest.update(_bytes(array))
        padding = -array.nbytes % ALIGNMENT
        digest.update(b"\0" * padding)
        end += array.nbytes + padding
    header = {
        "arrays": places,
        "body_sha256": digest.hexdigest(),
        "kinds": list(network.kinds),
        "gauge_sets": [list(found) for found in network.gauge_sets],
        "countries": list(network.countries),
        "meta": dict(network.meta),
    }
    text = json.dumps(header, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    text += b" " * (-len(text) % ALIGNMENT)
    checksum = hashlib.sha256(text).digest()
    start = SIZE + len(text) + end
    kept = list(packed(parts, checksum, start)) if parts else []
    preamble = Preamble(len(text), start + sum(map(len, kept)), checksum, start if kept else 0)
    with replacing(path) as draft, draft.open("wb") as stream:
        stream.write(preamble.pack() + text)
        for array in arrays.values():
            stream.write(_bytes(array))
            stream.write(b"\0" * (-array.nbytes % ALIGNMENT))
        stream.writelines(kept)
    return digest.hexdigest()


def open_network(path: Path) -> Network:
    """Open a network's file by mapping it: milliseconds, whatever its size.

    What is looked at is the preamble, the header with its checksum, the length of the file, and
    that every number of a node, point or word exists. `check_network_file` compares the
    checksum of the arrays too.

    Raises
    ------
    OptionError
        When there is no such file.
    DataError
        When it is no network's file, of another version, cut short or damaged.
    """
    require_file(path)
    try:
        with path.open("rb") as stream:
            length = stream.seek(0, 2)
            stream.seek(0)
            preamble = read_preamble(path, stream.read(SIZE), length)
            header = _header(path, preamble, stream.read)
            buffer = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        network = _network(header, buffer, preamble)
        _require_consistent(network)
        object.__setattr__(network, "parts", parts_of(path, memoryview(buffer), preamble))
    except OSError as error:
        refuse(path, f"cannot be read: {error.strerror or error}")
    except DataError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        refuse(path, f"is damaged: {' '.join(str(error).split())[:100]}")
    return network


def check_network_file(path: Path) -> Network:
    """Open a network's file and compare the checksum of all it holds.

    Raises
    ------
    OptionError, DataError
        As `open_network`, and when a single byte differs.
    """
    network = open_network(path)
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        preamble = read_preamble(path, stream.read(SIZE), path.stat().st_size)
        left = preamble.arrays_end - stream.seek(preamble.arrays)
        while block := stream.read(min(left, 1 << 20)):
            digest.update(block)
            left -= len(block)
    if digest.hexdigest() != network.digest:
        refuse(path, "is damaged: its arrays do not have the checksum of its header")
    check_parts(path)
    return network


def _header(path: Path, preamble: Preamble, read: Any) -> Mapping[str, Any]:
    """The header, checked."""
    length = preamble.header_length
    text = read(length) if length <= _LARGEST_HEADER else b""
    if hashlib.sha256(text).digest() != preamble.checksum:
        refuse(path, "is damaged: its header does not have its checksum")
    header = json.loads(text)
    if not isinstance(header, dict):
        refuse(path, "is damaged: its header is no object")
    return header


def _network(header: Mapping[str, Any], buffer: mmap.mmap, preamble: Preamble) -> Network:
    body = memoryview(buffer)[preamble.arrays : preamble.arrays_end]
    arrays = {name: _array(body, _type(name), *place) for name, place in header["arrays"].items()}
    parts: dict[str, Any] = {}
    for part, kind in _PARTS.items():
        values: dict[str, Any] = {}
        for field in fields(kind):
            name = f"{part}.{field.name}"
            is_text = f"{name}.offsets" in arrays
            values[field.name] = _strings(arrays, name) if is_text else arrays[name]
        parts[part] = kind(**values)
    return Network(
        **parts,
        point_offsets=arrays["point_offsets"],
        points=arrays["points"],
        kinds=tuple(map(str, header["kinds"])),
        gauge_sets=tuple(tuple(map(int, found)) for found in header["gauge_sets"]),
        countries=tuple(map(str, header["countries"])),
        names=_strings(arrays, "names"),
        meta=dict(header["meta"]),
        digest=str(header["body_sha256"]),
    )


def _type(name: str) -> str:
    return _TYPES[name.rpartition(".")[2]]


def _array(
    body: memoryview, expected: str, kind: str, shape: list[int], offset: int
) -> NDArray[Any]:
    if kind != expected or any(size < 0 for size in shape) or offset < 0:
        raise ValueError("an array of a type or shape that is none")
    count = math.prod(shape)
    if offset + count * np.dtype(kind).itemsize > len(body):
        raise ValueError("an array that ends after the file")
    if not count:
        return np.empty(shape, dtype=kind)
    return np.frombuffer(body, dtype=kind, count=count, offset=offset).reshape(shape)


def _strings(arrays: Mapping[str, NDArray[Any]], name: str) -> Strings:
    return Strings(arrays[f"{name}.offsets"], arrays[f"{name}.data"])


def _require_consistent(network: Network) -> None:
    """Raise ``ValueError`` unless every number in a network points to something that exists."""
    edges, stations = network.edges, network.stations
    if network.points.ndim != 2 or network.points.shape[1] != 2:
        raise ValueError("points that are no pairs")
    for part in (network.nodes, edges, stations):
        if len({len(getattr(part, field.name)) for field in fields(part)}) != 1:
            raise ValueError("columns of different lengths")
    for column, size, what in (
        (edges.tails, network.node_count, "tails"),
        (edges.heads, network.node_count, "heads"),
        (edges.mode, len(MODES), "mode"),
        (edges.state, len(STATES), "state"),
        (edges.service, len(SERVICES), "service"),
        (edges.usage, len(USAGES), "usage"),
        (edges.electrification, len(ELECTRIFICATIONS), "electrification"),
        (edges.kind, len(network.kinds), "kind"),
        (edges.gauges, len(network.gauge_sets), "gauges"),
        (edges.country, len(network.countries), "country"),
        (edges.name, len(network.names), "name"),
        (stations.node + 1, network.node_count + 1, "stations"),
    ):
        if len(column) and (int(column.min()) < 0 or int(column.max()) >= size):
            raise ValueError(f"{what}: a number beyond {size}")
    _require_offsets(network.point_offsets, len(edges), len(network.points), least=2)
    texts = [getattr(stations, field.name) for field in fields(stations)]
    for text in [network.names, *(text for text in texts if isinstance(text, Strings))]:
        _require_offsets(text.offsets, len(text), len(text.data))
    if not (np.isfinite(edges.length_m).all() and (edges.length_m >= 0).all()):
        raise ValueError("length_m: a length that is none")


def _require_offsets(offsets: NDArray[Any], count: int, end: int, least: int = 0) -> None:
    if len(offsets) != count + 1 or offsets[0] != 0 or offsets[-1] != end:
        raise ValueError("offsets that do not fit what they divide")
    if count and int(np.diff(offsets).min()) < least:
        raise ValueError("offsets that run backwards")


def _arrays(network: Network) -> dict[str, NDArray[Any]]:
    """Every array of a network by its name in the file."""
    found: dict[str, NDArray[Any]] = {}
    values: dict[str, Any] = {
        f"{part}.{field.name}": getattr(getattr(network, part), field.name)
        for part, kind in _PARTS.items()
        for field in fields(kind)
    }
    values |= {
        "point_offsets": network.point_offsets,
        "points": network.points,
        "names": network.names,
    }
    for name, value in values.items():
        if isinstance(value, Strings):
            found |= {f"{name}.offsets": value.offsets, f"{name}.data": value.data}
        else:
            found[name] = value
    return found


def _bytes(array: NDArray[Any]) -> memoryview:
    # A view of nothing cannot be cast.
    return memoryview(array.reshape(-1).view(np.uint8).data) if array.size else memoryview(b"")
