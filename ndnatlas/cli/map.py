"""``ndn map``: the static HTML map."""

from __future__ import annotations

import click

from geodata.errors import OptionError
from ndnatlas.cli.drawing import HTML, file_of
from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.output import write_file
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.words import lang_option
from ndnatlas.cli.written import tell_written
from routes.comparison import compare
from routes.variants import find_variants


@click.command("map", epilog="Example: ndn map south-aktau south-kuryk -o caspian.html")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The map's title.")
@click.option("--open", "open_", is_flag=True, help="Open the map in the browser.")
@click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark"], case_sensitive=False),
    default="auto",
    show_default=True,
    help="Colours of the page; auto follows the reader's system.",
)
@lang_option("Language of the page.")
@click.option(
    "--tiles",
    metavar="NAME",
    help="A provider's background map, fetched by the reader's browser, instead of the built-in "
    "one that needs no network: carto-light, carto-voyager, esri-topo, maptiler, opentopomap, "
    "stadia, thunderforest.",
)
@click.option(
    "--tiles-key",
    metavar="KEY",
    help="Your key for the provider, which every reader of the file can see; else from the "
    "environment, such as MAPTILER_KEY.",
)
@ruled
@shared
def command(  # noqa: PLR0913  # one parameter an option
    *,
    settings: Settings,
    variants: tuple[str, ...],
    title: str | None,
    open_: bool,
    theme: str,
    lang: str,
    tiles: str | None,
    tiles_key: str | None,
    rules: Rules,
) -> int:
    """Draw variants on one self-contained HTML map that needs no network.

    VARIANT is an id or the path of a variant file in TOML; all built-in variants when none is
    named. The map opens with the date and the rules asked for, and can be set to others. It is
    written to FILE (-o), or to ndn.html.
    """
    from maps import map_html
    from maps.tiles import find_tiles

    path = file_of(settings, "ndn.html", HTML, "the map is written as HTML, to a file such as")
    if tiles_key is not None and tiles is None:
        raise OptionError("--tiles-key is of use with --tiles only")
    background = find_tiles(tiles, tiles_key) if tiles is not None else None
    atlas = settings.atlas()
    chosen = find_variants(variants, atlas)
    comparison = compare(chosen, atlas, settings.as_of, rules.cargo, rules.direction, lasts=False)
    page = map_html(comparison, atlas, title=title, lang=lang, theme=theme, tiles=background)
    write_file(path, page)
    if open_:
        click.launch(path.resolve().as_uri())
    return tell_written(settings, path, path.stat().st_size, comparison, named=bool(variants))
