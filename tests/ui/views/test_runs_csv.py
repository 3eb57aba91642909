"""The table of runs as a file for a spreadsheet."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import UPRIGHT, Recipe
from onelayer.ui.session import NamedRun
from onelayer.ui.views.runs_csv import COLUMNS, format_runs_csv
from tests.ui.test_session import make_run

WILD = [
    'a "b", c',
    "=1+1",
    "@SUM(A1)",
    "+41",
    "-2",
    "\t=1",
    "  =1",
    "＝1",
    "two\r\nlines",
    "“Ü” 7️⃣",
    ";,|",
    "'",
]


def read_back(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_run_has_its_settings_and_what_was_measured() -> None:
    recipe = replace(UPRIGHT, learning_rate=0.00001, seed=7)
    run = replace(make_run(), recipe=recipe, seconds=1.234, metrics=Metrics(0.31, 0.91), test=Metrics(0.25, 0.925))
    (line,) = read_back(format_runs_csv([NamedRun("run-1", "Run 1", run)]))
    assert list(line) == list(COLUMNS)
    assert line["name"] == "Run 1"
    assert (line["learning_rate"], line["batch_size"], line["seed"]) == ("0.00001", "1024", "7")
    assert (line["optimizer"], line["input_form"], line["calibrate"], line["decay"]) == ("adam", "upright", "yes", "no")
    assert (line["seconds"], line["training_images"]) == ("1.23", str(recipe.training_examples))
    assert (line["training_accuracy"], line["training_loss"]) == ("0.9100", "0.3100")
    assert (line["validation_accuracy"], line["validation_loss"]) == ("1.0000", "1.0000")
    assert (line["test_accuracy"], line["test_loss"]) == ("0.9250", "0.2500")
    assert (line["stopped"], line["diverged"]) == ("no", "no")


def test_what_was_not_measured_is_empty_and_what_diverged_is_said() -> None:
    run = replace(make_run(), validation=np.empty((0, 3), np.float32), training=np.array([[0.1, 2, 0.1], [1, 99, 0.1]]))
    (line,) = read_back(format_runs_csv([NamedRun("run-1", "Run 1", run)]))
    assert (line["validation_accuracy"], line["validation_loss"], line["diverged"]) == ("", "", "yes")


@pytest.mark.parametrize("name", WILD)
def test_wild_names_come_back_and_begin_no_formula(name: str) -> None:
    (line,) = read_back(format_runs_csv([NamedRun("run-1", name, make_run())]))
    assert line["name"] in (name, f"'{name}")
    assert line["name"].strip()[0] not in "=+-@＝"
    assert line["test_loss"] == "0.3000"


def test_every_setting_is_a_column_and_lines_end_as_the_standard_has_it() -> None:
    content = format_runs_csv([NamedRun(f"run-{i}", f"Run {i}", make_run()) for i in range(3)])
    assert set(Recipe().to_dict()) <= set(COLUMNS)
    assert content.startswith(b"\xef\xbb\xbfname,")
    assert content.count(b"\r\n") == content.count(b"\n") == 4
    assert len({line.count(b",") for line in content.splitlines()}) == 1


def test_without_runs_there_is_only_the_first_line() -> None:
    assert read_back(format_runs_csv([])) == []
