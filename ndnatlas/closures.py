"""What if something closed: what it breaks, and the best way around."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from geodata.errors import OptionError
from geodata.law import Cargo, Direction
from ndnatlas.asked import Ground, Named, atlas_of, day_of, law_of, variants_of, words_of
from routes.engine import Engine
from routes.whatif.closures import Closure
from routes.whatif.search import find_closures
from routes.whatif.whatif import Change, WhatIf


class Consequences(NamedTuple):
    """What closures do to variants, all at once; a notebook shows it as a table.

    ``changes`` has one for every variant, broken or not, in their order.
    """

    as_of: date
    cargo: Cargo
    direction: Direction
    closures: tuple[Closure, ...]
    changes: tuple[Change, ...]

    @property
    def broken(self) -> tuple[Change, ...]:
        """The variants that the closures break."""
        return tuple(change for change in self.changes if change.is_broken)

    def __repr__(self) -> str:
        """What fits a line."""
        shut = ", ".join(closure.id for closure in self.closures)
        broken = ", ".join(change.before.variant.id for change in self.broken)
        return f"Consequences({shut} closed on {self.as_of}; broken: {broken or 'none'})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.changes import changes_html
        from routes.notebook.records import rules_words

        names = ", ".join(closure.name for closure in self.closures)
        rules = rules_words(self.cargo, self.direction)
        return changes_html(self.changes, f"Closed: {names}; as of {self.as_of}, {rules}")


def whatif(
    *variants: Named | Iterable[Named],
    close: str | Iterable[str],
    as_of: str | date | None = None,
    cargo: str | None = None,
    direction: str = "to",
    comply: bool = False,
    atlas: Ground = None,
) -> Consequences:
    """Close something and see which variants break, where, and the best way around for each.

    Parameters
    ----------
    *variants : str, path or Variant
        Ids, paths of variant files in TOML, or variants; all of the atlas when none is named.
    close : str or iterable of str
        Places, checkpoints, sections, countries, blocs or modes; all are closed at once.
    as_of : str or date, optional
        The date whose network and rules hold, such as ``2018-06-01``; today when left out.
    cargo : {'commercial', 'special'}, optional
        Whose rules tell the state: commercial when left out, or special with ``comply``.
    direction : {'to', 'from'}
        Towards Afghanistan, or back.
    comply : bool
        Keep to what the law allows on the date.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables and variants to lay over the built-in one.

    Returns
    -------
    Consequences
        What changes for each variant, by the rules of `routes.whatif.whatif`. Kilometres end in
        ``_km``.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        When nothing answers to what is to be closed, or several things do.
    UnknownVariantError
        With the nearest id.
    OptionError
        For what is no date, cargo, direction or variant, and for nothing to close.

    Examples
    --------
    >>> from ndnatlas import whatif
    >>> found = whatif("south-aktau", close="aktau", as_of="2018-06-01")
    >>> for change in found.broken:
    ...     print(change.before.variant.id, f"{change.after.route.distance_km:,.1f} km")
    south-aktau 3,278.5 km
    """
    ground, on = atlas_of(atlas), day_of(as_of)
    law = law_of(cargo, direction, ground, comply=comply)
    closures = find_closures(words_of(close, "close"), ground, on, "close")
    if not closures:
        raise OptionError("close names nothing to close")
    found = WhatIf(variants_of(variants, ground), Engine(ground), law, on, comply=comply)
    return Consequences(on, law.cargo, law.direction, closures, found.close(closures))
