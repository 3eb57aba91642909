import numpy as np
import pytest

from onelayer.data.captcha_glyphs import NO_DIGIT, make_glyphs, overlap_of
from onelayer.data.captchas import CaptchaSettings


def test_windows_of_every_captcha_hold_digits_and_none() -> None:
    images, labels, numbers = make_glyphs(CaptchaSettings(), 12, seed=0)
    assert images.shape == (len(labels), 28, 28)
    assert images.dtype == np.uint8
    assert set(numbers) == set(range(12))
    assert set(labels) <= set(range(NO_DIGIT + 1))
    assert 0.2 < (labels == NO_DIGIT).mean() < 0.7
    assert all((labels[numbers == number] < NO_DIGIT).sum() >= 4 for number in range(12))
    assert images[labels < NO_DIGIT].any(axis=(1, 2)).all()
    assert not images[-1].any()
    assert labels[-1] == NO_DIGIT


def test_the_seed_decides_the_windows() -> None:
    once, again, other = (make_glyphs(CaptchaSettings(), 2, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


def test_it_tells_how_many_are_done_and_can_be_stopped() -> None:
    heard: list[int] = []

    def tell(done: int) -> None:
        heard.append(done)
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        make_glyphs(CaptchaSettings(), 100, 0, tell)
    assert heard == [1, 2]


def test_overlap_is_what_two_windows_share_of_both() -> None:
    windows, others = np.array([[0, 10], [20, 30]]), np.array([[0, 10], [5, 10], [25, 35]])
    assert overlap_of(windows, others) == pytest.approx(np.array([[1, 0.5, 0], [0, 0, 1 / 3]]))
