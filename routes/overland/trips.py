"""Ways through stops in turn: the best, the best that the law allows, and distinct others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.errors import OptionError
from routes.errors import NoRouteError
from routes.law.comply import unlawful
from routes.law.status import status
from routes.overland.continuing import continued
from routes.overland.distinct import Ways, others
from routes.overland.lawful import shut_by_law
from routes.overland.missing import no_way
from routes.overland.search import Search

if TYPE_CHECKING:
    from routes.engines.choice import Kind
    from routes.law.law import Law
    from routes.overland.assemble import Assembler
    from routes.overland.distinct import Trip
    from routes.overland.ground import Ground
    from routes.overland.model import Asked, Joined, Overland


class Trips:
    """Ways through the same stops over one ground under one set of conditions.

    Parameters
    ----------
    stops : sequence of Joined
        Two or more, in their order.
    ground : Ground
        The network.
    asked : Asked
        The conditions.
    assembler : Assembler
        Makes routes of what is found.
    kind : Kind, optional
        The engine.
    """

    def __init__(
        self,
        stops: Sequence[Joined],
        ground: Ground,
        asked: Asked,
        assembler: Assembler,
        kind: Kind | None = None,
    ) -> None:
        self._stops = stops
        self._ground = ground
        self._asked = asked
        self._assembler = assembler
        self._kind = kind
        self._made: dict[Trip, Overland] = {}

    def ways(self, wanted: Ways, law: Law | None = None) -> tuple[Overland, ...]:
        """The best way and distinct others, as many as wanted or fewer.

        Parameters
        ----------
        wanted : Ways
            How many.
        law : Law, optional
            Whose rules every one of them must keep to.

        Raises
        ------
        NoRouteError
            Nothing joins two of the stops, and why.
        UnlawfulError
            There are ways, all of them closed.
        OptionError
            The best way has too many transshipments, or runs in a country that nobody knows.
        """
        search = Search(self._ground, self._asked, self._kind)
        best = self._best(search)
        if law is not None:
            search, best = self._lawful(search, best, law)
        if not self._is_within_limit(best):
            # Each stretch keeps within the limit, but not all of them together.
            raise OptionError(
                f"the way through these places has {self._made[best].route.transshipments} "
                "transshipments; the limit on them holds for a way between two places: name no "
                "places to pass"
            )
        found = [best]
        if wanted.number > 1:
            fields = [search.field(a.node, b.node) for a, b in pairwise(self._stops)]
            accept = partial(self._is_fit, law=law)
            found += others(best, fields, wanted, self._ground.network.length_m, accept)
        return tuple(map(self._overland, found))

    def _best(self, search: Search) -> Trip:
        journeys = []
        for start, end in pairwise(self._stops):
            try:
                journeys.append(search.way(start.node, end.node))
            except NoRouteError:
                raise no_way(start, end, self._ground, self._asked) from None
        return tuple(journeys)

    def _lawful(self, search: Search, best: Trip, law: Law) -> tuple[Search, Trip]:
        """The shortest trip that is not closed, and the search that found it."""
        reason = self._closed(best, law)
        if reason is None:
            return search, best
        for shut in shut_by_law(law, self._ground, search.mask, self._on):
            narrower = Search(self._ground, self._asked, self._kind, shut)
            try:
                trip = tuple(narrower.way(a.node, b.node) for a, b in pairwise(self._stops))
            except NoRouteError:
                break  # what closes more finds none either
            if self._closed(trip, law) is None:
                return narrower, trip
        ends = (self._stops[0].place.id, self._stops[-1].place.id)
        raise unlawful(ends, law, self._on, reason)

    def _closed(self, trip: Trip, law: Law) -> str | None:
        """Why a trip is closed, if it is."""
        found = status(self._overland(trip).route, law, self._on)
        return found.reason if found.state == "closed" else None

    def _is_within_limit(self, trip: Trip) -> bool:
        limit = self._asked.max_transshipments
        return limit is None or self._overland(trip).route.transshipments <= limit

    def _is_fit(self, trip: Trip, law: Law | None) -> bool:
        return self._is_within_limit(trip) and (law is None or self._closed(trip, law) is None)

    @property
    def _on(self) -> date:
        return self._asked.on or date.today()

    def _overland(self, trip: Trip) -> Overland:
        if trip not in self._made:
            journeys = continued(trip, self._ground.network)
            made = self._assembler.overland(self._stops, journeys)
            for leg in made.route.legs:
                if not leg.countries:
                    raise OptionError(
                        "neither the network nor the borders tell in what country the way from "
                        f"{leg.start} to {leg.end} runs"
                    )
            self._made[trip] = made
        return self._made[trip]
