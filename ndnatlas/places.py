"""Places of the atlas, by whatever they are called."""

from __future__ import annotations

from geodata.errors import OptionError
from geodata.model import Kind, Place
from geodata.search import search
from ndnatlas.asked import Ground, atlas_of, one_of, text_of


def find_places(
    text: str = "", kind: str | None = None, country: str | None = None, *, atlas: Ground = None
) -> list[Place]:
    """The places that a text finds, best first; all of them for no text.

    Parameters
    ----------
    text : str
        A name in any listed spelling or script, a code, ``latitude,longitude`` in degrees; a typo
        is forgiven.
    kind : str, optional
        Only ``port``, ``station``, ``town``, ``airfield``, ``frontier``, ``siding`` or ``halt``.
    country : str, optional
        Only in this country: its ISO 3166-1 alpha-2 code, or its name.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables to lay over the built-in one.

    Returns
    -------
    list of Place
        Positions are degrees (``lon``, ``lat``) of EPSG:4326, ``uncertainty_m`` how far the real
        thing may lie from them. `geodata.search.search` tells the method.

    Raises
    ------
    OptionError
        For another kind, and for a country without places.

    Examples
    --------
    >>> from ndnatlas import find_places
    >>> find_places("Актау", kind="port")[0].id
    'aktau-port'
    """
    from geodata.countries import country_code

    chosen = None if kind is None else one_of(kind, Kind, "kind")
    ground = atlas_of(atlas)
    named = None if country is None else text_of(country, "country")
    code = None if named is None else country_code(named) or named.upper()
    listed = sorted({place.country for place in ground.places.values()})
    if code is not None and code not in listed:
        raise OptionError(f"no places in {code!r}; one of {', '.join(listed)}")
    return [match.place for match in search(ground, text_of(text, "text"), chosen, code)]
