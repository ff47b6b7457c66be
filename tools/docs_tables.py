"""HTML of the data book: tables whose every cell is escaped, links, and the pages around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import NamedTuple
from urllib.parse import quote


class Html(str):
    """Text that is HTML already, and not escaped again."""

    __slots__ = ()


Cell = str | int | float | date | None


class Page(NamedTuple):
    """A page of the site: its path in the documents, and its text, Markdown around HTML blocks."""

    path: str
    text: str


def html(cell: Cell) -> Html:
    """A value as it stands in a cell; numbers with separators, ``None`` as nothing."""
    if isinstance(cell, Html):
        return cell
    if cell is None:
        return Html("")
    if isinstance(cell, float):
        return Html(f"{cell:,.1f}")
    if isinstance(cell, int):
        return Html(f"{cell:,}")
    # A line break would end the block of HTML, and Markdown begin anew.
    return Html(escape(" ".join(str(cell).split())))


def link(target: str, text: Cell) -> Html:
    """A link to another page of the site, relative to the page it stands on."""
    return Html(f'<a href="{escape(quote(target, safe="/#.-_"))}">{html(text)}</a>')


def joined(cells: Iterable[Cell], between: str = ", ") -> Html:
    """Several values in one cell."""
    return Html(escape(between).join(map(html, cells)))


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], anchors: Iterable[str] = ()
) -> str:
    """A table that can be sorted and filtered; each row may have an anchor."""
    ids = iter(anchors)
    body = []
    for row in rows:
        ident = next(ids, "")
        head = f'<tr id="{escape(ident)}">' if ident else "<tr>"
        body.append(head + "".join(map(_data, row)) + "</tr>")
    heads = "".join(f"<th>{html(column)}</th>" for column in columns)
    return (
        '<div class="atlas-table"><table class="atlas">\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody></table></div>"
    )


def _data(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return f'<td class="number" data-value="{cell!r}">{html(cell)}</td>'
    return f"<td>{html(cell)}</td>"


def picture(path: str, text: str) -> str:
    """An image of the site, with a link to itself at full size."""
    source = escape(quote(path, safe="/.-_"))
    return f'<p><a href="{source}"><img src="{source}" alt="{escape(text)}" loading="lazy"></a></p>'


def page(path: str, title: str, *parts: str, searched: bool = True) -> Page:
    """A page with a title; one that is not searched is found by its links only."""
    # Tables are wide, and have no headings to list beside them.
    meta = "hide:\n  - toc\n" + ("" if searched else "search:\n  exclude: true\n")
    head = f"---\ntitle: {_quoted(title)}\n{meta}---\n\n"
    return Page(path, head + f"<h1>{html(title)}</h1>\n\n" + "\n\n".join(parts) + "\n")


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
