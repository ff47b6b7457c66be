"""The Atlas: one immutable picture of places, sections, checkpoints and sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geodata.countries import COUNTRY_NAMES
from geodata.law import Act, Bloc, Cargo
from geodata.model import Checkpoint, Line, Place, Section, Source

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import networkx as nx

    from geodata.tables import Record


class Atlas(NamedTuple):
    """What is where, and since when.

    Mappings are read-only and keyed by id. ``overlay`` is the user's own folder laid over the
    built-in tables, if any; ``records`` then tells, by table and id, of which file and row a
    record came. ``known_to`` is the day to which the acts on each cargo were checked. Names are in
    ``language``: ``en``, or what `geodata.russian.in_russian` made of the atlas ``english``;
    ``remarks`` are the tables' remarks in that language by their English text.
    """

    places: Mapping[str, Place]
    lines: Mapping[str, Line]
    sections: Mapping[str, Section]
    checkpoints: Mapping[str, Checkpoint]
    sources: Mapping[str, Source]
    blocs: Mapping[str, Bloc]
    acts: Mapping[str, Act]
    known_to: Mapping[Cargo, date]
    overlay: Path | None = None
    records: Mapping[tuple[str, str], Record] = MappingProxyType({})
    remarks: Mapping[str, str] = MappingProxyType({})
    language: str = "en"
    english: Atlas | None = None

    def node(self, place: str) -> str:
        """The id of the network's place that stands for a place (itself, or its station)."""
        return self.places[place].station or place

    def customs_between(self, a: str, b: str, on: date) -> bool:
        """Whether goods pass customs between two countries on the date."""
        return not any(bloc.is_customs_free(a, b, on) for bloc in self.blocs.values())

    def told(self, lang: str) -> Atlas:
        """The atlas in a language by its ISO 639-1 code, as far as it has another; else itself."""
        if lang != "ru":
            return self
        # Nothing Russian is loaded for other languages.
        from geodata.russian import in_russian

        return in_russian(self)

    def to_graph(self, as_of: date | None = None) -> nx.MultiDiGraph[int]:
        """The network as a graph that osmnx and networkx accept; see `geodata.graph`."""
        from geodata.graph import to_graph

        return to_graph(self, as_of)

    def to_frame(self, table: str = "places") -> gpd.GeoDataFrame:
        """A table of the atlas as a GeoDataFrame; see `geodata.frames`."""
        from geodata.frames import to_frame

        return to_frame(self, table)


def country_name(code: str) -> str:
    """The English short name of a country by its ISO 3166-1 alpha-2 code, or the code itself.

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-2, upper-case.

    Returns
    -------
    str
        Such as ``Kazakhstan``.
    """
    return COUNTRY_NAMES.get(code, code)


def load_atlas(overlay: Path | str | None = None) -> Atlas:
    """Load the built-in atlas, with a folder of the user's own tables laid over it.

    Parameters
    ----------
    overlay : path, optional
        A folder with any of ``places.csv``, ``names.csv``, ``lines.csv``, ``sections.csv``,
        ``shapes.csv``, ``checkpoints.csv``, ``blocs.csv``, ``memberships.csv``, ``acts.toml``,
        ``sources.toml``, ``russian.toml``. A record with the id of a built-in one replaces it.

    Returns
    -------
    Atlas
        Positions are WGS 84 (EPSG:4326) longitude and latitude, lengths geodesic kilometres.

    Raises
    ------
    DataError
        With every fault of the files.
    OptionError
        When the folder does not exist.
    """
    if overlay is None:
        from geodata.snapshot import load_snapshot

        atlas = load_snapshot()
        if atlas is not None:
            return atlas
    from geodata.reading import read_atlas
    from geodata.tables import Problems

    problems = Problems()
    atlas = read_atlas(overlay, problems)
    problems.raise_if_any()
    return atlas
