"""The sections of the atlas as a graph that any engine can search."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import UnknownPlaceError, did_you_mean
from geodata.model import exists
from routes.engines.graph import Graph
from routes.engines.metric import Metric
from routes.model import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.atlas import Atlas
    from geodata.model import Section
    from routes.engine import Conditions
    from routes.engines.interface import Path


class AtlasGraph(NamedTuple):
    """The network of an atlas: node ``n`` is the place ``places[n]``, edge ``e`` a section.

    ``metric`` counts quoted kilometres.
    """

    graph: Graph
    metric: Metric
    places: tuple[str, ...]
    sections: tuple[Section, ...]
    countries: tuple[frozenset[str], ...]
    numbers: Mapping[str, int]

    def node(self, place: str) -> int:
        """The node of a place.

        Raises
        ------
        UnknownPlaceError
            No section of the atlas begins or ends there.
        """
        try:
            return self.numbers[place]
        except KeyError:
            near = did_you_mean(place, self.numbers)
            raise UnknownPlaceError(f"{place!r} is not on the network; {near}") from None

    def closed(self, conditions: Conditions) -> list[int]:
        """The edges that a search under these conditions must leave alone.

        A place to avoid may be where a search starts or ends: ask without it then.
        """
        return [
            edge
            for edge, section in enumerate(self.sections)
            if not _admits(conditions, section, self.countries[edge])
        ]

    def runs(self, path: Path) -> tuple[Run, ...]:
        """The sections of a path in travelling order."""
        return tuple(Run(self.sections[arc >> 1], arc & 1 == 1) for arc in path.arcs)


def atlas_graph(atlas: Atlas) -> AtlasGraph:
    """Number the places and sections of an atlas.

    Parameters
    ----------
    atlas : Atlas
        The ground.

    Returns
    -------
    AtlasGraph
        Places in the order of their ids, sections in the order of the atlas.
    """
    sections = tuple(atlas.sections.values())
    places = tuple(sorted({end for section in sections for end in (section.start, section.end)}))
    numbers = {place: number for number, place in enumerate(places)}
    graph = Graph(
        len(places),
        [numbers[section.start] for section in sections],
        [numbers[section.end] for section in sections],
        [atlas.places[place].lon for place in places],
        [atlas.places[place].lat for place in places],
    )
    return AtlasGraph(
        graph,
        Metric.of([section.distance_km for section in sections]),
        places,
        sections,
        tuple(_countries(atlas, section) for section in sections),
        MappingProxyType(numbers),
    )


def _countries(atlas: Atlas, section: Section) -> frozenset[str]:
    """Every country that a section runs through, ends included."""
    touched = {atlas.places[section.start].country, atlas.places[section.end].country}
    for frontier in section.frontiers:
        touched |= {frontier.from_country, frontier.to_country}
    return frozenset(touched)


def _admits(conditions: Conditions, section: Section, countries: Iterable[str]) -> bool:
    touched = frozenset(countries)
    return (
        section.mode in conditions.modes
        and (not conditions.countries or touched <= conditions.countries)
        and not touched & conditions.avoid_countries
        and not {section.start, section.end} & conditions.avoid_places
        and section.id not in conditions.avoid_sections
        and conditions.admits_gauge(section.mode, section.gauge_mm)
        and (conditions.on is None or exists(section.opened, section.closed, conditions.on))
    )
