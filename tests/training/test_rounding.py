"""Training with rounded weights."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.network import Network
from onelayer.reading.rounding import BITS, count_zeros, round_network
from onelayer.training.evaluation import measure
from onelayer.training.examples import Examples
from onelayer.training.keras_model import import_tensorflow
from onelayer.training.progress import Progress
from onelayer.training.recipe import Recipe
from onelayer.training.schedule import schedule_reports
from onelayer.training.tensor_rounding import round_tensors
from onelayer.training.training import train
from onelayer.training.work import work_seconds

pytestmark = pytest.mark.slow

UPRIGHT = load_shipped_network("upright").network
FEW = Recipe(
    epochs=2, batch_size=256, learning_rate=0.01, optimizer="adam", input_form="upright", bits=1, rounding_epochs=3
)


@pytest.fixture(scope="module")
def examples() -> tuple[Examples, Examples]:
    mnist = Examples(prepare_mnist_inputs("train", "upright"), load_mnist("train").labels)
    return mnist[:5120], mnist[50_000:52_000]


def networks(random_network: Network) -> Iterator[Network]:
    """Some networks: whose weights are random, trained, rounded already, equal, and 0."""
    yield from (random_network, UPRIGHT, round_network(UPRIGHT, 3, 0.9), round_network(UPRIGHT, 1, 0.0))
    for value in (0.25, 0.0):
        yield Network(np.full((784, 10), value, np.float32), np.zeros(10, np.float32), "upright")


@pytest.mark.parametrize("bits", BITS)
def test_the_loop_rounds_as_numpy_does_to_the_last_bit(random_network: Network, bits: int) -> None:
    tensorflow = import_tensorflow()
    compiled = tensorflow.function(partial(round_tensors, bits=bits), jit_compile=True)
    for network, sparsity in itertools.product(networks(random_network), [0.0, 0.3, 0.9]):
        zeros = tensorflow.constant(count_zeros(sparsity)) if sparsity else None
        kernel, bias = tensorflow.constant(network.kernel.T), tensorflow.constant(network.bias)
        kernel, bias = compiled(kernel, bias, zeros=zeros)
        expected = round_network(network, bits, sparsity)
        assert (expected.kernel == kernel.numpy().T).all()
        assert (bias.numpy() == expected.bias).all()


@pytest.mark.parametrize(("bits", "sparsity"), [(1, 0.0), (32, 0.75), (2, 0.75)])
def test_training_on_while_rounded_reads_better_than_rounding_alone(
    examples: tuple[Examples, Examples], bits: int, sparsity: float
) -> None:
    training, validation = examples
    recipe = replace(FEW, epochs=0, bits=bits, sparsity=sparsity)
    *_, last = train(recipe, (training, validation), start=UPRIGHT)
    rounded = round_network(UPRIGHT, bits, sparsity)
    assert last.validation
    assert last.validation.loss < measure(rounded, validation.inputs, validation.labels).loss
    assert (last.network.numbers == round_network(last.network, bits, sparsity).numbers).all()


def reports_of(recipe: Recipe, examples: tuple[Examples, Examples], start: Network | None = None) -> list[Progress]:
    return list(train(recipe, examples, start=start, reports_per_epoch=4))


def test_a_run_is_trained_as_usual_and_then_with_rounded_weights(examples: tuple[Examples, Examples]) -> None:
    reports = reports_of(replace(FEW, calibrate=True), examples)
    assert [each.epoch for each in reports if each.batch == each.batches] == [1, 2, 3, 4, 5]
    for each in reports:
        sizes = [len(np.unique(np.abs(column))) for column in each.network.kernel.T]
        assert (max(sizes) == 1) == (each.epoch > 2)
    assert reports[-1].calibration
    assert reports[-1].batches_done == reports[-1].batches_in_all == 5 * 20
    plain = reports_of(replace(FEW, bits=32), examples)
    assert plain[-1].epoch == 2
    before = [each.network for each in reports if each.epoch == 2][-1]
    assert (before.numbers == plain[-1].network.numbers).all()


def test_the_weights_come_to_their_rounded_values_little_by_little(examples: tuple[Examples, Examples]) -> None:
    training = examples[0][:256]
    reports = reports_of(replace(FEW, epochs=0), (training, examples[1]), UPRIGHT)
    exact = measure(UPRIGHT, training.inputs, training.labels)
    assert reports[0].recent.loss == pytest.approx(exact.loss, rel=1e-4)
    assert reports[-1].recent.loss > 2 * exact.loss


def test_a_run_that_is_stopped_before_its_rounding_epochs_ends_rounded(examples: tuple[Examples, Examples]) -> None:
    *_, last = train(FEW, examples, should_stop=lambda: True)
    assert last.stopped
    assert last.epoch == 1
    assert (last.network.numbers == round_network(last.network, 1, 0.0).numbers).all()


def test_a_run_after_a_rounded_one_is_not_rounded(examples: tuple[Examples, Examples]) -> None:
    plain = replace(FEW, bits=32)
    first = reports_of(plain, examples)[-1].network
    reports_of(FEW, examples)
    second = reports_of(plain, examples)[-1].network
    assert (first.numbers == second.numbers).all()


def test_rounding_epochs_are_work_and_are_reported_as_others_are() -> None:
    rounding, plain = replace(FEW, epochs=0, rounding_epochs=5), replace(FEW, epochs=5, bits=32)
    assert work_seconds(rounding) == work_seconds(plain)
    assert schedule_reports(rounding, 5120, 4) == schedule_reports(plain, 5120, 4)
