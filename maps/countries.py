"""Names of countries and seas, and where the map writes them.

Positions are chosen by eye for the map's projection; longitude and latitude in degrees.
"""

from __future__ import annotations

from collections.abc import Mapping

from geodata.model import LonLat

COUNTRIES: dict[str, tuple[str, LonLat]] = {
    "AE": ("United Arab Emirates", (54.3, 23.6)),
    "AF": ("Afghanistan", (66.0, 33.8)),
    "AL": ("Albania", (20.0, 41.0)),
    "AM": ("Armenia", (44.9, 40.3)),
    "AT": ("Austria", (14.2, 47.5)),
    "AZ": ("Azerbaijan", (47.6, 40.5)),
    "BG": ("Bulgaria", (25.2, 42.7)),
    "BY": ("Belarus", (28.0, 53.5)),
    "CN": ("China", (87.0, 41.0)),
    "CY": ("Cyprus", (33.2, 35.0)),
    "CZ": ("Czechia", (15.3, 49.8)),
    "DE": ("Germany", (10.4, 51.2)),
    "DK": ("Denmark", (9.2, 56.0)),
    "EE": ("Estonia", (25.8, 58.7)),
    "EG": ("Egypt", (29.5, 27.0)),
    "FI": ("Finland", (26.0, 63.0)),
    "GB": ("United Kingdom", (-1.5, 52.8)),
    "GE": ("Georgia", (43.6, 42.2)),
    "GR": ("Greece", (22.0, 39.5)),
    "HR": ("Croatia", (16.4, 45.6)),
    "HU": ("Hungary", (19.4, 47.1)),
    "IN": ("India", (77.5, 24.0)),
    "IQ": ("Iraq", (43.3, 33.0)),
    "IR": ("Iran", (54.0, 32.5)),
    "IT": ("Italy", (11.8, 43.6)),
    "JO": ("Jordan", (36.8, 31.2)),
    "JP": ("Japan", (138.5, 36.5)),
    "KG": ("Kyrgyzstan", (74.8, 41.5)),
    "KP": ("DPR Korea", (127.2, 40.2)),
    "KR": ("Republic of Korea", (127.8, 36.5)),
    "KW": ("Kuwait", (47.6, 29.3)),
    "KZ": ("Kazakhstan", (67.0, 48.3)),
    "LT": ("Lithuania", (23.9, 55.3)),
    "LV": ("Latvia", (25.3, 57.1)),
    "MD": ("Moldova", (28.6, 47.2)),
    "MN": ("Mongolia", (104.0, 46.8)),
    "NO": ("Norway", (9.0, 61.0)),
    "NP": ("Nepal", (83.9, 28.3)),
    "OM": ("Oman", (56.8, 21.2)),
    "PK": ("Pakistan", (68.6, 29.4)),
    "PL": ("Poland", (19.3, 52.0)),
    "QA": ("Qatar", (51.2, 25.3)),
    "RO": ("Romania", (24.8, 45.9)),
    "RS": ("Serbia", (20.8, 44.0)),
    "RU": ("Russia", (47.0, 57.5)),
    "SA": ("Saudi Arabia", (44.5, 24.5)),
    "SE": ("Sweden", (15.0, 60.5)),
    "SK": ("Slovakia", (19.4, 48.7)),
    "SY": ("Syria", (38.4, 35.1)),
    "TJ": ("Tajikistan", (71.2, 38.7)),
    "TM": ("Turkmenistan", (58.8, 39.6)),
    "TR": ("Türkiye", (33.5, 39.1)),
    "UA": ("Ukraine", (31.5, 49.2)),
    "UZ": ("Uzbekistan", (62.7, 42.4)),
    "XK": ("Kosovo", (20.9, 42.6)),
    "YE": ("Yemen", (47.0, 15.8)),
}

SEAS: tuple[tuple[str, LonLat], ...] = (
    ("Black Sea", (34.4, 43.3)),
    ("Caspian Sea", (50.6, 42.3)),
    ("Baltic Sea", (18.9, 56.4)),
    ("Arabian Sea", (63.0, 22.6)),
    ("Aral Sea", (58.9, 44.9)),
    ("Mediterranean Sea", (27.5, 34.2)),
    ("Persian Gulf", (51.3, 27.3)),
    ("Red Sea", (36.8, 23.2)),
    ("Gulf of Finland", (26.2, 59.9)),
    ("Sea of Azov", (36.6, 46.1)),
    ("Lake Balkhash", (75.0, 46.3)),
    ("Bay of Bengal", (88.5, 17.5)),
    ("Sea of Japan", (134.5, 40.5)),
)

ELSEWHERE: Mapping[str, tuple[LonLat, ...]] = {"Caspian Sea": ((51.2, 38.3), (50.3, 44.9))}
"""Where else the name of a sea may stand, when lines run over the middle of it."""

AT_SEA = {"sea": "the sea", "air": "the air"}
