"""``ndn geocode``: coordinates for a name."""

from __future__ import annotations

import click

from geodata.errors import UnknownPlaceError
from geodata.search import resolve
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Table


@click.command("geocode", epilog="Example: ndn geocode Saraktash --online")
@click.argument("text")
@click.option("--online", is_flag=True, help="Ask Nominatim, by osmnx, for what the atlas lacks.")
@click.option("--url", metavar="URL", help="Another Nominatim service than the public one.")
@shared
def command(settings: Settings, text: str, online: bool, url: str | None) -> None:
    """Print the coordinates of a name.

    They come from the atlas or, for what it lacks and only with --online, from Nominatim.
    """
    atlas = settings.atlas()
    try:
        place = resolve(atlas, text)
    except UnknownPlaceError as error:
        if not online:
            raise UnknownPlaceError(f"{error}; --online asks Nominatim") from error
        from geodata.geocode import LICENCE, geocode

        found = geocode(text, url=url)
        name, lon, lat, source, ident = found.name, found.lon, found.lat, LICENCE, None
    else:
        name, lon, lat, ident = place.name, place.lon, place.lat, place.id
        source = " ".join(place.sources)
    data = {"name": name, "id": ident, "lon": lon, "lat": lat, "source": source}
    row = (name, ident, f"{lat:.5f}", f"{lon:.5f}", source)
    write(settings, data, [Table(("name", "id", "lat", "lon", "source"), [row])])
