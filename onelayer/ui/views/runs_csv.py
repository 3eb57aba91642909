"""A visitor's runs as a file for a spreadsheet: comma-separated values (RFC 4180)."""

import csv
import io
import math
from collections.abc import Sequence
from typing import Any

from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe
from onelayer.ui.session import NamedRun

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Characters that begin a formula in a spreadsheet, full-width ones too."""

MEASURED = ("training", "validation", "test")
COLUMNS = (
    "name",
    *Recipe().to_dict(),
    "training_images",
    "drawings",
    "seconds",
    *(f"{split}_{metric}" for split in MEASURED for metric in ("accuracy", "loss")),
    "stopped",
    "diverged",
)
"""The first line of the file. Accuracies are fractions, 0 to 1; losses are mean cross-entropies."""


def format_runs_csv(runs: Sequence[NamedRun]) -> bytes:
    """Write a line with the names of the columns, then a line for each run, in their order.

    The text is UTF-8 with a byte order mark, by which spreadsheets recognize it. Values that are not known are empty.
    """
    text = io.StringIO(newline="")
    lines = csv.writer(text)  # commas, quotes doubled, CR LF
    lines.writerow(COLUMNS)
    lines.writerows(map(_line, runs))
    return text.getvalue().encode("utf-8-sig")


def _line(named: NamedRun) -> list[Any]:
    run = named.run
    yes_no = ["yes" if mark else "no" for mark in (run.stopped, run.diverged)]
    measured = [number for metrics in (run.metrics, run.validated, run.test) for number in _numbers(metrics)]
    recipe = [_number(value) for value in run.recipe.to_dict().values()]
    counted = [run.recipe.training_examples, run.drawings, f"{run.seconds:.2f}"]
    return [neutralize(named.name), *recipe, *counted, *measured, *yes_no]


def _numbers(metrics: Metrics | None) -> list[str]:
    numbers = (metrics.accuracy, metrics.loss) if metrics else (math.nan, math.nan)
    return ["" if math.isnan(number) else f"{number:.4f}" for number in numbers]


def _number(value: Any) -> Any:
    """Write a setting in decimals, without commas between thousands."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def neutralize(text: str) -> str:
    """Put an apostrophe before a text that begins like a formula, so that no spreadsheet takes it for one."""
    return f"'{text}" if text[:1] in FORMULA or text.lstrip()[:1] in FORMULA else text
