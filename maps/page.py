"""The page itself: a folium map that is one self-contained HTML file."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import folium
from branca.element import Figure
from folium.template import Template
from markupsafe import Markup

from geodata.atlas import Atlas
from geodata.errors import OptionError, did_you_mean
from geodata.model import LonLat
from geodata.writing import write_whole
from maps.elements import elements, fill
from maps.embedding import after_paint, early_script, foreign_script, library, script, style
from maps.history import History, history, retold_history
from maps.layers import require_local
from maps.panel import shown_words
from maps.payload import payload
from maps.projection import LAT_0, LON_0, lat_lon
from maps.selfcontained import policy, require_self_contained
from maps.sheet import Ground, sheet
from maps.text import script_json
from maps.tiles import Tiles
from maps.wording import language
from routes.model import Comparison
from routes.retelling import in_language

THEMES = ("auto", "light", "dark")

_CENTRE: LonLat = (LON_0, LAT_0)
_RANDOM_ID = re.compile(r"_([0-9a-f]{32})\b")


class AtlasFigure(Figure):
    """The document around the map, with regions that the map's elements fill."""

    def __init__(self) -> None:
        super().__init__(width="100%", height="720px")
        self._id = "atlas"
        self.header._children = OrderedDict()
        self.regions: dict[str, list[Markup]] = {}

    def render(self, **kwargs: Any) -> str:
        """The whole page.

        Raises
        ------
        ExternalReferenceError
            When an element added to the map would fetch something.
        """
        self.regions = {region: [] for region in ("head", "map", "panel", "foot")}
        for child in self._children.values():
            child.render(**kwargs)
        atlas_map = next(c for c in self._children.values() if isinstance(c, AtlasMap))
        header, html, code = (
            _renumbered(part.render(**kwargs)).strip()
            for part in (self.header, self.html, self.script)
        )
        # The elements of stock folium look for jQuery to make nodes of their HTML.
        code = f"{foreign_script()}\n{code}" if code else ""
        foreign = bool(header or html or code)
        leaflet = library(whole=foreign or atlas_map.tiles is not None)
        own = atlas_map.own_script()
        if not code:
            leaflet, own = after_paint(leaflet, own)
        scripts = [early_script(), leaflet, own] + ([code] if code else [])
        tiles = atlas_map.tiles is not None
        sheet_style = atlas_map.own_style(foreign=foreign or tiles)
        regions = {name: Markup("\n").join(parts) for name, parts in self.regions.items()}
        page = fill(
            "page.html",
            {
                **regions,
                "policy": Markup(  # noqa: S704  # hashes and constants only
                    policy(scripts, [sheet_style], foreign=foreign, pictures=atlas_map.pictures)
                ),
                "lang": atlas_map.words.code,
                "theme": atlas_map.theme,
                "comparison": atlas_map.words.say("comparison"),
                "title": atlas_map.title,
                "caption": atlas_map.caption,
                "early": Markup(early_script()),  # noqa: S704  # our own file
                "style": Markup(sheet_style),  # noqa: S704  # our own files
                "map_name": atlas_map.get_name(),
                "data": Markup(script_json(atlas_map.data)),  # noqa: S704  # escaped there
                "library": Markup(leaflet),  # noqa: S704  # the library as packaged
                "script": Markup(own),  # noqa: S704  # our own files
                "foreign_header": Markup(header),  # noqa: S704  # the user's own elements
                "foreign_html": Markup(html),  # noqa: S704  # as above
                "foreign_script": Markup(f"<script>{code}</script>" if code else ""),  # noqa: S704  # as above
            },
        )
        return require_self_contained(str(page) + "\n")


def _renumbered(text: str) -> str:
    """Stock folium's random ids, in order of appearance, so that equal maps give equal bytes."""
    numbers: dict[str, int] = {}
    return _RANDOM_ID.sub(lambda m: f"_{numbers.setdefault(m[1], len(numbers) + 1)}", text)


class AtlasMap(folium.Map):
    """A folium map of a comparison, drawn in a conic projection, in a page of its own.

    ``save(path)`` writes the page, ``get_root().render()`` returns it, and a notebook shows it.
    Layers of folium can be added; they take (latitude, longitude) as ever. Stock folium puts the
    text of popups and tooltips into the page unescaped and weakens the page's security policy:
    add only layers whose text you trust. Layers that fetch files, such as tiles and most plugins,
    are refused with an `ExternalReferenceError` when the page is rendered.
    """

    # The page's own elements and script do what this template does in stock folium.
    _template = Template("")

    def __init__(
        self,
        comparison: Comparison,
        atlas: Ground,
        title: str | None = None,
        *,
        lang: str = "en",
        theme: str = "auto",
        tiles: Tiles | None = None,
        past: History | None = None,
        shown: frozenset[int] | None = None,
    ) -> None:
        super().__init__(location=lat_lon(_CENTRE), tiles=None, zoom_control=False)
        self._id = "atlas"
        # folium shares these lists between all maps of a program.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        AtlasFigure().add_child(self)
        if theme not in THEMES:
            raise OptionError(f"no theme is called {theme!r}; {did_you_mean(theme, THEMES)}")
        self.words = language(lang)
        if isinstance(atlas, Atlas):
            comparison, atlas = in_language(comparison, atlas, lang)
            past = retold_history(past, atlas) if past else history(comparison, atlas)
        self.theme = theme
        self.tiles = tiles
        drawn = sheet(comparison, atlas, past, shown)
        self.caption = shown_words(drawn, self.words)
        self.data = payload(drawn, self.words)
        if tiles:
            self.data["tiles"] = [tiles.url, tiles.attribution, tiles.max_zoom]
        parts = elements(drawn, self.words, title, tiles)
        self.title: str = parts[0].context["title"]
        for part in parts:
            self.add_child(part)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The hosts from which the page may fetch pictures: that of its tiles, if it has any."""
        return (self.tiles.origin,) if self.tiles else ()

    def own_script(self) -> str:
        """The script of the page, to which a map of another kind adds its own."""
        return script()

    def own_style(self, *, foreign: bool) -> str:
        """The style sheet of the page."""
        return style(foreign=foreign, lang=self.words.code)

    def render(self, **kwargs: Any) -> str:
        """Fill the regions of the page.

        Raises
        ------
        TypeError
            When the map was put into another figure than its own.
        ExternalReferenceError
            When a layer would fetch something, such as tiles.
        """
        if not isinstance(self.get_root(), AtlasFigure):
            raise TypeError("an AtlasMap is a page of its own and cannot join another figure")
        require_local(self)
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium
        return ""

    def save(
        self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: Any
    ) -> None:
        """Write the page; a file that stood there is replaced only when all is written."""
        page = self.get_root().render(**kwargs).encode("utf-8")
        if not isinstance(outfile, str | bytes | Path):
            outfile.write(page)
            if close_file:
                outfile.close()
            return
        write_whole(Path(os.fsdecode(outfile)), page)


def render_map(
    comparison: Comparison,
    atlas: Ground,
    *,
    title: str | None = None,
    lang: str = "en",
    theme: str = "auto",
    tiles: Tiles | None = None,
    past: History | None = None,
) -> AtlasMap:
    """Draw a comparison as a folium map.

    Parameters
    ----------
    comparison
        The variants, with their routes on the date that the page opens with.
    atlas
        The atlas that the routes were made over. Of an `Atlas`, the page holds the routes and
        states of all dates; of anything else with ``places``, ``checkpoints`` and ``sources``,
        only what ``past`` says.
    title
        Heading of the page; by default the routes' common destination.
    lang
        The language of the page: ``en`` or ``ru``. Of an `Atlas` names and reasons are in that
        language, too, as far as it has them.
    theme
        ``light``, ``dark``, or ``auto`` for what the reader's system prefers.
    tiles
        Background map to fetch from a provider, see `maps.tiles.find_tiles`; the page is then
        drawn in Web Mercator and needs a network. None by default.
    past
        The variants through time, from `maps.history.history`.

    Returns
    -------
    AtlasMap
        A folium map in the Lambert conformal conic plane of `maps.projection`; ``save`` writes it.

    Raises
    ------
    OptionError
        For a language or theme that there is none of.
    """
    return AtlasMap(comparison, atlas, title, lang=lang, theme=theme, tiles=tiles, past=past)


def map_html(comparison: Comparison, atlas: Ground, **options: Any) -> str:
    """The page of a comparison: one HTML document that asks for nothing outside itself.

    Parameters
    ----------
    comparison, atlas
        What to draw, and the ground it was made on.
    **options
        Those of `render_map`. With ``tiles`` the page asks their provider for pictures.

    Returns
    -------
    str
        The whole document, in UTF-8 when written.
    """
    page: str = render_map(comparison, atlas, **options).get_root().render()
    return page
