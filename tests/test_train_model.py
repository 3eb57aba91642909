import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import train_model
from onelayer.assets import ASSETS
from onelayer.command import climb, train
from onelayer.command.stopping import ctrl_c_asks_to_stop
from onelayer.data.drawings_file import format_drawings
from onelayer.files.network_file import TrainedNetwork, load_network, load_shipped_network
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.recipes import RUNGS
from onelayer.training.training import train as train_recipe
from tests.hands import stubborn_hand
from train_model import main

ROOT = ASSETS.parent


def test_help_names_every_setting_its_limits_and_does_not_wait_for_tensorflow() -> None:
    code = (
        "import sys, train_model\n"
        "try: train_model.main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('tensorflow', 'keras')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    for option in ("recipe", "epochs", "batch-size", "learning-rate", "optimizer", "input-form", "examples"):
        assert f"--{option}" in done.stdout
    for option in ("validation-split", "seed", "handwriting", "climb", "strength", "out", "keras"):
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
        (["--out", "."], "it is a folder"),
        (["--out", os.devnull], "it is a device"),
        (["--out", 260 * "x"], "too long"),
        (["--climb", "--epochs", "3"], "takes no other option"),
        (["--climb", "--start", "article"], "takes no other option"),
        (["--handwriting", "hand.jsonl", "--start", "upright"], "takes no recipe"),
        (
            ["--start", "lenet"],
            "There is no network 'lenet'; expected more-hands, kilobyte, upright, article, or a network's file",
        ),
        (["--start", "upright"], "has upright pixels, and the recipe has raw pixels"),
        (["--keras", "mine.h5"], "ends in .keras"),
        (["--keras", "mine.keras", "--out", "mine.keras"], "cannot be written twice"),
        (["--epochs", "many"], "1 to 50, not 'many'"),
        (["--epochs", "2.5", "--batch-size", "-1"], "not 2.5; batch size must be a whole number from 8 to 1,024"),
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


@pytest.mark.slow
def test_a_short_run_prints_epochs_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, keras_file = tmp_path / "mine.safetensors", tmp_path / "mine.keras"
    arguments = ["--epochs", "2", "--examples", "2000", "--out", str(out), "--keras", str(keras_file)]
    assert train_model.main(arguments) == 0
    text = capsys.readouterr().out
    assert "Epoch 1/2" in text
    metrics = r"accuracy: 0\.\d{4} - loss: \d+\.\d{4} - val_accuracy: 0\.\d{4} - val_loss: \d+\.\d{4}"
    assert re.search(rf"^Epoch 2/2\n25/25 - \d+s - \d+(us|ms|s)/step - {metrics}$", text, re.MULTILINE)
    assert text.count("25/25") == 2, "where there is no terminal, only an epoch's last line is printed"
    assert "its losses are those of 0.01" in text
    assert "The article, as printed" in text
    stored = load_network(out)
    assert (stored.recipe.epochs, stored.recipe.examples) == (2, 2000)
    assert 0.5 < stored.accuracies["test_accuracy"] < 0.95
    assert keras_file.stat().st_size > 10_000


def test_a_run_goes_on_from_the_network_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    small = ["--epochs", "1", "--examples", "1000", "--learning-rate", "0.000001"]
    assert train_model.main([*small, "--start", "article", "--out", str(first)]) == 0
    assert train_model.main([*small, "--start", str(first), "--out", str(second)]) == 0
    shipped = load_shipped_network("article").network.kernel
    for path in (first, second):
        assert abs(load_network(path).network.kernel - shipped).max() < 0.001
    assert "accuracy: 0.8" in capsys.readouterr().out


def test_a_terminal_sees_keras_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert train_model.main(["--epochs", "1", "--examples", "2000"]) == 0
    last = capsys.readouterr().out.split("\r")[-1]
    assert "25/25" in last
    assert last.count("━") == 20


def test_divergence_is_one_line_and_saves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def diverging(*_: object, **__: object) -> Iterator[Progress]:
        raise TrainingDiverged("The weights grew past the largest number.")
        yield

    monkeypatch.setattr(train, "train", diverging)
    out = tmp_path / "mine.safetensors"
    out.write_bytes(b"what was there")
    assert train_model.main(["--out", str(out)]) == 1
    assert capsys.readouterr().err == "train_model.py: The weights grew past the largest number. Nothing was saved.\n"
    assert out.read_bytes() == b"what was there"


def test_a_full_disk_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TrainedNetwork, "save", full)
    assert train_model.main(["--epochs", "1", "--examples", "1000", "--out", str(tmp_path / "mine.safetensors")]) == 1
    assert "could not be saved: [Errno 28] No space left on device" in capsys.readouterr().err


def test_ctrl_c_before_anything_is_learned_ends_at_once_and_a_second_one_too() -> None:
    with pytest.raises(KeyboardInterrupt), ctrl_c_asks_to_stop():
        signal.raise_signal(signal.SIGINT)
    with ctrl_c_asks_to_stop() as stop:
        stop.learning = True
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_ctrl_c_saves_what_was_learned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed_in_the_third_epoch(*arguments: Any, **options: Any) -> Iterator[Progress]:
        for progress in train_recipe(*arguments, **options):
            if (progress.epoch, progress.batch) == (3, progress.batches):
                signal.raise_signal(signal.SIGINT)
            yield progress

    monkeypatch.setattr(train, "train", pressed_in_the_third_epoch)
    out = tmp_path / "mine.safetensors"
    assert train_model.main(["--epochs", "50", "--examples", "10000", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "Epoch 3/50" in printed
    assert "Stopped. What was learned so far is kept." in printed
    assert "Epoch 5/50" not in printed
    assert load_network(out).accuracies["test_accuracy"] > 0.7


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, pytest.param(len(RUNGS), marks=pytest.mark.long)])
def test_the_climb_prints_a_line_for_each_rung(
    count: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rungs = RUNGS[:count]
    monkeypatch.setattr(climb, "RUNGS", rungs)
    assert main(["--climb"]) == 0
    printed = capsys.readouterr().out
    found = [
        re.search(rf"^{re.escape(f'{rung.name:18}{rung.change:48}')} +(\d+\.\d\d) % ", printed, re.MULTILINE)
        for rung in rungs
    ]
    accuracies = [float(each[1]) / 100 for each in found if each]
    assert len(accuracies) == count
    assert accuracies == pytest.approx([rung.measured.test for rung in rungs], abs=0.003)
    assert re.search(r"^LeNet-5, distortions +0\.80 %$", printed, re.MULTILINE)


@pytest.mark.slow
def test_a_hand_is_taught_from_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawings, out = tmp_path / "hand.jsonl", tmp_path / "mine.safetensors"
    drawings.write_bytes(format_drawings(stubborn_hand(2)) + b"{broken\n")
    assert main(["--handwriting", str(drawings), "--out", str(out)]) == 0
    printed = capsys.readouterr()
    assert re.search(r"These drawings, held out \(20\) +\d+\.\d\d% +\d+\.\d\d%", printed.out)
    assert re.search(r"MNIST test +99\.\d\d% +9\d\.\d\d%", printed.out)
    assert "Line 21: that is not JSON" in printed.err
    taught = load_network(out)
    assert taught.network.input_form == "directions"
    assert not (taught.network.kernel == load_shipped_network("more-hands").network.kernel).all()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--epochs", "3"], "takes no recipe"),
        (["--recipe", "upright"], "takes no recipe"),
        (["--strength", "2"], "from 0 to 1, not 2"),
    ],
)
def test_what_does_not_go_with_a_hand_is_refused(
    tmp_path: Path, arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    drawings = tmp_path / "hand.jsonl"
    drawings.write_bytes(format_drawings(stubborn_hand(1)))
    assert main(["--handwriting", str(drawings), *arguments]) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"\xff\xfe"])
def test_a_file_without_drawings_teaches_nothing(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    drawings, out = tmp_path / "hand.jsonl", tmp_path / "mine.safetensors"
    if content is not None:
        drawings.write_bytes(content)
    assert main(["--handwriting", str(drawings), "--out", str(out)]) == 2
    assert "hand.jsonl" in capsys.readouterr().err or content == b"\xff\xfe"
    assert not out.exists()
