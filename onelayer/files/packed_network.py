"""A network's numbers in its file: packed, if it is rounded, so that the file is as small as its bits say.

bits   sparsity   tensors
32     0          kernel F32 (784, 10), bias F32 (10,)
32     more       kernel F32 (n,): the n weights that are kept, row by row; bias F32 (10,); mask
fewer  0          levels U8, of all weights, row by row; scale F16 (10,); bias F16 (10,)
fewer  more       levels U8, of the weights that are kept; scale; bias; mask

`pack_levels` (reading/rounding.py) packs levels. The mask, U8 (980,), has a bit for each weight, row by row, the lowest
bit of a byte first: 1 if the weight is kept.
"""

from collections.abc import Mapping

import numpy as np

from onelayer.reading.inputs import PIXELS
from onelayer.reading.network import DIGITS, Network
from onelayer.reading.rounding import count_zeros, find_kept, fit_levels, pack_levels, round_network, unpack_levels
from onelayer.training.recipe import Recipe

SHAPE = (PIXELS, DIGITS)
WEIGHTS = PIXELS * DIGITS
MASK_BYTES = WEIGHTS // 8


class PackingError(ValueError):
    """What a file holds is not a network's; the message goes on after the file's name."""


def pack_network(network: Network, recipe: Recipe) -> dict[str, np.ndarray]:
    """Make the tensors of a network's file, by name. A network is rounded as its recipe says, if it is not yet."""
    network = round_network(network, recipe.bits, recipe.sparsity)
    is_kept = find_kept(network.kernel, recipe.sparsity)
    mask = {"mask": np.packbits(is_kept.reshape(-1), bitorder="little")} if recipe.sparsity else {}
    if recipe.bits == 32:
        kernel = network.kernel[is_kept] if mask else network.kernel
        return {"kernel": np.ascontiguousarray(kernel), "bias": np.ascontiguousarray(network.bias), **mask}
    levels, scale = fit_levels(network.kernel, recipe.bits, is_kept)
    packed = pack_levels(levels[is_kept], recipe.bits)
    return {"levels": packed, "scale": scale, "bias": network.bias.astype(np.float16), **mask}


def unpack_network(tensors: Mapping[str, np.ndarray], recipe: Recipe) -> Network:
    """Make the network from its file's tensors, which may be anything.

    Raises:
        PackingError: they are not those that the recipe's network has.
        ValueError: a number is not finite, or no level.
    """
    expected = _expected_tensors(recipe)
    if tensors.keys() != expected.keys():
        raise PackingError(f"holds {', '.join(tensors) or 'nothing'}; expected {' and '.join(expected)}")
    for name, (kind, shape) in expected.items():
        found = tensors[name]
        if found.dtype != kind or found.shape != shape:
            raise PackingError(f"has the {name} {found.shape} of {found.dtype}; expected {shape} of {kind}")
    is_kept = _unpack_mask(tensors["mask"], recipe) if "mask" in tensors else np.ones(SHAPE, bool)
    bias = tensors["bias"].astype(np.float32)
    if recipe.bits == 32:
        kernel = np.zeros(SHAPE, np.float32)
        kernel[is_kept] = tensors["kernel"].reshape(-1)
        return Network(kernel, bias, recipe.input_form)
    scale = tensors["scale"].astype(np.float32)
    if not np.isfinite(scale).all():
        raise PackingError("has scales that are no finite numbers")
    levels = np.zeros(SHAPE, np.float32)
    levels[is_kept] = unpack_levels(tensors["levels"], recipe.bits, int(is_kept.sum()))
    return Network(levels * scale, bias, recipe.input_form)


def _expected_tensors(recipe: Recipe) -> dict[str, tuple[type[np.generic], tuple[int, ...]]]:
    """Return the type and the shape of each tensor of a recipe's network."""
    kept = WEIGHTS - count_zeros(recipe.sparsity)
    mask: dict[str, tuple[type[np.generic], tuple[int, ...]]] = {"mask": (np.uint8, (MASK_BYTES,))}
    extra = mask if recipe.sparsity else {}
    if recipe.bits == 32:
        return {"kernel": (np.float32, (kept,) if extra else SHAPE), "bias": (np.float32, (DIGITS,)), **extra}
    levels = -(-kept * recipe.bits // 8)
    return {"levels": (np.uint8, (levels,)), "scale": (np.float16, (DIGITS,)), "bias": (np.float16, (DIGITS,)), **extra}


def _unpack_mask(mask: np.ndarray, recipe: Recipe) -> np.ndarray:
    is_kept = np.unpackbits(mask, bitorder="little").astype(bool).reshape(SHAPE)
    kept = WEIGHTS - count_zeros(recipe.sparsity)
    if is_kept.sum() != kept:
        raise PackingError(f"keeps {is_kept.sum():,} weights; expected {kept:,} at sparsity {recipe.sparsity}")
    return is_kept
