"""Why there is no route."""

from __future__ import annotations

from geodata.errors import NdnError


class NoRouteError(NdnError, LookupError):
    """No way joins two places under the conditions asked; never a length of 0.

    ``reason`` is the message, ``cause`` the part of it that says why; both may be a
    `routes.reason.Reason`. ``lines`` are the ids of the lines that did not exist on the date, if
    that is why.
    """

    def __init__(self, message: str, cause: str = "", lines: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reason = message
        self.cause = cause or message
        self.lines = lines


class UnlawfulError(NoRouteError):
    """There are ways, and goods may go none of them; ``cause`` is what closes the shortest."""
