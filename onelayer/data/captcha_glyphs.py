"""What a network trains on to read captchas: the windows of captchas that hold a digit, and windows that hold none."""

from collections.abc import Callable

import numpy as np

from onelayer.data.captchas import Captcha, CaptchaSettings, make_captchas
from onelayer.reading.captcha_windows import draw_windows, find_ink, find_windows, fit_windows
from onelayer.reading.drawing import SIDE

NO_DIGIT = 10
"""The label of an image that holds no digit: half of one, two, or noise."""
SAME, OTHER = 0.8, 0.6  # overlap, over the union, from which on a window is a digit's, and below which it is none's
NEAREST_SAME = 0.65  # enough for the window that is a digit's nearest
NONE_FRACTION = 0.15  # of the windows that hold no digit: enough, and quicker
JITTER = 2  # pixels by which the sides of further windows around each digit vary
JITTERED = 2  # of these windows for each digit
BLANK_FRACTION = 0.01  # images without ink, of all


def make_glyphs(
    settings: CaptchaSettings,
    count: int,
    seed: int,
    tell: Callable[[int], None] = lambda done: None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make captchas, and take the images of their windows.

    Args:
        settings: how the captchas look.
        count: how many captchas.
        seed: 0 to 2³¹ − 1; captchas that are made to be read have other ones, whatever their seed.
        tell: called after each captcha with the number that are done; may raise, to stop.

    Returns:
        Images, uint8 (n, 28, 28); labels, uint8 (n,), 0 to 9 or NO_DIGIT; and of each the number of its captcha, int
        (n,). The last images are blank, and hold no digit.
    """
    random = np.random.default_rng(seed)
    images, labels, numbers = [], [], []
    for number, captcha in enumerate(make_captchas(settings, count, f"training {seed}")):
        ink = find_ink(captcha.picture)
        windows, answers = label_windows(ink, captcha, random)
        images.append(draw_windows(ink, windows))
        labels.append(answers)
        numbers.append(np.full(len(answers), number))
        tell(number + 1)
    blanks = int(sum(map(len, labels)) * BLANK_FRACTION)
    images.append(np.zeros((blanks, SIDE, SIDE), np.uint8))
    labels.append(np.full(blanks, NO_DIGIT, np.uint8))
    numbers.append(np.zeros(blanks, np.intp))
    return np.concatenate(images), np.concatenate(labels), np.concatenate(numbers)


def label_windows(ink: np.ndarray, captcha: Captcha, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Choose windows of a captcha to train on.

    Args:
        ink: float32 (h, w), the captcha's.
        captcha: says where its digits are.
        random: chooses the windows that hold no digit, and varies those around each digit.

    Returns:
        Windows, int (n, 4), left, top, right and bottom; labels, uint8 (n,), 0 to 9 or NO_DIGIT.
    """
    digits = np.array([int(digit) for digit in captcha.text])
    sides = np.array([[left, right] for left, _, right, _ in captcha.boxes])
    windows = find_windows(ink)
    shared = overlap_of(windows[:, [0, 2]], sides)  # (n, digits)
    best, nearest = shared.max(axis=1), shared.argmax(axis=1)
    labels = np.where(best >= SAME, digits[nearest], NO_DIGIT)
    chosen = (best >= SAME) | ((best < OTHER) & (random.random(len(best)) < NONE_FRACTION))
    if len(windows):
        of_digit = shared.argmax(axis=0)
        near = shared.max(axis=0) >= NEAREST_SAME
        labels[of_digit[near]], chosen[of_digit[near]] = digits[near], True
    around = np.repeat(sides, JITTERED, axis=0) + random.integers(
        -JITTER, JITTER, (len(sides) * JITTERED, 2), endpoint=True
    )
    varied, kept = fit_windows(ink, np.clip(around, 0, ink.shape[1]))
    return (
        np.concatenate([windows[chosen], varied]),
        np.concatenate([labels[chosen], np.repeat(digits, JITTERED)[kept]]).astype(np.uint8),
    )


def overlap_of(windows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The columns that windows (n, 2) and others (m, 2), left and right, share, over those of both: (n, m), 0 to 1."""
    left, right = windows[:, :1], windows[:, 1:]
    shared = np.minimum(right, others[:, 1]) - np.maximum(left, others[:, 0])
    both = np.maximum(right, others[:, 1]) - np.minimum(left, others[:, 0])
    return np.asarray(np.maximum(shared, 0) / both)
