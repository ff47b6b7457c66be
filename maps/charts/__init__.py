"""Diagrams by matplotlib, an optional extra: each kind draws onto a figure that `render` saves."""

from maps.charts.canvas import Chart, lacking_letters, render, require_matplotlib
from maps.charts.captions import KINDS, subtitle, title
from maps.charts.curve import curve_chart
from maps.charts.days import days_chart
from maps.charts.kilometres import kilometres_chart
from maps.charts.timeline import timeline_chart

__all__ = [
    "KINDS",
    "Chart",
    "curve_chart",
    "days_chart",
    "kilometres_chart",
    "lacking_letters",
    "render",
    "require_matplotlib",
    "subtitle",
    "timeline_chart",
    "title",
]
