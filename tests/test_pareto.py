"""The Pareto mark, dependence, the states, and the columns that rest on them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.countries import COUNTRY_NAMES
from geodata.model import Mode
from ndnatlas.cli.summary import COLUMNS, NAMES, chosen, columns_of, kept, ordered, state_cell
from ndnatlas.cli.tables import plain
from routes.comparison import compare
from routes.law.states import STATES, state_text, state_word
from routes.model import Comparison, Crossing, Entry, Route, Side, Status, Variant
from routes.pareto import criteria, dominates, pareto
from routes.variants import load_variants
from tests.test_cli_golden import ndn
from tests.test_routes import ground

AS_OF = ("--as-of", "2018-06-01")

CROSSING = Crossing(
    "KZ", "UZ", Mode.RAIL, 0.0, 0.0, 0.0, None, None,
    named=False, customs=False, break_of_gauge=False, handover=None, sides=(Side("KZ"), Side("UZ")),
)  # fmt: skip


def way(km: float, frontiers: int, transshipments: int, share: float) -> Route:
    """A route with these criteria; what its largest country leaves lies at sea."""
    countries = {"KZ": km * share, "sea": km * (1 - share)}
    return Route((), (CROSSING,) * frontiers, km, km, {}, {}, countries, transshipments, 0)


def entry(ident: str, route: Route | None, state: str = "open") -> Entry:
    return Entry(Variant(ident, ident.title(), "", (), (), ""), route, Status(state, "because"))


WAYS = st.builds(
    way, st.sampled_from((900.0, 1000.0)), st.integers(1, 3), st.integers(0, 2),
    st.sampled_from((0.25, 0.5, 1.0)),
)  # fmt: skip
STATE = st.sampled_from(tuple(STATES))
ENTRIES = st.lists(st.tuples(st.none() | WAYS, STATE), max_size=8).map(
    lambda found: [entry(f"v{n}", *pair) for n, pair in enumerate(found)]
)


@given(ENTRIES)
def test_a_variant_is_optimal_when_no_open_one_dominates_it(entries: list[Entry]) -> None:
    marks = pareto(entries)
    judged = {
        e.variant.id: criteria(e.route) for e in entries if e.route and e.status.state == "open"
    }
    assert {ident for ident, mark in marks.items() if mark is not None} == set(judged)
    best = [own for ident, own in judged.items() if marks[ident]]
    assert bool(best) == bool(judged)
    for ident, own in judged.items():
        better = [other for other in judged.values() if dominates(other, own)]
        assert marks[ident] is (not better)
        # Whoever is dominated is so by an optimal one.
        assert marks[ident] or any(dominates(other, own) for other in best)


@given(ENTRIES, st.randoms())
def test_the_order_of_the_variants_does_not_matter(entries: list[Entry], chance: object) -> None:
    shuffled = sorted(entries, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis's Random
    assert pareto(shuffled) == pareto(entries)


@pytest.mark.parametrize(
    ("other", "mark"),
    [
        (way(1000, 3, 1, 0.5), True),  # equals do not rule each other out
        (way(999, 3, 1, 0.5), False),
        (way(1000, 2, 1, 0.5), False),
        (way(1000, 3, 0, 0.5), False),
        (way(1000, 3, 1, 0.4), False),
        (way(999, 4, 1, 0.5), True),
        (way(1000.0001, 3, 1, 0.5), True),  # less than a metre is noise
    ],
)
def test_one_criterion_is_enough(other: Route, mark: bool) -> None:
    own = entry("own", way(1000, 3, 1, 0.5))
    assert pareto([own, entry("other", other)])["own"] is mark
    assert pareto([own, entry("other", other, "closed")])["own"] is True


def test_dependence_leaves_out_sea_and_air() -> None:
    route = way(1000, 1, 1, 0.25)
    assert route.dependence == ("KZ", 0.25)
    only_sea = route._replace(country_km={"sea": 1000.0})
    assert only_sea.dependence == (None, 0.0)


@given(WAYS)
def test_the_share_is_one_of_the_whole(route: Route) -> None:
    country, share = route.dependence
    assert share * route.distance_km == pytest.approx(route.country_km[str(country)])


def rows(*words: str) -> list[dict[str, str]]:
    answer = ndn("compare", *words, *AS_OF, "--format", "csv")
    assert answer.code == 0, answer.err
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_the_built_in_shares() -> None:
    (row,) = rows("south-kuryk", "--columns", "depends_on,dependence_pct,uz_km,distance_km")
    assert row["depends_on"] == "UZ"
    share = 100 * float(row["uz_km"]) / float(row["distance_km"])
    assert float(row["dependence_pct"]) == pytest.approx(share, abs=0.001)


def test_every_country_has_a_column() -> None:
    names = ",".join(f"{code.lower()}_km" for code in COUNTRY_NAMES)
    data = json.loads(ndn("compare", *AS_OF, "--format", "json").out)["variants"]
    for row, variant in zip(rows("--columns", names), data, strict=True):
        if variant["country_km"] is None:
            assert set(row.values()) == {""}
            continue
        expected = {c: km for c, km in variant["country_km"].items() if len(c) == 2}
        found = {name[:2].upper(): float(km) for name, km in row.items() if float(km)}
        assert found == {code: km for code, km in expected.items() if km}


def test_a_country_column_sorts_and_filters() -> None:
    found = rows("--columns", "variant,ru_km", "--filter", "ru_km>0", "--sort", "-ru_km")
    kms = [float(row["ru_km"]) for row in found]
    assert kms == sorted(kms, reverse=True)
    assert found[0]["variant"] == "far-east"
    head = ndn("compare", "north", *AS_OF, "--columns", "variant,ru_km").out.splitlines()[1]
    assert head == "variant  Russia km"


def test_a_country_of_ones_own_has_a_column_too() -> None:
    route = way(1000, 1, 1, 0.5)._replace(country_km={"DE": 400.0, "KZ": 600.0})
    known = comparison([entry("own", route)])[1]
    assert known["de_km"](entry("own", route)) == 400.0


def test_a_bloc_has_a_column() -> None:
    data = json.loads(ndn("compare", *AS_OF, "--format", "json").out)["variants"]
    names = list(data[0]["bloc_km"])
    found = rows("--columns", ",".join(f"{name.lower()}_km" for name in names))
    for row, variant in zip(found, data, strict=True):
        for name in names:
            km = (variant["bloc_km"] or {}).get(name)
            assert row[f"{name.lower()}_km"] == ("" if km is None else str(km))
    assert len(rows("--filter", "csto_km=0", "--columns", "csto_km")) < len(data)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("uk_km", "did you mean 'uz_km'?"),
        ("rus_km", "did you mean 'ru_km'?"),
        ("distance_kms", "did you mean 'distance_km'?"),
        ("paretto", "did you mean 'pareto'?"),
        ("dependence", "did you mean 'dependence_pct'?"),
    ],
)
def test_an_unknown_column_gives_the_nearest(name: str, said: str) -> None:
    for words in (("--columns", name), ("--sort", name), ("--filter", f"{name}=1")):
        answer = ndn("compare", *words)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.strip().endswith(said)


def test_what_is_far_from_every_column_gets_the_list() -> None:
    answer = ndn("compare", "--columns", "zzz")
    assert ", ".join(NAMES) in answer.err
    assert "ru_km" not in answer.err


def comparison(entries: list[Entry]) -> tuple[Comparison, dict]:
    found = Comparison(date(2018, 6, 1), tuple(entries))
    return found, columns_of(found, pareto(entries))


MIXED = [
    entry("long", way(2000, 3, 1, 0.5)),
    entry("short", way(1000, 3, 1, 0.5)),
    entry("shut", way(500, 1, 0, 0.5), "closed"),
    entry("gone", None, "not-built"),
    entry("dark", way(700, 1, 0, 0.5), "unknown"),
]


def test_the_mark_is_that_among_all_whatever_is_filtered() -> None:
    _, known = comparison(MIXED)

    def ids(*filters: str) -> list[str]:
        return [found.variant.id for found in kept(MIXED, filters, known)]

    assert ids("pareto=yes") == ["short"]
    assert ids("pareto=no") == ["long"]
    assert ids("distance_km>1500") == ["long"]
    assert ids("distance_km>1500", "pareto=yes") == []
    assert ids("state=open") == ["long", "short"]
    assert ids("state!=open") == ["shut", "gone", "dark"]
    assert ids("state=not-built") == ["gone"]
    assert ids("state=unknown") == ["dark"]


def test_states_sort_from_the_most_usable_to_the_unknown() -> None:
    _, known = comparison(MIXED)
    found = [plain(known["state"](one)) for one in ordered(MIXED, "state", known)]
    assert found == ["open", "open", "closed", "not-built", "unknown"]
    back = [plain(known["state"](one)) for one in ordered(MIXED, "-state", known)]
    assert back == ["unknown", "not-built", "closed", "open", "open"]


def test_the_usual_columns_are_known() -> None:
    _, known = comparison(MIXED)
    assert set(chosen(None, known)) <= set(known)
    assert set(COLUMNS) <= set(known)
    assert set(chosen(",".join(NAMES), known)) == set(NAMES)


def test_json_has_the_mark_and_the_dependence() -> None:
    atlas, _ = ground()
    found = compare(load_variants(atlas).values(), atlas, date(2018, 6, 1))
    marks = pareto(found.entries)
    for variant in json.loads(ndn("compare", *AS_OF, "--format", "json").out)["variants"]:
        assert variant["pareto"] is marks[variant["id"]]
        if variant["distance_km"] is None:
            assert variant["depends_on"] is variant["dependence_pct"] is None
        else:
            assert variant["country_km"][variant["depends_on"]] == max(
                km for c, km in variant["country_km"].items() if len(c) == 2
            )


def test_the_column_explains_itself() -> None:
    out = ndn("compare", *AS_OF, "--columns", "variant,pareto,dependence_pct").out
    assert "of the open variants compared here, whatever their ends" in out
    assert "the largest share of the quoted km in one country" in out
    assert "pareto" not in ndn("compare", *AS_OF).out


def test_every_state_has_a_sign_of_its_own() -> None:
    assert len({state.symbol for state in STATES.values()}) == len(STATES)
    assert len({state.ascii for state in STATES.values()}) == len(STATES)
    for word, state in STATES.items():
        assert len(state.symbol) == len(state.ascii) == 1
        assert state.ascii.isascii()
        assert state.meaning
        assert state_text(word) == f"{state.symbol} {word}"
        assert state_cell(word) == (word, f"{state.symbol} {word}")
    assert state_word(None) == "unknown"
    assert state_text(None) == "? unknown"


def test_machines_get_the_word_of_a_state() -> None:
    assert {row["state"] for row in rows("--columns", "state")} <= set(STATES)
    text = ndn("compare", "north", *AS_OF, "--columns", "variant,state").out.splitlines()[2]
    assert text.split(maxsplit=1)[1] in {state_text(word) for word in STATES}
    shown = ndn(
        "compare", "south-kuryk", "north", "--as-of", "2010-06-01", "--columns", "state"
    ).out
    assert "– not-built" in shown
