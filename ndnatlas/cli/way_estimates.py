"""Time and cost of the ways of ``ndn route``, where they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ndnatlas.cli.estimate_tables import estimate_tables
from ndnatlas.cli.estimates import Asked, ask, estimate_fields, in_days, in_dollars, shown_columns
from ndnatlas.cli.summary import HEADINGS, NOTES
from ndnatlas.cli.tables import Table
from ndnatlas.cli.words import say
from routes.alternatives import Alternative

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.estimate.estimate import Estimate

# Of the tables of several ways the first has a row for each of them, with this column.
_BEFORE = "frontiers"


class WayEstimates:
    """The estimates of ways in turn; none when none are asked for."""

    def __init__(self, ways: Sequence[Alternative], atlas: Atlas, asked: Asked, on: date) -> None:
        self._asked = asked
        self._atlas = atlas
        self._found: list[Estimate] = []
        if asked.what:
            from routes.estimate import estimate

            routes = [way.route for way in ways]
            self._found = list(estimate(routes, atlas, *ask(asked, atlas, on), detailed=True))

    def fields(self, number: int) -> dict[str, Any]:
        """What the JSON of the way with this number, from 0, has more."""
        own = {str(order): one for order, one in enumerate(self._found)}
        return estimate_fields(self._asked, own, str(number), detailed=True)

    def tables(self, found: Sequence[Table]) -> list[Table]:
        """The tables of one way or of several, with what the estimates tell."""
        if len(self._found) == 1 and _BEFORE not in found[0].columns:
            return [*found, *estimate_tables(self._asked, self._found[0], self._atlas)]
        return [self._beside(found[0]), *found[1:]] if self._found else list(found)

    def _beside(self, table: Table) -> Table:
        """The table of several ways with the days and dollars of each."""
        names = shown_columns(self._asked)
        cells = {
            "time_d": [in_days(one.time_d) for one in self._found],
            "cost_usd_per_teu": [in_dollars(one.cost_usd_per_teu) for one in self._found],
        }
        at = list(table.columns).index(_BEFORE)
        rows = [
            (*row[:at], *(cells[name][number] for name in names), *row[at:])
            for number, row in enumerate(table.rows)
        ]
        headings = [HEADINGS[name] for name in names]
        return table._replace(
            columns=(*table.columns[:at], *headings, *table.columns[at:]),
            keys=(*table.keys[:at], *names, *table.keys[at:]),
            rows=rows,
            notes=[*table.notes, *(say(NOTES[name]) for name in names)],
        )
