"""Background maps of named providers: only when asked for, as they need a network.

A page with tiles is drawn in Web Mercator, and its security policy allows pictures from exactly
the provider's host. OpenStreetMap's own servers are not among them: they refuse pages that are
opened from a file, which send no referrer (OpenStreetMap Tile Usage Policy).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from geodata.errors import OptionError, did_you_mean


class Provider(NamedTuple):
    """A server of map tiles.

    ``url`` has ``{z}``, ``{x}`` and ``{y}``, and ``{key}`` when ``variable`` names the environment
    variable that may hold the user's key. ``terms`` is where the provider states its conditions.
    """

    name: str
    url: str
    attribution: str
    max_zoom: int
    terms: str
    variable: str | None = None


OSM = "© OpenStreetMap contributors"

PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (
        Provider(
            "carto-light",
            "https://a.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png?key={key}",
            f"{OSM}, © CARTO",
            20,
            "https://carto.com/basemaps",
            "CARTO_KEY",
        ),
        Provider(
            "carto-voyager",
            "https://a.basemaps.cartocdn.com/rastertiles/voyager/{z}/{x}/{y}.png?key={key}",
            f"{OSM}, © CARTO",
            20,
            "https://carto.com/basemaps",
            "CARTO_KEY",
        ),
        Provider(
            "opentopomap",
            "https://a.tile.opentopomap.org/{z}/{x}/{y}.png",
            f"Map data: {OSM}, SRTM | Map style: © OpenTopoMap (CC-BY-SA)",
            17,
            "https://opentopomap.org/about",
        ),
        Provider(
            "esri-topo",
            "https://server.arcgisonline.com/ArcGIS/rest/services/World_Topo_Map/MapServer"
            "/tile/{z}/{y}/{x}",
            "Tiles © Esri: Esri, DeLorme, NAVTEQ, TomTom, Intermap, iPC, USGS, FAO, NPS, NRCAN, "
            "GeoBase, Kadaster NL, Ordnance Survey, Esri Japan, METI, Esri China (Hong Kong), and "
            "the GIS User Community",
            19,
            "https://www.esri.com/en-us/legal/terms/full-master-agreement",
        ),
        Provider(
            "maptiler",
            "https://api.maptiler.com/maps/streets-v2/256/{z}/{x}/{y}.png?key={key}",
            f"© MapTiler, {OSM}",
            20,
            "https://www.maptiler.com/terms",
            "MAPTILER_KEY",
        ),
        Provider(
            "stadia",
            "https://tiles.stadiamaps.com/tiles/alidade_smooth/{z}/{x}/{y}.png?api_key={key}",
            f"© Stadia Maps, © OpenMapTiles, {OSM}",
            20,
            "https://stadiamaps.com/terms-of-service",
            "STADIA_KEY",
        ),
        Provider(
            "thunderforest",
            "https://api.thunderforest.com/transport/{z}/{x}/{y}.png?apikey={key}",
            f"© Thunderforest, {OSM}",
            22,
            "https://www.thunderforest.com/terms",
            "THUNDERFOREST_KEY",
        ),
    )
}
"""By name. Addresses and credits as the package xyzservices lists them."""


class Tiles(NamedTuple):
    """Tiles that a page may fetch: the address with the key in it, and whom to credit."""

    url: str
    attribution: str
    max_zoom: int

    @property
    def origin(self) -> str:
        """Scheme and host, as a security policy names them."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def find_tiles(
    name: str, key: str | None = None, environment: Mapping[str, str] | None = None
) -> Tiles:
    """The tiles of a named provider.

    Parameters
    ----------
    name
        One of `PROVIDERS`.
    key
        The user's key for providers that ask for one; else taken from the environment.
    environment
        Environment variables; those of the process when left out.

    Raises
    ------
    OptionError
        For an unknown name, a key that is missing, or one that the provider has no use for.
    """
    provider = PROVIDERS.get(name)
    if provider is None:
        raise OptionError(f"no tiles are called {name!r}; {did_you_mean(name, PROVIDERS)}")
    if provider.variable is None:
        if key is not None:
            raise OptionError(f"the tiles {name} need no key; leave out --tiles-key")
        return Tiles(provider.url, provider.attribution, provider.max_zoom)
    found = key or (os.environ if environment is None else environment).get(provider.variable)
    if not found:
        raise OptionError(
            f"the tiles {name} need a key of your own ({provider.terms}); give --tiles-key, or set "
            f"{provider.variable}"
        )
    url = provider.url.replace("{key}", quote(found, safe=""))
    return Tiles(url, provider.attribution, provider.max_zoom)
