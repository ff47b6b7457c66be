"""English short names of the countries of the corridors (ISO 3166-1)."""

from __future__ import annotations

COUNTRY_NAMES = {
    "AF": "Afghanistan",
    "AM": "Armenia",
    "AZ": "Azerbaijan",
    "BG": "Bulgaria",
    "BY": "Belarus",
    "CN": "China",
    "EE": "Estonia",
    "GE": "Georgia",
    "IN": "India",
    "IR": "Iran",
    "KG": "Kyrgyzstan",
    "KZ": "Kazakhstan",
    "LT": "Lithuania",
    "LV": "Latvia",
    "PK": "Pakistan",
    "RO": "Romania",
    "RU": "Russia",
    "TJ": "Tajikistan",
    "TM": "Turkmenistan",
    "TR": "Türkiye",
    "UA": "Ukraine",
    "UZ": "Uzbekistan",
}


def country_code(text: str) -> str | None:
    """The code of a country given by code or by its English or Russian name, in any case.

    ``None`` for anything else.
    """
    wanted = text.strip().casefold()
    for code, name in COUNTRY_NAMES.items():
        if wanted in (code.casefold(), name.casefold()):
            return code
    if not wanted.isascii():
        from geodata.countries_ru import RUSSIAN_COUNTRIES

        codes = {name.casefold(): code for code, name in RUSSIAN_COUNTRIES.items()}
        return codes.get(wanted)
    return {"turkey": "TR"}.get(wanted)
