"""``ndn picture``: the map as a static picture, for a paper."""

from __future__ import annotations

import click

from ndnatlas.cli.characters import printable
from ndnatlas.cli.drawing import file_of, require_pixels, wide
from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.words import lang_option
from ndnatlas.cli.written import tell_written
from ndnatlas.drawing import ENDINGS, WIDTH_PX
from routes.comparison import compare
from routes.variants import find_variants

WRITTEN = "a picture is written as SVG, PDF or PNG, by the ending of the file, such as"


@click.command("picture", epilog="Example: ndn picture south-aktau south-kuryk -o caspian.pdf")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The picture's title.")
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"], case_sensitive=False),
    default="light",
    show_default=True,
    help="The colours.",
)
@lang_option("Language of the picture.")
@wide(WIDTH_PX)
@ruled
@shared
def command(
    settings: Settings,
    variants: tuple[str, ...],
    title: str | None,
    theme: str,
    lang: str,
    width_px: int | None,
    rules: Rules,
) -> int:
    """Draw variants as a static picture: SVG, PDF or PNG, by the ending of FILE.

    VARIANT is an id or the path of a variant file in TOML. All variants named are drawn; when
    none is named, the main ones. SVG and PDF are vectors with searchable text; a PDF is as wide
    as an A4 sheet and brings its own fonts. PNG needs pypdfium2 (pip install
    'ndn-atlas[picture]'). The picture is written to FILE (-o), or to ndn.svg.
    """
    from geodata.writing import write_whole
    from maps.picture import composition, picture_bytes, replaced_letters, require_renderer
    from routes.retelling import in_language

    path = file_of(settings, "ndn.svg", ENDINGS, WRITTEN)
    ending = path.suffix.lower()
    require_pixels(width_px, path)
    if ending == ".png":
        require_renderer()
    atlas = settings.atlas()
    comparison = compare(
        find_variants(variants, atlas),
        atlas,
        settings.as_of,
        rules.cargo,
        rules.direction,
        lasts=False,
    )
    told, ground = in_language(comparison, atlas, lang)
    display = composition(told, ground, title=title, every=bool(variants))
    data = picture_bytes(display, ending, theme, settings.as_of, width_px or WIDTH_PX)
    write_whole(path, data)
    if not settings.quiet:
        replaced = replaced_letters(display) if ending != ".svg" else ""
        if replaced:
            click.echo(
                f"{path}: Noto Sans lacks {printable(replaced)}; a replacement sign stands for "
                "each (an SVG keeps them)",
                err=True,
            )
    return tell_written(settings, path, len(data), comparison, named=bool(variants))
