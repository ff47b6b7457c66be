"""The page's own words in each of its languages, with the plural forms of each.

Names of places and variants, and the reasons of states, stand as the data has them. A phrase whose
form depends on ``{n}`` lists its forms: one and other in English, one, few and many in Russian.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from geodata.errors import OptionError, did_you_mean
from maps.countries import AT_SEA, COUNTRIES, SEAS, country_name
from maps.wording_en import ENGLISH, ENGLISH_LIVE, ENGLISH_MONTHS
from maps.wording_ru import (
    RUSSIAN,
    RUSSIAN_AT_SEA,
    RUSSIAN_COUNTRIES,
    RUSSIAN_LIVE,
    RUSSIAN_MONTHS,
    RUSSIAN_SEAS,
)
from routes.law.states import STATES

Phrase: TypeAlias = str | tuple[str, ...]

_HOLE = re.compile(r"\{(\w+)\}")


class Language(NamedTuple):
    """A language of the page.

    ``live`` are the phrases that the page's script needs as well, ``group`` parts thousands.
    """

    code: str
    phrases: Mapping[str, Phrase]
    live: Mapping[str, Phrase]
    months: tuple[str, ...]
    group: str
    countries: Mapping[str, str]
    seas: Mapping[str, str]

    def form(self, n: int) -> int:
        """Which of the plural forms of the language goes with a number (Unicode CLDR)."""
        if self.code == "en":
            return 0 if n == 1 else 1
        if n % 10 == 1 and n % 100 != 11:
            return 0
        return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2

    def say(self, key: str, n: int | None = None, **values: object) -> str:
        """A phrase with its values; ``n`` chooses among its forms."""
        phrase = self.phrases[key] if key in self.phrases else self.live[key]
        if not isinstance(phrase, str):
            phrase = phrase[self.form(n or 0)]
        known = {**values, "n": n}
        # At one go, so that a value with such a hole in it stays as it is.
        return _HOLE.sub(lambda hole: str(known.get(hole[1], hole[0])), phrase)

    def day(self, day: date) -> str:
        """1 June 2018, whatever the locale."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def number(self, value: float) -> str:
        """5,104: a whole number."""
        return f"{value:,.0f}".replace(",", self.group)

    def country(self, code: str) -> str:
        """The name of a country by its code, or of ``sea`` and ``air``."""
        return self.countries.get(code) or country_name(code)

    def sea(self, name: str) -> str:
        """The name of a sea by its English name."""
        return self.seas.get(name, name)


HEADINGS = (
    "quoted_km", "of_it_tariff", "published_km", "measured_km", "drawn_km", "frontiers",
    "customs_n", "transfers",
)  # fmt: skip
"""The headings of the table's columns."""

NO_BREAK_SPACE = "\u00a0"

LANGUAGES: Mapping[str, Language] = {
    "en": Language(
        "en",
        {**ENGLISH, **{f"meaning_{word}": state.meaning for word, state in STATES.items()}},
        ENGLISH_LIVE,
        ENGLISH_MONTHS,
        ",",
        {code: name for code, (name, _) in COUNTRIES.items()} | AT_SEA,
        {name: name for name, _ in SEAS},
    ),
    "ru": Language(
        "ru",
        RUSSIAN,
        RUSSIAN_LIVE,
        RUSSIAN_MONTHS,
        NO_BREAK_SPACE,
        {**RUSSIAN_COUNTRIES, **RUSSIAN_AT_SEA},
        RUSSIAN_SEAS,
    ),
}


def language(code: str) -> Language:
    """A language by its code.

    Raises
    ------
    OptionError
        For a language that the page has no words in.
    """
    if code not in LANGUAGES:
        raise OptionError(f"no words for the language {code!r}; {did_you_mean(code, LANGUAGES)}")
    return LANGUAGES[code]
