"""What is measured of a section: its geodesic length and the frontiers it crosses."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geodata.model import Frontier, LonLat, Mode

if TYPE_CHECKING:
    from geodata.borders import Borders

COLUMNS = ("section", "geometry_sha", "measured_km", "frontiers")


class SectionFacts(NamedTuple):
    """Measured length in kilometres on WGS 84 and frontier points, for a known geometry."""

    geometry_sha: str
    measured_km: float
    frontiers: tuple[Frontier, ...]


def geometry_sha(points: Sequence[LonLat], countries: tuple[str, str]) -> str:
    """Twelve hex digits that change with a coordinate, by 1e-6 degrees, or a country."""
    text = " ".join((*countries, *(f"{lon:.6f},{lat:.6f}" for lon, lat in points)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def measure_section(
    points: Sequence[LonLat], countries: tuple[str, str], mode: Mode, borders: Borders
) -> SectionFacts:
    """Measure a geometry between places of two countries.

    Ferries and air links cross no land frontier here: their one crossing is placed at the port
    of arrival when a route is assembled.
    """
    from geodata.frontiers import find_frontiers
    from geodata.geodesy import geodesic_km

    frontiers: tuple[Frontier, ...] = ()
    if mode in (Mode.RAIL, Mode.ROAD):
        start, end = countries
        frontiers = find_frontiers(points, borders, start_country=start, end_country=end)
    sha = geometry_sha(points, countries)
    return SectionFacts(sha, round(geodesic_km(points), 3), frontiers)


def read_section_facts(path: Path) -> Mapping[str, SectionFacts]:
    """The stored facts of the built-in sections, by section id; none when not yet built."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        return {
            ident: SectionFacts(sha, float(km), _parse(text) if text else ())
            for ident, sha, km, text in reader
        }


def write_section_facts(path: Path, facts: Mapping[str, SectionFacts]) -> None:
    """Write the facts, one row a section in the order of their ids."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for ident, fact in sorted(facts.items()):
            text = " ".join(_format(frontier) for frontier in fact.frontiers)
            writer.writerow((ident, fact.geometry_sha, f"{fact.measured_km:.3f}", text))


def _format(f: Frontier) -> str:
    return f"{f.fraction:.6f}:{f.from_country}:{f.to_country}:{f.lon:.5f}:{f.lat:.5f}"


def _parse(text: str) -> tuple[Frontier, ...]:
    frontiers = []
    for item in text.split(" "):
        fraction, a, b, lon, lat = item.split(":")
        frontiers.append(Frontier(float(fraction), a, b, float(lon), float(lat)))
    return tuple(frontiers)
