import numpy as np
import pytest

from onelayer.reading.captcha_path import find_path, log_sum

WINDOWS = np.array([[start, 10, start + 20, 50] for start in range(0, 150, 10)])  # each overlaps its neighbours by half


def ink_in(*starts: int) -> np.ndarray:
    ink = np.zeros((60, 160), np.float32)
    for start in starts:
        ink[10:50, start : start + 20] = 1
    return ink


def likeness_of(*starts: int) -> np.ndarray:
    return np.where(np.isin(WINDOWS[:, 0], starts), 5.0, -5.0)


@pytest.mark.parametrize("starts", [(0, 30, 60, 100), (0, 20, 40, 60, 80), (0, 20, 50, 70, 100, 130)])
def test_the_path_goes_through_the_windows_that_look_like_digits(starts: tuple[int, ...]) -> None:
    path = find_path(ink_in(*starts), WINDOWS, likeness_of(*starts), (4, 5, 6))
    assert path is not None
    assert WINDOWS[path.argmax(axis=1), 0].tolist() == list(starts)
    assert path.sum(axis=1) == pytest.approx(np.ones(len(starts)))


def test_the_length_that_is_told_is_kept() -> None:
    starts = (0, 30, 60, 100, 130)
    path = find_path(ink_in(*starts), WINDOWS, likeness_of(*starts), (4,))
    assert path is not None
    assert len(path) == 4


def test_ink_is_not_left_out_if_it_need_not_be() -> None:
    starts = (0, 30, 60, 100, 130)
    likeness = np.where(WINDOWS[:, 0] == 130, 0.5, likeness_of(*starts))
    path = find_path(ink_in(*starts), WINDOWS, likeness, (4, 5, 6))
    assert path is not None
    assert len(path) == 5


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_windows_are_no_path(count: int) -> None:
    windows = np.array([[start, 10, start + 20, 50] for start in range(0, 30 * count, 30)], int).reshape(-1, 4)
    assert find_path(ink_in(0), windows, np.ones(count), (4, 5, 6)) is None


def test_log_sum_is_finite_for_large_numbers() -> None:
    assert log_sum(np.array([[1000.0, 1000.0], [0.0, -1000.0]]), axis=1) == pytest.approx([1000 + np.log(2), 0])
