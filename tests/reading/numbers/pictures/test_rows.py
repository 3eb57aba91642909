"""Rows: which parts of the ink make one number."""

import numpy as np
import pytest

from onelayer.reading.numbers.pictures.rows import find_rows
from tests.reading.pictures import DIGITS, cover, lay


def digit(number: int, height: int = 60) -> np.ndarray:
    return cover(DIGITS[number], height, 0.12)


def rows_of(size: tuple[int, int], *placed: tuple[np.ndarray, int, int]) -> list[list[int]]:
    """Where the parts of each row begin, in x."""
    rows = find_rows(255 * lay(size, *placed), 128)
    return [row.parts.starts[row.numbers, 1].tolist() for row in rows]


def test_digits_beside_one_another_are_one_row_whatever_their_heights() -> None:
    assert rows_of((140, 300), (digit(3), 40, 20), (digit(8, 45), 62, 90), (digit(2, 75), 30, 160)) == [[20, 90, 160]]


def test_digits_above_one_another_are_two_rows() -> None:
    assert rows_of((220, 140), (digit(3), 30, 40), (digit(8), 110, 42)) == [[40], [42]]


def test_rows_go_from_top_to_bottom_and_may_be_aslant() -> None:
    upper = [(digit(each), 20 + 6 * at, 20 + 70 * at) for at, each in enumerate((2, 3, 6, 8))]
    lower = [(digit(each), 110 + 6 * at, 25 + 70 * at) for at, each in enumerate((9, 0, 5, 2))]
    found = rows_of((240, 330), *lower, *upper)
    assert [len(row) for row in found] == [4, 4]
    assert found[0][0] == 20


def test_small_digits_under_large_ones_are_a_row() -> None:
    small = [(digit(each, 25), 120, 40 + 30 * at) for at, each in enumerate((2, 3, 6))]
    assert [len(row) for row in rows_of((180, 260), (digit(8, 80), 20, 30), (digit(0, 80), 20, 120), *small)] == [2, 3]


def test_a_bar_belongs_to_its_digit() -> None:
    bar = np.ones((7, 40), np.float32)
    assert rows_of((140, 240), (digit(0), 40, 20), (digit(6), 50, 100), (bar, 36, 105)) == [[20, 100, 105]]


def test_a_digit_in_many_small_parts_is_one_row() -> None:
    dashes = [(np.ones((8, 30), np.float32), 14 + 14 * at, 80) for at in range(4)]
    assert [len(row) for row in rows_of((140, 240), (digit(0, 80), 10, 20), *dashes)] == [5]


@pytest.mark.parametrize("left", [-20, 175])
def test_a_neighbour_that_the_border_cuts_off_is_no_part_of_it(left: int) -> None:
    assert rows_of((140, 200), (digit(3), 40, 50), (digit(8), 40, 110), (digit(0), 40, left)) == [[50, 110]]


def test_all_of_a_picture_that_is_cut_out_tightly_is_read() -> None:
    last = digit(0)
    size = len(last), 148 + last.shape[1]
    assert rows_of(size, (digit(0), 0, 0), (digit(3), 0, 70), (last, 0, 148)) == [[0, 70, 148]]


def test_a_one_at_the_border_of_a_tight_picture_is_no_line() -> None:
    one = np.ones((60, 7), np.float32)
    assert rows_of((70, 200), (one, 5, 8), (digit(3), 5, 50), (one, 5, 150)) == [[8, 50, 150]]


def test_specks_and_blank_ink_are_no_rows() -> None:
    specks = np.zeros((200, 300))
    specks[np.arange(1000) * 7 % 200, np.arange(1000) * 13 % 300] = 255
    assert find_rows(specks, 128) == []
    assert find_rows(np.zeros((50, 50)), 1) == []
