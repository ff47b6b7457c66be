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
    """The code of a country given by code or English name, in any case; ``None`` for neither."""
    wanted = text.strip().casefold()
    for code, name in COUNTRY_NAMES.items():
        if wanted in (code.casefold(), name.casefold()):
            return code
    return {"turkey": "TR"}.get(wanted)
