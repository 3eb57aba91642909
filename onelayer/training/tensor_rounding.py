"""Rounding in TensorFlow, inside the compiled loop: it gives the very kernel that `reading/rounding.py` gives.

The kernel is transposed here, (10, 784), as the compiled loop keeps it.
"""

from typing import Any

from onelayer.reading.inputs import PIXELS
from onelayer.reading.network import DIGITS
from onelayer.reading.rounding import FITS, LARGEST_HALF, REACHES, most_level
from onelayer.training.keras_model import import_tensorflow


def round_tensors(kernel: Any, bias: Any, bits: int, zeros: Any | None) -> tuple[Any, Any]:
    """Round a network's weights and bias, as `round_network` does.

    Args:
        kernel: float32 (10, 784).
        bias: float32 (10,).
        bits: of a weight.
        zeros: int32, how many weights become 0; None if none do.

    Returns:
        Kernel and bias, rounded.
    """
    tensorflow = import_tensorflow()
    is_kept = tensorflow.ones_like(kernel, tensorflow.bool) if zeros is None else _find_kept(kernel, zeros)
    if bits == 32:
        return tensorflow.where(is_kept, kernel, 0.0), bias
    levels, scale = _fit_levels(kernel, bits, is_kept)
    rounded = tensorflow.cast(levels, tensorflow.float32) * _to_half(scale)
    signed = tensorflow.where(kernel < 0, -rounded, rounded)
    return tensorflow.where(is_kept, signed, 0.0), _to_half(bias)


def _find_kept(kernel: Any, zeros: Any) -> Any:
    """Find the weights that do not become 0, bool (10, 784)."""
    tensorflow = import_tensorflow()
    sizes = tensorflow.reshape(tensorflow.transpose(tensorflow.abs(kernel)), [-1])
    order = tensorflow.argsort(sizes, stable=True)
    is_kept = tensorflow.scatter_nd(order[:, None], tensorflow.range(PIXELS * DIGITS) >= zeros, [PIXELS * DIGITS])
    return tensorflow.transpose(tensorflow.reshape(is_kept, [PIXELS, DIGITS]))


def _fit_levels(kernel: Any, bits: int, is_kept: Any) -> tuple[Any, Any]:
    """Find the sizes of the levels, float64 (10, 784), and the scales, float64 (10, 1)."""
    tensorflow = import_tensorflow()
    counts = tensorflow.cast(is_kept, tensorflow.float64)
    sizes = tensorflow.cast(tensorflow.abs(kernel), tensorflow.float64) * counts
    most = most_level(bits)
    largest = tensorflow.reduce_max(sizes, axis=1, keepdims=True)
    scale = largest / most

    def levels_of(scale: Any) -> Any:
        if bits == 1:
            return tensorflow.ones_like(sizes)
        steps = sizes / tensorflow.where(scale > 0, scale, 1)
        return tensorflow.minimum(tensorflow.floor(steps + 0.5), most)

    for _ in range(1 if bits == 1 else FITS):
        levels = levels_of(scale)
        squares = tensorflow.reduce_sum(levels * levels * counts, axis=1, keepdims=True)
        scale = tensorflow.reduce_sum(sizes * levels, axis=1, keepdims=True) / tensorflow.maximum(squares, 1)
        scale = tensorflow.minimum(scale, largest / (most - REACHES))
    return levels_of(scale), scale


def _to_half(values: Any) -> Any:
    """Round numbers to half precision, as float32."""
    tensorflow = import_tensorflow()
    halves = tensorflow.cast(tensorflow.clip_by_value(values, -LARGEST_HALF, LARGEST_HALF), tensorflow.float16)
    return tensorflow.cast(halves, tensorflow.float32)
