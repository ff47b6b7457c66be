"""The files that ``ndn init`` writes: an overlay that works, to be changed into one's own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from geodata.records import LINES, NAMES, PLACES, SECTIONS, SHAPES
from ndnatlas.cli.schemas import schemas

README = """\
# My atlas

This folder is laid over the built-in atlas of NDN Atlas. Every command takes it by `--atlas`:

    ndn check --atlas .
    ndn compare --atlas .
    ndn show my-route --atlas .
    ndn map my-route south-kuryk --atlas . -o my-map.html

A record with the id of a built-in one replaces it, any other is added. What is in here is an
example: a terminal near Termez, the branch that leads to it, and a route that ends there. Change it
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
| `schemas/` | JSON Schemas: editors that know TOML check and complete the files by them |

Dates in tables are days, months or years (`2018-05-05`, `2018-05`, `2018`). Ids are lower-case
letters and digits, joined by single hyphens. CSV files are UTF-8 and separated by commas; they hold
no comments. Several ids in one field (`sources`) are separated by spaces.
"""

SOURCES = """\
#:schema ./schemas/sources.schema.json
# The publications that your facts rest on. The name in brackets is the id that records cite.

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
name = "Poti to our terminal"
summary = "By rail and ferry over the Caspian to the terminal near Termez."
sources = ["my-survey"]
# Any of rail, ferry, road, air; all of them when left out.
modes = ["rail", "ferry"]
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


def starter_files() -> dict[str, str]:
    """The text of every file by its path in the folder, in the order in which to read them."""
    files = {
        "README.md": README,
        "sources.toml": SOURCES,
        "places.csv": _table(PLACES, [PLACE]),
        "names.csv": _table(NAMES, [NAME]),
        "lines.csv": _table(LINES, [LINE]),
        "sections.csv": _table(SECTIONS, [SECTION]),
        "shapes.csv": _table(SHAPES, [BEND]),
        "acts.toml": ACTS,
        "variants/my-route.toml": VARIANT,
        "parameters.toml": PARAMETERS,
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
