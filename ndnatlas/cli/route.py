"""``ndn route``: the shortest route between any two places, and its alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from geodata.atlas import Atlas
from geodata.errors import OptionError
from geodata.geodesy import great_circle_km
from geodata.model import Mode
from geodata.search import position_in
from ndnatlas.cli.estimates import Asked, estimated
from ndnatlas.cli.network_route import answer
from ndnatlas.cli.options import Rules, comply_option, ruled, shared, spelled
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.way_estimates import WayEstimates
from ndnatlas.cli.ways import Way, against_direction, itinerary, side_by_side, tell
from ndnatlas.cli.words import km as number
from ndnatlas.cli.words import say, translated
from ndnatlas.finding import FARTHEST_KM, MOST, MOST_TRANSSHIPMENTS, Question, over_atlas
from routes.alternatives import MAX_SHARED
from routes.asdict import VIEW, km


@click.command(
    "route",
    epilog="Example: ndn route Poti Hairatan --avoid TM -k 3 --as-of 2018-06-01",
)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--via", multiple=True, metavar="PLACE", help="Pass this place; may be repeated.")
@click.option(
    "--avoid",
    multiple=True,
    metavar="X",
    help="A place, checkpoint, section, line, country, bloc or mode; may be repeated.",
)
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice([mode.value for mode in Mode], case_sensitive=False),
    help="Use only this mode; may be repeated (default: all).",
)
@comply_option
@click.option(
    "-k",
    "--alternatives",
    "count",
    type=click.IntRange(1, MOST),
    default=1,
    metavar="NUMBER",
    help="Find as many truly different routes, the best one among them (1 to 20).",
)
@click.option(
    "--max-shared",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="What two of them may have in common, of the quoted km of the shorter (default: "
    f"{100 * MAX_SHARED:.0f}).",
)
@click.option(
    "--gauge",
    "gauges",
    multiple=True,
    type=click.IntRange(300, 3000),
    metavar="MM",
    help="On rails use only track of this gauge; may be repeated (default: any).",
)
@click.option(
    "--network",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Go over this network (made by ndn network build) instead of the atlas's own lines.",
)
@click.option(
    "--max-transshipments",
    type=click.IntRange(0, MOST_TRANSSHIPMENTS),
    metavar="NUMBER",
    help="With --network: change the mode no more often than this.",
)
@click.option(
    "--join-limit",
    "join_limit_km",
    type=click.FloatRange(0, FARTHEST_KM),
    metavar="KM",
    help="With --network: how far a place may lie from the line it is joined to (default: 5).",
)
@estimated
@ruled
@shared
@translated
def command(  # noqa: PLR0913  # one parameter for each option
    settings: Settings,
    start: str,
    end: str,
    via: tuple[str, ...],
    avoid: tuple[str, ...],
    modes: tuple[str, ...],
    rules: Rules,
    *,
    asked: Asked,
    count: int,
    max_shared: float | None,
    comply: bool,
    gauges: tuple[int, ...],
    network: Path | None,
    max_transshipments: int | None,
    join_limit_km: float | None,
) -> None:
    """Find the shortest route between two places by quoted kilometres, and its alternatives.

    With -k 2 or more, routes that are truly different, the best one first, each with what sets
    it apart from the best.

    A place is an id, a name in any listed spelling or script, an ESR code, a UN/LOCODE, or
    latitude,longitude in degrees, which is joined to the nearest place, 25 km away at most; how
    far is told. With --network the way is measured on the track itself, a place
    may be a station of the network, and one off every line is joined to the nearest.
    """
    if max_shared is not None and count == 1:
        raise OptionError("--max-shared is about alternatives; ask for some with -k")
    atlas = settings.atlas()
    law = rules.law(atlas, comply=comply)
    question = Question(
        (start, *via, end),
        avoid,
        frozenset(map(Mode, modes)) or frozenset(Mode),
        frozenset(gauges),
        settings.as_of,
        count,
        MAX_SHARED if max_shared is None else max_shared / 100,
        comply,
        max_transshipments,
        join_limit_km,
    )
    if network is not None:
        if asked.what:
            raise OptionError("--with is for the atlas's own lines; leave --network out")
        answer(question, network, settings, law)
        return
    found = over_atlas(question, law, spelled)
    joined = _joined(question.stops, found.stops, atlas)
    ways = Way.of(found)
    best = ways[0].found.route
    estimates = WayEstimates(found.ways, atlas, asked, settings.as_of)
    notes = against_direction(best, law)
    tell(notes, settings)
    joinings = [
        say(
            "{position} is joined to {place} over {km} km, which are no part of the route",
            position=text,
            place=atlas.places[stop].name,
            km=number(away_km, 2),
        )
        for text, stop, away_km in joined
    ]
    data = {
        "as_of": settings.as_of.isoformat(),
        "cargo": law.cargo.value,
        "direction": law.direction.value,
        "view": VIEW,
        "notes": [*notes, *joinings],
        "routes": [
            way.as_dict(best)
            | {"joined_km": {stop: km(away_km) for _, stop, away_km in joined}}
            | estimates.fields(order)
            for order, way in enumerate(ways)
        ],
    }
    tables = (
        itinerary(ways[0], law, settings.as_of)
        if count == 1
        else side_by_side(ways, law, settings.as_of, count, question.max_shared)
    )
    first, *rest = estimates.tables(tables)
    write(settings, data, [first._replace(notes=[*first.notes, *joinings]), *rest])


def _joined(
    texts: Sequence[str], stops: Sequence[str], atlas: Atlas
) -> list[tuple[str, str, float]]:
    """The positions among what was asked for, the places they were joined to, and how far away."""
    return [
        (text.strip(), stop, great_circle_km(position, atlas.places[stop].position))
        for text, stop in zip(texts, stops, strict=True)
        if (position := position_in(text)) is not None
    ]
