"""A recipe as a script of plain Keras: the article's own lines, with the visitor's settings."""

from typing import Any

from onelayer.data.styles import STYLES
from onelayer.files.python_code import format_inputs, join_parts
from onelayer.page.views.recipe_words import FIELDS
from onelayer.reading.inputs import InputForm
from onelayer.training.recipe import LIMITS, Recipe, format_number

_HEAD = '''\
"""One dense layer on MNIST, 784 → 10: "Recognize digits with a very simple Neural Network", with settings of One
Layer's Retrain tab. It needs Keras, with any of its backends, and NumPy.{missing}
"""

{imports}
'''
_IMPORTS = "import keras"
_IMPORTS_OF_INPUTS = """\
from functools import cache

import keras
import numpy as np

SIDE = 28  # pixels, of an image"""

_LINES = """\
keras.utils.set_random_seed({seed})  # Keras draws other random numbers than One Layer: the results differ a little

(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
{fewer}{inputs}

model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.summary()

{rate}
model.compile(
    optimizer={optimizer},
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(inputs, labels, epochs={epochs}, batch_size={batch_size}, validation_split={split})

loss, accuracy = model.evaluate(test_inputs, test_labels, verbose=0)
print(f"{{accuracy:.2%}} of MNIST's test digits")
"""

_INPUTS: dict[InputForm, str] = {
    "raw": 'inputs, test_inputs = images.astype("float32"), test_images.astype("float32")',
    "scaled": 'inputs, test_inputs = images.astype("float32") / 255, test_images.astype("float32") / 255',
}
_PREPARED_INPUTS = "inputs, test_inputs = prepare_inputs(images), prepare_inputs(test_images)"

_OPTIMIZERS = {
    "sgd": "keras.optimizers.SGD(learning_rate=rate)",
    "momentum": "keras.optimizers.SGD(learning_rate=rate, momentum=0.9)",
    "adam": "keras.optimizers.Adam(learning_rate=rate)",
    "rmsprop": "keras.optimizers.RMSprop(learning_rate=rate)",
}


def format_keras_script(recipe: Recipe, with_drawings: bool = False) -> str:
    """A whole script that trains and measures the recipe's network in plain Keras.

    Args:
        recipe: the settings. What plain Keras has no word for stands in the script's first lines.
        with_drawings: the visitor's drawings are among the examples; they are not in the script.
    """
    plain = recipe.input_form in _INPUTS
    missing = list_missing(recipe, with_drawings)
    head = _HEAD.format(
        missing="".join(["\n\nNot in this script:", *(f"\n- {each}" for each in missing)]) if missing else "",
        imports=_IMPORTS if plain else _IMPORTS_OF_INPUTS,
    )
    count = recipe.examples
    lines = _LINES.format(
        seed=recipe.seed,
        fewer=f"images, labels = images[:{count}], labels[:{count}]\n" if count < LIMITS["examples"].high else "",
        inputs=_INPUTS.get(recipe.input_form, _PREPARED_INPUTS),
        rate=_format_rate(recipe),
        optimizer=_OPTIMIZERS[recipe.optimizer],
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        split=format_number(recipe.validation_split),
    )
    if plain:
        return f"{head.rstrip()}\n\n{lines}"
    return join_parts([head, format_inputs(recipe.input_form), lines])


def list_missing(recipe: Recipe, with_drawings: bool) -> list[str]:
    """What of a recipe the script does not do, each in a few words."""
    copies = f"{recipe.variations} varied {'copy' if recipe.variations == 1 else 'copies'}"
    variations = "1 variation" if recipe.styles == 1 else f"{recipe.styles} variations"
    the_captchas = f"the digits of {recipe.captchas:,} captchas"
    found = {
        f"{the_captchas}, instead of MNIST, and that other images hold no digit": recipe.captchas,
        f"{variations} of each of the {len(STYLES)} ways of writing": recipe.styles,
        f"{copies} of each of MNIST's training images": recipe.variations,
        "the calibration of the probabilities at the end: no answer changes without it": recipe.calibrate,
        f"{recipe.rounding_epochs} more epochs with rounded weights: {_format_rounding(recipe)}": recipe.rounds,
        "your drawings": with_drawings,
    }
    return [words for words, is_asked in found.items() if is_asked]


def _format_rounding(recipe: Recipe) -> str:
    """How a recipe rounds, in a few words."""
    bits = f"{recipe.bits} {'bit' if recipe.bits == 1 else 'bits'} each" if recipe.bits < 32 else ""
    zeros = f"{100 * recipe.sparsity:g} % are 0" if recipe.sparsity else ""
    return " and ".join(filter(None, [bits, zeros]))


def _format_rate(recipe: Recipe) -> str:
    """The line that sets the learning rate: a number, or a schedule over all batches of the run."""
    rate = format_number(recipe.learning_rate)
    if not recipe.decay:
        return f"rate = {rate}"
    batches = -(-recipe.mnist_training_examples // recipe.batch_size)
    return (
        f"steps = {recipe.epochs} * {batches}  # epochs × batches of an epoch\n"
        f"rate = keras.optimizers.schedules.PolynomialDecay({rate}, steps, end_learning_rate=0.0)  # a straight line"
    )


def make_script(with_drawings: bool, *values: Any) -> str:
    """The script of the values of the settings, in the order of FIELDS.

    Raises:
        RecipeError: a value is outside its limits.
    """
    return format_keras_script(Recipe.from_dict(dict(zip(FIELDS, values, strict=True))), with_drawings)
