"""``ndn site``: a small static site of the comparison."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.errors import OptionError
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Rules, Settings, ruled, shared
from ndnatlas.cli.states import tell_missing
from ndnatlas.cli.tables import counted
from routes.comparison import compare
from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import timeline
from routes.variants import find_variants


@click.command("site", epilog="Example: ndn site north south-aktau south-kuryk -o corridors")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The title of the first page.")
@click.option("--open", "open_", is_flag=True, help="Open the first page in the browser.")
@ruled
@shared
def command(
    settings: Settings,
    variants: tuple[str, ...],
    title: str | None,
    open_: bool,
    rules: Rules,
) -> int:
    """Write a static site: the comparison, and a page and a live map for every variant.

    VARIANT is an id or the path of a variant file in TOML; all built-in variants when none is
    named. The site is written to the folder DIR (-o), which must be new, empty or an earlier
    site; it works without a network, from a disk or from any server.
    """
    from maps.site import site
    from maps.site_folder import require_free, write_site

    folder = settings.output or Path("ndn-site")
    if settings.chosen_format:
        raise OptionError(f"--format {settings.chosen_format}: a site is written as HTML")
    require_free(folder)
    atlas = settings.atlas()
    found = find_variants(variants, atlas)
    comparison = compare(found, atlas, settings.as_of, rules.cargo, rules.direction, lasts=False)
    engine, law = Engine(atlas), Law(atlas, rules.cargo, rules.direction)
    timelines = {variant.id: timeline(variant, engine, law) for variant in found}
    files = site(comparison, atlas, timelines, title=title, every=bool(variants))
    write_site(folder, files)
    if not settings.quiet:
        size_mb = sum(map(len, files.values())) / 1e6
        pages = counted(len(files), "page")
        click.echo(f"wrote {folder / 'index.html'} ({pages}, {size_mb:.1f} MB)", err=True)
    if open_:
        click.launch((folder / "index.html").resolve().as_uri())
    if variants and not settings.quiet:
        tell_missing(comparison)
    return DONE if any(entry.route for entry in comparison.entries) else NO


def _to_a_folder(option: click.Parameter) -> None:
    """Let the shared option -o take a folder instead of a file."""
    option.type = click.Path(path_type=Path, file_okay=False)
    if isinstance(option, click.Option):
        option.metavar, option.help = "DIR", "Write to the folder DIR (default: ndn-site)."


for _option in command.params:
    if _option.name == "output":
        _to_a_folder(_option)
