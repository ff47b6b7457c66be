"""What an Overpass service answers: checked before it is believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def elements(body: bytes) -> Mapping[str, Any]:
    """The object of an answer, all of whose elements are nodes, ways and relations with numbers.

    Raises
    ------
    ValueError
        When it is no such thing.
    """
    try:
        answer = json.loads(body)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    listed = answer.get("elements") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        raise ValueError("it has no list of elements")
    for element in listed:
        if not _is_sound(element):
            raise ValueError(f"an element is none: {str(element)[:80]}")
    found: Mapping[str, Any] = answer
    return found


def _is_sound(element: Any) -> bool:
    if not (isinstance(element, dict) and _is_number(element.get("id"))):
        return False
    tags = element.get("tags", {})
    if not (isinstance(tags, dict) and all(isinstance(value, str) for value in tags.values())):
        return False
    if element.get("type") == "node":
        lon, lat = element.get("lon"), element.get("lat")
        return (
            isinstance(lon, int | float)
            and isinstance(lat, int | float)
            and abs(lon) <= 180
            and abs(lat) <= 90
        )
    if element.get("type") == "way":
        nodes = element.get("nodes")
        return isinstance(nodes, list) and all(map(_is_number, nodes))
    return isinstance(element.get("type"), str)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53
