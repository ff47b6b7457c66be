"""A language: its phrases with their plural forms, its numbers and days, its names of countries.

A phrase whose form depends on ``{n}`` lists its forms: one and other in English, one, few and many
in Russian. What has no entry in the table of a language stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from geodata.countries import COUNTRY_NAMES
from geodata.errors import OptionError, did_you_mean
from routes.wording.english import ENGLISH, ENGLISH_MONTHS

Phrase: TypeAlias = str | tuple[str, ...]

NO_BREAK_SPACE = "\u00a0"
CODES = ("en", "ru")

_HOLE = re.compile(r"\{(\w+)\}")


class Language(NamedTuple):
    """A language of answers.

    ``live`` are phrases that a page's script needs as well. ``group`` parts thousands, ``point``
    the fraction. ``countries`` are by code, ``genitives`` where these differ from them.
    ``months`` go with a day, ``short_months`` stand alone; English has those of libraries.
    """

    code: str
    phrases: Mapping[str, Phrase]
    live: Mapping[str, Phrase]
    months: tuple[str, ...]
    group: str
    countries: Mapping[str, str]
    seas: Mapping[str, str] = MappingProxyType({})
    point: str = "."
    genitives: Mapping[str, str] = MappingProxyType({})
    short_months: tuple[str, ...] = ()

    def form(self, n: int) -> int:
        """Which of the plural forms of the language goes with a number (Unicode CLDR)."""
        if self.code == "en":
            return 0 if n == 1 else 1
        if n % 10 == 1 and n % 100 != 11:
            return 0
        return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2

    def say(self, key: str, n: int | None = None, **values: object) -> str:
        """A phrase with its values; ``n`` chooses among its forms.

        A phrase without an entry is its own English; what follows a bar in it tells phrases apart
        that are alike in English, and is not said.
        """
        phrase = self.phrases.get(key) or self.live.get(key) or key.partition("|")[0]
        if not isinstance(phrase, str):
            phrase = phrase[self.form(n or 0)]
        if not values and n is None:
            return phrase
        known = {**values, "n": n}
        # At one go, so that a value with such a hole in it stays as it is.
        return _HOLE.sub(lambda hole: str(known.get(hole[1], hole[0])), phrase)

    def counted(self, number: int, noun: str) -> str:
        """A number with its noun, given in English: ``2 breaks of gauge``, ``2 смены колеи``.

        Other languages have the forms of the noun under its English and ``|n``.
        """
        if self.code != "en":
            return f"{self.number(number)} {self.say(f'{noun}|n', number)}"
        noun = noun.partition("|")[0]
        if number != 1:
            head, _, rest = noun.partition(" ")
            noun = f"{head}s {rest}".strip()
        return f"{number} {noun}"

    def day(self, day: date) -> str:
        """1 June 2018, whatever the locale."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def in_text(self, day: date) -> str:
        """A day in a sentence: 2018-06-01 in English, 1 июня 2018 in Russian."""
        return day.isoformat() if self.code == "en" else self.day(day)

    def number(self, value: float, digits: int = 0, *, sign: str = "") -> str:
        """5,104: a number to some digits; ``sign`` ``+`` for one that is more or less."""
        text = f"{value:{sign},.{digits}f}"
        if self.point == ".":
            return text
        return "".join({",": self.group, ".": self.point}.get(c, c) for c in text)

    def share(self, share: float, digits: int = 1) -> str:
        """31.4%: a share of one in per cent."""
        space = "" if self.code == "en" else NO_BREAK_SPACE
        return f"{self.number(100 * share, digits)}{space}%"

    def listed(self, parts: Iterable[str]) -> str:
        """``a, b and c``; nothing for no parts."""
        *head, last = [*parts] or [""]
        return f"{', '.join(head)}{self.say('part_and')}{last}" if head else last

    def country(self, code: str) -> str:
        """The name of a country by its code, or of ``sea`` and ``air``."""
        return self.countries.get(code, code)

    def of_country(self, code: str) -> str:
        """The name of a country as a possessor: that of the language's genitive."""
        return self.genitives.get(code) or self.country(code)

    def sea(self, name: str) -> str:
        """The name of a sea by its English name."""
        return self.seas.get(name, name)


@cache
def language(code: str) -> Language:
    """A language by its code; the tables of one are read when it is first asked for.

    Raises
    ------
    OptionError
        For a language that there are no words in.
    """
    if code == "en":
        return Language("en", ENGLISH, {}, ENGLISH_MONTHS, ",", COUNTRY_NAMES)
    if code == "ru":
        from geodata.countries_ru import RUSSIAN_COUNTRIES, RUSSIAN_GENITIVES
        from routes.wording.russian import RUSSIAN, RUSSIAN_MONTHS, RUSSIAN_SHORT_MONTHS

        return Language(
            "ru",
            RUSSIAN,
            {},
            RUSSIAN_MONTHS,
            NO_BREAK_SPACE,
            RUSSIAN_COUNTRIES,
            point=",",
            genitives=RUSSIAN_GENITIVES,
            short_months=RUSSIAN_SHORT_MONTHS,
        )
    raise OptionError(f"no words for the language {code!r}; {did_you_mean(code, CODES)}")
