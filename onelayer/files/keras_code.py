"""The network in Keras: the output of model.summary(), and a Python file that contains the network."""

import base64
import inspect
from collections.abc import Sequence
from textwrap import fill

import numpy as np

from onelayer.reading import directions, upright
from onelayer.reading.inputs import InputForm, name_inputs
from onelayer.reading.network import Network

SUMMARY = """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
│ flatten (Flatten)        │ (None, 784)       │         0 │
├──────────────────────────┼───────────────────┼───────────┤
│ dense (Dense)            │ (None, 10)        │     7,850 │
└──────────────────────────┴───────────────────┴───────────┘
 Total params: 7,850 (30.66 KB)
 Trainable params: 7,850 (30.66 KB)
 Non-trainable params: 0 (0.00 B)
"""
FILE_NAME = "one-layer.safetensors"
CODE_FILE_NAME = "this_network.py"

USE = """\
import keras
from this_network import build_model, prepare_inputs

(_, _), (images, labels) = keras.datasets.mnist.load_data()
model = build_model()
model.summary()
accuracy = (model.predict(prepare_inputs(images)).argmax(axis=1) == labels).mean()
print(f"{accuracy:.2%} of MNIST's test digits")
"""

_HEAD = '''\
"""One dense layer, 784 → 10, with the numbers of a trained network. It needs NumPy, and Keras for build_model().

images: uint8 (n, 28, 28), white ink on black, as in MNIST.
probabilities = softmax(prepare_inputs(images) · kernel + bias)
"""

import base64
from functools import cache

import numpy as np

SIDE = 28  # pixels, of an image
'''

_MAKE_INPUTS: dict[InputForm, str] = {
    "raw": "images.astype(np.float32)",
    "scaled": "images / np.float32(255)",
    "upright": "np.sqrt(make_upright(images))",
    "directions": "make_directions(make_upright(images))",
}

_PREPARE = '''\
def prepare_inputs(images: np.ndarray) -> np.ndarray:
    """Make the {name}, float32 (n, SIDE, SIDE), that the layer multiplies, from images."""
    parts = [images[start : start + 1000] for start in range(0, len(images), 1000)]
    return np.concatenate([({make}).reshape(-1, SIDE, SIDE) for images in parts])
'''

_TAIL = '''\
def build_model():
    """Build the network as a Keras model. It takes inputs, not images."""
    import keras

    dense = keras.layers.Dense(10, activation="softmax")
    model = keras.Sequential([keras.Input((SIDE, SIDE)), keras.layers.Flatten(), dense])
    dense.set_weights([kernel, bias])
    return model


def decode(text: str) -> np.ndarray:
    """Decode float32 numbers from their bytes in base64."""
    return np.frombuffer(base64.b64decode(text), "<f4")


kernel = decode("""
{kernel}
""").reshape(784, 10)

bias = decode("""
{bias}
""")
'''


def format_network_file(network: Network) -> str:
    """Write a Python file that makes the network's inputs from images as this app does, and contains its numbers."""
    tail = _TAIL.format(kernel=_encode(network.kernel), bias=_encode(network.bias))
    return join_parts([_HEAD, format_inputs(network.input_form), tail])


def format_inputs(input_form: InputForm) -> str:
    """Write the Python functions that make inputs of a form from images; the last one is `prepare_inputs`.

    The functions are copied from this app's source. They need `np`, `cache` and SIDE, as _HEAD has them.
    """
    modules = {"raw": [], "scaled": [], "upright": [upright], "directions": [upright, directions]}[input_form]
    prepare = _PREPARE.format(name=name_inputs(input_form), make=_MAKE_INPUTS[input_form])
    return join_parts([*map(_source_of, modules), prepare])


def join_parts(parts: Sequence[str]) -> str:
    """Join the parts of a Python file, with two empty lines between them."""
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def _source_of(module: object) -> str:
    """Return the source of a module without its docstring and its imports."""
    text = inspect.getsource(module)  # type: ignore[arg-type]
    _, _, text = text.partition('"""\n\n')
    return "\n".join(line for line in text.splitlines() if not line.startswith(("from ", "import ")))


def _encode(array: np.ndarray) -> str:
    return fill(base64.b64encode(array.astype("<f4").tobytes()).decode("ascii"), 118)
