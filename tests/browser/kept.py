"""What a browser has kept from another day: records of its database, of runs and lessons that were really trained."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from onelayer import functions
from onelayer.data.drawings_file import format_drawings
from onelayer.files.network_file import load_shipped_network
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.server.endpoints import encode, format_lesson, format_reports
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson

Record = dict[str, Any]
Kept = dict[str, list[Record]]
"""Records by the name of their place in the database. An array is {"type": its type, "bytes": base64}."""


class Trainer:
    """Trains and teaches in the app's own processes; what was asked for once is not trained again."""

    def __init__(self, processes: TrainingProcesses) -> None:
        self._processes = processes
        self.run = cache(self._run)

    def _run(self, recipe: Recipe) -> tuple[functions.Report, ...]:
        """The reports of a recipe that is trained to its end."""
        news = functions.train(recipe, processes=self._processes)
        return tuple(each for some in news if isinstance(some, list) for each in some)

    def lesson(self, drawings: Sequence[Drawing]) -> Lesson:
        """What drawings teach the network that reads at first."""
        return functions.teach(load_shipped_network("more-hands"), drawings, processes=self._processes)


def kept_by(
    runs: Sequence[Sequence[functions.Report]] = (),
    *,
    lesson: Lesson | None = None,
    strength: float = DEFAULT_STRENGTH,
    drawings: Sequence[Drawing] = (),
    reads: str = "",
    settings: Record | None = None,
) -> Kept:
    """The records in the browser's database.

    Args:
        runs: the reports of each run; they are called Run 1, Run 2, …
        lesson: what the visitor's hand was taught.
        strength: of the hand.
        drawings: the visitor's own, with labels.
        reads: the key of the network that reads; empty for the one that reads at first.
        settings: all of the Retrain tab and the writer's name, by name; None for the defaults.
    """
    values = {
        "drawings": format_drawings(list(drawings)).decode() or None,
        "counter": len(runs) or None,
        "hand": {"lesson": keep_lesson(lesson), "strength": strength} if lesson else None,
        "reads": reads or None,
        "settings": settings,
    }
    return {
        "runs": [keep_run(number, reports) for number, reports in enumerate(runs, 1)],
        "snapshots": [
            keep_snapshot(number, report)
            for number, reports in enumerate(runs, 1)
            for report in reports
            if report.is_snapshot
        ],
        "things": [{"name": name, "value": value} for name, value in values.items() if value is not None],
    }


def keep_run(number: int, reports: Sequence[functions.Report]) -> Record:
    """The record of a run that was trained to its end."""
    last = reports[-1].progress
    curve = [report.progress for report in reports]
    test = measure_on_mnist_test(last.network)
    return {
        "number": number,
        "name": f"Run {number}",
        "recipe": last.recipe.to_dict(),
        "drawings": 0,
        "batches": last.batches,
        "batchesDone": last.batches_done,
        "training": [[each.batches_done / each.batches, *each.recent] for each in curve],
        "validation": [[each.batches_done / each.batches, *each.validation] for each in curve if each.validation],
        "seconds": last.seconds,
        "metrics": last.training._asdict(),
        "test": test._asdict(),
        "network": {**keep_network(last.network), "recipe": last.recipe.to_dict()},
        "ending": "trained",
        "log": "",
    }


def keep_snapshot(number: int, report: functions.Report) -> Record:
    """The record of a snapshot of a run."""
    network = keep_network(report.progress.network)
    looks = array("Int8Array", format_reports([report])[0]["looks"])
    return {
        "run": number,
        "batches": report.progress.batches_done,
        "kernel": network["kernel"],
        "bias": network["bias"],
        "looks": looks,
    }


def keep_network(network: Network) -> Record:
    """A network as the page has it."""
    kernel, bias = array("Float32Array", encode(network.kernel.T)), array("Float32Array", encode(network.bias))
    return {"kernel": kernel, "bias": bias, "inputForm": network.input_form}


def keep_lesson(lesson: Lesson) -> Record:
    """A lesson as the page has it."""
    told = {name: value for name, value in format_lesson(lesson).items() if name != "network"}
    return {**told, "start": keep_network(lesson.start), "taught": keep_network(lesson.taught)}


def array(kind: str, text: str) -> Record:
    """An array of JavaScript, of the base64 of its bytes."""
    return {"type": kind, "bytes": text}
