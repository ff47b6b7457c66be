"""Maps and pictures of comparisons."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import OptionError, did_you_mean
from ndnatlas.asked import Ground, path_of, text_of
from ndnatlas.comparing import comparison_of, ground_of
from ndnatlas.found import Ways

if TYPE_CHECKING:
    from datetime import date

    from maps import AtlasMap
    from maps.history import History
    from maps.picture.display import Display
    from maps.tiles import Tiles
    from ndnatlas.found import Way
    from routes.model import Comparison

# What a picture is written as, and how wide a PNG is unless another width is asked for.
ENDINGS = (".svg", ".pdf", ".png")
WIDTH_PX = 2400

# The size in pixels that a picture's root has; its shape stands in the view box.
_SIZE = re.compile(r' width="[\d.]+" height="[\d.]+"')


def render_map(
    comparison: Comparison | Way,
    atlas: Ground = None,
    *,
    title: str | None = None,
    lang: str = "en",
    theme: str = "auto",
    tiles: Tiles | None = None,
    past: History | None = None,
) -> AtlasMap:
    """Draw a comparison as a folium map, which a notebook shows; ``save`` writes it.

    Parameters
    ----------
    comparison : Comparison or Way
        What `compare`, `route` or `alternatives` gave.
    atlas : Atlas or path, optional
        The atlas that it was made over, where it does not know it itself.
    title : str, optional
        Heading of the page; by default the routes' common destination.
    lang : {'en', 'ru'}
        The language of the page's own words.
    theme : {'auto', 'light', 'dark'}
        What the reader's system prefers, or one of the two.
    tiles : Tiles, optional
        A background map to fetch from a provider, see `maps.tiles.find_tiles`; none when left out.
    past : History, optional
        The variants through time, from `maps.history.history`, which finds it when left out.

    Returns
    -------
    AtlasMap
        A folium map in the Lambert conformal conic plane of `maps.projection`. folium puts the
        popups, tooltips and names of layers that you add into the page as they are: escape what
        comes from others by `html.escape`.

    Raises
    ------
    OptionError
        For a language or theme that there is none of, or another atlas than it was made over.

    Examples
    --------
    >>> from ndnatlas import compare, render_map
    >>> page = render_map(compare("south-aktau", "south-kuryk", as_of="2018-06-01"))
    >>> page.save("caspian.html")
    """
    from maps import page
    from maps.history import History, still
    from maps.tiles import Tiles

    compared = comparison_of(comparison, "render_map")
    for what, text in (("title", title), ("lang", lang), ("theme", theme)):
        if text is not None:
            text_of(text, what)
    if not isinstance(tiles, Tiles | None):
        raise OptionError(f"tiles: {tiles!r} is none; maps.tiles.find_tiles() gives them")
    if not isinstance(past, History | None):
        raise OptionError(f"past: {past!r} is none; maps.history.history() gives it")
    ground = ground_of(compared, atlas)
    if past is None and isinstance(compared, Ways):
        # A way found is that of its date alone.
        past = still(compared)
    return page.render_map(
        compared, ground, title=title, lang=lang, theme=theme, tiles=tiles, past=past
    )


class Picture:
    """A static picture of a comparison; a notebook shows it, ``save`` writes it.

    Parameters
    ----------
    display : Display
        From `maps.picture.composition`.
    theme : {'light', 'dark'}
        Its colours.
    on : date
        The date of the comparison, which a PDF tells.
    """

    def __init__(self, display: Display, theme: str, on: date) -> None:
        self._display = display
        self._theme = theme
        self._on = on

    def svg(self) -> str:
        """The picture as a document in SVG."""
        from maps.picture import palette, picture_svg

        return picture_svg(self._display, palette(self._theme))

    def _repr_svg_(self) -> str:
        """What a notebook shows: the picture no wider than its cell, which would cut it off."""
        return _SIZE.sub(' width="100%"', self.svg(), count=1)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture as SVG, PDF or PNG, by the ending of the file.

        Parameters
        ----------
        path : path
            The file; one that stood there is replaced only when all is written.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        OptionError
            For another ending.
        MissingExtraError
            When a PNG is asked for and pypdfium2 is not installed.
        OutputError
            When it cannot be written.
        """
        from geodata.writing import write_whole
        from maps.picture import picture_bytes

        file = Path(path_of(path, "path"))
        ending = file.suffix.lower()
        if ending not in ENDINGS:
            hint = did_you_mean(ending, ENDINGS)
            raise OptionError(f"{file}: a picture is written as SVG, PDF or PNG; {hint}")
        write_whole(file, picture_bytes(self._display, ending, self._theme, self._on, WIDTH_PX))
        return file


def picture(
    comparison: Comparison | Way,
    atlas: Ground = None,
    *,
    title: str | None = None,
    lang: str = "en",
    theme: str = "light",
) -> Picture:
    """Draw a comparison as a static picture, all of its variants.

    Parameters
    ----------
    comparison : Comparison or Way
        What `compare`, `route` or `alternatives` gave.
    atlas : Atlas or path, optional
        The atlas that it was made over, where it does not know it itself.
    title : str, optional
        Heading of the picture; by default the routes' common destination.
    lang : {'en', 'ru'}
        The language of the picture.
    theme : {'light', 'dark'}
        Its colours.

    Returns
    -------
    Picture
        As wide as an A4 sheet in landscape, in the plane of `maps.projection`; ``save`` writes it
        as SVG, PDF or PNG.

    Raises
    ------
    OptionError
        For a language or theme that there is none of, or another atlas than it was made over.

    Examples
    --------
    >>> from ndnatlas import compare, picture
    >>> picture(compare("south-kuryk", as_of="2018-06-01")).save("kuryk.svg").name
    'kuryk.svg'
    """
    from maps.picture import composition
    from maps.picture.theme import THEMES
    from maps.wording import language
    from routes.retelling import in_language

    compared = comparison_of(comparison, "picture")
    if title is not None:
        text_of(title, "title")
    if text_of(theme, "theme") not in THEMES:
        raise OptionError(f"no theme is called {theme!r}; {did_you_mean(theme, THEMES)}")
    code = language(text_of(lang, "lang")).code
    told, ground = in_language(compared, ground_of(compared, atlas), code)
    display = composition(told, ground, title=title, every=True)
    return Picture(display, theme, compared.as_of)
