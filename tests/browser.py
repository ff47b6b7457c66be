"""Pages in headless Chromium, cut off from every network."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS = (
    "--no-sandbox",  # containers forbid it, and the pages are the project's own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Path of the system's Chromium."""
    return next((path for name in EXECUTABLES if (path := shutil.which(name))), None)


@dataclass
class Visit:
    """An open page and what it did since it began to load."""

    page: Page
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def outside_requests(self) -> list[str]:
        """Requests to anything but files and data inside the page."""
        local = ("file:", "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(local)]


class Chromium:
    """Opens files as pages; every context is offline and closed with the browser."""

    def __init__(self, playwright: Playwright, executable: str) -> None:
        self._browser: Browser = playwright.chromium.launch(
            executable_path=executable, args=list(ARGUMENTS)
        )
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        file: Path,
        *,
        width: int = 1400,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        touch: bool = False,
    ) -> Visit:
        """Open a file and wait until it has loaded; sizes are in CSS pixels."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=touch,
            is_mobile=touch,
            offline=True,
        )
        self._contexts.append(context)
        context.route("**/*", _files_only)
        visit = Visit(context.new_page())
        page = visit.page
        page.on("console", lambda message: visit.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("request", lambda request: visit.requests.append(request.url))
        page.goto(file.resolve().as_uri())
        return visit

    def close_pages(self) -> None:
        """Close what was opened, so that no test sees another's pages."""
        while self._contexts:
            self._contexts.pop().close()

    def close(self) -> None:
        """End the browser."""
        self.close_pages()
        self._browser.close()


def _files_only(route: Route) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()
