"""Reading the file of a sweep: TOML whose every fault is told, with its field."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from geodata.atlas import Atlas
from geodata.errors import NdnError, Problem, did_you_mean
from geodata.law import Cargo, Direction
from geodata.model import Mode
from geodata.search import resolve
from geodata.tables import Problems, read_toml, require_file
from routes.fields import Fields, shown
from routes.model import Variant
from routes.sweep.dates import read_dates
from routes.sweep.ground import ground_digest
from routes.sweep.plan import Estimates, Figures, Plan, Way, pairs
from routes.variants import find_variants
from routes.whatif.closures import Subject
from routes.whatif.search import find_closure

KEYS = (
    "origins", "destinations", "variants", "closures", "dates", "cargo", "direction", "comply",
    "modes", "estimate", "parameters", "samples", "seed",
)  # fmt: skip
WHAT = ("time", "cost")
# Each part is a file in one folder until all are there.
MOST = 100_000_000

T = TypeVar("T", bound=Hashable)
E = TypeVar("E", bound=StrEnum)


def read_plan(path: Path, atlas: Atlas, today: date) -> Plan:
    """The plan that a file describes.

    Parameters
    ----------
    path : Path
        The TOML file; the paths in it are relative to its folder.
    atlas : Atlas
        Where places, variants and closures are looked up.
    today : date
        The date of all scenarios when the file names none.

    Returns
    -------
    Plan
        Every scenario, in a fixed order.

    Raises
    ------
    OptionError
        When there is no such file.
    DataError
        With every fault of it.
    """
    require_file(path)
    problems = Problems()
    table = read_toml(path, problems)
    problems.raise_if_any()
    plan = _Reader(path, atlas, problems).plan(table, today)
    if plan.size > MOST:
        problems.append(
            Problem(path.name, "", "", f"makes {plan.size:,} scenarios, at most {MOST:,} are run")
        )
    problems.raise_if_any()
    return plan


class _Reader(Fields):
    """Reads the fields one by one and notes the faults of each."""

    def __init__(self, path: Path, atlas: Atlas, problems: Problems) -> None:
        super().__init__(path.name, problems)
        self._path = path
        self._atlas = atlas

    def wrong(self, field: str, message: str) -> None:
        """Note a fault; a sweep is one table."""
        self.fault("", field, message)

    def plan(self, table: Mapping[str, Any], today: date) -> Plan:
        self.unknown("", table, KEYS)
        ways = self._ways(table)
        dates = read_dates(table.get("dates"), today, self.wrong)
        estimates = self._estimates(table)
        overlay = self._atlas.overlay
        return Plan(
            ways,
            dates,
            self._members(table, "cargo", Cargo, (Cargo.COMMERCIAL,)),
            self._members(table, "direction", Direction, (Direction.TO,)),
            self._flags(table),
            self._modes(table),
            self._closures(table, dates),
            self._figures(table, estimates),
            estimates,
            overlay.resolve() if overlay else None,
            ground_digest(overlay),
        )

    def _ways(self, table: Mapping[str, Any]) -> tuple[Way, ...]:
        origins, destinations = (self._places(table, key) for key in ("origins", "destinations"))
        variants = self._each(table, "variants", self._variant)
        given = {key for key in ("origins", "destinations", "variants") if key in table}
        if "variants" not in given and given != {"origins", "destinations"}:
            lacking = sorted({"origins", "destinations"} - given)
            self.wrong(lacking[0], "is needed, as a list of places; or give 'variants'")
        elif "variants" in given and "modes" in table:
            self.wrong("modes", "are for origins and destinations; a variant has its own")
        elif len(given & {"origins", "destinations"}) == 1:
            (other,) = {"origins", "destinations"} - given
            self.wrong(other, "is needed, as a list of places")
        free = pairs(origins, destinations)
        if origins and destinations and not free:
            self.wrong("destinations", "are the origins themselves")
        names = [variant.id for variant in variants]
        for name in {name for name in names if names.count(name) > 1}:
            self.wrong("variants", f"{name!r} stands twice")
        return (*free, *(Way("", "", variant) for variant in variants))

    def _variant(self, name: str) -> Variant:
        beside = self._path.parent / name
        (variant,) = find_variants(
            (str(beside) if name.endswith(".toml") and beside.is_file() else name,), self._atlas
        )
        return variant

    def _places(self, table: Mapping[str, Any], field: str) -> tuple[str, ...]:
        return self._each(table, field, lambda text: resolve(self._atlas, text).id)

    def _each(
        self, table: Mapping[str, Any], field: str, find: Callable[[str], T]
    ) -> tuple[T, ...]:
        """What the texts of a field stand for, each once."""
        found: dict[T, str] = {}
        for text in self._texts(field, table.get(field, []), is_needed=field in table):
            try:
                one = find(text)
            except NdnError as error:
                self.wrong(field, str(error))
                continue
            if one in found:
                self.wrong(field, f"{text!r} stands twice, as {found[one]!r} before")
            found[one] = text
        return tuple(found)

    def _texts(self, field: str, value: Any, *, is_needed: bool = False) -> list[str]:
        if is_needed and value == []:
            self.wrong(field, "is empty; leave it out or name some")
        return list(self.texts("", {field: value}, field))

    def _members(
        self, table: Mapping[str, Any], field: str, kind: type[E], default: tuple[E, ...]
    ) -> tuple[E, ...]:
        """Members of an enumeration, each once."""

        def find(text: str) -> E:
            if text not in set(kind):
                raise _FieldError(f"{text!r} is none; {did_you_mean(text, kind)}")
            return kind(text)

        return self._each(table, field, find) or default

    def _flags(self, table: Mapping[str, Any]) -> tuple[bool, ...]:
        value = table.get("comply", [False])
        if not isinstance(value, list) or not all(isinstance(item, bool) for item in value):
            self.wrong("comply", f"is {shown(value)}, a list of true and false is expected")
            return (False,)
        if len(set(value)) != len(value) or not value:
            self.wrong("comply", "holds true or false, or each once")
        return tuple(value)

    def _modes(self, table: Mapping[str, Any]) -> tuple[tuple[Mode, ...], ...]:
        found: dict[tuple[Mode, ...], None] = {}
        for text in self._lists("modes", table.get("modes", [list(Mode)])):
            own = self._members({"modes": text}, "modes", Mode, tuple(Mode))
            one = tuple(mode for mode in Mode if mode in own)
            if one in found:
                self.wrong("modes", f"{text} stands twice")
            found[one] = None
        return tuple(found)

    def _lists(self, field: str, value: Any) -> list[list[str]]:
        if not isinstance(value, list) or not all(isinstance(item, list) for item in value):
            self.wrong(field, f"is {shown(value)}, a list of lists is expected: one list for each")
            return []
        if not value:
            self.wrong(field, "is empty; leave it out or name some")
        return [self._texts(field, item) for item in value]

    def _closures(
        self, table: Mapping[str, Any], dates: Iterable[date]
    ) -> tuple[tuple[str, ...], ...]:
        found: dict[frozenset[str], tuple[str, ...]] = {}
        ids: dict[str, str] = {}
        for texts in self._lists("closures", table.get("closures", [[]])):
            known = [text for text in texts if self._closure(text, dates, ids)]
            key = frozenset(ids[text] for text in known)
            if len(known) == len(texts):
                if key in found:
                    self.wrong("closures", f"{texts} stands twice")
                if len(key) < len(texts):
                    self.wrong("closures", f"{texts} names one thing twice")
            found[key] = tuple(texts)
        return tuple(found.values())

    def _closure(self, text: str, dates: Iterable[date], ids: dict[str, str]) -> bool:
        """Whether a text names what can be shut on every date; its id is noted."""
        if text in ids:
            return True
        try:
            for on in dates:
                closure = find_closure(text, self._atlas, on)
                if closure.subject is not Subject.BLOC:
                    break  # only the members of a bloc can be unknown on one date alone
        except NdnError as error:
            self.wrong("closures", str(error))
            return False
        ids[text] = f"{closure.subject}:{closure.id}"
        return True

    def _estimates(self, table: Mapping[str, Any]) -> Estimates | None:
        if "estimate" not in table:
            for key in ("parameters", "samples", "seed"):
                if key in table:
                    self.wrong(key, 'is for estimates; ask for them by estimate = ["time", "cost"]')
            return None
        from routes.estimate.montecarlo import FEWEST, SAMPLES, SEED
        from routes.estimate.montecarlo import MOST as MOST_SAMPLES

        asked = self._texts("estimate", table["estimate"], is_needed=True)
        for name in asked:
            if name not in WHAT:
                self.wrong("estimate", f"{name!r} is none; {did_you_mean(name, WHAT)}")
        return Estimates(
            tuple(name for name in WHAT if name in asked),
            self._whole(table, "samples", SAMPLES, FEWEST, MOST_SAMPLES),
            self._whole(table, "seed", SEED, 0, 2**63 - 1),
        )

    def _whole(
        self, table: Mapping[str, Any], field: str, default: int, low: int, high: int
    ) -> int:
        value = table.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(field, f"is {shown(value)}, a whole number of {low:,} to {high:,} is due")
            return default
        return value

    def _figures(
        self, table: Mapping[str, Any], estimates: Estimates | None
    ) -> tuple[Figures | None, ...]:
        if estimates is None:
            return (None,)
        from routes.estimate import load_parameters

        found: list[Figures | None] = []
        names = self._texts("parameters", table.get("parameters", [""]), is_needed=True)
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                self.wrong("parameters", f"{name!r} stands twice")
            try:
                own = self._path.parent / name if name else None
                found.append(Figures(name, load_parameters(self._atlas, own)))
            except NdnError as error:
                self.wrong("parameters", str(error))
        return tuple(found)


class _FieldError(NdnError):
    """A text of a list is not what it should be."""
