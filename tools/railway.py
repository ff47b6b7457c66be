"""A railway of national size, generated the same each time, for measuring engines.

Towns are strewn over a plane of 3,100 by 1,650 km and joined by their relative neighbourhood graph
(Toussaint, "The relative neighbourhood graph of a finite planar set", 1980), which joins two towns
when no third is nearer to both: a railway's mixture of trunk lines, branches and rings. A line is
single or double track, divided where a signal, a bridge or the end of a way would divide it. Along
it lie stations with passing loops, crossovers and dead-end sidings, in the towns there are yards.
The raw bits of PCG64 are the only randomness, whose stream numpy promises never to change.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 1520
TOWNS = 860
WIDTH_KM, HEIGHT_KM = 3100.0, 1650.0
# The capitals' rows and columns: a country is what lies nearest to its capital.
COUNTRIES = ("AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH")

# Between signals, bridges and ends of ways: log-normal, the median and the spread of its logarithm.
MEDIAN_KM, SPREAD = 0.62, 0.85
STATION_EVERY_KM = 10.0
DOUBLE_TRACK = 0.35
CURVES = 0.06
KM_PER_DEGREE = 111.195
WEST, SOUTH, MIDDLE = 46.0, 40.0, 47.5


class Railway(NamedTuple):
    """A network as plain arrays: nodes with positions, undirected edges with attributes.

    ``lon`` and ``lat`` are degrees; ``tails``, ``heads`` node numbers; ``length_m`` metres;
    ``country`` the index into ``COUNTRIES`` of each edge; ``main`` whether it is a running line.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    tails: NDArray[np.int32]
    heads: NDArray[np.int32]
    length_m: NDArray[np.float64]
    country: NDArray[np.uint8]
    main: NDArray[np.bool_]

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return len(self.lon)

    def degrees(self) -> NDArray[np.int64]:
        """How many edges meet at each node."""
        return np.bincount(np.concatenate((self.tails, self.heads)), minlength=self.node_count)


class _Dice:
    """Uniform numbers of [0, 1) from the raw bits of PCG64."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.PCG64(seed)

    def many(self, count: int) -> NDArray[np.float64]:
        bits = np.asarray(self._bits.random_raw(count), dtype=np.uint64)
        return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def one(self) -> float:
        return float(self.many(1)[0])

    def normal(self, count: int) -> NDArray[np.float64]:
        """Standard normal numbers by Box and Muller's transform."""
        radius = np.sqrt(-2.0 * np.log(1.0 - self.many(count)))
        turn: NDArray[np.float64] = radius * np.cos(2.0 * np.pi * self.many(count))
        return turn


class _Builder:
    """Nodes and edges as they are laid, in kilometres on a plane."""

    def __init__(self, dice: _Dice) -> None:
        self.dice = dice
        self.x: list[float] = []
        self.y: list[float] = []
        self.edges: list[tuple[int, int, bool]] = []

    def node(self, x: float, y: float) -> int:
        self.x.append(x)
        self.y.append(y)
        return len(self.x) - 1

    def track(self, nodes: list[int], main: bool = True) -> None:
        """Rails through the nodes in turn."""
        self.edges.extend((a, b, main) for a, b in pairwise(nodes))

    def siding(self, at: int, length_km: float) -> None:
        """A dead end that leaves a node."""
        end = self.node(self.x[at] + length_km, self.y[at] + 0.02)
        self.track([at, end], main=False)

    def yard(self, x: float, y: float, roads: int) -> list[int]:
        """A ladder of switches on either side of parallel roads; its running-line nodes."""
        west = [self.node(x - 1.2 + 0.06 * n, y + 0.01 * n) for n in range(roads)]
        east = [self.node(x + 1.2 - 0.06 * n, y + 0.01 * n) for n in range(roads)]
        self.track(west)
        self.track(east)
        for n in range(roads):
            middle = self.node(x, y + 0.01 * n)
            self.track([west[n], middle, east[n]], main=n == 0)
            if n % 3 == 2:
                self.siding(west[n], -0.3)
        return [west[0], east[0], west[-1], east[-1]]

    def line(self, start: int, end: int) -> None:
        """One line from yard to yard: plain track and stations in turn."""
        length = float(np.hypot(self.x[start] - self.x[end], self.y[start] - self.y[end]))
        stations = int(length / STATION_EVERY_KM)
        double = self.dice.one() < DOUBLE_TRACK
        here = [start, start] if double else [start]
        for n in range(1, stations + 1):
            part = (n - 0.2 + 0.4 * self.dice.one()) / (stations + 1)
            there = self._station(*self._between(start, end, part), tracks=len(here))
            for a, (b, _) in zip(here, there, strict=True):
                self._plain(a, b)
            here = [leave for _, leave in there]
        for a in here:
            self._plain(a, end)

    def _between(self, start: int, end: int, part: float) -> tuple[float, float]:
        x = self.x[start] + part * (self.x[end] - self.x[start])
        y = self.y[start] + part * (self.y[end] - self.y[start])
        return x, y

    def _station(self, x: float, y: float, tracks: int) -> list[tuple[int, int]]:
        """Entry and exit switches of each running line, with loops, crossovers and sidings."""
        rows = []
        for n in range(tracks):
            enter, leave = self.node(x - 0.8, y + 0.01 * n), self.node(x + 0.8, y + 0.01 * n)
            platform = self.node(x, y + 0.01 * n)
            self.track([enter, platform, leave])
            loop = [self.node(x - 0.5, y - 0.02), self.node(x + 0.5, y - 0.02)]
            self.track([enter, *loop, leave], main=False)
            if self.dice.one() < 0.45:
                self.siding(loop[0], -0.4)
            if self.dice.one() < 0.2:
                self.track([loop[0], self.node(x, y - 0.03), loop[1]], main=False)
            rows.append((enter, leave))
        if tracks == 2:
            # Scissors: a train changes its track on either side of the platforms.
            self.track([rows[0][0], rows[1][0]], main=False)
            self.track([rows[0][1], rows[1][1]], main=False)
        return rows

    def _plain(self, start: int, end: int) -> None:
        """Track between two switches, divided into pieces of log-normal length."""
        length = float(np.hypot(self.x[start] - self.x[end], self.y[start] - self.y[end]))
        guess = max(2, int(2.0 * length / MEDIAN_KM))
        pieces = np.cumsum(MEDIAN_KM * np.exp(SPREAD * self.dice.normal(guess)))
        cuts = pieces[pieces < length - 0.05] / length
        nodes = [self.node(*self._between(start, end, float(cut))) for cut in cuts]
        self.track([start, *nodes, end])


def build_railway(towns: int = TOWNS, seed: int = SEED) -> Railway:
    """Generate the railway; the same arguments give the same arrays, bit for bit.

    Parameters
    ----------
    towns : int
        How many towns; the default gives a national network, fewer a small one for tests.
    seed : int
        Start of the random stream.

    Returns
    -------
    Railway
        One connected network; positions are WGS 84 degrees, lengths metres along the curves.
    """
    dice = _Dice(seed)
    xy = dice.many(2 * towns).reshape(2, towns) * np.array([[WIDTH_KM], [HEIGHT_KM]])
    builder = _Builder(dice)
    doors = []
    for x, y in xy.T:
        # A few great yards, many small ones.
        roads = 3 + int(3.0 / (1.0 - dice.one()) ** 0.6)
        doors.append(builder.yard(float(x), float(y), min(roads, 40)))
    for a, b in _relative_neighbours(xy):
        side_a, side_b = (0, 1) if xy[0, a] > xy[0, b] else (1, 0)
        up = 2 if dice.one() < 0.3 else 0
        builder.line(doors[a][side_a + up], doors[b][side_b])
    return _finish(builder)


def _relative_neighbours(xy: NDArray[np.float64]) -> list[tuple[int, int]]:
    apart = np.hypot(xy[0][:, None] - xy[0], xy[1][:, None] - xy[1])
    pairs: list[tuple[int, int]] = []
    for a in range(len(apart)):
        nearer = np.maximum(apart[a][:, None], apart) < apart[a]
        nearer[a] = False
        alone = ~nearer.any(axis=0)
        pairs.extend((a, int(b)) for b in np.flatnonzero(alone) if b > a)
    return pairs


def _finish(builder: _Builder) -> Railway:
    x, y = np.array(builder.x), np.array(builder.y)
    laid = np.array(builder.edges, dtype=np.int64)
    tails, heads = laid[:, 0].astype(np.int32), laid[:, 1].astype(np.int32)
    straight = np.hypot(x[tails] - x[heads], y[tails] - y[heads])
    curved = straight * (1.0 + CURVES * builder.dice.many(len(tails)))
    rows = 2
    capital_x = WIDTH_KM * (np.arange(len(COUNTRIES)) // rows * 2 + 1) / len(COUNTRIES)
    capital_y = HEIGHT_KM * (np.arange(len(COUNTRIES)) % rows * 2 + 1) / (2 * rows)
    middle_x, middle_y = (x[tails] + x[heads]) / 2, (y[tails] + y[heads]) / 2
    away = np.hypot(middle_x[:, None] - capital_x, middle_y[:, None] - capital_y)
    return Railway(
        lon=WEST + x / (KM_PER_DEGREE * np.cos(np.radians(MIDDLE))),
        lat=SOUTH + y / KM_PER_DEGREE,
        tails=tails,
        heads=heads,
        length_m=np.maximum(1.0, 1000.0 * curved),
        country=away.argmin(axis=1).astype(np.uint8),
        main=laid[:, 2].astype(np.bool_),
    )
