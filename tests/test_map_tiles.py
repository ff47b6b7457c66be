"""A provider's background map: named, never by default, from its host alone."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from geodata.errors import OptionError
from maps.tiles import PROVIDERS, Provider, Tiles, find_tiles
from ndnatlas.cli import map as map_command
from tests.local_service import Answering, LocalService, serving
from tests.map_sight import READY, browser, page_of
from tests.test_map_page import Page

__all__ = ["browser"]  # fixture

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class Handler(Answering):
    """Answers every request with a picture of one dot."""

    server: LocalService

    def get(self) -> None:
        self.server.asked.append(self.path)
        self.answer(PNG, Content_Type="image/png")


@pytest.fixture
def server() -> Iterator[LocalService]:
    with serving(LocalService(Handler)) as found:
        yield found


def policy(page: str) -> dict[str, str]:
    (text,) = [v for t, n, v in Page(page).attributes if t == "meta" and n == "content" and v][:1]
    return dict(rule.split(" ", 1) for rule in text.split("; ") if " " in rule)


def test_the_default_map_allows_no_host() -> None:
    page = page_of()
    assert policy(page)["img-src"] == "data: blob:"
    assert "tiles" not in Page(page).data


def test_the_policy_allows_the_providers_host_and_no_other() -> None:
    tiles = find_tiles("maptiler", "my key/{x}&")
    page = page_of(tiles=tiles)
    assert policy(page)["img-src"] == "data: blob: https://api.maptiler.com"
    assert policy(page)["default-src"] == "'none'"
    assert tiles.url.endswith("?key=my%20key%2F%7Bx%7D%26")
    assert "© MapTiler" in page


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=str)
def test_every_provider_is_whole(provider: Provider) -> None:
    name, url, attribution, max_zoom, terms, variable = provider
    assert PROVIDERS[name].url == url.strip()
    assert url.startswith("https://")
    assert all(hole in url for hole in ("{z}", "{x}", "{y}"))
    assert ("{key}" in url) == (variable is not None)
    assert "tile.openstreetmap.org" not in url
    assert attribution.startswith(("©", "Map data: ©", "Tiles ©"))
    assert 17 <= max_zoom <= 22
    assert terms.startswith("https://")
    found = find_tiles(name, environment={variable: "k"} if variable else {})
    assert found.origin == "/".join(url.split("/")[:3])
    assert "{key}" not in found.url


def test_an_unknown_name_gives_the_nearest() -> None:
    with pytest.raises(OptionError, match=r"\'opentopo\'; did you mean \'opentopomap"):
        find_tiles("opentopo")


def test_a_missing_key_says_where_to_give_it() -> None:
    with pytest.raises(OptionError, match=r"maptiler need a key .*--tiles-key.* MAPTILER_KEY"):
        find_tiles("maptiler", environment={})
    assert find_tiles("maptiler", environment={"MAPTILER_KEY": "k"}).url.endswith("?key=k")
    with pytest.raises(OptionError, match="need no key"):
        find_tiles("opentopomap", "k")


def test_the_command_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STADIA_KEY", raising=False)
    run = CliRunner()
    for arguments, said in (
        (["--tiles", "stdia"], "did you mean 'stadia'"),
        (["--tiles", "stadia"], "STADIA_KEY"),
        (["--tiles-key", "k"], "with --tiles only"),
    ):
        found = run.invoke(
            map_command.command, ["north", "-o", str(tmp_path / "a.html"), *arguments]
        )
        assert isinstance(found.exception, OptionError)
        assert said in str(found.exception)
    assert list(tmp_path.iterdir()) == []
    file = tmp_path / "b.html"
    arguments = ["north", "-o", str(file), "--tiles", "opentopomap", "--lang", "ru"]
    assert run.invoke(map_command.command, [*arguments, "--theme", "dark"]).exit_code == 0
    assert "a.tile.opentopomap.org" in file.read_text(encoding="utf-8")


@pytest.mark.browser
def test_tiles_show_in_web_mercator(browser: Browser, server: LocalService, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    tiles = Tiles(f"{server.url}{{z}}/{{x}}/{{y}}.png?key=a", "© Somebody <b>", 18)
    file.write_text(page_of(tiles=tiles), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_selector(READY, state="attached")
    page.wait_for_selector(".leaflet-tile-loaded", state="attached")
    assert page.evaluate("NdnAtlas.view.map.options.crs.code") == "EPSG:3857"
    assert page.locator(".credit").inner_text() == "© Somebody <b>"
    assert page.locator("#chart").count() == 0
    # The end of a line lies where its place does.
    apart = page.evaluate(
        """() => {
          const { map, lines, marks } = NdnAtlas.view, zoom = map.getZoom();
          const [first] = lines[0][0].line.stretches(zoom);
          const riga = marks.places.find((mark) => mark.item.name === 'Riga port');
          return first.points[0].distanceTo(map.project(riga.getLatLng(), zoom));
        }"""
    )
    assert apart < 2
    page.locator("#date").fill("2014-06-01")
    page.locator("#date").dispatch_event("change")
    assert page.locator("path.line[data-variant='2']").count() == 0
    assert said == []
    assert server.asked
    assert all(path.endswith("?key=a") for path in server.asked)
    page.close()
