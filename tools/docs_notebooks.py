"""The notebooks as pages of the site: their text, their code, and what they show, as stored."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "notebooks"


def notebook_pages() -> dict[str, str]:
    """The page of every notebook, by the name that the site gives it."""
    return {f"notebooks/{path.stem}.md": page(path) for path in sorted(FOLDER.glob("*.ipynb"))}


def page(path: Path) -> str:
    """A notebook as Markdown, with a link to the notebook itself under its heading."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first, *rest = (_joined(cell["source"]) for cell in cells[:1])
    heading, _, text = first.partition("\n")
    link = f"[The notebook itself](../../notebooks/{path.name}) can be run as it is."
    parts = [heading, text.strip(), link, *rest]
    for cell in cells[1:]:
        parts += _cell(cell)
    return "\n\n".join(part for part in parts if part) + "\n"


def _cell(cell: Mapping[str, Any]) -> Iterator[str]:
    source = _joined(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source
        return
    yield _fenced("python", source)
    for output in cell["outputs"]:
        yield _shown(output)


def _shown(output: Mapping[str, Any]) -> str:
    if output["output_type"] == "stream":
        return _fenced("text", _joined(output["text"]))
    data = {kind: _joined(value) for kind, value in output["data"].items()}
    if "image/svg+xml" in data:
        picture = base64.b64encode(data["image/svg+xml"].encode()).decode()
        told = html.escape(data["text/plain"])
        return f'<img alt="{told}" src="data:image/svg+xml;base64,{picture}">'
    if "text/html" in data:
        # A blank line would end the block of HTML.
        lines = (line for line in data["text/html"].splitlines() if line.strip())
        return '<div class="shown">\n' + "\n".join(lines) + "\n</div>"
    return _fenced("text", data["text/plain"])


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
