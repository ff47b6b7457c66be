"""What the documents become on their way into the site: the hook that ``mkdocs.yml`` names.

The documents are written to be read where the code is. So the README becomes the first page, links
out of the folder of documents lead to the page of the site that tells the same or to a copy of the
file, and the data book gets a page for every table, made from the atlas and never stored.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from geodata import load_atlas
from routes import load_variants
from tools.docs_atlas import atlas_pages
from tools.docs_notebooks import notebook_pages

ROOT = Path(__file__).parents[1]

# Documents outside the folder that are pages of the site.
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "geodata/data/LICENSE.md": "data-licence.md",
}
# Folders, and the pages with what lies in them.
FOLDERS = {
    "geodata/data": "atlas/index.md",
    "routes/data": "atlas/variants.md",
    "notebooks": "notebooks/first-tour.md",
}

COPIES = "files"

# A link of Markdown: what stands before its target, the target, its anchor.
_LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?(?=\))")
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are made from the atlas, and those that stand elsewhere."""
    for path, name in PAGES.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=text))
    for name, text in notebook_pages().items():
        files.append(File.generated(config, name, content=text))
    atlas = load_atlas()
    for made in atlas_pages(atlas, load_variants(atlas).values()):
        files.append(File.generated(config, made.path, content=made.text))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead the links of a document to the pages of the site."""
    name = page.file.src_uri
    stands = next((path for path, made in PAGES.items() if made == name), f"docs/{name}")
    if name.startswith("atlas/"):
        return markdown

    def within_site(found: re.Match[str]) -> str:
        target = found[2]
        if "://" in target or target.startswith("mailto:"):
            return found[0]
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(stands), target))
        made = _page_of(wanted, config, files, stands)
        here = posixpath.relpath(made, posixpath.dirname(name) or ".")
        return f"{found[1]}{here}{found[3] or ''}"

    parts = _FENCED.split(markdown)
    # Every second part is a block of code, which stays as it is.
    parts[::2] = [_LINK.sub(within_site, part) for part in parts[::2]]
    return "".join(parts)


def _page_of(path: str, config: MkDocsConfig, files: Files, stands: str) -> str:
    """The page or file of the site for a path of the repository, linked to from where it stands."""
    if path in PAGES:
        return PAGES[path]
    if path in FOLDERS:
        return FOLDERS[path]
    own = f"{path.removesuffix('.ipynb')}.md"
    if own != f"{path}.md" and not stands.startswith("docs/notebooks/"):
        return own
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    file = ROOT / path
    if path.startswith("../") or not file.is_file():
        raise PluginError(f"no file {path!r} in the repository, and no page for it")
    # As plain text: what a browser cannot show it would save, and a name without an ending too.
    copy = f"{COPIES}/{quote(path, safe='/')}.txt"
    if files.get_file_from_path(copy) is None:
        files.append(File.generated(config, copy, content=file.read_text(encoding="utf-8")))
    return copy
