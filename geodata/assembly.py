"""Joining section rows with lines, places and shapes into drawn, measured sections.

Measured lengths and frontier points of the built-in sections are computed when the data is built
and stored beside them, so that reading the atlas needs no geometry library. A section that a
user adds, or whose geometry has changed since, is measured when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.geodesy import great_circle_km
from geodata.model import Basis, Frontier, Line, LonLat, Mode, Place, Section, section_id
from geodata.records import SectionRow, read_shapes
from geodata.section_facts import SectionFacts, geometry_sha, read_section_facts
from geodata.tables import Problems, Record

if TYPE_CHECKING:
    from geodata.borders import Borders


class SectionBuilder:
    """Collects sections folder by folder; a later folder's section replaces an earlier one."""

    def __init__(
        self,
        places: Mapping[str, Place],
        lines: Mapping[str, Line],
        spoiled: frozenset[str],
        generated: Path,
        problems: Problems,
    ) -> None:
        self.sections: dict[str, Section] = {}
        self.records: dict[str, Record] = {}
        self._places = places
        self._lines = lines
        self._spoiled = spoiled
        self._generated = generated
        self._problems = problems
        self._borders: Borders | None = None

    def add(self, folder: Path, rows: list[SectionRow], *, built_in: bool) -> None:
        """Add the sections of a folder.

        Parameters
        ----------
        folder : Path
            Where ``shapes.csv`` stands.
        rows : list of SectionRow
            The rows of its ``sections.csv``.
        built_in : bool
            Whether stored measurements exist for this folder.
        """
        shapes = read_shapes(folder / "shapes.csv", self._problems)
        stored: Mapping[str, SectionFacts] = {}
        if built_in:
            shapes |= read_shapes(self._generated / "sealanes.csv", self._problems)
            stored = read_section_facts(self._generated / "section_facts.csv")
        used = set()
        seen: set[str] = set()
        for row in rows:
            line = self._line(row)
            if line is None or row.record.is_spoiled or {row.start, row.end} & self._spoiled:
                # What a spoiled place spoils in turn is no fault of its own.
                continue
            ident = section_id(row.start, row.end, line.mode)
            if ident in seen:
                row.record.fault("start, end", f"{ident!r} stands twice")
                continue
            back = section_id(row.end, row.start, line.mode)
            if back in self.sections:
                row.record.fault("start, end", f"{back!r} joins the same places the other way")
                continue
            seen.add(ident)
            used.add((row.start, row.end))
            points = (
                self._places[row.start].position,
                *shapes.get((row.start, row.end), ()),
                self._places[row.end].position,
            )
            countries = (self._places[row.start].country, self._places[row.end].country)
            facts = stored.get(ident)
            if facts is None or facts.geometry_sha != geometry_sha(points, countries):
                facts = self._measure(row, line, points, countries)
            self.sections[ident] = _section(ident, row, line, points, facts)
            self.records[ident] = row.record
        for start, end in shapes.keys() - used:
            row_of = Record(folder / "shapes.csv", f"{start} to {end}", {}, self._problems)
            row_of.fault("start, end", "no section of sections.csv joins these places")

    def _line(self, row: SectionRow) -> Line | None:
        """The line of a row whose references all resolve; otherwise faults are noted."""
        sound = True
        for name, ident in (("start", row.start), ("end", row.end)):
            if ident not in self._places:
                row.record.fault(name, f"{ident!r} is no place of places.csv")
                sound = False
        if row.start == row.end:
            row.record.fault("end", f"is {row.end!r}, the start itself")
            sound = False
        line = self._lines.get(row.line)
        if line is None:
            row.record.fault("line", f"{row.line!r} is no line of lines.csv")
        return line if sound else None

    def _measure(
        self,
        row: SectionRow,
        line: Line,
        points: tuple[LonLat, ...],
        countries: tuple[str, str],
    ) -> SectionFacts:
        """Length and frontiers computed now, from the geometry."""
        from geodata.borders import load_borders
        from geodata.errors import NdnError
        from geodata.section_facts import measure_section

        if self._borders is None:
            self._borders = load_borders()
        try:
            return measure_section(points, countries, line.mode, self._borders)
        except NdnError as error:
            row.record.fault("start, end", str(error))
            return SectionFacts("", 0.0, ())


# A straight stretch longer than this shows the way and not the track (between
# located points; stations stand 10 to 25 km apart on the lines that are drawn in full).
SCHEMATIC_KM = 60.0


def is_schematic(line: Line, points: Sequence[LonLat]) -> bool:
    """Whether a geometry is schematic: declared so, or with a chord too long for a track."""
    if line.schematic or line.mode not in (Mode.RAIL, Mode.ROAD):
        return line.schematic
    return any(great_circle_km(a, b) > SCHEMATIC_KM for a, b in pairwise(points))


def _section(
    ident: str,
    row: SectionRow,
    line: Line,
    points: tuple[LonLat, ...],
    facts: SectionFacts,
) -> Section:
    frontiers: tuple[Frontier, ...] = facts.frontiers
    measured = row.basis is Basis.MEASURED
    return Section(
        id=ident,
        line=line.id,
        start=row.start,
        end=row.end,
        mode=line.mode,
        gauge_mm=line.gauge_mm,
        distance_km=round(facts.measured_km, 1) if measured else (row.distance_km or 0.0),
        basis=row.basis,
        measured_km=facts.measured_km,
        points=points,
        frontiers=frontiers,
        schematic=is_schematic(line, points),
        opened=line.opened,
        closed=line.closed,
        sources=row.sources or line.sources,
        note=row.note,
    )
