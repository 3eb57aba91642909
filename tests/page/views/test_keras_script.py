"""The script of plain Keras: it has the recipe's settings, runs as it is, and learns."""

import ast
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.page.views.keras_script import format_keras_script, list_missing
from onelayer.reading.inputs import prepare_inputs
from onelayer.training.keras_model import import_tensorflow
from onelayer.training.recipe import OPTIMIZERS, Recipe
from onelayer.training.recipes import ARTICLE, CAPTCHAS, RECIPES

IMAGES = 2000
UPRIGHT, MORE_HANDS = RECIPES["upright"], RECIPES["more-hands"]


class MnistOfKeras:
    """Stands for `keras.datasets`, from which Keras would fetch MNIST."""

    class mnist:
        @staticmethod
        def load_data() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
            """The first images for all of MNIST."""
            training, test = load_mnist("train"), load_mnist("test")
            return (training.images[:IMAGES], training.labels[:IMAGES]), (test.images[:500], test.labels[:500])


def test_the_articles_script_is_the_articles_own_lines() -> None:
    script = format_keras_script(ARTICLE)
    assert script.startswith('"""One dense layer on MNIST, 784 → 10')
    assert "Not in this script" not in script
    for line in (
        'inputs, test_inputs = images.astype("float32"), test_images.astype("float32")',
        "rate = 0.01",
        "    optimizer=keras.optimizers.SGD(learning_rate=rate),",
        '    loss="sparse_categorical_crossentropy",',
        "model.fit(inputs, labels, epochs=5, batch_size=64, validation_split=0.2)",
    ):
        assert f"\n{line}\n" in script
    assert len(script.splitlines()) < 40


def test_what_plain_keras_has_no_word_for_is_said() -> None:
    script = format_keras_script(MORE_HANDS, with_drawings=True)
    said = ast.get_docstring(ast.parse(script)) or ""
    assert "Not in this script:\n- 200 variations of each of the " in said
    assert "- 2 varied copies of each of MNIST's training images" in said
    assert "- the calibration of the probabilities" in said
    assert "- your drawings" in said
    assert list_missing(replace(UPRIGHT, styles=1, calibrate=False), False)[0].startswith("1 variation of each")
    assert list_missing(CAPTCHAS, False)[0].startswith("the digits of 2,000 captchas, instead of MNIST")
    assert list_missing(replace(ARTICLE, bits=1, sparsity=0.5), False) == [
        "6 more epochs with rounded weights: 1 bit each and 50 % are 0"
    ]
    assert list_missing(ARTICLE, False) == []


def test_the_settings_stand_in_the_script() -> None:
    recipe = Recipe(7, 100, 0.000_01, True, "momentum", "scaled", 1234, 0.25, seed=3)
    script = format_keras_script(recipe)
    for words in (
        "set_random_seed(3)",
        "images, labels = images[:1234], labels[:1234]",
        "/ 255",
        "steps = 7 * 10 ",
        "PolynomialDecay(0.00001, steps, end_learning_rate=0.0)",
        "SGD(learning_rate=rate, momentum=0.9)",
        "epochs=7, batch_size=100, validation_split=0.25",
    ):
        assert words in script


@pytest.mark.slow
@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(epochs=3, examples=IMAGES),
        Recipe(epochs=3, optimizer="rmsprop", learning_rate=0.003, input_form="scaled", examples=IMAGES),
        replace(UPRIGHT, epochs=5, batch_size=64, examples=IMAGES),
        replace(MORE_HANDS, epochs=3, batch_size=64, examples=IMAGES),
        Recipe(epochs=3, optimizer="momentum", input_form="scaled", examples=IMAGES, validation_split=0),
    ],
    ids=lambda recipe: f"{recipe.input_form}-{recipe.optimizer}",
)
def test_the_script_runs_as_it_is_and_learns(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import_tensorflow()
    import keras

    monkeypatch.setattr(keras, "datasets", MnistOfKeras)
    used: dict[str, Any] = {}
    exec(format_keras_script(recipe), used)
    model = used["model"]
    assert model.count_params() == 7850
    assert [tuple(weights.shape) for weights in model.weights] == [(784, 10), (10,)]
    assert (
        type(model.optimizer).__name__.lower().startswith({"momentum": "sgd"}.get(recipe.optimizer, recipe.optimizer))
    )
    assert len(model.history.history["loss"]) == recipe.epochs
    assert ("val_loss" in model.history.history) == (recipe.validation_split > 0)
    assert int(model.optimizer.iterations) == recipe.epochs * -(-recipe.mnist_training_examples // recipe.batch_size)
    if recipe.decay:
        assert float(model.optimizer.learning_rate) == pytest.approx(0, abs=1e-6), (
            "it has come to 0 with the last batch"
        )
    images = load_mnist("test").images[:500]
    expected = prepare_inputs(images, recipe.input_form).reshape(-1, 28, 28)
    np.testing.assert_allclose(used["test_inputs"], expected, atol=1e-5)
    printed = re.search(r"(\d+\.\d\d)% of MNIST's test digits", capsys.readouterr().out)
    assert printed
    assert float(printed[1]) > 70


def test_each_optimizer_has_its_line() -> None:
    for optimizer in OPTIMIZERS:
        assert "keras.optimizers." in format_keras_script(Recipe(optimizer=optimizer))
