"""The network in Keras: the output of model.summary(), and a Python file that contains the network."""

import base64
import inspect
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

_TAIL = '''\
def prepare_inputs(images: np.ndarray) -> np.ndarray:
    """Make the {name}, float32 (n, SIDE, SIDE), that the layer multiplies, from images."""
    parts = [images[start : start + 1000] for start in range(0, len(images), 1000)]
    return np.concatenate([({make}).reshape(-1, SIDE, SIDE) for images in parts])


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
    """Write a Python file that makes the network's inputs from images as this app does, and contains its numbers.

    The functions in the file are copied from this app's source.
    """
    modules = {"raw": [], "scaled": [], "upright": [upright], "directions": [upright, directions]}[network.input_form]
    tail = _TAIL.format(
        name=name_inputs(network.input_form),
        make=_MAKE_INPUTS[network.input_form],
        kernel=_encode(network.kernel),
        bias=_encode(network.bias),
    )
    parts = [_HEAD, *map(_source_of, modules), tail]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _source_of(module: object) -> str:
    """Return the source of a module without its docstring and its imports."""
    text = inspect.getsource(module)  # type: ignore[arg-type]
    _, _, text = text.partition('"""\n\n')
    return "\n".join(line for line in text.splitlines() if not line.startswith(("from ", "import ")))


def _encode(array: np.ndarray) -> str:
    return fill(base64.b64encode(array.astype("<f4").tobytes()).decode("ascii"), 118)
