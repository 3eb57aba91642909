"""The network in Keras' words: what model.summary() prints, and one file of Python that is this very network."""

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

images: uint8 (n, 28, 28), white ink on black, as MNIST's.
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
    """{name}, float32 (n, SIDE, SIDE), of images: what the layer multiplies."""
    parts = [images[start : start + 1000] for start in range(0, len(images), 1000)]
    return np.concatenate([({make}).reshape(-1, SIDE, SIDE) for images in parts])


def build_model():
    """The network as a Keras model, of inputs."""
    import keras

    dense = keras.layers.Dense(10, activation="softmax")
    model = keras.Sequential([keras.Input((SIDE, SIDE)), keras.layers.Flatten(), dense])
    dense.set_weights([kernel, bias])
    return model


def decode(text: str) -> np.ndarray:
    """Numbers, float32, of their bytes in base64."""
    return np.frombuffer(base64.b64decode(text), "<f4")


kernel = decode("""
{kernel}
""").reshape(784, 10)

bias = decode("""
{bias}
""")
'''


def format_network_file(network: Network) -> str:
    """A file of Python that makes the network's inputs of images as this app does, and holds its numbers.

    Its functions are this app's own: their text is taken from where they stand.
    """
    modules = {"raw": [], "scaled": [], "upright": [upright], "directions": [upright, directions]}[network.input_form]
    tail = _TAIL.format(
        name=name_inputs(network.input_form).capitalize(),
        make=_MAKE_INPUTS[network.input_form],
        kernel=_encode(network.kernel),
        bias=_encode(network.bias),
    )
    parts = [_HEAD, *map(_source_of, modules), tail]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _source_of(module: object) -> str:
    """What a module says, without its first docstring and what it imports."""
    text = inspect.getsource(module)  # type: ignore[arg-type]
    _, _, text = text.partition('"""\n\n')
    return "\n".join(line for line in text.splitlines() if not line.startswith(("from ", "import ")))


def _encode(array: np.ndarray) -> str:
    return fill(base64.b64encode(array.astype("<f4").tobytes()).decode("ascii"), 118)
