"""Which variants are Pareto-optimal: no other open one is better on everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from routes.asdict import km
from routes.model import Entry, Route

# Shares are compared to a thousandth of a per cent: less is noise of the sums they come from.
SHARE_DIGITS = 5


def criteria(route: Route) -> tuple[float, ...]:
    """What a variant is judged by, less being better each time.

    Returns
    -------
    tuple of float
        Quoted kilometres to the metre, frontiers crossed, transshipments, and the largest share
        of them in one country, sea and air left out.
    """
    _, share = route.dependence
    kilometres, share = km(route.distance_km), round(share, SHARE_DIGITS)
    return (kilometres, len(route.crossings), route.transshipments, share)


def pareto(entries: Iterable[Entry]) -> dict[str, bool | None]:
    """Which of the open variants are Pareto-optimal, whatever their ends.

    One is when no other open one is at least as good on all `criteria` and better on one of them
    (V. Pareto, Manuale di economia politica, 1906). Equals do not rule each other out.

    Returns
    -------
    dict of str to bool or None
        By the variant's id; ``None`` where it is not open or has no route.
    """
    judged = {
        entry.variant.id: criteria(entry.route)
        if entry.route and entry.status.state == "open"
        else None
        for entry in entries
    }
    rivals = [found for found in judged.values() if found is not None]
    return {
        ident: None if own is None else not any(dominates(other, own) for other in rivals)
        for ident, own in judged.items()
    }


def dominates(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether ``a`` is nowhere worse than ``b`` and better somewhere; less is better."""
    return all(x <= y for x, y in zip(a, b, strict=True)) and tuple(a) != tuple(b)
