"""A user's own folium layers: those that fetch something are refused.

The page's security policy would block what they ask for, and nothing but an empty map would tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from branca.element import Element

from maps.selfcontained import ExternalReferenceError

_ADDRESSES = ("http://", "https://", "//")


def _descendants(element: Element) -> Iterator[Element]:
    for child in element._children.values():
        yield child
        yield from _descendants(child)


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts among an element's attributes, and in the options that are one of these."""
    for name, value in values.items():
        if isinstance(value, str):
            yield name, value
        elif name == "options" and isinstance(value, Mapping):
            yield from _texts(value)


def require_local(root: Element) -> None:
    """Check that no layer below an element would fetch something.

    Raises
    ------
    ExternalReferenceError
        For the first layer with the address of something elsewhere.
    """
    for layer in _descendants(root):
        for name, text in _texts(vars(layer)):
            if text.strip().lower().startswith(_ADDRESSES):
                raise ExternalReferenceError(
                    f"the layer {type(layer).__name__}: {name}: {text!r} would be fetched; "
                    "expected nothing outside the page itself, as the map must work without a "
                    "network and its security policy blocks every request"
                )
