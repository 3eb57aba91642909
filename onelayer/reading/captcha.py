"""Reading a captcha: windows that may hold a digit, the layer's logits for each, and the best path through them."""

from dataclasses import dataclass

import numpy as np

from onelayer.reading.captcha_path import find_path, log_sum
from onelayer.reading.captcha_windows import draw_windows, find_ink, find_windows
from onelayer.reading.content import Content
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.reading.reading import Reading, read_contents
from onelayer.reading.verdict import PROTOTYPE_FORM, load_prototypes

LENGTHS = (4, 5, 6)
# How much a window looks like a digit to a network that never saw anything else: chosen on 150 captchas.
ALWAYS = 5.8
CERTAINTY = 1.1  # weight of the logarithm of the largest probability
LOUDNESS = 0.16  # weight of log Σ exp(logits)
STRANGE = -9.4  # for each distance within which people's digits are
NEAR = 0.77  # no window counts as nearer
WIDE = -0.08  # for each pixel of its width


@dataclass(frozen=True, eq=False)
class CaptchaReading:
    """What a network reads in a captcha.

    Attributes:
        text: the digits; empty if none were found.
        readings: of each digit, with its box in the picture.
        certainty: float64 (digits,), how probable each digit is, over all windows that it may be in, 0 to 1.
        windows: the number of windows that were looked at.
    """

    text: str
    readings: tuple[Reading, ...]
    certainty: np.ndarray
    windows: int


def read_captcha(picture: np.ndarray, network: Network, lengths: tuple[int, ...] = LENGTHS) -> CaptchaReading:
    """Read the digits of a captcha.

    Args:
        picture: uint8 (h, w, 3), colours; about 60 pixels high.
        network: the network that reads each window.
        lengths: the numbers of digits that there may be.

    Raises:
        AssetError: the prototypes are missing or broken.
    """
    ink = find_ink(picture)
    windows = find_windows(ink)
    images = draw_windows(ink, windows)
    inputs = prepare_inputs(images, network.input_form)
    logits = network.logits(inputs)
    likeness = log_sum(logits, axis=1) if knows_none(network) else _guess_likeness(images, windows, logits)
    posterior = find_path(ink, windows, likeness, lengths)
    if posterior is None:
        return CaptchaReading("", (), np.zeros(0), len(windows))
    by_digit = posterior @ softmax(logits)  # (digits, 10)
    best = _best_windows(posterior, logits, by_digit)
    contents = [Content(images[each], box=tuple(windows[each].tolist())) for each in best]
    text = "".join(map(str, by_digit.argmax(axis=1)))
    return CaptchaReading(text, tuple(read_contents(contents, network)), by_digit.max(axis=1), len(windows))


def _best_windows(posterior: np.ndarray, logits: np.ndarray, by_digit: np.ndarray) -> list[int]:
    """Of each digit the most probable window that reads as the digit; if none does, the most probable."""
    agrees = logits.argmax(axis=1) == by_digit.argmax(axis=1)[:, None]  # (digits, n)
    return [int(each) for each in np.where(agrees, 1 + posterior, posterior).argmax(axis=1)]


def knows_none(network: Network) -> bool:
    """Whether a network was trained to be silent where there is no digit: on a blank image all its logits are < 0.

    A network that was trained with the softmax of its ten logits alone cannot be: its gradients sum to 0 over the
    digits, and so does its bias.
    """
    return bool(network.bias.max() < 0)


def _guess_likeness(images: np.ndarray, windows: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """How much each image looks like a digit rather than like none, in logarithms, for a network that knows digits
    alone: how sure it is, and how near the image is to people's digits.

    A network that knows what is no digit says it itself: log Σ exp(logits), compared with the silent output's 0.

    Args:
        images: uint8 (n, 28, 28).
        windows: int (n, 4), left, top, right and bottom.
        logits: float (n, 10).

    Returns:
        float (n,).
    """
    strangeness = load_prototypes().strangeness(prepare_inputs(images, PROTOTYPE_FORM), logits.argmax(axis=1))
    sure = CERTAINTY * np.log(softmax(logits).max(axis=1)) + LOUDNESS * log_sum(logits, axis=1)
    width = windows[:, 2] - windows[:, 0]
    return np.asarray(ALWAYS + sure + STRANGE * np.maximum(strangeness, NEAR) + WIDE * width)
