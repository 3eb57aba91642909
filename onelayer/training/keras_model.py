"""The network as a Keras model, and Keras' optimizers. TensorFlow is imported by what is called here, not before."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onelayer.data.freed_memory import keep_freed_memory
from onelayer.files import replacing
from onelayer.reading.drawing import SIDE
from onelayer.reading.network import DIGITS, Network


def import_tensorflow() -> Any:
    """The module tensorflow, with little start-up chatter on stderr: of its notices, oneDNN's heeds no log level. From
    then on the process keeps freed memory."""
    if "tensorflow" not in sys.modules:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        keep_freed_memory()
    import tensorflow

    return tensorflow


def build_keras_model() -> Any:
    """A keras.Sequential with untrained weights: Input(28, 28) → Flatten → Dense(10, softmax)."""
    import_tensorflow()
    import keras

    return keras.Sequential(
        [keras.Input((SIDE, SIDE)), keras.layers.Flatten(), keras.layers.Dense(DIGITS, activation="softmax")]
    )


def save_keras_model(path: Path, network: Network) -> None:
    """Write a network as a Keras model, in Keras' .keras format.

    The model multiplies the network's own form of inputs: give it those, laid out as (n, 28, 28).

    Raises:
        OSError: the file cannot be written; the old one, if any, is whole.
    """
    model = build_keras_model()
    model.layers[-1].set_weights([network.kernel, network.bias])
    with replacing(path) as unfinished:
        model.save(unfinished)


def optimizer_makers() -> dict[str, Callable[[], Any]]:
    """What makes each optimizer of `recipe.OPTIMIZERS`; the learning rate is set when a run starts."""
    import_tensorflow()
    from keras import optimizers

    return {
        "sgd": optimizers.SGD,
        "momentum": lambda: optimizers.SGD(momentum=0.9),
        "adam": optimizers.Adam,
        "rmsprop": optimizers.RMSprop,
    }
