"""Labelled inputs for training and validation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import numpy as np

from onelayer.data.captcha_glyphs import NO_DIGIT, make_glyphs
from onelayer.data.captchas import CaptchaSettings
from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs, prepare_style_inputs, prepare_varied_inputs
from onelayer.data.shared_arrays import shared_array
from onelayer.data.styles import label_styles
from onelayer.reading.inputs import InputForm, prepare_inputs
from onelayer.training.keras_model import import_tensorflow
from onelayer.training.recipe import Recipe

Tell: TypeAlias = Callable[[int, int], None]
"""Hears how many of how many things are done."""

ALIGNMENT = 64  # bytes: TensorFlow uses memory that it did not allocate only if it is aligned to this


@dataclass(eq=False)
class Examples:
    """Labelled inputs.

    Attributes:
        inputs: float32 (n, 784).
        labels: uint8 (n,), 0 to 9; in training on captchas 10 as well, no digit.
    """

    inputs: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, rows: slice) -> "Examples":
        return Examples(self.inputs[rows], self.labels[rows])

    def __add__(self, others: "Examples") -> "Examples":
        """Append other examples to these."""
        inputs, labels = [self.inputs, others.inputs], [self.labels, others.labels]
        return Examples(np.concatenate(inputs), np.concatenate(labels))

    @cached_property
    def tensor(self) -> Any:
        """The inputs as a tensor, made once.

        Raw pixels are whole numbers and are copied as bytes, which shuffle four times as fast. Inputs in memory that
        processes share are not copied.
        """
        tensorflow = import_tensorflow()
        first_and_all = self.inputs[:1], self.inputs  # the first image alone rules out most other forms, quickly
        if all(np.array_equal(inputs.astype(np.uint8), inputs) for inputs in first_and_all):
            return tensorflow.constant(self.inputs.astype(np.uint8))
        if isinstance(self.inputs, np.memmap) and self.inputs.ctypes.data % ALIGNMENT == 0:
            shared = self.inputs.view()
            shared.flags.writeable = True  # TensorFlow accepts only writable memory, but does not write to it
            return tensorflow.experimental.dlpack.from_dlpack(shared.__dlpack__())
        return tensorflow.constant(self.inputs)


def load_examples(recipe: Recipe, tell: Tell = lambda done, count: None) -> tuple[Examples, Examples]:
    """Load the examples that a recipe trains on, and those that it validates on. MNIST's last result is kept.

    Args:
        recipe: the recipe.
        tell: hears of captchas that are made how many are done, and of how many; may raise, to stop.

    Raises:
        AssetError: MNIST is missing or broken.
    """
    if recipe.captchas:
        return make_captcha_examples(recipe, tell)
    return _load(recipe.input_form, recipe.examples, recipe.mnist_training_examples, recipe.styles, recipe.variations)


def make_captcha_examples(recipe: Recipe, tell: Tell) -> tuple[Examples, Examples]:
    """Make the windows of fresh captchas, as the recipe's seed decides; those that hold no digit have the label 10.

    Of the validating captchas there are only the windows that hold a digit: validation asks which one.
    """
    images, labels, numbers = make_glyphs(
        CaptchaSettings(), recipe.captchas, recipe.seed, lambda done: tell(done, recipe.captchas)
    )
    inputs = prepare_inputs(images, recipe.input_form)
    trains = numbers < recipe.training_captchas
    validates = ~trains & (labels != NO_DIGIT)
    return Examples(inputs[trains], labels[trains]), Examples(inputs[validates], labels[validates])


@lru_cache(maxsize=1)
def _load(
    input_form: InputForm, examples: int, training_examples: int, styles: int, variations: int
) -> tuple[Examples, Examples]:
    mnist = Examples(prepare_mnist_inputs("train", input_form), load_mnist("train").labels)
    training, validation = mnist[:training_examples], mnist[training_examples:examples]
    if not styles and not variations:
        return training, validation
    labels = [training.labels, *([label_styles(styles)] if styles else []), *[training.labels] * variations]

    def make() -> np.ndarray:
        drawn = [prepare_style_inputs(styles, input_form)[0]] if styles else []
        varied = [prepare_varied_inputs(training_examples, copy, input_form) for copy in range(variations)]
        return np.concatenate([training.inputs, *drawn, *varied])

    name = f"training {input_form} {training_examples} {styles} {variations}"
    return Examples(shared_array(name, make), np.concatenate(labels)), validation
