import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs
from onelayer.data.styles import STYLES
from onelayer.reading.inputs import INPUT_FORMS, INPUT_NAMES, InputForm, prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.training.compiled_loop import CompiledLoop
from onelayer.training.evaluation import measure, measure_on_mnist_test
from onelayer.training.examples import Examples, load_examples
from onelayer.training.keras_model import build_keras_model
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.recipe import OPTIMIZERS, Recipe, RecipeError
from onelayer.training.recipes import ARTICLE
from onelayer.training.schedule import schedule_reports
from onelayer.training.shards import shuffle_into_shards
from onelayer.training.training import train

SMALL = replace(ARTICLE, epochs=2, examples=2000)


@pytest.fixture(scope="module")
def article_run() -> list[Progress]:
    return list(train(ARTICLE))


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_numpy_reads_as_keras_does(form: InputForm, random_network: Network) -> None:
    model = build_keras_model()
    scale = 1 / 255 if form == "raw" else 1
    network = Network(random_network.kernel * np.float32(scale), random_network.bias, form)
    model.layers[-1].set_weights([network.kernel, network.bias])
    inputs = prepare_inputs(load_mnist("test").images[:500], form)
    ours = softmax(network.logits(inputs))
    np.testing.assert_allclose(ours, model(inputs.reshape(-1, 28, 28)).numpy(), atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_compiled_loop_trains_as_keras_own_does(optimizer: str, random_network: Network) -> None:
    import keras

    inputs, labels = prepare_mnist_inputs("train", "scaled")[:500], load_mnist("train").labels[:500]
    recipe = Recipe(epochs=2, batch_size=64, learning_rate=0.002, optimizer=optimizer, input_form="scaled", seed=3)
    *_, last = train(recipe, (Examples(inputs, labels), Examples(inputs[:0], labels[:0])), start=random_network)

    model = build_keras_model()
    model.layers[-1].set_weights([random_network.kernel, random_network.bias])
    own: dict[str, Any] = {
        "sgd": keras.optimizers.SGD(0.002),
        "momentum": keras.optimizers.SGD(0.002, momentum=0.9),
        "adam": keras.optimizers.Adam(0.002),
        "rmsprop": keras.optimizers.RMSprop(0.002),
    }
    # Not compiled: that takes longer than these few steps.
    model.compile(own[optimizer], "sparse_categorical_crossentropy", metrics=["accuracy"], run_eagerly=True)
    shuffle = np.random.default_rng(3)
    for _ in range(2):
        order = shuffle.permutation(500)
        losses = []
        for start in range(0, 500, 64):  # the last batch has 52
            rows = order[start : start + 64]
            model.reset_metrics()
            loss, _ = model.train_on_batch(inputs[rows].reshape(-1, 28, 28), labels[rows].astype(np.int32))
            losses.append(float(loss) * len(rows))
    kernel, bias = model.layers[-1].get_weights()
    np.testing.assert_allclose(last.network.kernel, kernel, atol=2e-5)
    np.testing.assert_allclose(last.network.bias, bias, atol=2e-5)
    assert last.training.loss == pytest.approx(sum(losses) / 500, rel=1e-4)


def test_the_articles_recipe_learns_what_the_article_says(article_run: list[Progress]) -> None:
    ends = [progress for progress in article_run if progress.batch == progress.batches]
    assert [progress.epoch for progress in ends] == [1, 2, 3, 4, 5]
    assert ends[-1].training.accuracy == pytest.approx(0.8718, abs=0.01)
    assert ends[-1].training.loss == pytest.approx(160.3, rel=0.1)
    assert all(progress.validation and 0.75 < progress.validation.accuracy < 0.93 for progress in ends)
    assert ends[-1].finished
    assert not ends[-1].stopped
    assert measure_on_mnist_test(ends[-1].network).accuracy > 0.85


def test_early_learning_is_reported_most_often(article_run: list[Progress]) -> None:
    assert [progress.batch for progress in article_run[:11]] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 750]
    assert [progress.report for progress in article_run] == list(range(1, len(article_run) + 1))
    assert {progress.reports for progress in article_run} == {len(article_run)}
    assert sum(map(len, schedule_reports(ARTICLE, 48_000))) == len(article_run)


def test_slow_motion_reports_more_often() -> None:
    schedules = schedule_reports(ARTICLE, 48_000, 4)
    assert schedules[1] == [187, 374, 561, 748, 750]
    assert schedules[0][:9] == [1, 2, 4, 8, 16, 32, 64, 128, 187]


@pytest.mark.parametrize(("batch_size", "examples"), [(8, 1000), (1024, 1000), (1000, 1000), (999, 1000), (64, 60_000)])
def test_every_batch_is_trained_once_an_epoch(batch_size: int, examples: int) -> None:
    recipe = Recipe(epochs=2, batch_size=batch_size, examples=examples, validation_split=0)
    ends = [schedule[-1] for schedule in schedule_reports(recipe, examples)]
    assert sum(ends) == 2 * recipe.batches


def test_a_seed_gives_the_same_network_again() -> None:
    first, again, other = (list(train(recipe))[-1].network for recipe in (SMALL, SMALL, replace(SMALL, seed=1)))
    assert (first.kernel == again.kernel).all()
    assert not (first.kernel == other.kernel).all()


def test_stopping_keeps_what_was_learned() -> None:
    reports: list[Progress] = []
    for progress in train(SMALL, should_stop=lambda: len(reports) == 2):
        reports.append(progress)
    last = reports[-1]
    assert len(reports) == 3
    assert last.finished
    assert last.stopped
    assert last.batch == 4
    assert last.validation is not None


def test_training_goes_on_from_a_network(random_network: Network) -> None:
    network = Network(random_network.kernel, random_network.bias, "raw")
    first = next(train(replace(SMALL, learning_rate=0.000_001), start=network))
    np.testing.assert_allclose(first.network.kernel, network.kernel, atol=1e-3)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_run_begins_with_exactly_the_weights_that_it_starts_from(optimizer: str, random_network: Network) -> None:
    loop = CompiledLoop(optimizer)
    loop.reset(replace(SMALL, optimizer=optimizer, seed=7), random_network, 100)
    kernel, bias = loop.weights()
    np.testing.assert_array_equal(kernel, random_network.kernel)
    np.testing.assert_array_equal(bias, random_network.bias)


@pytest.mark.slow
def test_the_loss_goes_on_from_that_of_the_network_and_falls() -> None:
    recipe = replace(SMALL, input_form="upright", learning_rate=0.05, batch_size=128, calibrate=True, decay=True)
    *_, before = train(recipe)
    training, _ = load_examples(recipe)
    loss_before = measure(before.network, training.inputs, training.labels).loss
    first, *_, last = train(replace(recipe, calibrate=False, seed=5), start=before.network)
    shard = next(shuffle_into_shards(replace(recipe, seed=5), training))  # in the order of the new run's seed
    batch = np.asarray(shard.inputs)[:128].reshape(128, -1), np.asarray(shard.labels)[:128]
    assert first.batches_done == 1
    assert first.recent.loss == pytest.approx(measure(before.network, *batch).loss, rel=1e-4)
    assert measure(last.network, training.inputs, training.labels).loss < loss_before
    assert last.validation is not None
    assert before.validation is not None
    assert last.validation.loss < before.validation.loss


@pytest.mark.parametrize("form", ["scaled", "upright", "directions"])
def test_weights_for_other_inputs_are_no_start(form: InputForm, random_network: Network) -> None:
    network = Network(random_network.kernel, random_network.bias, form)
    with pytest.raises(RecipeError, match=f"{INPUT_NAMES[form]}, and the recipe has raw pixels.* form to {form}"):
        next(train(SMALL, start=network))


def test_divergence_is_explained() -> None:
    recipe = replace(SMALL, optimizer="momentum", learning_rate=10.0, epochs=50)
    huge = Network(np.full((784, 10), 3e38, np.float32), np.zeros(10, np.float32), "raw")
    with pytest.raises(TrainingDiverged, match="learning rate 10 is too large here; try 1"):
        list(train(recipe, start=huge))


def test_without_a_validation_split_nothing_is_validated() -> None:
    assert all(progress.validation is None for progress in train(replace(SMALL, validation_split=0, epochs=1)))


def test_a_run_is_calibrated_where_its_recipe_asks_for_it() -> None:
    plain, calibrated = (list(train(replace(SMALL, calibrate=calibrate)))[-1] for calibrate in (False, True))
    assert plain.calibration is None
    assert calibrated.calibration is not None
    temperature = calibrated.calibration.temperature
    np.testing.assert_allclose(calibrated.network.kernel * temperature, plain.network.kernel, rtol=1e-4, atol=1e-6)
    assert plain.validation is not None
    assert calibrated.validation is not None
    assert calibrated.validation.accuracy == plain.validation.accuracy
    assert calibrated.validation.loss <= plain.validation.loss


def test_the_ways_of_writing_are_trained_on_and_not_validated_on() -> None:
    recipe = replace(SMALL, styles=2)
    training, validation = load_examples(recipe)
    assert len(training) == recipe.training_examples == recipe.mnist_training_examples + 2 * len(STYLES)
    assert len(validation) == recipe.examples - recipe.mnist_training_examples
    assert training.labels[-1] == STYLES[-1].digit


def test_the_learning_rate_falls_to_nothing() -> None:
    inputs, labels = prepare_mnist_inputs("train", "scaled")[:512], load_mnist("train").labels[:512]
    recipe = Recipe(epochs=2, batch_size=128, learning_rate=1.0, decay=True, input_form="scaled")
    examples = Examples(inputs, labels)
    reports = list(train(recipe, (examples, Examples(inputs[:0], labels[:0])), reports_per_epoch=4))
    steps = [
        float(np.abs(after.network.kernel - before.network.kernel).max())
        for before, after in itertools.pairwise(reports)
    ]
    assert len(steps) == 7
    assert steps[-1] < 0.5 * steps[0]


def test_how_often_it_reports_makes_no_difference_to_a_decaying_run() -> None:
    inputs, labels = prepare_mnist_inputs("train", "scaled")[:512], load_mnist("train").labels[:512]
    recipe = Recipe(epochs=2, batch_size=64, learning_rate=0.5, decay=True, input_form="scaled")
    examples, nothing = Examples(inputs, labels), Examples(inputs[:0], labels[:0])
    *_, often = train(recipe, (examples, nothing), reports_per_epoch=8)
    *_, seldom = train(recipe, (examples, nothing))
    np.testing.assert_allclose(often.network.kernel, seldom.network.kernel, atol=1e-6)


def test_varied_copies_are_among_the_examples() -> None:
    recipe = Recipe(examples=1000, variations=2, input_form="scaled")
    training, validation = load_examples(recipe)
    assert len(training) == recipe.training_examples == 2400
    assert len(validation) == 200
    assert (training.labels[:800] == training.labels[800:1600]).all()
    assert np.abs(training.inputs[:800] - training.inputs[800:1600]).mean() > 0.01
