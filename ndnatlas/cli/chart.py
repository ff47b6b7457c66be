"""``ndn chart``: diagrams of variants, for a paper."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from geodata.errors import OptionError
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Day, Rules, Settings, ruled, shared
from ndnatlas.cli.states import last_known, rules_in_words
from ndnatlas.cli.tables import printable
from ndnatlas.cli.timeline import SINCE
from routes.comparison import compare
from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import timeline
from routes.model import Comparison
from routes.variants import find_variants

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from maps.charts import Chart
    from routes.estimate import Estimate

TITLES = {
    "kilometres": "Kilometres by country and mode",
    "curve": "Time, cost and distance",
    "days": "Spread of days",
    "timeline": "States through time",
}
ESTIMATED = ("curve", "days")
ENDINGS = (".svg", ".png")
WIDTH_PX = 1800
# More curves than these cross each other beyond reading; who names more gets more.
MAIN = 6


class Asked(NamedTuple):
    """What a call asks for beyond the shared options."""

    kind: str
    title: str
    since: date | None
    samples: int | None
    seed: int | None
    parameters: Path | None


@click.command("chart", epilog="Example: ndn chart kilometres north south-kuryk -o kilometres.svg")
@click.argument("kind", type=click.Choice(list(TITLES), case_sensitive=False), metavar="KIND")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option("--title", metavar="TEXT", help="The chart's title.")
@click.option(
    "--width",
    "width_px",
    type=click.IntRange(200, 10_000),
    metavar="PX",
    help=f"How many pixels wide a PNG is (default: {WIDTH_PX}).",
)
@click.option("--since", type=Day(), help=f"The first day of a timeline (default: {SINCE}).")
@click.option("--samples", type=int, help="Random samples of an estimate (default: 10,000).")
@click.option("--seed", type=int, help="Seed of the random samples (default: 1).")
@click.option(
    "--parameters",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own parameters of estimates in TOML, laid over the built-in ones.",
)
@ruled
@shared
def command(  # noqa: PLR0913  # one parameter for each option
    settings: Settings,
    kind: str,
    variants: tuple[str, ...],
    rules: Rules,
    *,
    title: str | None,
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

    path = settings.output or Path(f"ndn-{kind}.svg")
    ending = path.suffix.lower()
    if settings.chosen_format or ending not in ENDINGS:
        asked_for = f"--format {settings.chosen_format}" if settings.chosen_format else str(path)
        raise OptionError(
            f"{asked_for}: a chart is written as SVG or PNG, by the ending of the file, such as "
            f"{path.stem}.svg"
        )
    if width_px and ending != ".png":
        raise OptionError(f"--width: only a PNG has pixels; {path} has none")
    if since is not None and kind != "timeline":
        raise OptionError(f"--since is the first day of a timeline; a chart of {kind} has none")
    estimating = (("samples", samples), ("seed", seed), ("parameters", parameters))
    for option, value in estimating:
        if value is not None and kind not in ESTIMATED:
            raise OptionError(f"--{option} is for estimates; a chart of {kind} needs none")
    require_matplotlib()
    # Its advice about fonts and caches is for programmers.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    asked = Asked(kind, title or TITLES[kind], since, samples, seed, parameters)
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
    from maps.charts import timeline_chart

    first = asked.since or SINCE
    if first >= settings.as_of:
        raise OptionError(f"--since {first} is not before --as-of {settings.as_of}")
    atlas = settings.atlas()
    engine, law = Engine(atlas), Law(atlas, rules.cargo, rules.direction)
    periods = [
        (variant, timeline(variant, engine, law)) for variant in find_variants(variants, atlas)
    ]
    subtitle = _told(atlas, settings.as_of, rules, "States for")
    return timeline_chart(periods, first, settings.as_of, asked.title, subtitle)


def _of_comparison(
    settings: Settings, variants: tuple[str, ...], asked: Asked, rules: Rules
) -> Chart | None:
    from maps.charts import curve_chart, days_chart, kilometres_chart

    atlas = settings.atlas()
    found = find_variants(variants, atlas)
    if asked.kind == "curve" and not variants:
        found = found[:MAIN]
    comparison = compare(
        found, atlas, settings.as_of, rules.cargo, rules.direction,
        lasts=False,
    )  # fmt: skip
    if not any(entry.route for entry in comparison.entries):
        return None
    if asked.kind == "kilometres":
        subtitle = f"The network of {settings.as_of}; tariff and published kilometres, or measured"
        return kilometres_chart(comparison, asked.title, subtitle)
    estimates = _estimates(comparison, atlas, asked)
    subtitle = (
        f"As of {settings.as_of}; estimates by Monte Carlo from published and assumed figures"
    )
    if asked.kind == "days":
        return days_chart(comparison, estimates, asked.title, subtitle)
    subtitle += "; medians of the parts, added up"
    return curve_chart(comparison, estimates, asked.title, subtitle)


def _estimates(comparison: Comparison, atlas: Atlas, asked: Asked) -> dict[str, Estimate]:
    """The estimate of every variant that has a route, by its id."""
    from routes.estimate import SAMPLES, SEED, estimate, load_parameters

    with_route = [(entry.variant.id, entry.route) for entry in comparison.entries if entry.route]
    found = estimate(
        [route for _, route in with_route],
        atlas,
        load_parameters(atlas, asked.parameters),
        comparison.as_of,
        SAMPLES if asked.samples is None else asked.samples,
        SEED if asked.seed is None else asked.seed,
        detailed=asked.kind == "curve",
    )
    return {ident: one for (ident, _), one in zip(with_route, found, strict=True)}


def _told(atlas: Atlas, on: date, rules: Rules, head: str) -> str:
    known = last_known(atlas.known_to.get(rules.cargo), on)
    words = f"{head} {rules_in_words(rules.cargo, rules.direction)}, up to {on}"
    return f"{words}, {known}" if known else words
