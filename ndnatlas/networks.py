"""Networks of one's own lines, to find routes over."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import OptionError
from geodata.model import Mode
from ndnatlas.asked import Ground, atlas_of, one_of, path_of, words_of

if TYPE_CHECKING:
    from geodata.network.model import Network


def read_network(
    *files: str | os.PathLike[str],
    modes: str | Iterable[str] = ("rail", "ferry"),
    atlas: Ground = None,
) -> Network:
    """Build a network of lines in files, cut at frontiers, its stations matched with the atlas.

    Parameters
    ----------
    *files : path
        Of OpenStreetMap (``.osm.pbf``, ``.osm``, ``.osm.bz2``, ``.osm.gz``), graphs of osmnx
        (``.graphml``), or lines (``.geojson``, ``.gpkg``, ``.shp``, ``.fgb``).
    modes : str or iterable of str
        Of ``rail``, ``ferry``, ``road``. One alone is the mode of lines that do not tell theirs.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables to lay over the built-in one.

    Returns
    -------
    Network
        For `route` and `alternatives`; positions are degrees (lon, lat) of EPSG:4326, lengths
        geodesic metres on WGS 84. `geodata.network.build.build_network` tells the method.

    Raises
    ------
    OptionError
        For a file that is missing or of an unknown kind, and for no such mode.
    DataError
        For one that is broken, and when no file has a line of what is wanted.

    Examples
    --------
    >>> import json
    >>> from ndnatlas import read_network, route
    >>> line = [[57.21, 50.28], [56.21, 50.84], [55.07, 51.78]]
    >>> geometry = {"type": "LineString", "coordinates": line}
    >>> feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    >>> _ = Path("line.geojson").write_text(json.dumps(feature))
    >>> way = route("Aktobe", "Orenburg", network=read_network("line.geojson", modes="rail"))
    >>> print(f"{way.distance_km:,.1f} km, {way.crossings[0].name}")
    225.2 km, Iletsk I / Zhaisan
    """
    from geodata.borders import load_borders
    from geodata.network.build import build_network
    from geodata.network.sources import Wanted

    if not files:
        raise OptionError("read_network needs a file, such as a .osm.pbf or a .geojson")
    taken = frozenset(one_of(mode, Mode, "modes") for mode in words_of(modes, "modes"))
    built = build_network(
        [Path(path_of(file, "files")) for file in files],
        wanted=Wanted(taken),
        mode=next(iter(taken)) if len(taken) == 1 else None,
        borders=load_borders(),
        atlas=atlas_of(atlas),
    )
    return built.network
