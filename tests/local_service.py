"""Services of the internet, played on this machine: what they were asked, and how they answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar


class Answering(BaseHTTPRequestHandler):
    """Answers what is asked in ``get`` and ``post``, and prints nothing about it."""

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post()

    def get(self) -> None:
        self.answer(b"", 405)

    def post(self) -> None:
        self.answer(b"", 405)

    def log_message(self, *_: object) -> None:
        """Keep quiet: what is printed belongs to the command."""

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class LocalService(ThreadingHTTPServer):
    """A service on a free port; ``over`` is set when the test that asks it has ended."""

    daemon_threads = True

    def __init__(self, handler: type[Answering]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.asked: list[str] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, *_: Any) -> None:
        """Say nothing when a client hangs up, which is what some tests are for."""


S = TypeVar("S", bound=LocalService)


@contextmanager
def serving(service: S) -> Iterator[S]:
    """Let a service answer until the test has ended."""
    with service:
        thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield service
        service.over.set()
        service.shutdown()
        thread.join()
