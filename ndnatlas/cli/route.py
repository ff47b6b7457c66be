"""``ndn route``: the shortest route between any two places."""

from __future__ import annotations

import click

from geodata.atlas import Atlas, country_name
from geodata.countries import country_code
from geodata.errors import OptionError
from geodata.model import Mode
from geodata.published import load_published
from geodata.search import resolve
from ndnatlas.cli.itinerary import route_sources, tables
from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write
from routes.asdict import route_dict
from routes.assemble import assemble_stops
from routes.crossings import sections_at
from routes.engine import Conditions, Engine


@click.command(
    "route",
    epilog="Example: ndn route Poti Hairatan --via kuryk-port --avoid TM --as-of 2018-06-01",
)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--via", multiple=True, metavar="PLACE", help="Pass this place; may be repeated.")
@click.option(
    "--avoid",
    multiple=True,
    metavar="X",
    help="A place, a checkpoint, a section or a country (ISO 3166-1); may be repeated.",
)
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice([mode.value for mode in Mode], case_sensitive=False),
    help="Use only this mode; may be repeated (default: all).",
)
@shared
def command(
    settings: Settings,
    start: str,
    end: str,
    via: tuple[str, ...],
    avoid: tuple[str, ...],
    modes: tuple[str, ...],
) -> None:
    """Find the shortest route between two places by quoted kilometres.

    A place is an id, a name in any listed spelling or script, an ESR code, a UN/LOCODE, or
    latitude,longitude in degrees.
    """
    atlas = settings.atlas()
    stops = [resolve(atlas, text).id for text in (start, *via, end)]
    conditions = _conditions(settings, avoid, modes, atlas)
    for stop in stops:
        if stop in conditions.avoid_places:
            name = atlas.places[stop].name
            raise OptionError(f"--avoid: {name} ({stop}) is a stop of the route itself")
    route = assemble_stops(stops, atlas, Engine(atlas), conditions)
    names = [atlas.places[stop].name for stop in stops]
    data = {
        "as_of": settings.as_of.isoformat(),
        "routes": [{"id": None, "name": " - ".join(names), **route_dict(route)}],
    }
    title = f"{' - '.join(names)}, as of {settings.as_of}"
    used = route_sources(route, atlas)
    write(settings, data, tables(route, atlas, title, used, load_published(atlas)))


def _conditions(
    settings: Settings, avoid: tuple[str, ...], modes: tuple[str, ...], atlas: Atlas
) -> Conditions:
    places: set[str] = set()
    countries: set[str] = set()
    sections: set[str] = set()
    for text in avoid:
        if text in atlas.checkpoints or text in atlas.places:
            # Some ports have the id of the place they lie at: then both are meant.
            sections |= sections_at(text, atlas, settings.as_of)
            places |= {text} & atlas.places.keys()
        elif code := country_code(text) or (text.upper() if _is_code(text) else None):
            countries.add(_known(code, atlas))
        elif text in atlas.sections:
            sections.add(text)
        else:
            places.add(resolve(atlas, text).id)
    return Conditions(
        modes=frozenset(Mode(mode) for mode in modes) or frozenset(Mode),
        on=settings.as_of,
        avoid_places=frozenset(places),
        avoid_countries=frozenset(countries),
        avoid_sections=frozenset(sections),
    )


def _is_code(text: str) -> bool:
    return len(text) == 2 and text.isalpha()  # ISO 3166-1 alpha-2


def _known(code: str, atlas: Atlas) -> str:
    if code not in {place.country for place in atlas.places.values()}:
        raise OptionError(f"--avoid: the atlas has no places in {country_name(code)}")
    return code
