"""``ndn chart``: diagrams of variants, for a paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from geodata.errors import OptionError
from ndnatlas.cli import estimates
from ndnatlas.cli.characters import printable
from ndnatlas.cli.drawing import file_of, quieten_matplotlib, require_pixels, wide
from ndnatlas.cli.estimates import drawn
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Day, Rules, ruled, shared
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import last_known, rules_in_words
from ndnatlas.cli.timeline import SINCE
from ndnatlas.cli.words import lang_option, speaking
from routes.comparison import compare
from routes.engine import Engine
from routes.law.timeline import timeline
from routes.variants import find_variants

if TYPE_CHECKING:
    from maps.charts import Chart

KINDS = ("kilometres", "curve", "days", "timeline")
ESTIMATED = ("curve", "days")
ENDINGS = (".svg", ".png")
WRITTEN = "a chart is written as SVG or PNG, by the ending of the file, such as"
WIDTH_PX = 1800


class Asked(NamedTuple):
    """What a call asks for beyond the shared options."""

    kind: str
    title: str
    lang: str
    since: date | None
    estimates: estimates.Asked


@click.command("chart", epilog="Example: ndn chart kilometres north south-kuryk -o kilometres.svg")
@click.argument("kind", type=click.Choice(KINDS, case_sensitive=False), metavar="KIND")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The chart's title.")
@lang_option("Language of the chart.")
@wide(WIDTH_PX)
@click.option("--since", type=Day(), help=f"The first day of a timeline (default: {SINCE}).")
@drawn("Your own parameters of estimates in TOML, laid over the built-in ones.")
@ruled
@shared
def command(  # noqa: PLR0913  # one parameter for each option
    settings: Settings,
    kind: str,
    variants: tuple[str, ...],
    rules: Rules,
    *,
    title: str | None,
    lang: str,
    width_px: int | None,
    since: date | None,
    samples: int | None,
    seed: int | None,
    parameters: Path | None,
) -> int:
    """Draw a diagram of variants as SVG or PNG, by the ending of FILE.

    KIND is kilometres (stacked by country and mode), curve (days and US dollars per TEU over
    kilometres, by the time-cost-distance method), days (their spread, by Monte Carlo) or timeline
    (the states up to the date). VARIANT is an id or the path of a variant file in TOML; all
    built-in variants when none is named, but the six main ones for a curve.

    The chart is written to FILE (-o), or to ndn-KIND.svg. Colours can be told apart with any
    colour vision, and nothing is told by colour alone. Needs matplotlib (pip install
    'ndn-atlas[charts]').
    """
    from geodata.writing import write_whole
    from maps.charts import lacking_letters, render, require_matplotlib
    from maps.charts import title as own_title
    from maps.wording import language

    path = file_of(settings, f"ndn-{kind}.svg", ENDINGS, WRITTEN)
    ending = path.suffix.lower()
    require_pixels(width_px, path)
    if since is not None and kind != "timeline":
        raise OptionError(f"--since is the first day of a timeline; a chart of {kind} has none")
    estimating = (("samples", samples), ("seed", seed), ("parameters", parameters))
    for option, value in estimating:
        if value is not None and kind not in ESTIMATED:
            raise OptionError(f"--{option} is for estimates; a chart of {kind} needs none")
    require_matplotlib()
    quieten_matplotlib()
    drawing = estimates.Asked(estimates.WHAT, samples, seed, parameters)
    asked = Asked(kind, title or own_title(kind, language(lang)), lang, since, drawing)
    chart = (_timeline if kind == "timeline" else _of_comparison)(settings, variants, asked, rules)
    if chart is None:
        click.echo(f"ndn: none of the variants has a way on {settings.as_of}", err=True)
        return NO
    data = render(chart, ending, width_px or WIDTH_PX)
    write_whole(path, data)
    if not settings.quiet:
        lacking = lacking_letters((chart.title, *chart.texts))
        if lacking:
            click.echo(
                f"{path}: DejaVu Sans lacks {printable(lacking)}; a box stands for each", err=True
            )
        click.echo(f"wrote {path} ({len(data) / 1000:.0f} kB)", err=True)
    return DONE


def _timeline(
    settings: Settings, variants: tuple[str, ...], asked: Asked, rules: Rules
) -> Chart | None:
    from maps.charts import subtitle, timeline_chart
    from maps.wording import language

    first = asked.since or SINCE
    if first >= settings.as_of:
        raise OptionError(f"--since {first} is not before --as-of {settings.as_of}")
    atlas = settings.atlas()
    engine, law = Engine(atlas), rules.law(atlas)
    periods = [
        (variant.told(asked.lang), timeline(variant, engine, law))
        for variant in find_variants(variants, atlas)
    ]
    with speaking(asked.lang):
        known = last_known(atlas.known_to.get(rules.cargo), settings.as_of)
        whose = rules_in_words(rules.cargo, rules.direction)
    words = language(asked.lang)
    told = subtitle("timeline", settings.as_of, whose, known, words)
    return timeline_chart(periods, first, settings.as_of, asked.title, told, words)


def _of_comparison(
    settings: Settings, variants: tuple[str, ...], asked: Asked, rules: Rules
) -> Chart | None:
    from maps.charts import curve_chart, days_chart, kilometres_chart, subtitle
    from maps.opening import MAIN
    from maps.wording import language
    from routes.retelling import in_language

    atlas = settings.atlas()
    found = find_variants(variants, atlas)
    if asked.kind == "curve" and not variants:
        # More curves than these cross each other beyond reading; who names more gets more.
        found = found[:MAIN]
    comparison = compare(
        found, atlas, settings.as_of, rules.cargo, rules.direction,
        lasts=False,
    )  # fmt: skip
    if not any(entry.route for entry in comparison.entries):
        return None
    words = language(asked.lang)
    told = subtitle(asked.kind, settings.as_of, words=words)
    shown, _ = in_language(comparison, atlas, asked.lang)
    if asked.kind == "kilometres":
        return kilometres_chart(shown, asked.title, told, words)
    is_curve = asked.kind == "curve"
    drawn_from = estimates.estimates(comparison, atlas, asked.estimates, detailed=is_curve)
    draw = curve_chart if is_curve else days_chart
    return draw(shown, drawn_from, asked.title, told, words)
