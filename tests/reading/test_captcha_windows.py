import numpy as np
import pytest

from onelayer.data.captchas import CaptchaSettings, make_captchas
from onelayer.reading.captcha_windows import draw_windows, find_cuts, find_ink, find_windows, fit_windows


def block(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Ink, float32 (60, 160), in these boxes: left, top, right, bottom."""
    ink = np.zeros((60, 160), np.float32)
    for left, top, right, bottom in boxes:
        ink[top:bottom, left:right] = 1
    return ink


def test_ink_is_what_differs_from_the_paper_in_any_colours() -> None:
    for paper, pen in ((255, 0), (0, 255), (240, 200)):
        picture = np.full((60, 160, 3), paper, np.uint8)
        picture[10:50, 20:40] = pen
        assert find_ink(picture) == pytest.approx(block((20, 10, 40, 50)))


def test_dots_and_thin_lines_are_no_ink() -> None:
    picture = np.full((60, 160, 3), 255, np.uint8)
    picture[10:50, 20:30] = 0
    picture[30:32, 60:150] = picture[5:9, 50:54] = 0
    assert find_ink(picture) == pytest.approx(block((20, 10, 30, 50)))


def test_a_blank_picture_has_no_ink_and_no_windows() -> None:
    ink = find_ink(np.full((60, 160, 3), 250, np.uint8))
    assert not ink.any()
    assert find_windows(ink).shape == (0, 4)
    assert draw_windows(ink, find_windows(ink)).shape == (0, 28, 28)


def test_cuts_are_at_the_sides_of_gaps() -> None:
    assert {0, 20, 40, 60, 80, 160} <= set(find_cuts(block((20, 10, 40, 50), (60, 10, 80, 50))))


def test_windows_fit_their_ink() -> None:
    windows = find_windows(block((20, 10, 40, 50), (60, 15, 80, 45))).tolist()
    assert [20, 10, 40, 50] in windows
    assert [60, 15, 80, 45] in windows


def test_fitting_leaves_out_what_is_too_small() -> None:
    ink = block((20, 10, 40, 50), (60, 20, 63, 50), (100, 20, 120, 25))
    windows, kept = fit_windows(ink, np.array([[10, 50], [55, 70], [90, 130], [150, 160]]))
    assert windows.tolist() == [[20, 10, 40, 50]]
    assert kept.tolist() == [True, False, False, False]


def test_an_image_is_20_pixels_high_around_its_centre_of_mass() -> None:
    (image,) = draw_windows(block((20, 10, 40, 50)), np.array([[20, 10, 40, 50]]))
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    assert 20 <= np.ptp(rows) + 1 <= 21
    assert 10 <= np.ptp(columns) + 1 <= 11
    assert image.max() == 255
    centre = image.sum(axis=1) @ (np.arange(28) + 0.5) / image.sum()
    assert centre == pytest.approx(14.5, abs=0.1)


def test_ink_outside_its_window_is_not_in_the_image() -> None:
    ink = block((20, 10, 40, 50), (42, 10, 60, 50))
    alone, beside = (draw_windows(each, np.array([[20, 10, 40, 50]])) for each in (block((20, 10, 40, 50)), ink))
    assert np.array_equal(alone, beside)


def test_most_digits_have_a_window_of_their_own() -> None:
    found = []
    for captcha in make_captchas(CaptchaSettings(), 30, seed=8):
        windows = find_windows(find_ink(captcha.picture))
        for left, _, right, _ in captcha.boxes:
            apart = np.abs(windows[:, 0] - left) + np.abs(windows[:, 2] - right)
            found.append(apart.min() <= 8)
    assert np.mean(found) > 0.95
