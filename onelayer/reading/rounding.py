"""Rounding: a network whose weights have few bits each, or of whose weights many are 0.

A rounded kernel is `level × scale`: a small integer for each weight, one scale for each digit. The page rounds with
`page/reading/rounding.js`, the training with `training/tensor_rounding.py`; tests hold all three equal.
"""

import numpy as np

from onelayer.reading.inputs import PIXELS
from onelayer.reading.network import DIGITS, Network

BITS = (32, 8, 4, 3, 2, 1)
"""The bits that a weight may have; 32 are not rounded."""
FITS = 20  # of the scales: more lower the error of 4 bits by 0.4 %, that of the others by nothing
REACHES = 0.49  # of a level: the largest weight always has the largest level, so what is rounded already stays as it is
LARGEST_HALF = 65504.0  # the largest number of half precision


def round_network(network: Network, bits: int, sparsity: float) -> Network:
    """Round a network's weights, and its bias to half precision if the weights have fewer than 32 bits.

    A network that was rounded so stays as it is.

    Args:
        network: any network.
        bits: of a weight, one of BITS.
        sparsity: the fraction of the weights that become 0, from 0 to less than 1.
    """
    kernel, bias = network.kernel, network.bias
    is_kept = find_kept(kernel, sparsity)
    if bits < 32:
        levels, scale = fit_levels(kernel, bits, is_kept)
        kernel, bias = levels * scale.astype(np.float32), to_half(bias).astype(np.float32)
    return Network(np.where(is_kept, kernel, np.float32(0)), bias, network.input_form)


def count_zeros(sparsity: float) -> int:
    """Return how many of the 7,840 weights are 0 at a sparsity."""
    return round(sparsity * PIXELS * DIGITS)


def find_kept(kernel: np.ndarray, sparsity: float) -> np.ndarray:
    """Find the weights that do not become 0: bool (784, 10).

    Those of least magnitude become 0, of equal ones the first, row by row.
    """
    order = np.argsort(np.abs(kernel), axis=None, kind="stable")
    is_kept = np.ones(kernel.size, bool)
    is_kept[order[: count_zeros(sparsity)]] = False
    return is_kept.reshape(kernel.shape)


def most_level(bits: int) -> int:
    """Return the largest level: 1 bit has the levels −1 and 1, b bits have −(2^(b−1) − 1) to 2^(b−1) − 1."""
    return max(1, (1 << bits - 1) - 1)


def fit_levels(kernel: np.ndarray, bits: int, is_kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the levels q and the scales a that make Σ (weight − a q)² small, for each digit.

    By turns each level is the one nearest to its weight, and the scale is Σ weight q / Σ q²; the first scale is the
    largest weight's at the largest level (S. P. Lloyd 1982).

    Args:
        kernel: float32 (784, 10).
        bits: fewer than 32.
        is_kept: bool (784, 10): the others do not count.

    Returns:
        Levels, int8 (784, 10), and scales in half precision, float16 (10,).
    """
    most = most_level(bits)
    sizes = np.abs(kernel, dtype=np.float64) * is_kept
    largest = sizes.max(axis=0)
    scale = largest / most
    for _ in range(FITS):
        levels = _levels_of(sizes, scale, bits)
        squares = (levels * levels * is_kept).sum(axis=0)
        scale = (sizes * levels).sum(axis=0) / np.maximum(squares, 1)
        scale = np.minimum(scale, largest / (most - REACHES))
    levels = _levels_of(sizes, scale, bits)
    return np.where(kernel < 0, -levels, levels).astype(np.int8), to_half(scale)


def _levels_of(sizes: np.ndarray, scale: np.ndarray, bits: int) -> np.ndarray:
    """Find the levels (784, 10), 0 or more, nearest to weights' sizes; half a level is rounded up."""
    if bits == 1:
        return np.ones_like(sizes)
    steps = sizes / np.where(scale > 0, scale, 1)
    return np.minimum(np.floor(steps + 0.5), most_level(bits))


def to_half(values: np.ndarray) -> np.ndarray:
    """Round numbers to half precision, float16; larger ones than it has become its largest."""
    halves: np.ndarray = np.clip(values, -LARGEST_HALF, LARGEST_HALF).astype(np.float16)
    return halves


def pack_levels(levels: np.ndarray, bits: int) -> np.ndarray:
    """Pack levels, integers (n,), into uint8 (⌈n · bits / 8⌉,): one after the other, each its lowest bit first.

    A level is kept as the number level + largest level; of 1 bit as 0 for −1, and 1.
    """
    codes = (levels > 0) if bits == 1 else levels.astype(np.int16) + most_level(bits)
    return np.packbits((codes.astype(np.uint8)[:, None] >> np.arange(bits)) & 1, bitorder="little")


def unpack_levels(packed: np.ndarray, bits: int, count: int) -> np.ndarray:
    """Unpack `count` levels, int8 (count,), from what `pack_levels` made.

    Raises:
        ValueError: there are fewer or more bytes than that, or a level is none.
    """
    if packed.shape != (expected := (-(-count * bits // 8),)):
        raise ValueError(f"{count:,} levels of {bits} bits are {expected[0]:,} bytes, not {packed.size:,}")
    ones = np.unpackbits(packed, count=count * bits, bitorder="little").reshape(count, bits)
    codes = ones @ (1 << np.arange(bits))
    if bits == 1:
        return (2 * codes - 1).astype(np.int8)
    if codes.max(initial=0) > 2 * most_level(bits):
        raise ValueError(f"{bits} bits hold the levels up to {most_level(bits)}, and one here is larger")
    return (codes - most_level(bits)).astype(np.int8)
