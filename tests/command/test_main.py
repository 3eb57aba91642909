"""The command as a whole: its help, its examples, how it ends."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from onelayer.assets import ASSETS
from onelayer.command import climb, export, read, teach, train
from onelayer.command.main import SUBCOMMANDS, main
from onelayer.command.recipe_options import SETTINGS
from onelayer.functions import ExportKind
from onelayer.training.recipes import ARTICLE, RUNGS

ROOT = ASSETS.parent
FOLDER = ROOT / "onelayer/command"
SMALL = ["--epochs", "1", "--examples", "1000", "--styles", "0", "--variations", "0"]
SLOW = {"train", "teach", "climb"}
EXAMPLES = {"read": read, "train": train, "teach": teach, "climb": climb, "export": export}


def examples() -> list[object]:
    """The command lines in the help of the subcommands."""
    lines: list[object] = []
    for name, module in EXAMPLES.items():
        found = re.findall(rf"^  (onelayer {name}.*)$", module.NOTES, re.MULTILINE)
        assert found, f"the help of {name} has no example"
        marks = pytest.mark.slow if name in SLOW else ()
        lines += [pytest.param(line, id=line, marks=marks) for line in found]
    return lines


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("line", examples())
def test_the_examples_work(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    words = shlex.split(line)[1:]
    if "<" in words:
        with (folder / words[-1]).open() as file:
            monkeypatch.setattr(sys, "stdin", file)
            assert main(words[: words.index("<")]) == 0
        return
    monkeypatch.setattr(climb, "RUNGS", RUNGS[:1])
    if "--start" in words:
        shutil.copy(ASSETS / "more-hands.safetensors", words[words.index("--start") + 1])
    status = main(words + (SMALL if words[0] == "train" else []))
    assert status == (1 if "drawings.jsonl" in words and words[0] == "read" else 0), capsys.readouterr()
    named = [words[at + 1] for at, word in enumerate(words) if word in ("--out", "--keras")]
    for name in named:
        assert (folder / name).stat().st_size > 10_000


def test_each_subcommand_has_its_file_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    printed = capsys.readouterr().out
    for name, what in SUBCOMMANDS.items():
        assert (FOLDER / f"{name}.py").is_file()
        assert f"  {name:8}{what}\n" in printed
        with pytest.raises(SystemExit, match="0"):
            main([name, "--help"])
        assert f"  onelayer {name}" in capsys.readouterr().out


def test_each_setting_of_a_recipe_is_an_option() -> None:
    assert SETTINGS.keys() == ARTICLE.to_dict().keys()


@pytest.mark.parametrize("arguments", [[], ["rwad", "seven.jpg"]])
def test_another_subcommand_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "SUBCOMMAND" in capsys.readouterr().err


def test_what_starts_the_command_loads_nothing_that_a_training_process_loads_later() -> None:
    code = "import sys, onelayer.command.main; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize(("name", "loaded"), [("read", "tensorflow gradio scipy"), ("train", "tensorflow gradio")])
def test_help_does_not_wait_for_what_it_does_not_need(name: str, loaded: str) -> None:
    code = (
        f"import sys; from onelayer.command.main import main\n"
        f"try: main(['{name}', '--help'])\n"
        f"except SystemExit: pass\n"
        f"sys.exit(bool(set({loaded.split()!r}) & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0


def test_ctrl_c_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(read, "load", pressed)
    assert main(["read", "x.png"]) == 130
    assert capsys.readouterr().err == "onelayer read: Ended by Ctrl-C.\n"


@pytest.mark.parametrize("kind", get_args(ExportKind))
def test_each_kind_of_the_function_is_exported(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["export", "--network", "upright", "--kind", kind, "--out", "mine"]) == 0
    assert capsys.readouterr().out == "Saved mine\n"
    assert (folder / "mine").stat().st_size > 10_000


def test_a_file_that_is_there_is_not_replaced_unless_it_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export"]) == 0
    (saved,) = folder.glob("*.safetensors")
    saved.write_bytes(b"what was there")
    assert main(["export"]) == 2
    assert f"{saved.name} is there already" in capsys.readouterr().err
    assert main(["export", "--network", "seven.jpg", "--out", saved.name]) == 2
    assert saved.read_bytes() == b"what was there"
    assert main(["export", "--out", saved.name]) == 0
    assert saved.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["teach", "no.jsonl"], "No such file or directory: 'no.jsonl'"),
        (["teach", "seven.jpg"], "not text in UTF-8"),
        (["teach", "drawings.jsonl", "--network", "upright"], "cannot be taught; expected edge directions"),
        (["teach", "drawings.jsonl", "--strength", "2"], "from 0 to 1, not 2"),
        (["teach", "drawings.jsonl", "--network", "no.safetensors"], "There is no network 'no.safetensors'; expected"),
        (["train", "--epochs", "0"], "epochs must be a whole number from 1 to 50, not 0."),
        (["train", "--out", "no/x.safetensors"], "there is no folder"),
        (["export", "--network", "no"], "There is no network 'no'; expected more-hands"),
        (["read", "seven.jpg", "--network", "three.png"], "three.png is not a network that can be read"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_is_refused_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"onelayer {arguments[0]}: ")
    assert message in error
    assert error.count("\n") == 1
