"""A network as an ONNX model: inputs → MatMul → Add → Softmax → probabilities.

An ONNX file is a message of Protocol Buffers (onnx.proto, protobuf.dev/programming-guides/encoding): fields, each a
tag, the number of the field and how it is encoded, and a value. These few are written here, as the package onnx takes
31 MB. The tests check them with it.
"""

import numpy as np

from onelayer.reading.inputs import INPUT_NAMES, PIXELS
from onelayer.reading.network import DIGITS, Network

FILE_NAME = "one-layer.onnx"
IR_VERSION, OPERATORS_VERSION = 8, 13  # of 2021; any runtime since then reads them
FLOAT = 1  # TensorProto.DataType


def format_onnx_file(network: Network) -> bytes:
    """Write a model that takes `inputs`, float32 (n, 784) in the network's input form, and gives `probabilities`,
    float32 (n, 10)."""
    graph = (
        _node("MatMul", ["inputs", "kernel"], "products")
        + _node("Add", ["products", "bias"], "logits")
        + _node("Softmax", ["logits"], "probabilities")
        + _field(2, "one_layer")
        + _field(5, _tensor("kernel", network.kernel))
        + _field(5, _tensor("bias", network.bias))
        + _field(11, _value("inputs", PIXELS))
        + _field(12, _value("probabilities", DIGITS))
    )
    about = f"inputs: {INPUT_NAMES[network.input_form]}, float32 (n, 784), as one_layer.py's prepare_inputs makes them."
    return (
        _field(1, IR_VERSION)
        + _field(2, "One Layer")
        + _field(6, about)
        + _field(7, graph)
        + _field(8, _field(1, "") + _field(2, OPERATORS_VERSION))
    )


def _node(operator: str, inputs: list[str], output: str) -> bytes:
    """A NodeProto in its graph."""
    names = b"".join(_field(1, name) for name in inputs)
    return _field(1, names + _field(2, output) + _field(3, operator.lower()) + _field(4, operator))


def _tensor(name: str, array: np.ndarray) -> bytes:
    """A TensorProto of float32 numbers."""
    sizes = b"".join(_field(1, size) for size in array.shape)
    return sizes + _field(2, FLOAT) + _field(8, name) + _field(9, array.astype("<f4").tobytes())


def _value(name: str, size: int) -> bytes:
    """A ValueInfoProto of float32 (n, size)."""
    shape = _field(1, _field(2, "n")) + _field(1, _field(1, size))
    return _field(1, name) + _field(2, _field(1, _field(1, FLOAT) + _field(2, shape)))


def _field(number: int, value: int | str | bytes) -> bytes:
    """A field: a whole number from 0, or what has a length."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    content = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    """A whole number from 0: seven bits in a byte, the lowest first; the eighth says that more follow."""
    content = bytearray()
    while number > 127:
        content.append(number & 127 | 128)
        number >>= 7
    return bytes([*content, number])
