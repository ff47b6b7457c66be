"""Made-up networks: lines on a grid, of several countries, modes and gauges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from geodata.model import Mode
from geodata.network.model import Network, freeze
from geodata.network.noding import node_lines
from geodata.network.sources import NAMELESS, Register
from geodata.network.tags import Facts

SIDE = 4
STEP_DEG = 0.1
COUNTRIES = ("", "KZ", "UZ", "TM")


class Piece(NamedTuple):
    """A line from one corner of the grid to its neighbour, eastwards or northwards."""

    column: int
    row: int
    north: bool
    mode: Mode = Mode.RAIL
    gauges_mm: tuple[int, ...] = (1520,)
    country: str = "KZ"


def corner(column: int, row: int) -> tuple[float, float]:
    """Longitude and latitude of a corner of the grid, in Kazakhstan."""
    return 66.0 + column * STEP_DEG, 48.0 + row * STEP_DEG


def at(column: int, row: int) -> str:
    """What a user would type for a corner."""
    lon, lat = corner(column, row)
    return f"{lat:.5f},{lon:.5f}"


def grid(pieces: Sequence[Piece]) -> Network:
    """The network of the pieces, without stations."""
    register = Register()
    points = []
    for number, piece in enumerate(pieces):
        register.add(number + 1, Facts(piece.mode, "line", gauges_mm=piece.gauges_mm), "")
        points.append(corner(piece.column, piece.row))
        points.append(corner(piece.column + (not piece.north), piece.row + piece.north))
    refs = np.full(len(points), NAMELESS, dtype=np.int64)
    network, _ = node_lines(register.lines([2] * len(pieces), refs, np.array(points)))
    of_way = np.array([0, *(COUNTRIES.index(piece.country) for piece in pieces)], dtype=np.int32)
    edges = replace(network.edges, country=of_way[network.edges.way])
    return freeze(replace(network, edges=edges, countries=COUNTRIES))
