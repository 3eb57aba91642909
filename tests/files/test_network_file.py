import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from onelayer.assets import ASSETS, AssetError
from onelayer.files import network_file
from onelayer.files.network_file import (
    SHIPPED,
    StorageError,
    TrainedNetwork,
    load_network,
    load_shipped_network,
)
from onelayer.reading.network import Network
from onelayer.training.recipes import RECIPES


@pytest.fixture
def stored(random_network: Network) -> TrainedNetwork:
    network = Network(random_network.kernel, random_network.bias, "upright")
    return TrainedNetwork(network, RECIPES["upright"], {"test_accuracy": 0.97})


def test_a_network_comes_back_as_it_was(tmp_path: Path, stored: TrainedNetwork) -> None:
    path = tmp_path / "network.safetensors"
    stored.save(path)
    back = load_network(path)
    assert (back.network.kernel == stored.network.kernel).all()
    assert (back.network.bias == stored.network.bias).all()
    assert back.network.input_form == "upright"
    assert (back.recipe, back.accuracies) == (RECIPES["upright"], {"test_accuracy": 0.97})
    assert os.listdir(tmp_path) == ["network.safetensors"]


def test_a_kill_in_the_middle_of_saving_leaves_the_old_file(
    tmp_path: Path, stored: TrainedNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "network.safetensors"
    stored.save(path)
    before = path.read_bytes()

    def cut_off(unfinished: Path, content: bytes) -> None:
        with unfinished.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", cut_off)
        with pytest.raises(KeyboardInterrupt):
            stored.save(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["network.safetensors"]


def test_a_killed_process_leaves_the_old_file(tmp_path: Path, stored: TrainedNetwork) -> None:
    path = tmp_path / "network.safetensors"
    stored.save(path)
    before = path.read_bytes()
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from onelayer.replacing import replacing\n"
        "with replacing(Path(sys.argv[1])) as unfinished:\n"
        "    unfinished.write_bytes(b'half a fi')\n"
        "    os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ASSETS.parent, check=False)
    assert killed.returncode == 9
    assert path.read_bytes() == before


@pytest.mark.parametrize("part", [0, 1, 8, 100, 5000, 31_000])
def test_a_truncated_file_is_refused(tmp_path: Path, stored: TrainedNetwork, part: int) -> None:
    path = tmp_path / "network.safetensors"
    stored.save(path)
    path.write_bytes(path.read_bytes()[:part])
    with pytest.raises(StorageError, match=r"network\.safetensors"):
        load_network(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_garbage_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "garbage.safetensors"
    path.write_bytes(content)
    with pytest.raises(StorageError):
        load_network(path)


@pytest.mark.parametrize(
    ("kernel", "metadata", "message"),
    [
        (np.zeros((784, 9), np.float32), {"recipe": "{}", "accuracies": "{}"}, "kernel"),
        (np.zeros((784, 10), np.float64), {"recipe": "{}", "accuracies": "{}"}, "float32"),
        (np.full((784, 10), np.inf, np.float32), {"recipe": "{}", "accuracies": "{}"}, "finite"),
        (np.zeros((784, 10), np.float32), {}, "nothing of its recipe"),
        (np.zeros((784, 10), np.float32), {"recipe": "{", "accuracies": "{}"}, "cannot|not a network"),
        (np.zeros((784, 10), np.float32), {"recipe": '{"epochs": 99}', "accuracies": "{}"}, "1 to 50"),
        (np.zeros((784, 10), np.float32), {"recipe": "[]", "accuracies": "{}"}, "not a network"),
        (np.zeros((784, 10), np.float32), {"recipe": "{}", "accuracies": "[]"}, "not a network"),
        (np.zeros((784, 10), np.float32), {"recipe": '{"epochs": 1' + 400 * "0" + "}", "accuracies": "{}"}, "1 to 50"),
        (np.zeros((784, 10), np.float32), {"recipe": 100_000 * "[", "accuracies": "{}"}, "not a network"),
        *(
            (
                np.zeros((784, 10), np.float32),
                {"recipe": "{}", "accuracies": f'{{"test_accuracy": {wrong}}}'},
                "numbers from 0 to 1",
            )
            for wrong in ('"high"', "-1", "97.3", "NaN", "true", "null", "1" + 400 * "0")
        ),
    ],
)
def test_a_strangers_file_is_looked_through(
    tmp_path: Path, kernel: np.ndarray, metadata: dict[str, str], message: str
) -> None:
    path = tmp_path / "strange.safetensors"
    save_file({"kernel": kernel, "bias": np.zeros(10, np.float32)}, path, metadata)
    with pytest.raises(StorageError, match=message):
        load_network(path)


def test_a_missing_shipped_network_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_file, "ASSETS", tmp_path)
    with pytest.raises(AssetError, match=r"nowhere\.safetensors.*make train"):
        load_shipped_network("nowhere")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_broken_shipped_network_says_what_to_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"{name}.safetensors").write_bytes(b"git conflict markers, say")
    monkeypatch.setattr(network_file, "ASSETS", tmp_path)
    load_shipped_network.cache_clear()
    with pytest.raises(AssetError, match=rf"{name}\.safetensors.*make train"):
        load_shipped_network(name)


def test_a_shipped_network_is_read_without_tensorflow() -> None:
    code = (
        "import sys\n"
        "from onelayer.files.network_file import load_shipped_network\n"
        "assert load_shipped_network('upright') is load_shipped_network('upright')\n"
        "print([name for name in ('tensorflow', 'keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ASSETS.parent, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
