"""What every test may use: golden files, Chromium, and no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from geodata import Atlas, load_atlas
from routes.engine import Engine
from routes.model import Variant
from routes.variants import load_variants
from tests.browser import Chromium, find_chromium

GOLDEN = Path(__file__).with_name("golden")
IN_CI = bool(os.environ.get("CI"))
NO_CHROMIUM = "Chromium is missing; sudo apt-get install -y chromium"

# A shared machine can be slow at any moment, which is no fault of the code under test.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if IN_CI else "local")


class NetworkUsedError(RuntimeError):
    """A test reached for the network. No OSError, so that no code under test can swallow it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        action="store_true",
        help="rewrite the golden files, by the tests that use them",
    )


def _fixtures(item: pytest.Item) -> tuple[str, ...]:
    return tuple(getattr(item, "fixturenames", ()))


# First, so that `-m browser` sees the mark.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in _fixtures(item):
            item.add_marker("browser")
    if not config.getoption("--golden"):
        return
    chosen = [item for item in items if "golden" in _fixtures(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _skipped(config: pytest.Config) -> list[Any]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get("skipped", ())) if reporter else []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if IN_CI and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    skipped = _skipped(config)
    if any(NO_CHROMIUM in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"The browser tests were NOT run: {NO_CHROMIUM}", yellow=True)
    if IN_CI and skipped:
        terminalreporter.write_line("Skipped tests are failures in CI.", red=True)


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require_loopback(host: object) -> None:
    if isinstance(host, bytes):
        host = host.decode()
    if host is not None and not _is_loopback(str(host)):
        raise NetworkUsedError(f"the network is off in tests, but {host!r} was asked for")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The built-in atlas."""
    return load_atlas()


@pytest.fixture(scope="session")
def variants(atlas: Atlas) -> dict[str, Variant]:
    """The built-in variants by id."""
    return load_variants(atlas)


@pytest.fixture(scope="session")
def engine(atlas: Atlas) -> Engine:
    """The engine over the built-in atlas."""
    return Engine(atlas)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let sockets reach this machine alone."""
    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _require_loopback(host)
        return look_up(host, *args, **kwargs)

    def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, *args: Any) -> Any:
            # The address is the last argument of connect and of sendto; a path for Unix sockets.
            if isinstance(args[-1], tuple):
                _require_loopback(args[-1][0])
            return method(self, *args)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in tests/golden, or rewrite it under --golden."""

    def compare(name: str, found: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="")
            return
        assert path.exists(), f"no golden file {name}; `make golden` writes it"
        expected = path.read_bytes().decode()
        assert found == expected, f"golden file {name} differs; see `make golden`"

    return compare


# Not for the session: while Playwright is open its event loop keeps asyncio from running another.
@pytest.fixture(scope="module")
def _browser() -> Iterator[Chromium]:
    executable = find_chromium()
    if executable is None:
        if IN_CI:
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = Chromium(playwright, executable)
        yield browser
        browser.close()


@pytest.fixture
def chromium(_browser: Chromium) -> Iterator[Chromium]:
    """Open pages in Chromium by ``chromium.open(file)``, offline."""
    yield _browser
    _browser.close_pages()
