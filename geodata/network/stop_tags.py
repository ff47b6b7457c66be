"""What the tags of OpenStreetMap say of a station, port or border point: kind, names, codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from geodata.model import Mode
from geodata.network.tags import LONGEST_TEXT, clean_text

# By the value of `railway`.
RAIL_STOPS = (
    "station", "halt", "yard", "service_station", "junction", "spur_junction", "crossover",
    "site", "border",
)  # fmt: skip
FERRY_STOP = "ferry_terminal"
# Tags whose value is a code. Those of the railways of the former Soviet Union are ESR codes.
CODE_KEYS = ("esr:user", "esr", "railway:esr", "ref:esr", "uic_ref", "railway:ref", "ref", "locode")
_NAMES = ("name", "official_name", "alt_name", "old_name", "int_name", "loc_name", "short_name")
# More names than this no station has.
MOST_NAMES = 40


class Stop(NamedTuple):
    """A station as its source has it: degrees, names best first, codes as ``key=value``."""

    osm_id: int
    lon: float
    lat: float
    mode: Mode
    kind: str
    names: tuple[str, ...]
    codes: tuple[str, ...]


def stop_kind(tags: Mapping[str, str]) -> tuple[Mode, str] | None:
    """The mode and kind of a stop; ``None`` when the tags are not those of one."""
    kind = tags.get("railway", "")
    if kind in RAIL_STOPS:
        return Mode.RAIL, kind
    if tags.get("amenity") == FERRY_STOP:
        return Mode.FERRY, FERRY_STOP
    return None


def stop_names(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Every name in every language, the plain one first, without repeats."""
    keys = [key for key in _NAMES if key in tags]
    keys += sorted(
        key for key in tags if ":" in key and key.partition(":")[0] in _NAMES and key not in keys
    )
    found = (clean_text(part) for key in keys for part in tags[key].split(";"))
    return tuple(dict.fromkeys(name for name in found if name))[:MOST_NAMES]


def stop_codes(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Every code, as ``key=value``; a tag may hold several, separated by semicolons."""
    found = (
        f"{key}={code.strip()}"
        for key in CODE_KEYS
        for code in tags.get(key, "")[:LONGEST_TEXT].split(";")
    )
    return tuple(dict.fromkeys(c for c in found if c.rpartition("=")[2] and c.isprintable()))
