"""The states of variants through time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from geodata.errors import OptionError
from geodata.law import Cargo, Direction
from ndnatlas.asked import Ground, Named, atlas_of, day_of, law_of, variants_of
from routes.engine import Engine
from routes.law.timeline import Period
from routes.law.timeline import timeline as periods_of


class Timeline(NamedTuple):
    """The periods of variants, by their ids, that touch the days from ``since`` to ``until``.

    A notebook shows it as a table.
    """

    since: date
    until: date
    cargo: Cargo
    direction: Direction
    periods: Mapping[str, tuple[Period, ...]]

    def __repr__(self) -> str:
        """What fits a line."""
        return f"Timeline({', '.join(self.periods)} from {self.since} to {self.until})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import periods_html, rules_words

        rules = rules_words(self.cargo, self.direction)
        return periods_html(self.periods, f"{self.since} to {self.until}, {rules}")


def timeline(
    *variants: Named | Iterable[Named],
    since: str | date = "2008-01-01",
    until: str | date | None = None,
    cargo: str = "commercial",
    direction: str = "to",
    atlas: Ground = None,
) -> Timeline:
    """Tell the intervals of every state of variants, each with the reason for it.

    Parameters
    ----------
    *variants : str, path or Variant
        Ids, paths of variant files in TOML, or variants; all of the atlas when none is named.
    since, until : str or date, optional
        Periods that touch no day between them, both included, are left out; ``until`` is today
        when left out.
    cargo : {'commercial', 'special'}
        Ordinary freight, or goods under the transit agreements of 2008-2021.
    direction : {'to', 'from'}
        Towards Afghanistan, or back.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables and variants to lay over the built-in one.

    Returns
    -------
    Timeline
        ``periods`` by the ids of variants: half-open intervals [since, until), as
        `routes.law.timeline.timeline` makes them.

    Raises
    ------
    UnknownVariantError
        With the nearest id.
    DataError
        With every fault of a file.
    OptionError
        For what is no date, cargo, direction or variant, and for days in the wrong order.

    Examples
    --------
    >>> from ndnatlas import timeline
    >>> for period in timeline("south-kuryk", until="2020-01-01").periods["south-kuryk"]:
    ...     print(period.since, period.status.state)
    None not-built
    2016-12-01 open
    2017-12-01 open
    """
    first, last = day_of(since), day_of(until)
    if first > last:
        raise OptionError(f"since {first} is after until {last}")
    ground = atlas_of(atlas)
    law, engine = law_of(cargo, direction, ground), Engine(ground)
    found = {
        variant.id: tuple(
            period for period in periods_of(variant, engine, law) if period.touches(first, last)
        )
        for variant in variants_of(variants, ground)
    }
    return Timeline(first, last, law.cargo, law.direction, found)
