"""What the Inside tab says: the file of Python, which must be this very network."""

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.files.keras_code import CODE_FILE_NAME, SUMMARY, USE, format_network_file
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.inputs import INPUT_FORMS, InputForm, prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.training.keras_model import build_keras_model, import_tensorflow


@pytest.mark.slow
def test_the_summary_is_what_keras_prints() -> None:
    printed: list[str] = []
    build_keras_model().summary(print_fn=printed.append, line_length=60)
    numberless = re.sub(r"_(\d+)( \(\w+\))", lambda name: name[2] + " " * len(f"_{name[1]}"), "\n".join(printed))
    lines = numberless.strip().splitlines()[1:]  # the first has the model's number in this process
    assert lines == SUMMARY.strip().splitlines()[1:]


class MnistOfKeras:
    """Keras' data sets, of which it would have to fetch MNIST."""

    class mnist:
        @staticmethod
        def load_data() -> tuple[tuple[None, None], tuple[np.ndarray, np.ndarray]]:
            """The first 500 test digits for all of MNIST."""
            test = load_mnist("test")
            return (None, None), (test.images[:500], test.labels[:500])


def network_of(form: InputForm) -> Network:
    """The shipped network of a form, or for plain pixels any numbers: the article's are of another form."""
    if form != "scaled":
        return load_shipped_network({"raw": "article"}.get(form, form)).network
    random = np.random.default_rng(0)
    return Network(random.normal(0, 0.1, (784, 10)).astype(np.float32), np.zeros(10, np.float32), form)


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_the_file_of_python_reads_as_the_network_does(
    form: InputForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    network = network_of(form)
    (tmp_path / CODE_FILE_NAME).write_text(format_network_file(network), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "this_network", raising=False)
    import_tensorflow()
    import keras

    monkeypatch.setattr(keras, "datasets", MnistOfKeras)
    used: dict[str, Any] = {}
    exec(USE, used)
    images = load_mnist("test").images[:500]
    logits = network.logits(prepare_inputs(images, form))
    expected = softmax(logits)
    np.testing.assert_allclose(used["model"].predict(used["prepare_inputs"](images)), expected, atol=1e-5)
    correct = (logits.argmax(axis=1) == load_mnist("test").labels[:500]).mean()
    assert f"{correct:.2%} of MNIST's test digits" in capsys.readouterr().out
