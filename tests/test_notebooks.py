"""The notebooks run from end to end, without a network, and show what is stored in them.

``make golden`` runs them and stores what they show; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# What a notebook shows first is all that is stored of an output, and its plain text.
KINDS = ("text/html", "image/svg+xml")
MOST_BYTES = 300_000


def executed(path: Path, folder: Path) -> Any:
    """The notebook after a run of all its cells in a folder, in an interpreter of its own."""
    with warnings.catch_warnings():
        # Of the libraries that run notebooks, not of what runs in them.
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient

        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
        client = NotebookClient(
            notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}
        )
        paths = (str(ROOT), os.environ.get("PYTHONPATH", ""))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "PYTHONWARNINGS": "ignore",
            # The notebook's own folder of settings, and not that of whoever runs the tests.
            "IPYTHONDIR": str(folder / "ipython"),
        }
        client.execute(env=environment)
    return stable(notebook)


def stable(notebook: Any) -> Any:
    """The notebook without what differs from run to run: counts, times, versions."""
    notebook.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]  # nbformat has no types
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        if cell.cell_type != "code":
            continue
        cell.execution_count = None
        cell.outputs = coalesced(cell.outputs)
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = None
            if "data" in output:
                output.metadata = {}
                shown = [kind for kind in (*KINDS, "text/plain") if kind in output.data]
                output.data = {kind: output.data[kind] for kind in shown[:1]} | {
                    "text/plain": output.data["text/plain"]
                }
                if output.data["text/plain"].startswith("<"):
                    # The address of an object in memory.
                    plain = re.sub(r" at 0x[0-9a-f]+", "", output.data["text/plain"])
                    output.data["text/plain"] = plain
    return notebook


def coalesced(outputs: list[Any]) -> list[Any]:
    """Outputs with what is printed in a row as one: a kernel sends it in as many as it likes."""
    found: list[Any] = []
    for output in outputs:
        is_stream = output.output_type == "stream"
        if is_stream and found and found[-1].get("name") == output.name:
            found[-1].text += output.text
        else:
            found.append(output)
    return found


def written(notebook: Any) -> str:
    return nbformat.writes(notebook, version=4, ensure_ascii=False) + "\n"  # type: ignore[no-untyped-call]  # nbformat has no types


# The fixture is asked for so that `make golden` runs this test.
@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_shows_what_is_stored(
    path: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    golden: Callable[[str, str], None],
) -> None:
    found = written(executed(path, tmp_path))
    if request.config.getoption("--golden"):
        path.write_text(found, encoding="utf-8")
        return
    assert found == path.read_text(encoding="utf-8"), f"{path.name} differs; see `make golden`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_is_whole_and_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    notebook = json.loads(text)
    nbformat.validate(notebook)
    cells = notebook["cells"]
    assert "".join(cells[0]["source"]).startswith("# ")
    assert any(cell.get("outputs") for cell in cells)
    for cell in cells:
        for output in cell.get("outputs", ()):
            assert output["output_type"] in ("stream", "display_data", "execute_result")
            assert output.get("name", "stdout") == "stdout"
    for trace in (str(ROOT), " at 0x", "Traceback"):
        assert trace not in text, trace


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first-tour", "may-2015", "own-corridor"]
