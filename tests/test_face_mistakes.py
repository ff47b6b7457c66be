"""Mistakes with the face: each is told in one line that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pandas import NaT

import ndnatlas
from geodata.errors import NdnError
from routes import Route

# A notebook checks no types, so nothing stops a person from giving what the signature forbids.
face: Any = ndnatlas

MISTAKES: list[tuple[Callable[[], object], str]] = [
    (lambda: face.compare("nort"), "unknown variant 'nort'; did you mean 'north'?"),
    (
        lambda: face.compare("north", as_of="1.6.2018"),
        "'1.6.2018' is no date; did you mean 2018-06-01?",
    ),
    (lambda: face.compare("north", as_of=2018), "2018 is no date; give YYYY-MM-DD"),
    (lambda: face.compare("north", as_of="1980-01-01"), "1980-01-01: the atlas describes"),
    (lambda: face.compare("north", cargo="special "), "cargo: 'special ' is none; did you mean"),
    (lambda: face.compare("north", direction="back"), "direction: 'back' is none; one of to, from"),
    (lambda: face.compare(face.load_atlas()), "an atlas is given by its name: atlas=..."),
    (lambda: face.compare(date(2018, 6, 1)), "a date is given by its name: as_of=..."),
    (lambda: face.compare(7), "7 is no variant; give an id"),
    (lambda: face.compare("north", atlas="no-folder"), "no-folder: no such folder"),
    (lambda: face.route("Pooti", "baku"), "unknown place 'Pooti'; did you mean 'Poti'"),
    (lambda: face.route("poti", "baku", modes="train"), "modes: 'train' is none; did you mean"),
    (lambda: face.route("poti", "baku", avoid="baku"), "avoid: Baku"),
    (lambda: face.route("poti", "baku", avoid="Atlantis"), "avoid: 'Atlantis' is no place"),
    (lambda: face.alternatives("poti", "baku", 0), "count: 0 is no whole number from 1 to 20"),
    (lambda: face.alternatives("poti", "baku", 2.5), "count: 2.5 is no whole number"),
    (
        lambda: face.alternatives("poti", "baku", max_shared=60),
        "max_shared: 60 is no number from 0",
    ),
    (lambda: face.alternatives("poti", "baku", max_shared="1"), "max_shared: '1' is no number"),
    (
        lambda: face.route("poti", "baku", join_limit_km=3),
        "join_limit_km is about joining places to a network; give network too",
    ),
    (
        lambda: face.alternatives("poti", "baku", max_transshipments=1),
        "max_transshipments is for a search over a network; give network too",
    ),
    (
        lambda: face.route("poti", "baku", max_transshipments=-1),
        "max_transshipments: -1 is no whole number from 0 to 20",
    ),
    (
        lambda: face.route("poti", "baku", join_limit_km=float("nan")),
        "join_limit_km: nan is no number from 0 to 500",
    ),
    (lambda: face.compare([]), "an empty list names no variant"),
    (lambda: face.compare("north", as_of=NaT), "NaT is no date"),
    (lambda: face.compare("north", atlas=7), "atlas: 7 is no path"),
    (lambda: face.route(None, "baku"), "start: None is no text"),
    (lambda: face.route("poti", "baku", via=7), "via: 7 is no text or list of texts"),
    (lambda: face.route("poti", "baku", via=(40.4, 49.9)), "via: 40.4 is no text"),
    (lambda: face.route("poti", "baku", avoid=b"RU"), "avoid: b'RU' is no text or list"),
    (lambda: face.route("poti", "baku", gauges_mm="1520"), "gauges_mm: '1520' is no whole number"),
    (
        lambda: face.route("poti", "baku", gauges_mm=[-1]),
        "gauges_mm: -1 is no whole number from 1 on",
    ),
    (lambda: face.route("poti", "baku", network=["a.ndn"]), "network: ['a.ndn'] is no path"),
    (lambda: face.whatif("north", close=()), "close names nothing to close"),
    (lambda: face.whatif("north", close="aktua"), "close: 'aktua' is no place"),
    (
        lambda: face.timeline("north", since="2020-01-01", until="2019-01-01"),
        "since 2020-01-01 is aft",
    ),
    (lambda: face.render_map("north"), "render_map takes what compare"),
    (lambda: face.render_map(face.compare("north"), lang="xx"), "no words for the language 'xx'"),
    (lambda: face.render_map(face.compare("north"), title=7), "title: 7 is no text"),
    (lambda: face.render_map(face.compare("north"), tiles="osm"), "tiles: 'osm' is none"),
    (lambda: face.render_map(face.compare("north"), past=7), "past: 7 is none"),
    (lambda: face.picture(face.compare("btk"), lang="xx"), "no words for the language 'xx'"),
    (lambda: face.picture(face.compare("btk"), theme="dusk"), "no theme is called 'dusk'"),
    (
        lambda: face.picture(face.compare("btk")).save("a.gif"),
        "a.gif: a picture is written as SVG, PDF",
    ),
    (lambda: face.export(face.compare("btk"), "a.gpk"), "a.gpk: no export ends in '.gpk'"),
    (
        lambda: face.export(face.compare("btk"), "a.csv", ["legs", "places"]),
        "CSV holds one table; 2 are",
    ),
    (
        lambda: face.export(face.compare("btk"), "a.csv", "leg"),
        "no table 'leg'; did you mean 'legs'?",
    ),
    (lambda: face.to_frame(face.compare("btk"), "lags"), "no table 'lags'; did you mean 'legs'?"),
    (lambda: face.estimate(face.compare("btk"), samples=0), "samples: 0 is outside 100 to"),
    (lambda: face.find_places(kind="harbour"), "kind: 'harbour' is none"),
    (
        lambda: face.estimate(face.compare("btk"), samples="100"),
        "samples: '100' is no whole number",
    ),
    (lambda: face.find_places(7), "text: 7 is no text"),
    (lambda: face.find_places(country="Atlantis"), "no places in 'ATLANTIS'"),
    (lambda: face.read_network("none.osm"), "none.osm: no such file"),
    (face.read_network, "read_network needs a file"),
]


@pytest.mark.parametrize(("call", "told"), MISTAKES, ids=[told for _, told in MISTAKES])
def test_a_mistake_is_told_in_one_line(
    call: Callable[[], object], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NdnError) as caught:
        call()
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_bare_route_is_told_what_to_do() -> None:
    bare = Route._make(face.route("poti", "baku", as_of="2018-06-01"))
    with pytest.raises(NdnError, match="not Route; give what route"):
        face.to_frame(bare)
