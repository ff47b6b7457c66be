"""The sheet that a chart is drawn on, and its bytes: the same for the same chart, everywhere.

Text is drawn as outlines of DejaVu Sans, which comes with matplotlib and has the Latin, Cyrillic,
Greek, Armenian and Georgian letters, so a picture looks alike wherever it is opened. Nothing of a
user's own settings of matplotlib, and no sign of mathematics in a name, changes it.
"""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from geodata.errors import OptionError, require_library
from maps.charts.counted_ids import with_counted_ids
from maps.charts.palette import INK, SOFT
from maps.text import clean
from maps.wording import language
from routes.wording.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import SubFigure

WIDTH_IN = 9.0
LARGE, NORMAL, SMALL = 13.0, 9.5, 8.0
"""Sizes of letters in points."""
FOOT_IN = 0.32
POINTS_PER_IN = 72
MOST_PIXELS = 100_000_000

_SETTINGS: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": NORMAL,
    "text.parse_math": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.titlesize": NORMAL + 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": "#d5dade",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": SMALL,
    "svg.fonttype": "path",
    # Ids within the file come from what is drawn, not from a random number.
    "svg.hashsalt": "ndn-atlas",
    "date.converter": "concise",
    "savefig.facecolor": "white",
}


ENGLISH = language("en")


class Chart(NamedTuple):
    """A chart before it is drawn.

    ``draw`` puts it onto a figure; ``texts`` are those of users or of the data that it shows.
    ``said`` tells its figures to those who do not see it. All of it is in the language of
    ``words``.
    """

    title: str
    subtitle: str
    height_in: float
    draw: Callable[[SubFigure], None]
    texts: tuple[str, ...] = ()
    said: str = ""
    words: Language = ENGLISH


def require_matplotlib() -> None:
    """Check that charts can be drawn.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed, with what installs it.
    """
    require_library(
        "matplotlib",
        "a chart needs matplotlib, which is not installed; pip install 'ndn-atlas[charts]'",
    )


def render(chart: Chart, ending: str, width_px: int = 1800) -> bytes:
    """A chart as the bytes of an SVG or a PNG file.

    Parameters
    ----------
    chart : Chart
        From one of the functions of this package.
    ending : str
        ``.svg`` or ``.png``.
    width_px : int
        How many pixels wide a PNG is.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    OptionError
        For another ending, or a PNG too large to be drawn.
    """
    require_matplotlib()
    if ending not in (".svg", ".png"):
        raise OptionError(f"{ending}: a chart is written as .svg or .png")
    dpi = width_px / WIDTH_IN
    if ending == ".png" and width_px * chart.height_in * dpi > MOST_PIXELS:
        raise OptionError(
            f"a chart {width_px} pixels wide would be {chart.height_in * dpi:,.0f} high; ask for "
            "fewer, or for an SVG"
        )
    with _settings():
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH_IN, chart.height_in), layout="constrained")
        rows = figure.add_gridspec(2, 1, height_ratios=(chart.height_in - FOOT_IN, FOOT_IN))
        sheet, foot = figure.add_subfigure(rows[0]), figure.add_subfigure(rows[1])
        sheet.suptitle(
            wrapped(chart.title, 70), x=0.01, ha="left", fontsize=LARGE, fontweight="bold"
        )
        chart.draw(sheet)
        rights = chart.words.say("chart_rights")
        told = fitted(f"{chart.subtitle}. {rights}", 170, SMALL - 1)
        foot.text(0.01, 0.9, told, va="top", fontsize=SMALL - 1, color=SOFT)
        out = io.BytesIO()
        about: dict[str, Any] = {"Title": clean(chart.title), "Description": clean(chart.subtitle)}
        if ending == ".svg":
            about |= {"Rights": rights, "Creator": "NDN Atlas", "Date": None}
        else:
            about |= {"Copyright": rights, "Software": "NDN Atlas"}
        figure.savefig(out, format=ending[1:], dpi=dpi, metadata=about)
    return with_counted_ids(out.getvalue()) if ending == ".svg" else out.getvalue()


@contextmanager
def _settings() -> Iterator[None]:
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        # Letters that the font lacks are told once, by `lacking_letters`.
        warnings.filterwarnings("ignore", message="(?s).*Glyph .* missing from font")
        warnings.filterwarnings("ignore", message="(?s).*Matplotlib currently does not support")
        mpl.rcdefaults()
        # Which settings there are, and so the type of their names, differs between versions.
        cast("Any", mpl.rcParams).update(_SETTINGS)
        yield


def lacking_letters(texts: Iterable[str]) -> str:
    """The letters of texts that the font of the charts lacks; a box stands for each.

    Parameters
    ----------
    texts : iterable of str
        What is to be written on a chart.

    Returns
    -------
    str
        Each once; empty when the font has all.
    """
    from matplotlib import font_manager, ft2font

    path = font_manager.findfont("DejaVu Sans")
    have = ft2font.FT2Font(path).get_charmap()
    return "".join(
        sorted({c for text in texts for c in clean(text) if ord(c) not in have} - {"\n"})
    )


def width_pt(text: str, size: float) -> float:
    """How wide a text is in the font of the charts at a size, both in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=size)
    return text_to_path.get_text_width_height_descent(clean(text), font, ismath=False)[0]


def fitted(text: str, columns: int, size: float) -> str:
    """A text on at most two lines of so many letters, or of as many as the sheet has room for."""
    room_pt = 0.98 * WIDTH_IN * POINTS_PER_IN
    fit = int(len(text) * room_pt / (width_pt(text, size) or 1.0))
    return wrapped(text, min(columns, max(fit, 1)))


def wrapped(text: str, columns: int, lines: int = 2) -> str:
    """A text on at most so many lines, cut off with an ellipsis."""
    return "\n".join(textwrap.wrap(clean(text), columns, max_lines=lines, placeholder=" …") or [""])
