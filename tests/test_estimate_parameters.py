"""Parameter files: every fault is named, and the right figure answers a need."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geodata import Atlas
from geodata.errors import DataError, OptionError
from geodata.model import Mode
from geodata.tables import Problems
from routes.comparison import compare
from routes.estimate import MissingParameterError, Parameters, estimate, load_parameters
from routes.estimate.parameters import Basis, Finder, Need, Side
from routes.estimate.published import FILE as PUBLISHED
from routes.estimate.published import read_published
from routes.estimate.quantities import UNITS, Quantity
from routes.estimate.reading import FILE, read_parameters
from routes.model import Variant
from routes.variants import DATA, find_variants

DAY = date(2020, 6, 1)
SPEED = """
id = "my-speed"
quantity = "speed"
unit = "km/h"
mode = "rail"
basis = "assumed"
fixed = 40
"""


def written(folder: Path, *parameters: str, head: str = 'kind = "parameters"') -> Path:
    """A file of parameters."""
    path = folder / "own.toml"
    tables = "".join(f"\n[[parameters]]\n{text.strip()}\n" for text in parameters)
    path.write_text(f"{head}\n{tables}", encoding="utf-8")
    return path


def faults(path: Path, atlas: Atlas) -> list[str]:
    problems = Problems()
    read_parameters(path, atlas, problems)
    return [str(problem) for problem in problems]


@pytest.fixture(scope="module")
def built_in(atlas: Atlas) -> Parameters:
    return load_parameters(atlas)


# --- the built-in file --------------------------------------------------------------------------


def test_the_built_in_file_has_no_fault(atlas: Atlas) -> None:
    assert faults(FILE, atlas) == []


def test_no_parameter_file_is_taken_for_a_variant(variants: dict[str, Variant]) -> None:
    assert FILE.parent.parent == DATA
    assert FILE.stem not in variants
    assert PUBLISHED.stem not in variants


def test_every_figure_is_sourced_or_assumed_and_says_why(built_in: Parameters) -> None:
    for one in built_in.by_id.values():
        assert one.sources or one.basis is Basis.ASSUMED, one.id
        # What nobody published is explained, but for what explains itself.
        if one.basis is Basis.ASSUMED and not one.id.startswith("airport"):
            assert one.note, one.id
    assert sum(one.basis is Basis.SOURCED for one in built_in.by_id.values()) >= 100


def test_every_quantity_has_a_figure_and_a_base_unit(built_in: Parameters) -> None:
    for quantity in Quantity:
        assert built_in.of(quantity), quantity
        assert any(unit.factor == 1 for unit in UNITS[quantity].values()), quantity


def test_built_in_variants_lack_nothing_on_any_date(atlas: Atlas, built_in: Parameters) -> None:
    for on in (date(2009, 1, 1), date(2013, 7, 1), date(2025, 1, 1)):
        found = compare(find_variants((), atlas), atlas, on, lasts=False)
        estimate([e.route for e in found.entries if e.route], atlas, built_in, on, 100)


# --- faults -------------------------------------------------------------------------------------


def with_line(line: str) -> str:
    """The speed with one line changed or added."""
    field = line.partition("=")[0].strip()
    return "\n".join([s for s in SPEED.splitlines() if not s.startswith(f"{field} ")] + [line])


FAULTS = {
    "missing": (SPEED.replace("fixed = 40", ""), "parameter my-speed: needs just one of"),
    "negative": (with_line("fixed = -40"), "parameter my-speed, fixed: is -40, zero or more"),
    "wrong unit": (with_line('unit = "km"'), "unit: 'km' is no unit of speed; did you mean 'k"),
    "another's unit": (with_line('unit = "h"'), "unit: 'h' is no unit of speed"),
    "no unit": (SPEED.replace('unit = "km/h"', ""), "parameter my-speed, unit: is needed"),
    "zero": (with_line("fixed = 0"), "fixed: is 0 at the least; a speed is more"),
    "no number": (with_line("fixed = '40'"), "fixed: is '40', a number is expected"),
    "not finite": (with_line("fixed = inf"), "fixed: is inf, a number is expected"),
    "huge": (with_line("fixed = 1e300"), "fixed: is 1e+300, outside"),
    "a boolean": (with_line("fixed = true"), "fixed: is True, a number is expected"),
    "two shapes": (SPEED + "uniform = { low = 1, high = 2 }", "found fixed and uniform"),
    "no quantity": (SPEED.replace('quantity = "speed"', ""), "quantity: is needed, one of speed"),
    "quantity": (with_line('quantity = "sped"'), "quantity: is 'sped'; did you mean 'speed'?"),
    "basis": (with_line('basis = "guess"'), "basis: is 'guess'; one of sourced, assumed"),
    "no source": (with_line('basis = "sourced"'), "sources: is empty; a sourced figure names"),
    "source": (with_line('sources = ["nobody"]'), "sources: 'nobody' is no source"),
    "mode": (with_line('mode = "trail"'), "mode: is 'trail'; did you mean 'rail'?"),
    "gauge": (with_line("gauge_mm = '1520'"), "gauge_mm: is '1520', a whole number"),
    "country": (with_line('country = "Kz"'), "country: is 'Kz', an ISO 3166-1 code"),
    "place": (with_line('place = "aktau-prot"'), "place: 'aktau-prot' is no place of the atlas; "),
    "checkpoint": (with_line('checkpoint = "torkam"'), "checkpoint: 'torkam' is no checkpoint"),
    "between": (with_line('between = ["poti"]'), "between: needs two, found 1"),
    "side": (with_line('side = "left"'), "side: is 'left'; one of out, in"),
    "months": (with_line("months = [0, 13]"), "months: is [0, 13], a list of numbers"),
    "chance": (with_line("chance = 0.5"), "chance: is for delay and waiting only"),
    "dates": (with_line("since = 2020-01-01\nuntil = 2019-01-01"), "until: 2019-01-01 is not aft"),
    "no date": (with_line('since = "2020"'), "since: is '2020', a date such as"),
    "unknown": (with_line("colour = 3"), "colour: is unknown; "),
    "year": (SPEED.replace("fixed = 40", "[parameters.years]\n20 = { fixed = 3 }"), "no year"),
    "years too": (SPEED + "[parameters.years]\n2020 = { fixed = 3 }", "fixed: stands beside years"),
    "in a year": (
        SPEED.replace("fixed = 40", "[parameters.years]\n2020 = { fixed = -3 }"),
        "parameter my-speed, 2020, fixed: is -3",
    ),
    "uniform": (SPEED.replace("fixed = 40", "uniform = { low = 2 }"), "uniform: lacks high"),
    "triangular": (
        SPEED.replace("fixed = 40", "triangular = { low = 3, mode = 2, high = 4 }"),
        "triangular: needs low <= mode <= high",
    ),
    "lognormal": (
        SPEED.replace("fixed = 40", "lognormal = { p10 = 3, p50 = 9, p90 = 12 }"),
        "give p50 = 6, not 9; leave one out",
    ),
    "one percentile": (
        SPEED.replace("fixed = 40", "lognormal = { p90 = 12 }"),
        "lognormal: takes two or three of p10, p50, p90, or else mean and cv",
    ),
    "wrong key": (
        SPEED.replace("fixed = 40", "lognormal = { p10 = 3, p95 = 12 }"),
        "lognormal: has no 'p95'; did you mean 'p90'?",
    ),
    "wide": (
        SPEED.replace("fixed = 40", "lognormal = { p10 = 0.001, p90 = 1000000 }"),
        "lognormal: is too wide",
    ),
    "id": (with_line('id = "My speed"'), "id: 'My speed' is no id"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(name: str, tmp_path: Path, atlas: Atlas) -> None:
    text, expected = FAULTS[name]
    found = faults(written(tmp_path, text), atlas)
    assert any(expected in fault for fault in found), found
    assert all(fault.startswith("own.toml: parameter ") for fault in found)


def test_all_faults_are_named_at_once(tmp_path: Path, atlas: Atlas) -> None:
    path = written(tmp_path, with_line("fixed = -1"), with_line('unit = "m"'))
    with pytest.raises(DataError) as caught:
        load_parameters(atlas, path)
    # The second has the id of the first, too.
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "kind: is None, 'parameters' is expected"),
        ('kind = "variant"', "kind: is 'variant'"),
        ('kind = "parameters"\nparameters = 3', "parameters: must be tables"),
        ('kind = "parameters"\nalone = 1', "alone: is 1, true or false"),
        ('kind = "parameters"\n[[correlations]]\nquantity = "speed"', "by: is needed"),
        (
            'kind = "parameters"\n[[correlations]]\nquantity = "speed"\nby = "mode"\n'
            'basis = "assumed"\ncorrelation = 1.2',
            "correlation 1, correlation: is 1.2, a number from 0 to 1",
        ),
        ("= 3", "is no valid TOML"),
    ],
)
def test_a_fault_of_the_file_is_named(
    head: str, expected: str, tmp_path: Path, atlas: Atlas
) -> None:
    found = faults(written(tmp_path, head=head), atlas)
    assert any(expected in fault for fault in found), found


def test_a_file_that_is_not_there_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such file"):
        load_parameters(atlas, tmp_path / "nothing.toml")


def test_a_missing_parameter_is_named(tmp_path: Path, atlas: Atlas) -> None:
    path = written(tmp_path, SPEED, head='kind = "parameters"\nalone = true')
    found = compare(find_variants(("north",), atlas), atlas, DAY, lasts=False)
    route = found.entries[0].route
    assert route is not None
    with pytest.raises(MissingParameterError, match=r"no parameter for tariff \(mode rail, .*LV"):
        estimate([route], atlas, load_parameters(atlas, path), DAY, 100)


# --- which figure answers -----------------------------------------------------------------------


def test_a_user_s_figure_replaces_the_built_in_one(tmp_path: Path, atlas: Atlas) -> None:
    path = written(tmp_path, SPEED.replace("my-speed", "rail-speed-kz-2020") + 'country = "KZ"')
    finder = Finder(load_parameters(atlas, path), DAY)
    choice = finder.require(Need(Quantity.SPEED, Mode.RAIL, 1520, "KZ"))
    assert choice.parameter.file == "own.toml"
    assert choice.parameter.distribution.mean == 40


def test_a_user_s_figure_comes_first_where_it_says_as_much(tmp_path: Path, atlas: Atlas) -> None:
    finder = Finder(load_parameters(atlas, written(tmp_path, SPEED)), DAY)
    assert finder.require(Need(Quantity.SPEED, Mode.RAIL, 1520, "GE")).parameter.id == "my-speed"
    # One for the country says more.
    known = finder.require(Need(Quantity.SPEED, Mode.RAIL, 1520, "KZ")).parameter
    assert known.id == "rail-speed-kz-2020"


@pytest.mark.parametrize(
    ("on", "ident", "stands_in"),
    [
        (date(2010, 1, 1), "rail-speed-kz-2020", "figure of 2020"),
        (date(2020, 12, 31), "rail-speed-kz-2020", ""),
        (date(2021, 1, 1), "rail-speed-kz-2021", ""),
        (date(2024, 1, 1), "rail-speed-kz-2022", "figure of 2022"),
    ],
)
def test_the_nearest_year_stands_in_and_says_so(
    on: date, ident: str, stands_in: str, built_in: Parameters
) -> None:
    choice = Finder(built_in, on).require(Need(Quantity.SPEED, Mode.RAIL, 1520, "KZ"))
    assert (choice.parameter.id, choice.stands_in) == (ident, stands_in)


def test_a_figure_of_no_one_country_says_so(built_in: Parameters) -> None:
    choice = Finder(built_in, DAY).require(Need(Quantity.SPEED, Mode.RAIL, 1520, "GE"))
    assert (choice.parameter.id, choice.stands_in) == ("rail-speed-2020", "any country")


def test_a_figure_that_does_not_extend_holds_in_its_time_only(built_in: Parameters) -> None:
    need = Need(
        Quantity.DWELL, Mode.RAIL, 1520, "UZ", Side.OUT, customs=True, checkpoint="galaba-hairatan"
    )
    then = Finder(built_in, date(2010, 12, 31)).require(need)
    assert then.parameter.id == "rail-dwell-galaba-2010"
    later = Finder(built_in, date(2011, 1, 1)).require(need)
    assert later.parameter.id == "rail-dwell-uz-out-2020"


def test_storms_are_felt_in_their_season(built_in: Parameters) -> None:
    need = Need(Quantity.DELAY, Mode.FERRY, places=("alat-port", "aktau-port"))
    assert Finder(built_in, date(2020, 1, 1)).find(need) is not None
    assert Finder(built_in, date(2020, 7, 1)).find(need) is None


def test_units_are_turned_into_the_base_unit(tmp_path: Path, atlas: Atlas) -> None:
    texts = [
        SPEED.replace("my-speed", f"s{number}").replace("km/h", unit)
        for number, unit in enumerate(UNITS[Quantity.SPEED])
    ]
    problems = Problems()
    found = read_parameters(written(tmp_path, *texts), atlas, problems)
    assert not problems
    means = {one.unit: one.distribution.mean for one in found.by_id.values()}
    assert means == pytest.approx({"km/h": 40, "km/d": 40 / 24, "kn": 40 * 1.852})


# --- published figures --------------------------------------------------------------------------


def test_the_published_figures_have_no_fault(atlas: Atlas, variants: dict[str, Variant]) -> None:
    problems = Problems()
    assert len(read_published(PUBLISHED, atlas, variants, problems)) >= 12
    assert not problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('quantity = "speed"', "quantity: is 'speed'; time or cost"),
        ('quantity = "time"\nunit = "USD/TEU"', "unit: is 'USD/TEU'; d or h"),
        ('quantity = "time"\nunit = "d"\nlow = 3\nhigh = 2', "low, high: 3 to 2 is no range"),
        ('quantity = "time"', "variant, stops: just one"),
        ('variant = "nord"', "variant: 'nord' is unknown; did you mean 'north'?"),
        ('stops = ["potti"]', "stops: 'potti' is unknown; did you mean 'poti'?"),
        ("colour = 3", "colour: is unknown"),
        ('id = "x"', "published x, sources: is needed"),
    ],
)
def test_a_fault_of_a_published_figure_is_named(
    text: str, expected: str, tmp_path: Path, atlas: Atlas, variants: dict[str, Variant]
) -> None:
    path = tmp_path / "published.toml"
    path.write_text(f"[[published]]\n{text}\n", encoding="utf-8")
    problems = Problems()
    assert read_published(path, atlas, variants, problems) == []
    assert any(expected in str(problem) for problem in problems), problems
