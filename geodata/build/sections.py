"""The measured facts of every section of line: length and frontiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from geodata.borders import Borders
from geodata.build.products import Input, Product, sha256
from geodata.errors import CoordinateError, DataError, Problem
from geodata.model import Place, Section
from geodata.section_facts import measure_section, write_section_facts

LICENCE = "ODbL-1.0, © OpenStreetMap contributors; frontiers: Natural Earth, public domain"
FILE = "section_facts.csv"


def build_section_facts(
    sections: Iterable[Section],
    places: Mapping[str, Place],
    borders: Borders,
    folder: Path,
    inputs: tuple[Input, ...],
) -> Product:
    """Measure every section anew and write ``section_facts.csv``.

    What the sections already carry as measured is not looked at. Sections are measured from the
    countries that the places at their ends declare.

    Raises
    ------
    DataError
        With every section of which an end lies too far outside its declared country.
    """
    facts = {}
    problems = []
    for section in sections:
        countries = (places[section.start].country, places[section.end].country)
        try:
            facts[section.id] = measure_section(section.points, countries, section.mode, borders)
        except CoordinateError as error:
            problems.append(Problem("sections.csv", section.id, "start, end", str(error)))
    if problems:
        raise DataError(problems)
    path = folder / FILE
    write_section_facts(path, facts)
    title = "Geodesic length and frontiers of every section"
    return Product(FILE, title, inputs, LICENCE, len(facts), sha256(path))
