"""Variants found and compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from geodata.errors import OptionError
from ndnatlas.asked import Ground, Named, atlas_of, built_in, day_of, law_of, variants_of
from routes import comparison as comparing
from routes.model import Comparison, Route, Variant

if TYPE_CHECKING:
    from geodata.atlas import Atlas


class Compared(Comparison):
    """A comparison that knows the atlas it was made over, and shows itself in a notebook.

    What draws and writes comparisons asks for no atlas then.
    """

    atlas: Atlas | None = None
    """The ground and the law; ``None`` for the built-in atlas."""
    is_apart: bool = False
    """Whether it was pickled, and so parted from the folder of tables that it was made over."""

    def __getstate__(self) -> dict[str, bool] | None:
        """An atlas is not pickled with it: it is large, and loaded faster than unpickled."""
        is_own = self.atlas is not None and self.atlas.overlay is not None
        return {"is_apart": True} if is_own or self.is_apart else None

    def __copy__(self) -> Self:
        """Nobody can change it."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Nobody can change it."""
        return self

    def _replace(self, **changes: Any) -> Self:
        """The same over the same atlas, with other fields."""
        made = super()._replace(**changes)
        vars(made).update(vars(self))
        return made

    @classmethod
    def over(cls, comparison: Comparison, atlas: Atlas) -> Compared:
        """A comparison with the atlas it was made over."""
        made = cls._make(comparison)
        made.atlas = atlas
        return made


def find_variants(*names: Named | Iterable[Named], atlas: Ground = None) -> list[Variant]:
    """The variants of those names, or all of them, the main ones first.

    Parameters
    ----------
    *names : str or path
        Ids, or paths of variant files in TOML.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables and variants to lay over the built-in one.

    Returns
    -------
    list of Variant
        In the order of the names.

    Raises
    ------
    UnknownVariantError
        With the nearest id.
    DataError
        With every fault of a file.
    OptionError
        When two variants have one id.

    Examples
    --------
    >>> from ndnatlas import find_variants
    >>> [variant.name for variant in find_variants("south-aktau", "south-kuryk")]
    ['NDN South by Aktau', 'NDN South by Kuryk']
    """
    return variants_of(names, atlas_of(atlas))


def compare(
    *variants: Named | Iterable[Named],
    as_of: str | date | None = None,
    cargo: str = "commercial",
    direction: str = "to",
    atlas: Ground = None,
) -> Compared:
    """Put variants side by side on a date; a notebook shows them as a table.

    Parameters
    ----------
    *variants : str, path or Variant
        Ids, paths of variant files in TOML, or variants; all of the atlas when none is named.
    as_of : str or date, optional
        The date whose network and rules hold, such as ``2018-06-01``; today when left out.
    cargo : {'commercial', 'special'}
        Ordinary freight, or goods under the transit agreements of 2008-2021.
    direction : {'to', 'from'}
        Towards Afghanistan, or back.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables and variants to lay over the built-in one.

    Returns
    -------
    Compared
        One entry a variant, with its route, its state and why. Kilometres end in ``_km``: quoted
        ones, and geodesic lengths on WGS 84 as `routes.comparison.compare` has them. A variant
        that cannot be made on the date has no route, and the missing piece in its reason.

    Raises
    ------
    UnknownVariantError
        With the nearest id.
    DataError
        With every fault of a file.
    OptionError
        For what is no date, cargo, direction or variant.

    Examples
    --------
    >>> from ndnatlas import compare
    >>> found = compare("south-aktau", "south-kuryk", as_of="2018-06-01")
    >>> for entry in found.entries:
    ...     print(entry.variant.id, entry.status.state, f"{entry.route.distance_km:,.1f} km")
    south-aktau open 3,247.2 km
    south-kuryk open 3,278.5 km
    """
    ground = atlas_of(atlas)
    law = law_of(cargo, direction, ground)
    found = comparing.compare(
        variants_of(variants, ground), ground, day_of(as_of), law.cargo, law.direction
    )
    return Compared.over(found, ground)


def comparison_of(what: object, function: str) -> Comparison:
    """What a function draws or writes: a comparison, or that of a way found by `route`.

    Raises
    ------
    OptionError
        For anything else.
    """
    if isinstance(what, Comparison):
        return what
    found = getattr(what, "comparison", None)
    if isinstance(found, Comparison):
        return found
    hint = "; give what route() found" if isinstance(what, Route) else ""
    raise OptionError(
        f"{function} takes what compare(), route() or alternatives() give, not "
        f"{type(what).__name__}{hint}"
    )


def ground_of(comparison: Comparison, atlas: Ground) -> Atlas:
    """The atlas given, or else the one that a comparison was made over.

    Raises
    ------
    OptionError
        When the comparison passes a place that it lacks, or was pickled without its own.
    """
    if atlas is None and isinstance(comparison, Compared):
        if comparison.atlas is not None:
            return comparison.atlas
        if comparison.is_apart:
            raise OptionError(
                "what was pickled is parted from the folder of tables that it was made over; give "
                "that: atlas=..."
            )
    ground = built_in() if atlas is None else atlas_of(atlas)
    for entry in comparison.entries:
        for leg in entry.route.legs if entry.route else ():
            for place in leg.places:
                if place not in ground.places:
                    raise OptionError(
                        f"{entry.variant.id} passes {place!r}, which the atlas lacks; give the one "
                        "it was made over: atlas=..."
                    )
    return ground
