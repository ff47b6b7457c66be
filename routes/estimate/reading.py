"""Reading parameter files: TOML whose faults are all collected, a user's own over the built-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geodata.atlas import Atlas
from geodata.errors import did_you_mean
from geodata.model import Mode
from geodata.tables import Problems, read_toml, require_file
from routes.estimate.distributions import Distribution, DistributionError, Shape, parse
from routes.estimate.fields import GroundFields
from routes.estimate.parameters import Basis, By, Correlation, Parameter, Parameters, Scope, Side
from routes.estimate.quantities import BY_CHANCE, POSITIVE, UNITS, Quantity

FILE = Path(__file__).parents[1] / "data" / "estimate" / "parameters.toml"
KIND = "parameters"
KEYS = ("kind", "title", "alone", "correlations", "parameters")
CORRELATION_KEYS = ("quantity", "mode", "by", "correlation", "basis", "note")
SCOPE_KEYS = tuple(Scope._fields)
PARAMETER_KEYS = (
    "id", "quantity", "unit", "chance", "basis", "sources", "note", "years", *Shape, *SCOPE_KEYS,
)  # fmt: skip


def load_parameters(atlas: Atlas, own: Path | None = None) -> Parameters:
    """The built-in parameters, with a user's own file over them.

    A parameter of the own file replaces the built-in one of its id; any other is added, and
    comes first where both say equally much. A file with ``alone = true`` stands for itself.

    Parameters
    ----------
    atlas : Atlas
        Where places, checkpoints and sources are looked up.
    own : path, optional
        The user's TOML file.

    Returns
    -------
    routes.estimate.parameters.Parameters
        Distributions, in hours, kilometres an hour and US dollars per TEU.

    Raises
    ------
    DataError
        With every fault of the files.
    OptionError
        When the own file does not exist.
    """
    problems = Problems()
    found = read_parameters(FILE, atlas, problems)
    if own is not None:
        require_file(own)
        found = read_parameters(own, atlas, problems, under=found)
    problems.raise_if_any()
    return found


def is_parameter_file(table: Mapping[str, Any]) -> bool:
    """Whether the content of a TOML file says that it holds parameters."""
    return table.get("kind") == KIND


def read_parameters(
    path: Path, atlas: Atlas, problems: Problems, under: Parameters | None = None
) -> Parameters:
    """One parameter file, laid over others; its faults are collected."""
    before = len(problems)
    table = read_toml(path, problems)
    empty = Parameters({}, (), ())
    if len(problems) > before:
        return under or empty
    file = _File(path.name, atlas, problems)
    file.unknown("", table, KEYS)
    if not is_parameter_file(table):
        file.fault("", "kind", f"is {table.get('kind')!r}, {KIND!r} is expected")
    alone = file.flag("", table, "alone")
    base = empty if under is None or alone else under
    parameters = {one.id: one for one in file.parameters(table)}
    # A replaced parameter moves to the end: of equals the last one wins.
    kept = {ident: one for ident, one in base.by_id.items() if ident not in parameters}
    correlations = tuple(file.correlations(table))
    own = {(c.quantity, c.mode) for c in correlations}
    others = tuple(c for c in base.correlations if (c.quantity, c.mode) not in own)
    return Parameters(kept | parameters, others + correlations, (*base.files, path.name))


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


class _File(GroundFields):
    """Reads the tables of one file."""

    def __init__(self, name: str, atlas: Atlas, problems: Problems) -> None:
        super().__init__(name, atlas, problems)
        self._seen: set[str] = set()

    def correlations(self, table: Mapping[str, Any]) -> Iterator[Correlation]:
        for number, own in enumerate(self.tables(table, "correlations"), start=1):
            where = f"correlation {number}"
            before = len(self.problems)
            self.unknown(where, own, CORRELATION_KEYS)
            quantity = self.choice(where, own, "quantity", Quantity)
            mode = self.choice(where, own, "mode", Mode) if "mode" in own else None
            by = self.choice(where, own, "by", By)
            basis = self.choice(where, own, "basis", Basis)
            share = self.share(where, own, "correlation")
            if len(self.problems) == before and quantity and by and basis:
                note = self.text(where, own, "note")
                yield Correlation(quantity, mode, by, share, basis, note)

    def parameters(self, table: Mapping[str, Any]) -> Iterator[Parameter]:
        for number, own in enumerate(self.tables(table, "parameters"), start=1):
            ident = own.get("id")
            where = f"parameter {ident if isinstance(ident, str) else number}"
            before = len(self.problems)
            found = list(self._parameter(where, own))
            if len(self.problems) == before:
                yield from found

    def _parameter(self, where: str, own: Mapping[str, Any]) -> Iterator[Parameter]:
        self.unknown(where, own, PARAMETER_KEYS)
        ident = self.text(where, own, "id", needed=True)
        if ident and not _ID.fullmatch(ident):
            message = f"{ident!r} is no id (lower-case letters, digits, single hyphens)"
            self.fault(where, "id", message)
        if ident in self._seen:
            self.fault(where, "id", f"{ident!r} stands twice")
        self._seen.add(ident)
        quantity = self.choice(where, own, "quantity", Quantity)
        basis = self.choice(where, own, "basis", Basis)
        sources = self.texts(where, own, "sources")
        for source in sources:
            if source not in self.atlas.sources:
                self.fault(where, "sources", f"{source!r} is no source of sources.toml")
        if basis is Basis.SOURCED and not sources:
            self.fault(where, "sources", "is empty; a sourced figure names its source")
        chance = self.share(where, own, "chance") if "chance" in own else 1.0
        if quantity and "chance" in own and quantity not in BY_CHANCE:
            self.fault(where, "chance", f"is for {' and '.join(sorted(BY_CHANCE))} only")
        scope = self._scope(where, own)
        factor = self._factor(where, own, quantity)
        note = self.text(where, own, "note")
        for year, spread in self._spreads(where, own, quantity):
            if quantity is None or basis is None or factor is None:
                continue
            name, span = ident, scope
            if year is not None:
                name = f"{ident}-{year}"
                span = scope._replace(since=date(year, 1, 1), until=date(year + 1, 1, 1))
            yield Parameter(
                name, quantity, own["unit"], spread.scaled(factor), span, basis, sources, note,
                chance, self.name,
            )  # fmt: skip

    def _factor(
        self, where: str, own: Mapping[str, Any], quantity: Quantity | None
    ) -> float | None:
        written = self.text(where, own, "unit", needed=True)
        if quantity is None or not written:
            return None
        units = UNITS[quantity]
        if written not in units:
            known = did_you_mean(written, units)
            self.fault(where, "unit", f"{written!r} is no unit of {quantity}; {known}")
            return None
        return units[written].factor

    def _spreads(
        self, where: str, own: Mapping[str, Any], quantity: Quantity | None
    ) -> Iterator[tuple[int | None, Distribution]]:
        years = own.get("years")
        if years is None:
            found = self._spread(where, own, quantity)
            if found:
                yield None, found
            return
        if not isinstance(years, dict) or not years:
            self.fault(where, "years", "must be a table of years, such as 2020 = { fixed = 3 }")
            return
        for key in (*Shape, "since", "until"):
            if key in own:
                self.fault(where, str(key), "stands beside years; write it within each year")
        for year, table in years.items():
            place = f"{where}, {year}"
            if not _YEAR.fullmatch(year):
                self.fault(where, "years", f"{year!r} is no year such as 2020")
            elif not isinstance(table, dict):
                self.fault(place, "", "must be a table such as { fixed = 3 }")
            else:
                self.unknown(place, table, tuple(Shape))
                found = self._spread(place, table, quantity)
                if found:
                    yield int(year), found

    def _spread(
        self, where: str, table: Mapping[str, Any], quantity: Quantity | None
    ) -> Distribution | None:
        given = [shape for shape in Shape if shape in table]
        if len(given) != 1:
            what = " and ".join(given) or "none"
            self.fault(where, "", f"needs just one of {', '.join(Shape)}; found {what}")
            return None
        try:
            found = parse(given[0], table[given[0]])
        except DistributionError as error:
            self.fault(where, given[0].value, str(error))
            return None
        if quantity in POSITIVE and found.shape is not Shape.LOGNORMAL and found.low == 0:
            self.fault(where, given[0].value, f"is 0 at the least; a {quantity} is more")
        return found

    def _scope(self, where: str, own: Mapping[str, Any]) -> Scope:
        atlas = self.atlas
        since, until = self.day(where, own, "since"), self.day(where, own, "until")
        if since and until and until <= since:
            self.fault(where, "until", f"{until} is not after {since}")
        between = self.texts(where, own, "between")
        modes = [mode for mode in self.texts(where, own, "modes") if self._known(where, mode)]
        for field, pair in (("between", between), ("modes", own.get("modes", ()))):
            if field in own and len(pair) != 2:
                self.fault(where, field, f"needs two, found {len(pair)}")
        return Scope(
            mode=self.choice(where, own, "mode", Mode) if "mode" in own else None,
            gauge_mm=self.whole(where, own, "gauge_mm"),
            country=self.country(where, own),
            side=self.choice(where, own, "side", Side) if "side" in own else None,
            customs=self.flag(where, own, "customs") if "customs" in own else None,
            checkpoint=self.ident(where, own, "checkpoint", atlas.checkpoints),
            place=self.ident(where, own, "place", atlas.places),
            between=frozenset(self.idents(where, "between", between)) or None,
            modes=frozenset(map(Mode, modes)) or None,
            months=self.months(where, own),
            since=since,
            until=until,
            extends=self.flag(where, own, "extends", default=True),
        )

    def _known(self, where: str, mode: str) -> bool:
        if mode in Mode.__members__.values():
            return True
        self.fault(where, "modes", f"{mode!r} is no mode; {did_you_mean(mode, Mode)}")
        return False
