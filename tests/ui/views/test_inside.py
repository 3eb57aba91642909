"""What the Inside tab says: the Keras lines, which must build this very network."""

import re
from pathlib import Path

import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.storage import load_shipped_network, save_network
from onelayer.training.keras_model import build_keras_model
from onelayer.ui.views.keras_code import CODE, FILE_NAME, SUMMARY


@pytest.mark.slow
def test_the_summary_is_what_keras_prints() -> None:
    printed: list[str] = []
    build_keras_model().summary(print_fn=printed.append, line_length=60)
    numberless = re.sub(r"_(\d+)( \(\w+\))", lambda name: name[2] + " " * len(f"_{name[1]}"), "\n".join(printed))
    lines = numberless.strip().splitlines()[1:]  # the first has the model's number in this process
    assert lines == SUMMARY.strip().splitlines()[1:]


def test_the_lines_build_this_very_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = load_shipped_network("upright")
    save_network(tmp_path / FILE_NAME, stored)
    monkeypatch.chdir(tmp_path)
    built: dict[str, object] = {}
    exec(CODE, built)
    model = built["model"]
    images = load_mnist("test").images[:20]
    readings = [stored.network.read(image) for image in images]
    inputs = np.stack([reading.inputs.reshape(28, 28) for reading in readings])
    expected = np.stack([reading.probabilities for reading in readings])
    np.testing.assert_allclose(np.asarray(model(inputs)), expected, atol=1e-5)  # type: ignore[operator]
