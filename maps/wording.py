"""The page's own words in each of its languages, with the plural forms of each.

Names of places and variants, and the reasons of states, are in the language of the atlas.
"""

from __future__ import annotations

from collections.abc import Mapping

from geodata.errors import OptionError, did_you_mean
from maps.countries import AT_SEA, COUNTRIES, SEAS
from maps.wording_en import ENGLISH, ENGLISH_LIVE
from maps.wording_ru import RUSSIAN, RUSSIAN_AT_SEA, RUSSIAN_LIVE, RUSSIAN_SEAS
from routes.law.states import STATES
from routes.wording.language import Language
from routes.wording.language import language as spoken

HEADINGS = (
    "quoted_km", "of_it_tariff", "published_km", "measured_km", "drawn_km", "frontiers",
    "customs_n", "transfers",
)  # fmt: skip
"""The headings of the table's columns."""

LANGUAGES: Mapping[str, Language] = {
    "en": spoken("en")._replace(
        phrases={**ENGLISH, **{f"meaning_{word}": state.meaning for word, state in STATES.items()}},
        live=ENGLISH_LIVE,
        countries={code: name for code, (name, _) in COUNTRIES.items()} | AT_SEA,
        seas={name: name for name, _ in SEAS},
    ),
    "ru": spoken("ru")._replace(
        phrases=RUSSIAN,
        live=RUSSIAN_LIVE,
        countries={**spoken("ru").countries, **RUSSIAN_AT_SEA},
        seas=RUSSIAN_SEAS,
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
