"""Every fault of an atlas at once: what its records say against each other and the borders."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from geodata.atlas import Atlas
from geodata.borders import load_borders
from geodata.errors import NdnError, Problem
from geodata.exceptions import Rule, read_exceptions
from geodata.frontiers import OFFSHORE_KM, TOLERANCE_KM
from geodata.geodesy import great_circle_km
from geodata.model import Place, Section
from geodata.reading import DATA
from geodata.russian import read_russian
from geodata.section_facts import SectionFacts, measure_section, read_section_facts
from geodata.tables import Problems

if TYPE_CHECKING:
    from geodata.borders import Borders

# Quoted distances are rounded to whole kilometres at both ends, and the great circle is reckoned
# on a sphere, up to 0.56 % off: this much below it is no fault yet.
ROUNDING_KM = 2.0
SPHERE = 0.994
# How far a stored measurement may be from one made now: it is rounded to the metre.
MEASURED_KM = 0.002
DEGREES = 1e-4


def check_atlas(atlas: Atlas, problems: Problems, cited: Collection[str] = ()) -> None:
    """Note every fault of an atlas, each with the file, row and field it stands in.

    Parameters
    ----------
    atlas : Atlas
        As read by `geodata.reading.read_atlas`, which notes what cannot be read at all.
    problems : Problems
        Where faults are collected.
    cited : collection of str
        Sources that others cite (variants), which are therefore no orphans.
    """
    check = _Check(atlas, problems, load_borders())
    check.references(set(cited))
    check.records()
    check.stored_facts()
    check.unused_exceptions()
    read_russian(atlas, problems)


def faults_of_overlay(atlas: Atlas) -> int:
    """How many faults the user's own records have, of those on which figures rest.

    These are the ones that keep no atlas from being loaded: a place outside its country, a
    distance below the great circle, a fact without a source, an interval that ends before it
    begins. `check_atlas` tells them and more.

    Parameters
    ----------
    atlas : Atlas
        Loaded with a folder of the user's own.

    Returns
    -------
    int
        0 where nothing is at fault.
    """
    own = {
        (table, ident)
        for (table, ident), record in atlas.records.items()
        if record.file.parent == atlas.overlay
    }
    check = _Check(atlas, Problems(), load_borders(), own)
    check.references(set(atlas.sources))
    check.records()
    return len(check.counted)


FILES = {
    "places": "places.csv",
    "lines": "lines.csv",
    "sections": "sections.csv",
    "checkpoints": "checkpoints.csv",
    "sources": "sources.toml",
    "blocs": "blocs.csv",
    "memberships": "memberships.csv",
    "acts": "acts.toml",
}


class _Check:
    """The checks over one atlas; a fault is noted at the row of its record.

    With ``only``, records by table and id, the faults of these are ``counted`` and not noted.
    """

    def __init__(
        self,
        atlas: Atlas,
        problems: Problems,
        borders: Borders,
        only: Collection[tuple[str, str]] | None = None,
    ) -> None:
        self._atlas = atlas
        self._only = only
        self.counted: set[tuple[str, ...]] = set()
        self._problems = problems
        self._borders = borders
        self._exceptions = read_exceptions(DATA, problems)
        if atlas.overlay:
            self._exceptions |= read_exceptions(atlas.overlay, problems)
        self._used: set[tuple[Rule, str]] = set()
        # What could not be read right has its fault already.
        self.spoiled = {
            ident
            for (table, ident), record in atlas.records.items()
            if table == "places" and record.is_spoiled
        }

    def records(self) -> None:
        """What each record says of itself."""
        self.validity()
        for place in self._atlas.places.values():
            if place.id not in self.spoiled and self._is_wanted("places", place.id):
                self.place(place)
        for section in self._atlas.sections.values():
            if self._is_wanted("sections", section.id):
                self.section(section)

    def _is_wanted(self, table: str, ident: str) -> bool:
        # Of memberships no rows are kept; those of the built-in atlas have no fault.
        return self._only is None or table == "memberships" or (table, ident) in self._only

    def _fault(self, table: str, ident: str, field: str, message: str) -> None:
        if self._only is not None:
            if self._is_wanted(table, ident):
                self.counted.add((table, ident, field, message))
            return
        record = self._atlas.records.get((table, ident))
        if record is not None:
            record.fault(field, f"{message} ({ident})")
        else:
            # An atlas that was made in memory, or opened from the snapshot, knows no rows.
            self._problems.append(Problem(FILES[table], ident, field, message))

    def _is_excused(self, rule: Rule, subject: str) -> bool:
        self._used.add((rule, subject))
        return (rule, subject) in self._exceptions

    def references(self, cited: set[str]) -> None:
        """Ids that lead nowhere, facts without a source, sources that nothing names."""
        atlas = self._atlas
        tables: dict[str, Iterable[tuple[str, tuple[str, ...]]]] = {
            "places": ((p.id, p.sources) for p in atlas.places.values()),
            "lines": ((line.id, line.sources) for line in atlas.lines.values()),
            "sections": ((s.id, s.sources) for s in atlas.sections.values()),
            "checkpoints": ((c.id, c.sources) for c in atlas.checkpoints.values()),
            "blocs": ((bloc.id, bloc.sources) for bloc in atlas.blocs.values()),
            "memberships": (
                (f"{bloc.id} {member.country}", member.sources)
                for bloc in atlas.blocs.values()
                for member in bloc.memberships
            ),
            "acts": ((act.id, act.sources) for act in atlas.acts.values()),
        }
        for table, rows in tables.items():
            for ident, sources in rows:
                cited |= set(sources)
                if not sources:
                    self._fault(table, ident, "sources", "empty; every fact names its source")
                for source in sources:
                    if source not in atlas.sources:
                        self._fault(table, ident, "sources", f"{source!r} is no source")
        for source in atlas.sources:
            if source not in cited:
                self._fault("sources", source, "", "nothing names this source")

    def validity(self) -> None:
        """Intervals that end before they begin."""
        atlas = self._atlas
        spans: dict[str, Iterable[tuple[str, date | None, date | None]]] = {
            "places": ((p.id, p.opened, p.closed) for p in atlas.places.values()),
            "lines": ((line.id, line.opened, line.closed) for line in atlas.lines.values()),
            "checkpoints": ((c.id, c.opened, c.closed) for c in atlas.checkpoints.values()),
        }
        for table, rows in spans.items():
            for ident, opened, closed in rows:
                if opened and closed and closed <= opened:
                    self._fault(table, ident, "closed", f"{closed} is not after {opened}")

    def place(self, place: Place) -> None:
        """A place outside its country, and whether its coordinates look swapped."""
        if place.country not in self._borders.shapes:
            self._fault("places", place.id, "country", f"no outline of {place.country}")
            return
        away_km = self._outside_km(place.lon, place.lat, place.country)
        at_sea = away_km > 0 and self._borders.country_at(place.lon, place.lat) is None
        if away_km <= (OFFSHORE_KM if at_sea else TOLERANCE_KM) or self._is_excused(
            Rule.OUTSIDE_COUNTRY, place.id
        ):
            return
        swapped = (
            abs(place.lon) <= 90
            and self._outside_km(place.lat, place.lon, place.country) <= TOLERANCE_KM
        )
        hint = "; longitude and latitude are likely swapped" if swapped else ""
        message = (
            f"{place.lon:g}, {place.lat:g} lies {away_km:.0f} km outside {place.country}{hint}"
        )
        self._fault("places", place.id, "lon, lat", message)

    def _outside_km(self, lon: float, lat: float, country: str) -> float:
        return self._borders.distance_to_country_km(lon, lat, country)

    def section(self, section: Section) -> None:
        """A quoted distance that is shorter than the great circle between the ends."""
        start, end = (self._atlas.places[p].position for p in (section.start, section.end))
        bound_km = great_circle_km(start, end)
        if section.distance_km + ROUNDING_KM >= bound_km * SPHERE:
            return
        if not self._is_excused(Rule.BELOW_GREAT_CIRCLE, section.id):
            message = f"{section.distance_km:g} km, the great circle alone is {bound_km:.1f} km"
            self._fault("sections", section.id, "distance_km", message)

    def stored_facts(self) -> None:
        """Measurements stored with the built-in sections that no longer fit the geometry."""
        stored = read_section_facts(DATA / "generated" / "section_facts.csv")
        for ident, section in self._atlas.sections.items():
            facts = stored.get(ident)
            if facts is None or not self._is_built_in(section):
                continue
            ends = (self._atlas.places[p].country for p in (section.start, section.end))
            start, end = ends
            try:
                live = measure_section(section.points, (start, end), section.mode, self._borders)
            except NdnError as error:
                self._fault("sections", ident, "start, end", str(error))
                continue
            if not _alike(live, facts):
                message = "the stored measurements are of another geometry; run make data"
                self._fault("sections", ident, "", message)

    def _is_built_in(self, section: Section) -> bool:
        if self._atlas.overlay is None:
            return True
        tables = [("sections", section.id), ("places", section.start), ("places", section.end)]
        records = [self._atlas.records[key] for key in tables if key in self._atlas.records]
        return not any(record.file.parent == self._atlas.overlay for record in records)

    def unused_exceptions(self) -> None:
        """Exceptions that excuse nothing any more."""
        for rule, subject in self._exceptions:
            if rule is not Rule.OFF_TARIFF and (rule, subject) not in self._used:
                message = f"{rule} of {subject!r} excuses nothing; remove the row"
                self._problems.append(Problem("exceptions.csv", subject, "subject", message))


def _alike(live: SectionFacts, stored: SectionFacts) -> bool:
    """Whether stored measurements are those of today: length to the metre, frontiers to 10 m."""
    if live.geometry_sha != stored.geometry_sha or len(live.frontiers) != len(stored.frontiers):
        return False
    return abs(live.measured_km - stored.measured_km) <= MEASURED_KM and all(
        a[1:3] == b[1:3] and abs(a.lon - b.lon) <= DEGREES and abs(a.lat - b.lat) <= DEGREES
        for a, b in zip(live.frontiers, stored.frontiers, strict=True)
    )
