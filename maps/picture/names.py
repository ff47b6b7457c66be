"""Names and letters as they are drawn, in the places that they were given."""

from __future__ import annotations

from maps.picture.display import XY, Disc, Item, Panel, Pen, Words, line
from maps.picture.labels import Label
from maps.picture.lanes import look
from maps.picture.placing import BADGE, Lettering, apart, around
from maps.style import letter


def label_items(lettering: Lettering) -> list[Item]:
    """Names in their boxes, and the letters on the lines."""
    items: list[Item] = []
    order = sorted(lettering.placed, key=lambda placed: placed.label.mark is not None)
    for label, (left, top, _, _) in order:
        halo = None if label.mark is None else "halo"
        items += _leader(label, left, top)
        items.append(
            Words(left, top + 0.9 * label.size, label.text, label.size, label.style,
                  label.colour, "start", label.spacing, halo, f"label {label.kind}")
        )  # fmt: skip
    for badge in lettering.badges:
        items += badge_items(badge.variant, badge.point, BADGE, "badge")
    return items


def _leader(label: Label, left: float, top: float) -> list[Item]:
    """A line from a mark to a name that stands away from it."""
    if label.mark is None:
        return []
    x, y = label.mark.point
    near = (
        min(max(x, left - 1), left + label.width + 1),
        min(max(y, top + 0.3 * label.height), top + 0.7 * label.height),
    )
    long = apart((x, y), near)
    if long < label.mark.reach + 5:
        return []
    share = label.mark.reach / long
    start = (x + (near[0] - x) * share, y + (near[1] - y) * share)
    return [line([start, near], Pen("ink", 0.7), "leader")]


def badge_items(variant: int, point: XY, radius: float, group: str) -> list[Item]:
    """The letter of a variant in its colour; a ring and a square tell its pattern."""
    colour, pattern = look(variant)
    x, y = point
    text = letter(variant)
    size = radius * (1.22 if len(text) == 1 else 0.95)
    word = Words(x, y + 0.36 * size, text, size, "bold", "on-badge", "middle", group=group)
    ring = Pen("on-badge", 0.9) if pattern in (1, 2) else None
    inner: list[Item]
    if pattern > 1:
        square = around(point, radius - 1.8)
        inner = [Panel(square, 2, fill=colour, pen=ring, group=group)] if ring else []
        return [
            Panel(around(point, radius + 1.3), 4, fill="casing", group=group),
            Panel(around(point, radius), 3, fill=colour, group=group),
            *inner,
            word,
        ]
    inner = [Disc(point, radius - 1.8, colour, ring, group)] if ring else []
    return [
        Disc(point, radius + 1.3, fill="casing", group=group),
        Disc(point, radius, fill=colour, group=group),
        *inner,
        word,
    ]
