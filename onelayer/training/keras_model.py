"""The network as a Keras model, and Keras' optimizers. TensorFlow is imported when one of these functions is called."""

import os
import sys
from typing import Any

from onelayer.data.freed_memory import keep_freed_memory
from onelayer.reading.drawing import SIDE
from onelayer.reading.network import DIGITS


def import_tensorflow() -> Any:
    """Import TensorFlow with few notices on stderr, and let the process keep freed memory from then on.

    One notice stays, that of oneDNN, which ignores the log level.
    """
    if "tensorflow" not in sys.modules:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        keep_freed_memory()
    import tensorflow

    return tensorflow


def build_keras_model() -> Any:
    """Build a keras.Sequential with untrained weights: Input(28, 28) → Flatten → Dense(10, softmax)."""
    import_tensorflow()
    import keras

    return keras.Sequential(
        [keras.Input((SIDE, SIDE)), keras.layers.Flatten(), keras.layers.Dense(DIGITS, activation="softmax")]
    )


def make_optimizer(name: str) -> Any:
    """Make an optimizer, one of `recipe.OPTIMIZERS`. The recipe's learning rate is set when a run starts."""
    import_tensorflow()
    from keras import optimizers

    if name == "momentum":
        return optimizers.SGD(momentum=0.9)
    return {"sgd": optimizers.SGD, "adam": optimizers.Adam, "rmsprop": optimizers.RMSprop}[name]()
