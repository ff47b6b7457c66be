"""Reading osmium's text format of one object per line (OPL).

Only what `geodata.network.osm` has osmium write: nodes and ways without metadata, the ways with
the locations of their nodes. The format: https://osmcode.org/opl-file-format/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from geodata.network.model import Floats, Ids

_ESCAPED = re.compile(r"%([0-9a-fA-F]{1,6})%")
# Vertices are kept as text up to this size before they become numbers.
_CHUNK_BYTES = 8_000_000
_MARKS = bytes.maketrans(b"nxy,", b"    ")
# A node without a location: beyond any longitude, and a NaN in the end.
_NOWHERE = b"x999y999"
# Numbers of nodes are read as floats, which hold every integer up to this one.
_LARGEST_ID = 2**53


def objects(path: Path) -> Iterator[tuple[bytes, int, bytes, bytes]]:
    """Every object of a file: its type (``n``, ``w``), number, tags and the rest, undecoded."""
    with path.open("rb") as stream:
        for line in stream:
            head, _, rest = line.rstrip(b"\n").partition(b" ")
            tags, _, rest = rest.partition(b" ")
            if head[:1] in (b"n", b"w") and tags[:1] == b"T":
                yield head[:1], int(head[1:]), tags[1:], rest


def tags(text: bytes) -> dict[str, str]:
    """Tags from ``key=value,key=value`` with escaped characters."""
    pairs = (part.partition("=") for part in text.decode("utf-8", "replace").split(","))
    return {_plain(key): _plain(value) for key, _, value in pairs if key}


def _plain(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "%" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"


def position(text: bytes) -> tuple[float, float] | None:
    """Longitude and latitude from ``x69.1 y41.4``; ``None`` for a node without any."""
    lon, _, lat = text.partition(b" ")
    if len(lon) < 2 or len(lat) < 2:
        return None
    return float(lon[1:]), float(lat[1:])


class Vertices:
    """The vertices of ways, gathered from fields such as ``Nn1x69.1y41.4,n2xy``."""

    def __init__(self) -> None:
        self._texts: list[bytes] = []
        self._size = 0
        self._refs: list[Ids] = []
        self._points: list[Floats] = []

    def add(self, field: bytes) -> int:
        """Take the vertices of a way; return how many they are."""
        text = field[1:]
        count = text.count(b"n")
        if count:
            self._texts.append(text)
            self._size += len(text)
            if self._size > _CHUNK_BYTES:
                self._convert()
        return count

    def arrays(self) -> tuple[Ids, Floats]:
        """The identities, and longitude and latitude (NaN where there are none)."""
        self._convert()
        none: tuple[Ids, Floats] = (np.empty(0, dtype=np.int64), np.empty((0, 2)))
        if not self._refs:
            return none
        refs = np.concatenate(self._refs)
        self._refs = []
        points = np.concatenate(self._points)
        self._points = []
        return refs, points

    def _convert(self) -> None:
        if not self._texts:
            return
        text = b",".join(self._texts).replace(b"xy", _NOWHERE).translate(_MARKS)
        self._texts, self._size = [], 0
        rows = np.fromstring(text.decode("ascii"), sep=" ").reshape(-1, 3)
        rows[rows[:, 1] > 180, 1:] = np.nan
        if np.abs(rows[:, 0]).max() > _LARGEST_ID:
            raise ValueError(f"a node has a number beyond {_LARGEST_ID}")
        self._refs.append(rows[:, 0].astype(np.int64))
        self._points.append(rows[:, 1:].copy())
