"""The Atlas: one immutable picture of places, sections, checkpoints and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from geodata import records
from geodata.assembly import SectionBuilder
from geodata.countries import COUNTRY_NAMES
from geodata.errors import OptionError
from geodata.model import Checkpoint, CustomsUnion, Line, Place, Section, Source
from geodata.tables import Problems, Record

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

T = TypeVar("T")

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Atlas:
    """What is where, and since when.

    Mappings are read-only and keyed by id. ``records`` tells for every record of which file and
    row it came, keyed by table and id.
    """

    places: Mapping[str, Place]
    lines: Mapping[str, Line]
    sections: Mapping[str, Section]
    checkpoints: Mapping[str, Checkpoint]
    sources: Mapping[str, Source]
    unions: Mapping[str, CustomsUnion]
    overlay: Path | None = None
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict, repr=False)

    def node(self, place: str) -> str:
        """The id of the network's place that stands for a place (itself, or its station)."""
        return self.places[place].station or place

    def customs_between(self, a: str, b: str, on: date) -> bool:
        """Whether goods pass customs between two countries on the date."""
        return not any(union.joins(a, b, on) for union in self.unions.values())

    def to_graph(self, as_of: date | None = None) -> nx.MultiDiGraph[int]:
        """The network as a graph that osmnx and networkx accept; see `geodata.graph`."""
        from geodata.graph import to_graph

        return to_graph(self, as_of)

    def to_frame(self, table: str = "places") -> gpd.GeoDataFrame:
        """A table of the atlas as a GeoDataFrame; see `geodata.frames`."""
        from geodata.frames import to_frame

        return to_frame(self, table)


def country_name(code: str) -> str:
    """The English short name of a country by its ISO 3166-1 alpha-2 code, or the code itself."""
    return COUNTRY_NAMES.get(code, code)


def load_atlas(overlay: Path | str | None = None) -> Atlas:
    """Load the built-in atlas, with a folder of the user's own tables laid over it.

    Parameters
    ----------
    overlay : path, optional
        A folder with any of ``places.csv``, ``names.csv``, ``lines.csv``, ``sections.csv``,
        ``shapes.csv``, ``checkpoints.csv``, ``customs_unions.toml``, ``sources.toml``. A record
        with the id of a built-in one replaces it.

    Raises
    ------
    DataError
        With every fault of the files.
    OptionError
        When the folder does not exist.
    """
    problems = Problems()
    atlas = read_atlas(overlay, problems)
    problems.raise_if_any()
    return atlas


def read_atlas(overlay: Path | str | None, problems: Problems) -> Atlas:
    """`load_atlas` that collects faults instead of raising them, for the ``check`` command."""
    folders = [DATA]
    if overlay is not None:
        folder = Path(overlay)
        if not folder.is_dir():
            raise OptionError(
                f"{folder}: no such folder; --atlas takes a folder of your own tables"
            )
        folders.append(folder)
    tables = [_read(folder, problems) for folder in folders]
    merged = tables[0] if len(tables) == 1 else tables[0].under(tables[1])
    places = {ident: place for ident, (_, place) in merged.places.items()}
    lines = {ident: line for ident, (_, line) in merged.lines.items()}
    builder = SectionBuilder(places, lines, DATA / "generated", problems)
    for number, folder_tables in enumerate(tables):
        changed = set() if number else set().union(*(set(t.places) for t in tables[1:]))
        builder.add(folder_tables.folder, folder_tables.sections, changed, built_in=not number)
    origins = {
        (table, ident): record
        for table in ("places", "lines", "checkpoints", "sources", "unions")
        for ident, (record, _) in getattr(merged, table).items()
    }
    origins |= {("sections", ident): record for ident, record in builder.records.items()}
    return Atlas(
        places=MappingProxyType(places),
        lines=MappingProxyType(lines),
        sections=MappingProxyType(builder.sections),
        checkpoints=_values(merged.checkpoints),
        sources=_values(merged.sources),
        unions=_values(merged.unions),
        overlay=Path(overlay) if overlay is not None else None,
        records=MappingProxyType(origins),
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """The records of one folder, each with the row it stands in."""

    folder: Path
    places: dict[str, tuple[Record, Place]]
    lines: dict[str, tuple[Record, Line]]
    checkpoints: dict[str, tuple[Record, Checkpoint]]
    sources: dict[str, tuple[Record, Source]]
    unions: dict[str, tuple[Record, CustomsUnion]]
    sections: list[records.SectionRow]

    def under(self, other: _Tables) -> _Tables:
        """These tables with another folder's laid over them; equal ids are replaced."""
        return _Tables(
            other.folder,
            self.places | other.places,
            self.lines | other.lines,
            self.checkpoints | other.checkpoints,
            self.sources | other.sources,
            self.unions | other.unions,
            other.sections,
        )


def _read(folder: Path, problems: Problems) -> _Tables:
    return _Tables(
        folder,
        records.read_places(folder, problems),
        records.read_lines(folder, problems),
        records.read_checkpoints(folder, problems),
        records.read_sources(folder, problems),
        records.read_unions(folder, problems),
        records.read_sections(folder, problems),
    )


def _values(found: Mapping[str, tuple[Record, T]]) -> Mapping[str, T]:
    return MappingProxyType({ident: value for ident, (_, value) in found.items()})
