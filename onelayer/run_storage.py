"""Writes and reads runs and lessons as safetensors content for the visitor's browser. Reading it runs no code from it.

Each content has the final network in the same form as a network's own file, so that the page can use it by itself.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from safetensors.numpy import save as save_tensors

from onelayer.data.drawings_file import LONGEST_WRITER
from onelayer.reading.inputs import InputForm
from onelayer.reading.network import Network
from onelayer.storage import StorageError, check_network, errors_of, network_parts, read_content
from onelayer.training.evaluation import Metrics
from onelayer.training.run import Run, Snapshot
from onelayer.training.teaching import STRENGTHS, Lesson, WriterAccuracy
from onelayer.training.trained_network import TrainedNetwork

KEPT_SNAPSHOTS = 5  # in a run, 31 kB each
KEPT_POINTS = 200  # in each of its curves
MOST_COUNTED = 10**9  # the largest accepted number of batches or drawings
LONGEST_SECONDS = 10**6


@dataclass(frozen=True, eq=False)
class KeptHand:
    """Your hand: the network that a lesson taught, the lesson, and the strength, 0 to 1."""

    hand: TrainedNetwork
    lesson: Lesson
    strength: float


def run_to_bytes(run: Run) -> bytes:
    """Write a run, with its curves thinned to KEPT_POINTS and its snapshots to KEPT_SNAPSHOTS."""
    run = run.thinned(KEPT_SNAPSHOTS)
    tensors, metadata = network_parts(run.trained_network)
    earlier = [snapshot.network for snapshot in run.snapshots[:-1]]
    tensors |= {
        "training": _thin(run.training),
        "validation": _thin(run.validation),
        "kernels": np.array([network.kernel for network in earlier], np.float32).reshape(-1, 784, 10),
        "biases": np.array([network.bias for network in earlier], np.float32).reshape(-1, 10),
    }
    about = {
        "batches": run.batches,
        "snapshots": [snapshot.batches_done for snapshot in run.snapshots],
        "seconds": run.seconds,
        "metrics": _known(run.metrics),
        "test": _known(run.test),
        "stopped": run.stopped,
        "drawings": run.drawings,
    }
    return save_tensors(tensors, {**metadata, "run": json.dumps(about)})


def parse_run(content: bytes) -> Run:
    """Read a run from content of `run_to_bytes`. Everything is checked: the content may come from anyone.

    Raises:
        StorageError: the content is not a run; the message says what is wrong.
    """
    with errors_of("It"):
        tensors, metadata = read_content(content)
        trained = check_network("It", {name: tensors.pop(name) for name in ("kernel", "bias")}, metadata)
        _check_names(tensors, ["training", "validation", "kernels", "biases"])
        about = json.loads(metadata["run"])
        recipe = trained.recipe
        return Run(
            recipe,
            _whole(about, "batches", 1),
            _curve(tensors, "training", recipe.epochs),
            _curve(tensors, "validation", recipe.epochs),
            _snapshots(tensors, about["snapshots"], trained.network),
            _number(about["seconds"], "time", LONGEST_SECONDS),
            _metrics(about, "metrics"),
            _metrics(about, "test"),
            bool(about["stopped"]),
            _whole(about, "drawings", 0),
        )


def hand_to_bytes(kept: KeptHand) -> bytes:
    """Write Your hand with its lesson."""
    tensors, metadata = network_parts(kept.hand)
    lesson = kept.lesson
    for name, network in (("start", lesson.start), ("taught", lesson.taught)):
        tensors |= {f"{name}_kernel": np.ascontiguousarray(network.kernel), f"{name}_bias": network.bias}
    on_drawings = lesson.drawings_accuracy
    about = {
        "strength": kept.strength,
        "drawings": lesson.drawings,
        "held_out": lesson.held_out,
        "drawings_accuracy": None if on_drawings is None else on_drawings.tolist(),
        "mnist_accuracy": lesson.mnist_accuracy.tolist(),
        "seconds": lesson.seconds,
        "writers": [[each.writer, each.held_out, each.accuracy.tolist()] for each in lesson.writers],
    }
    return save_tensors(tensors, {**metadata, "lesson": json.dumps(about)})


def parse_hand(content: bytes) -> KeptHand:
    """Read Your hand from content of `hand_to_bytes`. Everything is checked: the content may come from anyone.

    Raises:
        StorageError: the content is not a hand; the message says what is wrong.
    """
    with errors_of("It"):
        tensors, metadata = read_content(content)
        hand = check_network("It", {name: tensors.pop(name) for name in ("kernel", "bias")}, metadata)
        _check_names(tensors, ["start_kernel", "start_bias", "taught_kernel", "taught_bias"])
        about = json.loads(metadata["lesson"])
        form = hand.network.input_form
        on_drawings = about["drawings_accuracy"]
        lesson = Lesson(
            _network(tensors["start_kernel"], tensors["start_bias"], form),
            _network(tensors["taught_kernel"], tensors["taught_bias"], form),
            _whole(about, "drawings", 1),
            _whole(about, "held_out", 0),
            None if on_drawings is None else _accuracies(on_drawings),
            _accuracies(about["mnist_accuracy"]),
            _number(about["seconds"], "time", LONGEST_SECONDS),
            _writers(about["writers"]),
        )
        return KeptHand(hand, lesson, _number(about["strength"], "strength", 1))


def _writers(items: Sequence[tuple[str, int, Sequence[float]]]) -> tuple[WriterAccuracy, ...]:
    """Read the accuracies of a lesson for each writer."""
    writers = []
    for name, held_out, accuracy in items:
        about = {"held_out": held_out}
        writers.append(WriterAccuracy(str(name)[:LONGEST_WRITER], _whole(about, "held_out", 1), _accuracies(accuracy)))
    return tuple(writers)


def _check_names(tensors: Mapping[str, np.ndarray], names: Sequence[str]) -> None:
    if set(tensors) != set(names):
        raise StorageError(f"Beside kernel and bias it holds {len(tensors)} tensors; expected {', '.join(names)}.")


def _thin(points: np.ndarray) -> np.ndarray:
    """Keep at most KEPT_POINTS points of a curve (n, 3), evenly chosen, with the first and the last."""
    if len(points) <= KEPT_POINTS:
        return np.ascontiguousarray(points, np.float32)
    return np.ascontiguousarray(points[np.linspace(0, len(points) - 1, KEPT_POINTS).round().astype(int)], np.float32)


def _known(metrics: Metrics) -> list[float | None]:
    return [None if math.isnan(value) else value for value in metrics]


def _metrics(about: Mapping[str, Any], name: str) -> Metrics:
    loss, accuracy = about[name]
    return Metrics(
        math.nan if loss is None else _number(loss, "loss", math.inf),
        math.nan if accuracy is None else _number(accuracy, "accuracy", 1),
    )


def _number(value: object, what: str, most: float) -> float:
    if type(value) not in (int, float) or not 0 <= value <= most or math.isinf(value):  # type: ignore[operator,arg-type]
        raise StorageError(f"Its {what} is no number from 0 to {most:,}.")
    return float(value)  # type: ignore[arg-type]


def _whole(about: Mapping[str, Any], name: str, least: int) -> int:
    value = about[name]
    if type(value) is not int or not least <= value <= MOST_COUNTED:
        raise StorageError(f"Its {name} is no whole number from {least} to {MOST_COUNTED:,}.")
    return value


def _curve(tensors: Mapping[str, np.ndarray], name: str, epochs: int) -> np.ndarray:
    """Return a curve, and check that its rows are epoch, loss and accuracy."""
    points = tensors[name]
    if points.dtype != np.float32 or points.ndim != 2 or points.shape[1] != 3 or len(points) > KEPT_POINTS:
        raise StorageError(f"Its {name} curve is {points.dtype} {points.shape}; expected float32 (n, 3).")
    limits = np.array([epochs * 1.001, np.finfo(np.float32).max, 1], np.float32)
    if not ((points >= 0) & (points <= limits)).all():
        raise StorageError(f"Its {name} curve has numbers that are no epochs, losses and accuracies.")
    return points


def _snapshots(tensors: Mapping[str, np.ndarray], batches: Sequence[int], last: Network) -> tuple[Snapshot, ...]:
    """Return the snapshots, and check them; the last one has the final network."""
    networks = [*_networks(tensors["kernels"], tensors["biases"], last.input_form), last]
    if len(networks) > KEPT_SNAPSHOTS or len(batches) != len(networks):
        raise StorageError(f"It has {len(networks)} snapshots of {len(batches)} moments; {KEPT_SNAPSHOTS} at most.")
    for before, after in zip([0, *batches], batches, strict=False):
        if type(after) is not int or not before < after <= MOST_COUNTED:
            raise StorageError("Its snapshots are in no order.")
    return tuple(Snapshot(*each) for each in zip(batches, networks, strict=True))


def _networks(kernels: np.ndarray, biases: np.ndarray, form: InputForm) -> Iterator[Network]:
    if len(kernels) != len(biases):
        raise StorageError(f"It has {len(kernels)} kernels and {len(biases)} biases.")
    return (_network(kernel, bias, form) for kernel, bias in zip(kernels, biases, strict=True))


def _network(kernel: np.ndarray, bias: np.ndarray, form: InputForm) -> Network:
    if kernel.dtype != np.float32 or bias.dtype != np.float32:
        raise StorageError(f"It holds {kernel.dtype} and {bias.dtype} numbers; expected float32.")
    return Network(kernel, bias, form)


def _accuracies(values: Sequence[Any]) -> np.ndarray:
    """Return the accuracy at each of STRENGTHS, and check the values."""
    if len(values) != len(STRENGTHS):
        raise StorageError(f"It has {len(values)} accuracies; expected one for each of {len(STRENGTHS)} strengths.")
    return np.array([_number(value, "accuracy", 1) for value in values])
