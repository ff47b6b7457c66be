"""``ndn map``: the static HTML map."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.errors import OptionError
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write_file
from ndnatlas.cli.tables import counted
from routes.compare import compare
from routes.variants import find_variants


@click.command("map", epilog="Example: ndn map south-aktau south-kuryk -o caspian.html")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The map's title.")
@click.option("--open", "open_", is_flag=True, help="Open the map in the browser.")
@shared
def command(settings: Settings, variants: tuple[str, ...], title: str | None, open_: bool) -> int:
    """Draw variants on one self-contained HTML map that needs no network.

    VARIANT is an id or the path of a variant file in TOML; all built-in variants when none is
    named. The map is written to FILE (-o), or to ndn.html.
    """
    from maps import map_html

    path = settings.output or Path("ndn.html")
    if settings.chosen_format or path.suffix.lower() not in ("", ".html", ".htm"):
        asked = f"--format {settings.chosen_format}" if settings.chosen_format else str(path)
        raise OptionError(
            f"{asked}: the map is written as HTML, to a file such as {path.stem}.html"
        )
    atlas = settings.atlas()
    comparison = compare(find_variants(variants, atlas), atlas, settings.as_of)
    write_file(path, map_html(comparison, atlas, title=title))
    if not settings.quiet:
        size_kb = path.stat().st_size / 1000
        click.echo(
            f"wrote {path} ({size_kb:.0f} kB, {counted(len(comparison.entries), 'variant')})",
            err=True,
        )
    if open_:
        click.launch(path.resolve().as_uri())
    return DONE if any(entry.route for entry in comparison.entries) else NO
