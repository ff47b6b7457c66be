"""What sets the alternatives over a network apart from the best way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geodata.atlas import country_name
from routes.alternatives import Alternative
from routes.overland.model import Answer, Overland

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


def _apart(way: Overland, best: Overland, atlas: Atlas) -> tuple[str, ...]:
    """What sets a way apart, in a few words: by where, through which countries, by what."""
    here, there = (_middle(a, b, atlas) for a, b in ((way, best), (best, way)))
    by = f"by {here}" if here else f"not by {there}" if there else ""
    by += f" instead of {there}" if here and there else ""
    countries = [dict.fromkeys(map(country_name, w.route.countries)) for w in (way, best)]
    modes = [{mode for mode, km in w.route.mode_km.items() if km} for w in (way, best)]
    phrases = (
        by,
        _phrase("avoids", (c for c in countries[1] if c not in countries[0])),
        _phrase("through", (c for c in countries[0] if c not in countries[1])),
        _phrase("without", sorted(modes[1] - modes[0])),
        _phrase("also by", sorted(modes[0] - modes[1])),
    )
    return tuple(filter(None, phrases)) or ("by other track",)


def _middle(way: Overland, other: Overland, atlas: Atlas) -> str | None:
    """The middle one of the places that only one of two ways passes."""
    elsewhere = {place for leg in other.route.legs for place in leg.places}
    own = [p for leg in way.route.legs for p in leg.places if p not in elsewhere]
    return atlas.places[own[len(own) // 2]].name if own else None


def _phrase(word: str, names: Iterable[str]) -> str:
    listed = " and ".join(names)
    return f"{word} {listed}" if listed else ""
