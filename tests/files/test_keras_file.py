"""A network as a file of Keras, and what the Inside tab says of it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from onelayer.files.keras_file import FILE_NAME, SUMMARY, USE, format_keras_file
from onelayer.files.python_file import FILE_NAME as PYTHON_FILE_NAME
from onelayer.files.python_file import format_python_file
from onelayer.reading.inputs import INPUT_FORMS, prepare_inputs
from onelayer.training.keras_model import import_tensorflow
from tests.support.exported import CLOSE_IN_FLOAT32, make_images, read_images, trained_of

READ_ALL = """
import sys
import keras
import numpy as np

for path in sys.argv[1:]:
    model = keras.saving.load_model(path)
    assert [type(layer).__name__ for layer in model.layers] == ["Flatten", "Dense"]
    assert model.count_params() == 7850
    np.save(path + ".npy", model.predict(np.load(path + ".inputs.npy"), verbose=0))
assert not [name for name in sys.modules if name.startswith("onelayer")]
"""
USE_WITH_DIGITS = """
import types
import keras
import numpy as np

class mnist:
    load_data = staticmethod(lambda: ((None, None), (np.load("images.npy"), np.load("labels.npy"))))

keras.datasets = types.SimpleNamespace(mnist=mnist)
"""


def run_alone(code: str, *arguments: Path, cwd: Path) -> str:
    """Run code where no package of ours can be found; what it printed."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=cwd,
        env={"TF_CPP_MIN_LOG_LEVEL": "3", "HOME": str(cwd), "PYTHONPATH": str(cwd)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_summary_is_what_keras_prints(tmp_path: Path) -> None:
    import_tensorflow()
    import keras

    (tmp_path / FILE_NAME).write_bytes(format_keras_file(trained_of("upright").network))
    printed: list[str] = []
    keras.saving.load_model(tmp_path / FILE_NAME).summary(print_fn=printed.append, line_length=60)
    assert "\n".join(printed).strip() == SUMMARY.strip()


@pytest.mark.slow
def test_plain_keras_reads_as_we_do(tmp_path: Path) -> None:
    paths = {form: tmp_path / f"{form}.keras" for form in INPUT_FORMS}
    for form, path in paths.items():
        path.write_bytes(format_keras_file(trained_of(form).network))
        np.save(f"{path}.inputs.npy", prepare_inputs(make_images(), form).reshape(-1, 28, 28))
    run_alone(READ_ALL, *paths.values(), cwd=tmp_path)
    for form, path in paths.items():
        probabilities = np.load(f"{path}.npy")
        np.testing.assert_allclose(probabilities, read_images(form), rtol=0, atol=CLOSE_IN_FLOAT32[form], err_msg=form)


@pytest.mark.slow
def test_the_lines_on_the_page_measure_it_with_the_file_of_python_beside_it(tmp_path: Path) -> None:
    network = trained_of("upright").network
    (tmp_path / FILE_NAME).write_bytes(format_keras_file(network))
    (tmp_path / PYTHON_FILE_NAME).write_text(format_python_file(network), encoding="utf-8")
    labels = read_images("upright").argmax(axis=1)
    labels[:25] += 1  # a twentieth is read wrongly
    np.save(tmp_path / "images.npy", make_images())
    np.save(tmp_path / "labels.npy", labels)
    assert "95.00% of MNIST's test digits" in run_alone(USE_WITH_DIGITS + USE, cwd=tmp_path)


def test_the_same_network_gives_the_same_file() -> None:
    network = trained_of("upright").network
    assert format_keras_file(network) == format_keras_file(network) != format_keras_file(network.divided_by(2))
