"""What sets the alternatives over a network apart from the best way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.alternatives import Alternative
from routes.difference.apart import by_instead, kinds_apart
from routes.overland.model import Answer, Overland
from routes.reason import Mark, Reason

if TYPE_CHECKING:
    from geodata.atlas import Atlas


def alternatives(answer: Answer) -> tuple[Alternative, ...]:
    """The ways of an answer as alternatives to the first of them."""
    best, *others = answer.ways
    return (
        Alternative(best.route),
        *(
            Alternative(
                way.route, shared_km(way, best), _part(way, best), _apart(way, best, answer.atlas)
            )
            for way in others
        ),
    )


def shared_km(way: Overland, other: Overland) -> float:
    """Kilometres of the edges that both ways use, in whichever direction."""
    return sum(km for edge, km in way.edge_km.items() if edge in other.edge_km)


def _part(way: Overland, other: Overland) -> float:
    """What two ways share, as a part (0 to 1) of the shorter one."""
    return shared_km(way, other) / min(sum(w.edge_km.values()) for w in (way, other))


def _apart(way: Overland, best: Overland, atlas: Atlas) -> tuple[Reason, ...]:
    """What sets a way apart, in a few words: by where, through which countries, by what."""
    by = by_instead(_middle(way, best), _middle(best, way), atlas)
    phrases = ([by] if by else []) + [*kinds_apart(way.route, best.route, atlas)]
    return tuple(phrases) or (Reason.of("other_track", atlas),)


def _middle(way: Overland, other: Overland) -> Mark:
    """The middle one of the places that only one of two ways passes."""
    elsewhere = {place for leg in other.route.legs for place in leg.places}
    own = [p for leg in way.route.legs for p in leg.places if p not in elsewhere]
    return (("places", own[len(own) // 2]),) if own else ()
