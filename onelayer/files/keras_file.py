"""A network as a file of Keras, in its .keras format, written without Keras, which takes seconds to load.

The file is a zip archive of the layers' configuration as JSON and their numbers as HDF5. It has only what Keras needs
to load it; what is not said is Keras' default.
"""

import io
import json
import zipfile
from typing import Any

from onelayer.reading.drawing import SIDE
from onelayer.reading.network import DIGITS, Network

FILE_NAME = "one-layer.keras"
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
USE = """\
import keras
from one_layer import prepare_inputs

(_, _), (images, labels) = keras.datasets.mnist.load_data()
model = keras.saving.load_model("one-layer.keras")
model.summary()
accuracy = (model.predict(prepare_inputs(images)).argmax(axis=1) == labels).mean()
print(f"{accuracy:.2%} of MNIST's test digits")
"""
"""Lines that measure the network in Keras, with its file of Python beside them."""

_SAVED = {"keras_version": "3.0.0", "date_saved": "2026-01-01@00:00:00"}  # the same file for the same network


def format_keras_file(network: Network) -> bytes:
    """Write a keras.Sequential: Input(28, 28) → Flatten → Dense(10, softmax).

    The model takes inputs in the network's input form, float32 (n, 28, 28), and gives probabilities, (n, 10).

    Raises:
        ModuleNotFoundError: the package h5py, which comes with Keras, is not installed.
    """
    parts: dict[str, str | bytes] = {
        "metadata.json": json.dumps(_SAVED),
        "config.json": json.dumps(_describe_model()),
        "model.weights.h5": _format_weights(network),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def _describe_model() -> dict[str, Any]:
    shape = [None, SIDE, SIDE]
    layers = [
        _describe("InputLayer", name="inputs", batch_shape=shape),
        _describe("Flatten", name="flatten"),
        _describe("Dense", name="dense", units=DIGITS, activation="softmax"),
    ]
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": layers},
        "registered_name": None,
        "build_config": {"input_shape": shape},
    }


def _describe(class_name: str, **config: Any) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": class_name, "config": config, "registered_name": None}


def _format_weights(network: Network) -> bytes:
    import h5py

    content = io.BytesIO()
    with h5py.File(content, "w") as weights:
        weights["layers/dense/vars/0"] = network.kernel
        weights["layers/dense/vars/1"] = network.bias
    return content.getvalue()
