"""The matrix that turns a digit's weights into the average evidence of each pixel for that digit.

Raw, scaled and upright inputs are pixels, so the evidence of an input (input × weight) is its pixel's evidence. An
edge direction is GAIN · √s, where its strength s is a sum of one amount from each pixel around its place. Its evidence
is divided among these pixels in proportion to their amounts. The evidence of all pixels and the bias still sum to the
logit. The page does the same for one drawing (page/reading/evidence.js).
"""

import numpy as np

from onelayer.reading.directions import BLOCK, DIRECTIONS, GAIN, PLACES, place_weights, pool, split_by_direction
from onelayer.reading.inputs import PIXELS, InputForm, prepare_inputs
from onelayer.reading.upright import make_upright

CHUNK = 100  # images processed together: bounds the memory for their amounts


def evidence_matrix(images: np.ndarray, input_form: InputForm) -> np.ndarray:
    """Make the matrix that turns a digit's weights into the average evidence of each pixel of some images.

    Args:
        images: uint8 (n, 28, 28).
        input_form: the input form of the network with these weights.

    Returns:
        float32 (784, 784), to be multiplied with weights (784,); or only its diagonal, (784,), if inputs are pixels.
    """
    if input_form != "directions":
        return np.asarray(prepare_inputs(images, input_form).mean(axis=0))
    # Σ over images of amounts[d, y, x] · seen[y, r] · seen[x, c] · GAIN ÷ √strengths[d, r, c]. For each direction, the
    # first and the last factor are one matrix product over the images; `seen` is the same for all images.
    products = np.zeros((DIRECTIONS, PIXELS, PLACES**2), np.float32)
    for start in range(0, len(images), CHUNK):
        amounts = split_by_direction(make_upright(images[start : start + CHUNK]))  # (16, 28, n, 28)
        strengths = pool(amounts)  # (16, 7, n, 7)
        factors = np.where(strengths > 0, GAIN / np.sqrt(np.maximum(strengths, 1e-30)), 0).astype(np.float32)
        pixels = np.ascontiguousarray(amounts.transpose(0, 1, 3, 2)).reshape(DIRECTIONS, PIXELS, -1)
        places = np.ascontiguousarray(factors.transpose(0, 2, 1, 3)).reshape(DIRECTIONS, -1, PLACES**2)
        products += np.matmul(pixels, places)
    seen = np.einsum("yr,xc->yxrc", place_weights(), place_weights()).reshape(PIXELS, PLACES**2)
    products *= seen / np.float32(len(images))
    matrix = products.reshape(BLOCK, BLOCK, PIXELS, PLACES, PLACES).transpose(2, 3, 0, 4, 1)
    return np.ascontiguousarray(matrix).reshape(PIXELS, PIXELS)
