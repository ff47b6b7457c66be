"""Ways that were found, with all that drawing and writing them needs."""

from __future__ import annotations

from ndnatlas.comparing import Compared
from routes.model import Route, Status


class Ways(Compared):
    """Routes between the same two places, best first, as a comparison; a notebook shows it.

    What sets a way apart from the best one stands in the ``summary`` of its variant.
    """

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import comparison_html

        variants = [entry.variant for entry in self.entries]
        return comparison_html(self, *(f"{one.id}: {one.summary}" for one in variants))


class Way(Route):
    """A route found, with all that drawing and writing it needs; a notebook shows it.

    ``comparison`` holds it alone, as an entry with its state on the date.
    """

    comparison: Ways

    @property
    def status(self) -> Status:
        """Its state on the date, and why."""
        return self.comparison.entries[0].status

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import route_html, status_words

        if "comparison" not in vars(self):
            # Made by _replace: its state may be another.
            return route_html(self)
        return route_html(self, f"As of {self.comparison.as_of}: {status_words(self.status)}")
