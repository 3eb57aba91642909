"""Labelled inputs to train and to validate on."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs, prepare_style_inputs, prepare_varied_inputs
from onelayer.reading.inputs import InputForm
from onelayer.training.keras_model import import_tensorflow
from onelayer.training.recipe import Recipe


@dataclass(eq=False)
class Examples:
    """Labelled inputs.

    Attributes:
        inputs: float32 (n, 784).
        labels: uint8 (n,), 0 to 9.
    """

    inputs: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def __add__(self, others: "Examples") -> "Examples":
        """These and then those."""
        inputs, labels = [self.inputs, others.inputs], [self.labels, others.labels]
        return Examples(np.concatenate(inputs), np.concatenate(labels))

    @cached_property
    def tensor(self) -> Any:
        """The inputs, copied to TensorFlow once; raw ones as the bytes they are, which shuffle four times as fast."""
        first_and_all = self.inputs[:1], self.inputs  # the first image tells most others apart at once
        are_bytes = all(np.array_equal(inputs.astype(np.uint8), inputs) for inputs in first_and_all)
        return import_tensorflow().constant(self.inputs.astype(np.uint8) if are_bytes else self.inputs)


def load_examples(recipe: Recipe) -> tuple[Examples, Examples]:
    """What a recipe trains on, and what it validates on. The last recipe's are kept, prepared.

    Raises:
        AssetError: MNIST is missing or broken.
    """
    return _load(recipe.input_form, recipe.examples, recipe.mnist_training_examples, recipe.styles, recipe.variations)


@lru_cache(maxsize=1)
def _load(
    input_form: InputForm, examples: int, training_examples: int, styles: int, variations: int
) -> tuple[Examples, Examples]:
    inputs, labels = prepare_mnist_inputs("train", input_form), load_mnist("train").labels
    training = Examples(inputs[:training_examples], labels[:training_examples])
    if styles:
        training += Examples(*prepare_style_inputs(styles, input_form))
    for copy in range(variations):
        training += Examples(prepare_varied_inputs(training_examples, copy, input_form), labels[:training_examples])
    return training, Examples(inputs[training_examples:examples], labels[training_examples:examples])
