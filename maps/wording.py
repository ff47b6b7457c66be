"""The page's own words in each of its languages, with the plural forms of each.

Names of places and variants, and the reasons of states, are in the language of the atlas.
"""

from __future__ import annotations

from collections.abc import Mapping

from geodata.errors import OptionError, did_you_mean
from maps.countries import AT_SEA, COUNTRIES, SEAS
from maps.wording_charts import CHARTS_ENGLISH, CHARTS_RUSSIAN
from maps.wording_en import ENGLISH, ENGLISH_LIVE
from maps.wording_ru import RUSSIAN, RUSSIAN_AT_SEA, RUSSIAN_LIVE, RUSSIAN_SEAS
from maps.wording_site import SITE_ENGLISH, SITE_RUSSIAN
from routes.law.states import STATES, UNKNOWN
from routes.wording.language import Language
from routes.wording.language import language as spoken
from routes.wording.russian import RUSSIAN_BLOCS

HEADINGS = (
    "quoted_km", "of_it_tariff", "published_km", "measured_km", "drawn_km", "frontiers",
    "customs_n", "transfers",
)  # fmt: skip
"""The headings of the table's columns."""

_STATES = tuple(word for word in STATES if word != UNKNOWN)

LANGUAGES: Mapping[str, Language] = {
    "en": spoken("en")._replace(
        phrases={
            **ENGLISH,
            **SITE_ENGLISH,
            **CHARTS_ENGLISH,
            **{f"meaning_{word}": state.meaning for word, state in STATES.items()},
            **{name: name for name in (*RUSSIAN_BLOCS, *_STATES)},
        },
        live=ENGLISH_LIVE,
        countries={code: name for code, (name, _) in COUNTRIES.items()} | AT_SEA,
        seas={name: name for name, _ in SEAS},
    ),
    "ru": spoken("ru")._replace(
        phrases={
            **RUSSIAN,
            **SITE_RUSSIAN,
            **CHARTS_RUSSIAN,
            **RUSSIAN_BLOCS,
            **{word: RUSSIAN_LIVE[f"state_{word}"] for word in _STATES},
        },
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
