"""Every page that the command writes is HTML5 in which a strict parser finds nothing to mend."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from tests.test_cli_golden import ndn

AS_OF = ("--as-of", "2018-06-01", "-q")


def faults(text: str) -> list[object]:
    """What a parser by the HTML standard had to mend."""
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return list(parser.errors)


@pytest.mark.parametrize(
    "call",
    [
        ("map", "north", "south-kuryk", "-o", "page.html"),
        ("map", "south-kuryk", "--lang", "ru", "--theme", "dark", "-o", "page.html"),
        ("compare", "north", "south-kuryk", "-o", "page.html"),
        ("show", "south-kuryk", "-o", "page.html"),
        ("timeline", "north", "-o", "page.html"),
    ],
    ids=" ".join,
)
def test_a_page_needs_no_mending(
    call: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ndn(*call, *AS_OF).code == 0
    assert faults((tmp_path / "page.html").read_text(encoding="utf-8")) == []


def test_the_pages_of_a_site_need_no_mending(tmp_path: Path) -> None:
    assert ndn("site", "north", "south-kuryk", "-o", tmp_path / "site", *AS_OF).code == 0
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        assert faults(page.read_text(encoding="utf-8")) == [], page


def test_a_fault_is_found() -> None:
    assert faults("<!DOCTYPE html><title>x</title><p><b>open")
