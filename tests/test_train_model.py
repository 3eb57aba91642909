import signal
import subprocess
import sys
from pathlib import Path

import pytest

import train_model
from onelayer.assets import ASSETS
from onelayer.storage import load_network

ROOT = ASSETS.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "train_model.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_help_names_every_setting_its_limits_and_does_not_wait_for_tensorflow() -> None:
    code = (
        "import sys, train_model\n"
        "try: train_model.main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('tensorflow', 'keras')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    for option in ("recipe", "epochs", "batch-size", "learning-rate", "optimizer", "inputs", "examples"):
        assert f"--{option}" in done.stdout
    for option in ("validation-split", "seed", "out", "keras"):
        assert f"--{option}" in done.stdout
    assert "1 to 50" in done.stdout
    assert "8 to 1,024" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--epochs", "0"], "epochs must be a whole number from 1 to 50, not 0."),
        (["--batch-size", "2000"], "8 to 1,024"),
        (["--learning-rate", "nan"], "not nan"),
        (["--optimizer", "magic"], "one of sgd, momentum, adam, rmsprop"),
        (["--out", "no/such/folder/x.safetensors"], "there is no folder"),
        (["--keras", "."], "it is a folder"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train_model.main(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_short_run_prints_epochs_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, keras_file = tmp_path / "mine.safetensors", tmp_path / "mine.keras"
    arguments = ["--epochs", "2", "--examples", "2000", "--out", str(out), "--keras", str(keras_file)]
    assert train_model.main(arguments) == 0
    text = capsys.readouterr().out
    assert "Epoch 1/2" in text
    assert "Epoch 2/2    25/25" in text
    assert "val_accuracy: " in text
    assert "the article, as printed" in text
    stored = load_network(out)
    assert (stored.recipe.epochs, stored.recipe.examples) == (2, 2000)
    assert 0.5 < stored.figures["test_accuracy"] < 0.95
    assert keras_file.stat().st_size > 10_000


def test_ctrl_c_saves_what_was_learned(tmp_path: Path) -> None:
    out = tmp_path / "mine.safetensors"
    command = [sys.executable, "train_model.py", "--epochs", "50", "--batch-size", "8", "--out", str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Epoch 1/50"):
                process.send_signal(signal.SIGINT)
                break
        rest, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "Stopped. What was learned so far is kept." in rest
    assert "Epoch 50/50" not in rest
    assert load_network(out).figures["test_accuracy"] > 0.7
