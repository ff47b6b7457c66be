"""What the tags of OpenStreetMap say of a line: mode, gauge, electrification, state, dates.

After the wiki of OpenStreetMap: Key:railway, Key:gauge, Key:electrified, Lifecycle prefix,
Key:route and Key:highway. A value that makes no sense is taken for absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from geodata.model import Mode
from geodata.network.model import ALWAYS, ELECTRIFICATIONS, NEVER, SERVICES, USAGES, State, as_day

# What carries freight; trams, metros and miniature railways do not.
RAIL_KINDS = ("rail", "narrow_gauge")
ROAD_KINDS = tuple(
    f"{kind}{link}"
    for kind in ("motorway", "trunk", "primary", "secondary", "tertiary")
    for link in ("", "_link")
)
FERRY_KIND = "ferry"

_KINDS = {"railway": frozenset(RAIL_KINDS), "highway": frozenset(ROAD_KINDS)}
_MODE_OF_KEY = {"railway": Mode.RAIL, "highway": Mode.ROAD}
_STATE_OF_WORD = {state.value: state for state in State if state is not State.IN_USE}
KEYS_OF_MODE = {Mode.RAIL: "railway", Mode.ROAD: "highway", Mode.FERRY: "route"}

# From the narrowest that haul freight to the widest ever planned; between them, typing errors.
NARROWEST_MM, WIDEST_MM = 300, 3000
MOST_GAUGES = 4
FASTEST_KMH = 600.0
HIGHEST_V = 100_000.0
HIGHEST_HZ = 100.0
_KM_PER_MILE = 1.609344
LONGEST_TEXT = 200

_GAUGE = re.compile(r"(\d{3,4})(?:\.\d+)?(?:\s*mm)?", re.ASCII)
_SPEED = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(mph|km/h|kmh|)", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,3})?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_POWERED = {word: word for word in ELECTRIFICATIONS if word} | {
    "4th_rail": "rail",
    "ground-level_power_supply": "rail",
}
_ONEWAY = {"yes": 1, "true": 1, "1": 1, "F": 1, "-1": -1, "reverse": -1, "T": -1}


class Facts(NamedTuple):
    """What is known of a line but its name; see `geodata.network.model.Edges` for the units."""

    mode: Mode
    kind: str
    state: State = State.IN_USE
    gauges_mm: tuple[int, ...] = ()
    electrification: str = ""
    voltage_v: float = 0.0
    frequency_hz: float = 0.0
    service: str = ""
    usage: str = ""
    maxspeed_kmh: float = 0.0
    oneway: int = 0
    opened: int = ALWAYS
    closed: int = NEVER


def interpret(tags: Mapping[str, str]) -> Facts | None:
    """What the tags of a way say, or ``None`` when it is no line that carries freight."""
    for key in ("railway", "highway"):
        found = _kind(key, tags)
        if found:
            kind, state = found
            return _facts(_MODE_OF_KEY[key], kind, state, tags)
    if tags.get("route") == FERRY_KIND:
        state = _state_of_flags(tags)
        return _facts(Mode.FERRY, FERRY_KIND, state, tags)
    return None


def described(mode: Mode, tags: Mapping[str, str]) -> Facts:
    """What is known of a line that is of a mode by the user's word."""
    return _facts(mode, "line", _state_of_flags(tags), tags)


def _kind(key: str, tags: Mapping[str, str]) -> tuple[str, State] | None:
    """The kind of railway or road and its state: by its key, or one with a lifecycle prefix."""
    kinds = _KINDS[key]
    value = tags.get(key, "")
    if value in kinds:
        return value, _state_of_flags(tags)
    if value in _STATE_OF_WORD:
        # railway=construction + construction=rail; one that does not say of what is a railway.
        kind = tags.get(value) or tags.get(f"{value}:{key}") or RAIL_KINDS[0]
        known = kind in kinds or (key == "railway" and kind == "yes")
        return (kind if kind in kinds else RAIL_KINDS[0], _STATE_OF_WORD[value]) if known else None
    for word, state in _STATE_OF_WORD.items():
        kind = tags.get(f"{word}:{key}", "")
        if kind in kinds and not value:
            return kind, state
    return None


def _state_of_flags(tags: Mapping[str, str]) -> State:
    for word, state in _STATE_OF_WORD.items():
        if tags.get(word) == "yes":
            return state
    return State.IN_USE


def _facts(mode: Mode, kind: str, state: State, tags: Mapping[str, str]) -> Facts:
    opened = parse_day(tags.get("start_date") or tags.get("opening_date") or "")
    closed = parse_day(tags.get("end_date") or "", end=True)
    if opened is not None and closed is not None and closed <= opened:
        opened = closed = None
    is_rail = mode is Mode.RAIL
    return Facts(
        mode=mode,
        kind=kind,
        state=state,
        gauges_mm=parse_gauges(tags.get("gauge", "")) if is_rail else (),
        electrification=_electrification(tags.get("electrified", "")) if is_rail else "",
        voltage_v=_number(tags.get("voltage", ""), HIGHEST_V) if is_rail else 0.0,
        frequency_hz=_number(tags.get("frequency", ""), HIGHEST_HZ) if is_rail else 0.0,
        service=_word(tags.get("service", ""), SERVICES),
        usage=_word(tags.get("usage", ""), USAGES),
        maxspeed_kmh=parse_speed(tags.get("maxspeed", "")),
        oneway=0 if is_rail else _ONEWAY.get(tags.get("oneway", ""), 0),
        opened=ALWAYS if opened is None else opened,
        closed=NEVER if closed is None else closed,
    )


def parse_gauges(text: str) -> tuple[int, ...]:
    """The gauges in mm of a value such as ``1520;1435``, ascending; none when it has no sense."""
    found = (_GAUGE.fullmatch(part.strip()) for part in re.split(r"[;/|]", text[:LONGEST_TEXT]))
    gauges = {int(match[1]) for match in found if match}
    return tuple(sorted(g for g in gauges if NARROWEST_MM <= g <= WIDEST_MM)[:MOST_GAUGES])


def parse_speed(text: str) -> float:
    """A speed limit in km/h, from ``80``, ``80 km/h`` or ``50 mph``; 0 when it has no sense."""
    match = _SPEED.fullmatch(text[:LONGEST_TEXT].strip())
    if not match:
        return 0.0
    speed = float(match[1]) * (_KM_PER_MILE if match[2] == "mph" else 1.0)
    return round(speed, 1) if speed <= FASTEST_KMH else 0.0


def parse_day(text: str, *, end: bool = False) -> int | None:
    """Days since 1970 of a date, month or year: its first day, or for an end the day after it.

    A line that closed in 2016 is taken to have been open all that year. ``None`` for what is no
    such date ("about 1890", "C19").
    """
    match = _DATE.fullmatch(text[:LONGEST_TEXT].strip())
    if not match:
        return None
    try:
        first = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        if not end:
            return as_day(first)
        if match[3]:
            return as_day(first + timedelta(days=1))
        if match[2]:
            return as_day(date(first.year + first.month // 12, first.month % 12 + 1, 1))
        return as_day(date(first.year + 1, 1, 1))
    except (ValueError, OverflowError):
        return None


def clean_text(text: str) -> str:
    """A name without control characters, of a bearable length."""
    kept = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_TEXT])
    return " ".join(kept.split())[:LONGEST_TEXT]


def way_name(tags: Mapping[str, str]) -> str:
    """The name of a line, or else its number."""
    return clean_text(tags.get("name") or tags.get("ref") or "")


def _electrification(text: str) -> str:
    """How trains are supplied; of several ways only that they are."""
    known = [part for part in text[:LONGEST_TEXT].split(";") if part in _POWERED]
    if len(set(known)) > 1:
        return "yes"
    return _POWERED[known[0]] if known else ""


def _word(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else "other"


def _number(text: str, highest: float) -> float:
    """The first number of a value such as ``25000;3000``; 0 when it has no sense."""
    match = _NUMBER.fullmatch(text[:LONGEST_TEXT].partition(";")[0].strip())
    value = float(match[0]) if match else 0.0
    return value if value <= highest else 0.0
