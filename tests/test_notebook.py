"""docs/one_layer.ipynb runs, and says what it printed."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from onelayer.assets import ASSETS
from tests.support.own_thread import in_own_thread

NOTEBOOK = ASSETS.parent / "docs/one_layer.ipynb"
MOST_BYTES = 100_000
MINUTES = 60


def read_notebook() -> nbformat.NotebookNode:
    text = NOTEBOOK.read_text("utf-8")
    return nbformat.reads(text, as_version=4)  # type: ignore[no-any-return, no-untyped-call]


def texts_of(notebook: nbformat.NotebookNode) -> list[str]:
    """What the cells of a notebook have printed or shown, as text."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [output.text if output.output_type == "stream" else output.data["text/plain"] for output in outputs]


@pytest.mark.slow
def test_its_cells_run_from_top_to_bottom_on_few_images(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for cell in read_notebook().cells:
        if cell.cell_type == "code":
            exec(cell.source.replace("EXAMPLES = 60_000", "EXAMPLES = 1000"), names)
    assert names["EXAMPLES"] == 1000
    assert "of MNIST's test digits after the lesson" in capsys.readouterr().out
    assert (tmp_path / "mine.safetensors").stat().st_size < 40_000


@pytest.mark.long
def test_it_runs_in_a_notebook_as_it_is(tmp_path: Path) -> None:
    notebook = read_notebook()
    client = NotebookClient(notebook, timeout=20 * MINUTES, resources={"metadata": {"path": str(tmp_path)}})
    in_own_thread(client.execute)
    assert "of MNIST's test digits after the lesson" in "".join(texts_of(notebook))


def test_its_outputs_are_kept_in_it_and_are_small() -> None:
    notebook = read_notebook()
    assert all(cell.outputs for cell in notebook.cells[2:] if cell.cell_type == "code")
    assert "Reading(digit=7" in "".join(texts_of(notebook))
    assert NOTEBOOK.stat().st_size < MOST_BYTES
