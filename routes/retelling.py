"""A comparison that was made over one atlas, told in the language of another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from geodata.atlas import Atlas
from routes.crossings import crossings
from routes.model import Comparison, Protocol, Route, Status, Variant
from routes.reason import retold

if TYPE_CHECKING:
    from routes.law.timeline import Period


def retell(comparison: Comparison, atlas: Atlas) -> Comparison:
    """A comparison in the language of an atlas.

    Parameters
    ----------
    comparison : Comparison
        Made over the same records in another language.
    atlas : Atlas
        Such as `geodata.russian.in_russian` makes.

    Returns
    -------
    Comparison
        With the names of variants and crossings, the reasons and violations in that language;
        a text that is no `routes.reason.Reason` stays as it is.
    """
    on = comparison.as_of
    entries = tuple(
        entry._replace(
            variant=_variant(entry.variant, atlas),
            route=entry.route and route_in(entry.route, atlas, on),
            status=status_in(entry.status, atlas),
            protocol=entry.protocol and _protocol(entry.protocol, atlas),
        )
        for entry in comparison.entries
    )
    return comparison._replace(entries=entries)


def in_language(comparison: Comparison, atlas: Atlas, code: str) -> tuple[Comparison, Atlas]:
    """A comparison and the atlas that it was made over, in a language by its ISO 639-1 code."""
    told = atlas.told(code)
    # In English everything is told from the start.
    return (comparison if told.language == "en" else retell(comparison, told)), told


def route_in(route: Route, atlas: Atlas, on: date) -> Route:
    """A route whose crossings on a date are named in the language of an atlas."""
    runs = [run for leg in route.legs for run in leg.runs]
    return route._replace(crossings=crossings(runs, atlas, on))


def status_in(status: Status, atlas: Atlas) -> Status:
    """A status with its reason in the language of an atlas."""
    return status._replace(reason=retold(status.reason, atlas))


def periods_in(periods: Iterable[Period], atlas: Atlas) -> tuple[Period, ...]:
    """Periods with their reasons in the language of an atlas."""
    return tuple(period._replace(status=status_in(period.status, atlas)) for period in periods)


def _variant(variant: Variant, atlas: Atlas) -> Variant:
    told = variant.told(atlas.language)
    return told._replace(name=retold(told.name, atlas), summary=retold(told.summary, atlas))


def _protocol(protocol: Protocol, atlas: Atlas) -> Protocol:
    return protocol._replace(violations=tuple(retold(one, atlas) for one in protocol.violations))
