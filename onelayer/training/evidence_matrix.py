"""The matrix that turns a digit's weights into what the pixels of images say for it on average.

Raw, scaled and upright inputs are pixels, and the evidence of each (input × weight) is the pixel's. A direction input
is GAIN · √Σ, of what each pixel around its place gave to it, so its evidence is shared among those pixels in proportion
to what they gave. All pixels together still sum, with the bias, to the logit. For one drawing the page does the same
(browser/pixel_evidence.js).
"""

import numpy as np

from onelayer.reading.directions import BLOCK, DIRECTIONS, GAIN, PLACES, place_weights, pool, split_by_direction
from onelayer.reading.drawing import SIDE
from onelayer.reading.inputs import PIXELS, InputForm, prepare_inputs
from onelayer.reading.upright import make_upright

CHUNK = 100  # images whose amounts are held together


def _evidence_per_amount(strengths: np.ndarray) -> np.ndarray:
    """Input ÷ strength, GAIN · √s ÷ s, of strengths of any shape; 0 where there is none to be shared."""
    return np.where(strengths > 0, GAIN / np.sqrt(np.maximum(strengths, 1e-30)), 0)


def evidence_matrix(images: np.ndarray, input_form: InputForm) -> np.ndarray:
    """What turns a digit's weights into what the pixels of images say for it on average.

    Args:
        images: uint8 (n, 28, 28).
        input_form: of the network that the weights belong to.

    Returns:
        float32 (784, 784), to be multiplied with weights (784,); or (784,), its diagonal, where inputs are pixels.
    """
    if input_form != "directions":
        return np.asarray(prepare_inputs(images, input_form).mean(axis=0))
    # Σ over images of amounts[d, y, x] · seen[y, r] · seen[x, c] · GAIN ÷ √strengths[d, r, c]: the first and the last
    # are one product of matrices over the images, for each direction; what the places see is the same for all images.
    products = np.zeros((DIRECTIONS, PIXELS, PLACES**2), np.float32)
    for start in range(0, len(images), CHUNK):
        amounts = split_by_direction(make_upright(images[start : start + CHUNK]))  # (16, 28, n, 28)
        strengths = _evidence_per_amount(pool(amounts)).astype(np.float32)  # (16, 7, n, 7)
        pixels = np.ascontiguousarray(amounts.transpose(0, 1, 3, 2)).reshape(DIRECTIONS, PIXELS, -1)
        places = np.ascontiguousarray(strengths.transpose(0, 2, 1, 3)).reshape(DIRECTIONS, -1, PLACES**2)
        products += np.matmul(pixels, places)
    seen = np.einsum("yr,xc->yxrc", place_weights(), place_weights()).reshape(PIXELS, PLACES**2)
    products *= seen / np.float32(len(images))
    matrix = products.reshape(BLOCK, BLOCK, PIXELS, PLACES, PLACES).transpose(2, 3, 0, 4, 1)
    return np.ascontiguousarray(matrix).reshape(PIXELS, SIDE * SIDE)
