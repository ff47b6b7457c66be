"""Names on the map: what is to be named, in which lettering, and where it may stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from maps.countries import COUNTRIES, SEAS
from maps.picture.display import XY
from maps.picture.frame import Frame
from maps.picture.lettering import cut, width
from maps.picture.marks import Mark
from maps.text import clean, short_name
from maps.words import crossing_name
from routes.wording.language import Language

_LONGEST = 190.0


class Label(NamedTuple):
    """A name in its style, with where it stands: its mark, or a point of the map."""

    text: str
    kind: str
    size: float
    style: str
    colour: str
    point: XY
    mark: Mark | None = None
    spacing: float = 0.0

    @property
    def width(self) -> float:
        """How long it runs."""
        return width(self.text, self.size, self.style, self.spacing)

    @property
    def height(self) -> float:
        """From above its capitals to below its descenders."""
        return 1.15 * self.size


def labels(window: Frame, arranged: Sequence[Mark], words: Language) -> list[Label]:
    """What is to be named, most important first."""
    groups: dict[str, list[Label]] = {
        kind: [] for kind in ("stop", "crossing", "country", "sea", "place", "minor")
    }
    for mark in arranged:
        if mark.covered or mark.at_port:
            continue
        if mark.frontier:
            if mark.frontier.crossing.named:
                name = short_name(crossing_name(mark.frontier.crossing))
                groups["crossing"].append(_marked(name, "crossing", 10.5, "regular", mark))
        elif mark.stop:
            kind = "stop" if mark.rank < 2 else "place" if mark.rank < 4 else "minor"
            size = {"stop": 12.0, "place": 11.0, "minor": 10.0}[kind]
            style = "bold" if kind == "stop" else "regular"
            name = short_name(clean(mark.stop.place.name))
            groups[kind].append(_marked(name, kind, size, style, mark))
    for code, (_, point) in COUNTRIES.items():
        at, name = window.position(point), words.country(code).upper()
        groups["country"].append(Label(name, "country", 10.0, "bold", "country", at, spacing=1.3))
    for sea, point in SEAS:
        name = words.sea(sea)
        groups["sea"].append(Label(name, "sea", 11.0, "italic", "sea", window.position(point)))
    return [label for group in groups.values() for label in group]


def _marked(name: str, kind: str, size: float, style: str, mark: Mark) -> Label:
    return Label(cut(name, size, style, _LONGEST), kind, size, style, "ink", mark.point, mark)


def spots(label: Label) -> list[XY]:
    """Top left corners at which a label may stand, best first."""
    (x, y), w, h = label.point, label.width, label.height
    if label.mark is None:
        return [
            (x - w / 2 + across * w, y - h / 2 + down * h * 0.9)
            for down in (0, -1, 1)
            for across in (0, -0.25, 0.25)
        ]
    r = label.mark.reach + 1.5
    near = [
        (x + r, y - h / 2), (x - r - w, y - h / 2),
        (x + r - 2, y - h + 1), (x + r - 2, y - 1),
        (x - r + 2 - w, y - h + 1), (x - r + 2 - w, y - 1),
        (x - w / 2, y - r - h + 1), (x - w / 2, y + r - 1),
    ]  # fmt: skip
    far = [
        (x + side, y - h / 2 + down)
        for reach in (8, 15)
        for side in (r + reach * 0.7, -r - reach * 0.7 - w)
        for down in (-reach, reach)
    ]
    return near + far
