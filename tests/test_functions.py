"""The seven functions, without a server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import load_shipped_network, parse_network
from onelayer.functions import (
    MOST_DIGITS,
    MOST_SNAPSHOTS,
    ExportKind,
    Report,
    digits,
    export,
    inspect,
    make_job,
    read,
    teach,
    train,
)
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.photo import PhotoError
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.progress import Preparation
from onelayer.training.recipe import RecipeError
from onelayer.training.recipes import ARTICLE, RECIPES
from onelayer.training.teaching import STRENGTHS
from onelayer.training.work import TooMuchWork
from tests.hands import stubborn_hand

SMALL = replace(ARTICLE, epochs=2, examples=1000, validation_split=0.2)
SEVEN = [np.array([[0.28, 0.2], [0.72, 0.2], [0.45, 0.85]], np.float32)]
MORE_HANDS = load_shipped_network("more-hands").network


def test_strokes_an_image_and_a_picture_are_read(tmp_path: Path) -> None:
    image = load_mnist("test").images[0]
    picture = tmp_path / "seven.png"
    Image.fromarray(255 - np.kron(image, np.ones((8, 8), np.uint8))).save(picture)
    for drawing in (SEVEN, image, picture):
        found = read(drawing, MORE_HANDS)
        assert found
        assert (found.digit, found.sure) == (7, True)


def test_where_there_is_no_more_ink_than_a_dot_nothing_is_read() -> None:
    dot = [np.array([[0.5, 0.5], [0.501, 0.5]], np.float32)]
    assert read([], MORE_HANDS) is read(dot, MORE_HANDS) is read(np.zeros((28, 28), np.uint8), MORE_HANDS) is None


def test_a_picture_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"no picture")
    with pytest.raises(PhotoError):
        read(tmp_path / "x.png", MORE_HANDS)


def all_reports(news: Iterator[list[Report] | Preparation]) -> list[Report]:
    return [report for some in news if isinstance(some, list) for report in some]


@pytest.mark.slow
def test_a_run_is_reported_with_its_snapshots_and_ends_with_its_network(processes: TrainingProcesses) -> None:
    reports = all_reports(train(SMALL, processes=processes))
    assert [report.progress.report for report in reports] == list(range(1, len(reports) + 1))
    assert [report.progress.finished for report in reports].index(True) == len(reports) - 1
    assert reports[0].is_snapshot
    assert reports[-1].is_snapshot
    assert measure_on_mnist_test(reports[-1].progress.network).accuracy > 0.5


@pytest.mark.slow
def test_snapshots_are_as_many_as_a_replay_shows_and_dense_at_first(processes: TrainingProcesses) -> None:
    reports = all_reports(train(replace(SMALL, epochs=50, batch_size=16), processes=processes))
    batches = [report.progress.batches_done for report in reports if report.is_snapshot]
    assert 10 < len(batches) <= MOST_SNAPSHOTS
    assert batches[:3] == [1, 2, 4]
    assert batches[-1] - batches[-2] > batches[1] - batches[0]


@pytest.mark.slow
def test_a_run_with_drawings_and_one_that_was_left(processes: TrainingProcesses) -> None:
    left = train(replace(ARTICLE, epochs=50), slow=True, processes=processes)
    next(left)
    left.close()  # type: ignore[attr-defined]
    reports = all_reports(train(SMALL, stubborn_hand(1), processes=processes))
    assert reports[-1].progress.batches > SMALL.batches


@pytest.mark.slow
def test_a_run_goes_on_from_a_network(processes: TrainingProcesses) -> None:
    recipe = replace(SMALL, input_form="directions", learning_rate=0.000_001)
    first, *_, last = all_reports(train(recipe, (), MORE_HANDS, processes=processes))
    assert first.progress.training.accuracy > 0.9  # with random weights it would be 0.1
    np.testing.assert_allclose(last.progress.network.kernel, MORE_HANDS.kernel, atol=1e-3)


def test_a_run_with_other_inputs_than_its_start_is_refused(processes: TrainingProcesses) -> None:
    with pytest.raises(RecipeError, match="has edge directions, and the recipe has raw pixels"):
        next(train(SMALL, (), MORE_HANDS, processes=processes))


def test_a_run_that_would_keep_others_waiting_is_refused(processes: TrainingProcesses) -> None:
    long = replace(RECIPES["more-hands"], epochs=50, variations=4, styles=400, batch_size=8, validation_split=0.0)
    with pytest.raises(TooMuchWork, match=r"would take about \d+ minutes, .* would make it shorter"):
        next(train(long, processes=processes))


def test_slow_motion_takes_about_as_long_for_a_long_run_and_less_for_a_short_one() -> None:
    assert make_job(SMALL, (), None, slow=False).pause == 0
    short, long = make_job(SMALL, (), None, slow=True), make_job(replace(ARTICLE, epochs=50), (), None, slow=True)
    assert 0.01 < long.pause < short.pause <= 0.25


@pytest.mark.slow
def test_a_hand_is_taught(processes: TrainingProcesses) -> None:
    lesson = teach(load_shipped_network("more-hands"), stubborn_hand(2), processes=processes)
    assert (lesson.drawings, lesson.held_out) == (20, 20)
    assert lesson.mnist_accuracy.shape == STRENGTHS.shape
    assert not (lesson.taught.kernel == MORE_HANDS.kernel).all()


def test_a_network_is_inspected() -> None:
    found = inspect(MORE_HANDS)
    assert found.metrics == pytest.approx(measure_on_mnist_test(MORE_HANDS))
    assert found.labels.shape == found.predicted.shape == found.probability.shape == found.loss.shape == (10_000,)
    assert found.metrics.accuracy == (found.predicted == found.labels).mean()
    assert found.evidence.shape == (10, 784)
    images, labels = digits([0, 1, 2])
    for row, image in enumerate(images):
        reading = read(image, MORE_HANDS)
        assert reading
        assert (reading.digit, labels[row]) == (found.predicted[row], found.labels[row])
        assert reading.probabilities.max() == pytest.approx(found.probability[row], rel=1e-4)


def test_digits_are_given_in_the_order_in_which_they_are_asked_for() -> None:
    test = load_mnist("test")
    images, labels = digits([9999, 0, 9999])
    np.testing.assert_array_equal(images, test.images[[9999, 0, 9999]])
    np.testing.assert_array_equal(labels, test.labels[[9999, 0, 9999]])


@pytest.mark.parametrize("rows", [[-1], [10_000], [True], [0.5], ["0"], [None], [0] * (MOST_DIGITS + 1)])
def test_rows_that_are_none_are_refused(rows: list[int]) -> None:
    with pytest.raises(ValueError, match=r"whole number from 0 to 9,999|1,000 are the most"):
        digits(rows)


def test_a_network_is_exported_as_its_numbers() -> None:
    trained = load_shipped_network("upright")
    name, content = export(trained, "safetensors")
    assert name == "one-layer.safetensors"
    again = parse_network(content)
    np.testing.assert_array_equal(again.network.kernel, trained.network.kernel)
    assert again.recipe == trained.recipe


def test_files_of_all_kinds_have_names_of_their_own() -> None:
    files = [export(load_shipped_network("upright"), kind) for kind in get_args(ExportKind)]
    assert [name for name, _ in files] == [
        "one-layer.safetensors",
        "one_layer.py",
        "one-layer.keras",
        "one-layer.onnx",
        "one-layer.html",
    ]
    assert all(len(content) > 30_000 for _, content in files)


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no kind 'gif'; expected safetensors or python or"):
        export(load_shipped_network("upright"), "gif")  # type: ignore[arg-type]
