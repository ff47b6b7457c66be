"""``ndn places``: find places of the atlas."""

from __future__ import annotations

from typing import Any

import click

from geodata.countries import country_code
from geodata.errors import OptionError
from geodata.model import Kind
from geodata.search import Match, search
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Shown, Table
from ndnatlas.cli.words import km, say, translated

KEYS = ("id", "name", "kind", "country", "lat", "lon", "uncertainty_m", "codes", "matched")


@click.command("places", epilog="Example: ndn places Актау")
@click.argument("text", required=False, default="")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind], case_sensitive=False),
    help="Only this kind.",
)
@click.option("--country", metavar="CODE", help="Only this country, by ISO 3166-1 code or name.")
@shared
@translated
def command(settings: Settings, text: str, kind: str | None, country: str | None) -> int:
    """Find places by any listed spelling, script, code or a near miss, best first."""
    atlas = settings.atlas()
    if country is not None:
        country = country_code(country) or country.upper()
        listed = sorted({place.country for place in atlas.places.values()})
        if country not in listed:
            raise OptionError(f"--country: no places in {country!r}; one of {', '.join(listed)}")
    matches = search(atlas, text, Kind(kind) if kind else None, country)
    rows = [
        (
            match.place.id,
            match.place.name,
            say(match.place.kind.value),
            match.place.country,
            f"{match.place.lat:.4f}",
            f"{match.place.lon:.4f}",
            Shown(
                match.place.uncertainty_m,
                f"{'~' if match.place.is_estimated else ''}{km(match.place.uncertainty_m, 0)}",
            ),
            " ".join(code for code in (match.place.esr, match.place.unlocode) if code),
            match.matched if match.matched != match.place.name else "",
        )
        for match in matches
    ]
    columns = ("id", "name", "kind", "country", "lat", "lon", "± m", "codes", "matched")
    warnings = [f"{m.place.id}: {m.place.warning}" for m in matches if text and m.place.warning]
    if any(match.place.is_estimated for match in matches):
        warnings.append(say("~ an estimated position, interpolated or read off the map"))
    table = Table(columns, rows, notes=warnings, keys=KEYS)
    write(settings, {"places": [_as_dict(match) for match in matches]}, [table])
    if not matches and not settings.quiet:
        click.echo(f"no place found for {text!r}", err=True)
    return DONE if matches else NO


def _as_dict(match: Match) -> dict[str, Any]:
    place = match.place
    return {
        "id": place.id,
        "name": place.name,
        "names": [name.text for name in place.names],
        "spellings": [name._asdict() for name in place.names],
        "kind": place.kind.value,
        "country": place.country,
        "lon": place.lon,
        "lat": place.lat,
        "uncertainty_m": place.uncertainty_m,
        "estimated": place.is_estimated,
        "codes": {
            "esr": next(iter((place.esr or "").split()), None),
            "esr_all": (place.esr or "").split(),
            "unlocode": place.unlocode,
        },
        "opened": place.opened.isoformat() if place.opened else None,
        "closed": place.closed.isoformat() if place.closed else None,
        "sources": list(place.sources),
        "warnings": [place.warning] if place.warning else [],
        "matched": match.matched,
    }
