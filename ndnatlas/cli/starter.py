"""The files that ``ndn init`` writes: an overlay that works, to be changed into one's own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from geodata.records import LINES, NAMES, PLACES, SECTIONS, SHAPES
from ndnatlas.cli.schemas import schemas

README = """\
# My atlas

This folder is laid over the built-in atlas of NDN Atlas. Every command takes it by `--atlas`:

    ndn check --atlas .
    ndn compare --atlas .
    ndn show my-route --atlas .
    ndn map my-route south-kuryk --atlas . -o my-map.html

A record with the id of a built-in one replaces it, any other is added. {about} Change it
bit by bit and run `ndn check --atlas .` after each change: it tells every fault with its file, row
and field. Tables that you do not need may be deleted; keep the columns of the others.

| file | holds |
|---|---|
| `sources.toml` | the publications that your facts rest on; each is named by some record |
| `places.csv` | places: id, kind (port, station, town, airfield, frontier, siding, halt), country \
(ISO 3166-1 alpha-2), lon and lat in degrees (WGS 84), how far off they may be in metres |
| `names.csv` | their names in other languages and scripts |
| `lines.csv` | lines: mode (rail, ferry, road, air), gauge in mm, since when and until when |
| `sections.csv` | the pieces of a line between two places, with the kilometres quoted for them; \
`basis` is tariff, published or measured (then `distance_km` stays empty) |
| `shapes.csv` | points between the two ends of a section, in order |
| `acts.toml` | agreements, decrees and closures; begins empty |
| `variants/` | routes, one file each, called by its id |
| `parameters.toml` | figures for estimates of time and cost, for `--parameters` |
| `schemas/` | JSON Schemas: editors that know TOML check and complete the files by them, without \
a network |
| `.taplo.toml` | tells these editors which file goes by which schema |

Dates in tables are days, months or years (`2018-05-05`, `2018-05`, `2018`). Ids are lower-case
letters and digits, joined by single hyphens. CSV files are UTF-8 and separated by commas; they hold
no comments. Several ids in one field (`sources`) are separated by spaces.
"""

SOURCE = "my-survey"

SOURCES = """\
#:schema ./schemas/sources.schema.json
# The publications that your facts rest on. The name in brackets is the id that records cite.

"""

SURVEY = """\
[my-survey]
title = "Survey of the branch to our terminal"
author = "Our company"
date = "2024-05-02"
locator = "sheet 1"
licence = "our own"
"""

ACTS = """\
#:schema ./schemas/acts.schema.json
# Agreements, decrees, closures and findings that bear on whether a way is open, each with its dates
# and sources. `effect` is permits, forbids, restricts or unused. Take the signs off
# this one to see it in `ndn timeline my-route --atlas .`.

# [repairs-2025]
# title = "Repairs at Karakalpakstan"
# effect = "forbids"
# since = "2025-03-01"
# until = "2025-03-08"
# modes = ["rail"]
# checkpoints = ["beineu-karakalpakstan"]
# sources = ["my-survey"]
"""

VARIANT = """\
#:schema ../schemas/variant.schema.json
# A route: the places that it passes, and what it may use between them. The name of the file is its
# id.

id = "my-route"
name = {name}
summary = {summary}
sources = ["my-survey"]
# Any of rail, ferry, road, air; all of them when left out.
modes = {modes}
"""

EDITIONS = """\
# Only through these countries (ISO 3166-1 alpha-2); through any when left out.
countries = ["GE", "AZ", "KZ", "UZ"]

# What a route was during an interval, from `since` to the day before `until`. A route that never
# changed needs no editions: its stops stand above.
[[editions]]
until = 2024-05-01
stops = ["poti", "alat-port", "kuryk-port", "termez"]

[[editions]]
since = 2024-05-01
stops = ["poti", "alat-port", "kuryk-port", "my-terminal"]
# Places not to pass.
avoid = []
"""

STOPS = """\
# Places to pass, in order: an id, a name, a code or "latitude,longitude".
stops = {stops}
# Only through these countries (ISO 3166-1 alpha-2); through any when left out.
countries = []
# Places not to pass.
avoid = []
"""

PARAMETERS = """\
#:schema ./schemas/parameters.schema.json
# Figures of your own, laid over the built-in ones:
# ndn compare my-route --atlas . --with time,cost --parameters parameters.toml

kind = "parameters"
title = "Our figures"

# How fast trains are in Uzbekistan. One of: fixed, uniform, triangular, lognormal.
[[parameters]]
id = "my-rail-speed-uz"
quantity = "speed"
unit = "km/h"
mode = "rail"
country = "UZ"
basis = "assumed"
note = "Replace it by what your trains need."
uniform = { low = 10, high = 30 }
"""

# Read by Taplo, and by the editors that use it, from the folder of a file or any above it.
EDITORS = """\
[[rule]]
include = ["variants/*.toml"]
schema = { path = "./schemas/variant.schema.json" }

[[rule]]
include = ["acts.toml"]
schema = { path = "./schemas/acts.schema.json" }

[[rule]]
include = ["sources.toml"]
schema = { path = "./schemas/sources.schema.json" }

[[rule]]
include = ["parameters*.toml"]
schema = { path = "./schemas/parameters.schema.json" }

[[rule]]
include = ["sweep*.toml"]
schema = { path = "./schemas/sweep.schema.json" }
"""

PLACE = {
    "id": "my-terminal",
    "name": "Our terminal",
    "kind": "station",
    "country": "UZ",
    "lon": "67.34",
    "lat": "37.262",
    "uncertainty_m": "20",
    "opened": "2024-05",
    "sources": "my-survey",
    "warning": "An example; not the river port of Termez.",
}
NAME = {"place": "my-terminal", "name": "Наш терминал", "language": "ru", "use": "official"}
LINE = {
    "id": "my-branch",
    "name": "Termez - our terminal",
    "mode": "rail",
    "gauge_mm": "1520",
    "schematic": "no",
    "opened": "2024-05",
    "sources": "my-survey",
}
SECTION = {"line": "my-branch", "start": "termez", "end": "my-terminal", "basis": "measured"}
BEND = {"start": "termez", "end": "my-terminal", "lon": "67.31", "lat": "37.268"}


class Start(NamedTuple):
    """What an overlay begins with: rows of its tables, its sources and its variant.

    ``about`` tells in a sentence or two what it is.
    """

    about: str
    places: Sequence[Mapping[str, str]]
    names: Sequence[Mapping[str, str]]
    lines: Sequence[Mapping[str, str]]
    sections: Sequence[Mapping[str, str]]
    shapes: Sequence[Mapping[str, str]]
    sources: str
    variant: str


def variant_text(name: str, summary: str, modes: Sequence[str], below: str) -> str:
    """A variant file of those modes; ``below`` is what stands under them."""
    head = VARIANT.format(name=quoted(name), summary=quoted(summary), modes=listed(modes))
    return head + below


def stops_text(stops: Sequence[str]) -> str:
    """What stands under the modes of a variant that never changed."""
    return STOPS.format(stops=listed(stops))


def quoted(text: str) -> str:
    """Text as TOML writes it; it has no lone surrogate."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: Sequence[str]) -> str:
    """A list of texts as TOML writes it."""
    return f"[{', '.join(map(quoted, texts))}]"


EXAMPLE = Start(
    "What is in here is an\nexample: a terminal near Termez, the branch that leads to it, and a "
    "route that ends there.",
    [PLACE],
    [NAME],
    [LINE],
    [SECTION],
    [BEND],
    SURVEY,
    variant_text(
        "Poti to our terminal",
        "By rail and ferry over the Caspian to the terminal near Termez.",
        ["rail", "ferry"],
        EDITIONS,
    ),
)


def starter_files(start: Start = EXAMPLE) -> dict[str, str]:
    """The text of every file by its path in the folder, in the order in which to read them."""
    files = {
        "README.md": README.replace("{about}", start.about),
        "sources.toml": SOURCES + start.sources,
        "places.csv": _table(PLACES, start.places),
        "names.csv": _table(NAMES, start.names),
        "lines.csv": _table(LINES, start.lines),
        "sections.csv": _table(SECTIONS, start.sections),
        "shapes.csv": _table(SHAPES, start.shapes),
        "acts.toml": ACTS,
        "variants/my-route.toml": start.variant,
        "parameters.toml": PARAMETERS,
        ".taplo.toml": EDITORS,
    }
    for name, schema in schemas().items():
        files[f"schemas/{name}"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return files


def _table(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """CSV under the columns that the reader wants; a field that it does not know raises."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
