"""Lines of 50,000 vertices, and the CPU time of their frontiers beside that of an overlay.

The overlay is `geopandas.overlay` of the one line with the same countries: it tells which parts of
the line lie in which country, but neither their order nor which of them are slivers. Both are given
their input ready: the line, the outlines, and the spatial index of either.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geodata.borders import Borders, load_borders
from geodata.frontiers import find_frontiers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERTICES = 50_000
# The frontiers take so little time that one call cannot be measured well.
CALLS = 5


@dataclass(frozen=True, slots=True)
class LineCase:
    """A line to measure; ``budget`` is the share of the overlay's time that it may cost."""

    name: str
    make: Callable[[Borders], Floats]
    budget: float


def long_haul(_: Borders) -> Floats:
    """From Riga to Hairatan through five countries, in gentle bends."""
    towns = [
        (24.1, 56.9), (37.6, 55.8), (50.1, 53.2), (55.1, 51.8), (57.2, 50.3), (65.5, 44.8),
        (69.3, 41.3), (66.9, 39.7), (67.3, 37.2), (67.4, 37.2),
    ]  # fmt: skip
    along = np.linspace(0, len(towns) - 1, VERTICES)
    straight = [np.interp(along, range(len(towns)), axis) for axis in zip(*towns, strict=True)]
    bends = 0.02 * np.sin(40 * along)
    return np.column_stack([straight[0] + bends, straight[1] - bends])


def inside(_: Borders) -> Floats:
    """The track of a receiver that is some 5 m off, from Aktobe to Oskemen inside Kazakhstan."""
    along = np.linspace(0, 2, VERTICES)
    lon = np.interp(along, range(3), (57.2, 67.0, 82.6))
    lat = np.interp(along, range(3), (50.3, 48.5, 49.9))
    return np.column_stack([lon, lat]) + np.random.default_rng(1).normal(0, 5e-5, (VERTICES, 2))


def along_frontier(borders: Borders) -> Floats:
    """The track of a receiver that is some 10 m off, all along the frontier of Kazakhstan."""
    track = _frontier(borders, "RU", "KZ")
    return track + np.random.default_rng(1).normal(0, 1e-4, (VERTICES, 2))


def weaving(borders: Borders) -> Floats:
    """The same frontier, over and back every few kilometres, up to 0.5 km deep."""
    turn = np.arange(VERTICES)
    swing = np.column_stack([np.sin(0.05 * turn), np.cos(0.037 * turn)])
    return _frontier(borders, "RU", "KZ") + 0.005 * swing


def _frontier(borders: Borders, a: str, b: str) -> Floats:
    arcs = [arc.line for arc in borders.frontiers if {arc.left, arc.right} == {a, b}]
    longest = max(arcs, key=shapely.length)
    places = np.linspace(0, longest.length, VERTICES)
    return shapely.get_coordinates(shapely.line_interpolate_point(longest, places))


# The line that weaves has few vertices for each excursion that is looked into, and the overlay
# looks into none.
CASES = (
    LineCase("long haul", long_haul, budget=1 / 20),
    LineCase("inside one country", inside, budget=1 / 20),
    LineCase("along a frontier", along_frontier, budget=1 / 20),
    LineCase("weaving over it", weaving, budget=1 / 5),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Median CPU times of a case in milliseconds."""

    case: LineCase
    overlay_ms: float
    frontiers_ms: float

    @property
    def ratio(self) -> float:
        """The share of the overlay's time."""
        return self.frontiers_ms / self.overlay_ms

    @property
    def is_over(self) -> bool:
        """Whether the budget is exceeded."""
        return self.ratio > self.case.budget


def measure_lines(runs: int) -> list[Measured]:
    """Measure every case, the two in turns, after one run of each that builds the indexes."""
    borders = load_borders()
    countries = gpd.GeoDataFrame(
        {"country": list(borders.shapes)}, geometry=list(borders.shapes.values()), crs=4326
    )
    found: list[Measured] = []
    for case in CASES:
        points = case.make(borders)
        line = gpd.GeoDataFrame({"id": [1]}, geometry=[shapely.LineString(points)], crs=4326)

        def overlay(line: gpd.GeoDataFrame = line) -> object:
            return gpd.overlay(line, countries, how="intersection", keep_geom_type=True)

        def frontiers(points: Floats = points) -> object:
            return find_frontiers(points, borders)

        _cpu_ms(overlay, 1)
        _cpu_ms(frontiers, 1)
        times = [(_cpu_ms(overlay, 1), _cpu_ms(frontiers, CALLS)) for _ in range(runs)]
        found.append(Measured(case, *map(statistics.median, zip(*times, strict=True))))
    return found


def _cpu_ms(function: Callable[[], object], calls: int) -> float:
    """User plus system time of a call, in milliseconds."""
    start = time.process_time()
    for _ in range(calls):
        function()
    return 1000 * (time.process_time() - start) / calls


def table(found: list[Measured]) -> list[str]:
    """The lines of the table, the header first."""
    lines = [f"{'50,000 vertices':<18} {'overlay':>8} {'CPU ms':>7} {'ratio':>6} {'budget':>7}"]
    for row in found:
        shares = [f"1/{1 / share:.0f}" for share in (row.ratio, row.case.budget)]
        lines.append(
            f"{row.case.name:<18} {row.overlay_ms:>8.1f} {row.frontiers_ms:>7.2f} "
            f"{shares[0]:>6} {shares[1]:>7}{'  OVER' if row.is_over else ''}"
        )
    return lines
