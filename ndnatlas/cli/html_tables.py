"""Tables as one HTML page: readable on any screen and on paper, asking for nothing outside itself.

The page's security policy allows its own style sheet, by its hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator, Sequence

from ndnatlas.cli.characters import printable
from ndnatlas.cli.tables import Table, right_aligned, shown
from ndnatlas.cli.words import words

# What an answer without a title of its own is called.
TITLE = "NDN Atlas"

STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1c2127; --soft: #4b545e; --paper: #ffffff; --raised: #f1f4f7; --edge: #c9d2da;
  --focus: #0b5394;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #f0f3f6; --soft: #b3bdc7; --paper: #14181d; --raised: #1e242b; --edge: #3d4751;
    --focus: #8cc4ff;
  }
}
* { box-sizing: border-box; }
html { text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1rem; max-width: 110rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.45 system-ui, "Noto Sans", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
section + section { margin-top: 2rem; }
h1, h2 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.25; text-align: start; }
h2 { font-size: 1.1rem; }
p { margin: 0 0 .4rem; overflow-wrap: anywhere; }
/* What stands above a table that is wider than the screen stays on the screen. */
h1, h2, p { max-width: min(50rem, calc(100vw - 2.5rem)); position: sticky; inset-inline-start: 0; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: start; padding: 0 0 .5rem; }
th, td {
  padding: .3rem .7rem; border-bottom: 1px solid var(--edge); text-align: start;
  vertical-align: baseline;
}
th, td, p, h1, h2 { unicode-bidi: isolate; }
thead th { background: var(--raised); color: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody tr:hover > * { background: var(--raised); }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.notes { margin-top: .7rem; color: var(--soft); font-size: .875rem; }
@media print {
  body { padding: 0; max-width: none; font-size: 9pt; }
  h1, h2, p { max-width: none; position: static; }
  .wide { overflow: visible; }
  table { font-size: 8pt; }
  th, td { padding: .15rem .4rem; }
  tr, h1, h2 { break-inside: avoid; }
  caption { break-after: avoid; }
}
"""


def as_html(tables: Sequence[Table]) -> str:
    """Tables as an HTML document, the first line of a table's title being its heading."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    lines = next(iter(tables)).title.splitlines() if tables else []
    title = _text(lines[0]) if lines else TITLE
    body = "\n".join(
        line for number, table in enumerate(tables) for line in _section(table, number)
    )
    return f"""<!DOCTYPE html>
<html lang="{words().code}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="NDN Atlas">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _section(table: Table, number: int) -> Iterator[str]:
    heading, *more = table.title.splitlines() or [TITLE]
    level = "h2" if number else "h1"
    says = [f"<p>{_text(line)}</p>" for line in more]
    name = f"heading-{number + 1}"
    yield f'<section aria-labelledby="{name}">'
    title = f'<{level} id="{name}">{_text(heading)}</{level}>'
    if table.rows:
        # A keyboard scrolls what it can focus.
        yield f'<div class="wide" role="group" aria-labelledby="{name}" tabindex="0">'
        yield "<table>"
        yield f"<caption>{title}{''.join(says)}</caption>"
        yield from _rows(table)
        yield "</table>"
        yield "</div>"
    else:
        yield title
        yield from says
    if table.notes:
        yield '<div class="notes">'
        yield from (f"<p>{_text(note)}</p>" for note in table.notes)
        yield "</div>"
    yield "</section>"


def _rows(table: Table) -> Iterator[str]:
    kinds = [' class="number"' if right else "" for right in right_aligned(table)]
    heads = zip(table.headings, kinds, strict=True)
    cells = "".join(f'<th scope="col"{kind}>{_text(head)}</th>' for head, kind in heads)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        texts = [html.escape(shown(cell)) for cell in row]
        cells = "".join(
            f"<td{kind}>{text}</td>" for text, kind in zip(texts[1:], kinds[1:], strict=True)
        )
        yield f'<tr><th scope="row"{kinds[0]}>{texts[0]}</th>{cells}</tr>'
    yield "</tbody>"


def _text(text: str) -> str:
    return html.escape(printable(text))
