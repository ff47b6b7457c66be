"""``ndn site``: a small static site of the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geodata.errors import MissingExtraError, OptionError
from ndnatlas.cli.drawing import quieten_matplotlib
from ndnatlas.cli.estimates import WHAT, Asked, estimates
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.progress import Progress
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import tell_missing
from ndnatlas.cli.tables import counted
from ndnatlas.cli.words import lang_option
from routes.comparison import compare
from routes.engine import Engine
from routes.law.timeline import timeline
from routes.model import Comparison
from routes.variants import find_variants

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.estimate import Estimate


@click.command("site", epilog="Example: ndn site north south-aktau south-kuryk -o corridors")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The title of the first page.")
@click.option("--open", "open_", is_flag=True, help="Open the first page in the browser.")
@lang_option("Language of the site.")
@ruled
@shared
def command(
    settings: Settings,
    variants: tuple[str, ...],
    title: str | None,
    open_: bool,
    lang: str,
    rules: Rules,
) -> int:
    """Write a static site: the comparison, and a page and a live map for every variant.

    VARIANT is an id or the path of a variant file in TOML; all built-in variants when none is
    named. The site is written to the folder DIR (-o), which must be new, empty or an earlier
    site; it works without a network, from a disk or from any server. Its charts need matplotlib
    (pip install 'ndn-atlas[charts]').
    """
    from maps.site import site
    from maps.site_charts import Charts
    from maps.site_folder import require_free, write_site
    from routes.retelling import in_language, periods_in

    folder = settings.output or Path("ndn-site")
    if settings.chosen_format:
        raise OptionError(f"--format {settings.chosen_format}: a site is written as HTML")
    require_free(folder)
    atlas = settings.atlas()
    found = find_variants(variants, atlas)
    comparison = compare(found, atlas, settings.as_of, rules.cargo, rules.direction, lasts=False)
    engine, law = Engine(atlas), rules.law(atlas)
    with Progress(settings) as progress:
        progress("finding the periods of every state", None)
        timelines = {variant.id: timeline(variant, engine, law) for variant in found}
    # Estimates are by ids, whatever the language.
    drawn = _estimates(settings, comparison, atlas)
    told, ground = in_language(comparison, atlas, lang)
    past = {ident: periods_in(own, ground) for ident, own in timelines.items()}
    charts = None if drawn is None else Charts(told, drawn, past, lang)
    with Progress(settings) as progress:
        files = site(
            told, ground, past,
            title=title, every=bool(variants), charts=charts, progress=progress,
        )  # fmt: skip
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


def _estimates(
    settings: Settings, comparison: Comparison, atlas: Atlas
) -> Mapping[str, Estimate] | None:
    """What the charts of time and cost are drawn from; ``None``, and why, where none are drawn."""
    from maps.charts import require_matplotlib
    from routes.estimate import MissingParameterError

    try:
        require_matplotlib()
    except MissingExtraError as error:
        _tell(settings, f"the site has no charts: {error}")
        return None
    quieten_matplotlib()
    found: Mapping[str, Estimate] = {}
    try:
        found = estimates(comparison, atlas, Asked(WHAT, None, None, None), detailed=True)
    except MissingParameterError as error:
        _tell(settings, f"the site has no charts of time and cost: {error}")
    return found


def _tell(settings: Settings, words: str) -> None:
    if not settings.quiet:
        click.echo(words, err=True)


def _to_a_folder(option: click.Parameter) -> None:
    """Let the shared option -o take a folder instead of a file."""
    option.type = click.Path(path_type=Path, file_okay=False)
    if isinstance(option, click.Option):
        option.metavar, option.help = "DIR", "Write to the folder DIR (default: ndn-site)."


for _option in command.params:
    if _option.name == "output":
        _to_a_folder(_option)
