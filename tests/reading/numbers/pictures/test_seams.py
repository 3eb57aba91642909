"""Seams through ink that may be two digits."""

import numpy as np

from onelayer.reading.numbers.pictures.seams import MOST, find_pieces
from tests.reading.pictures import DIGITS, cover, lay


def test_touching_digits_are_parted_where_they_touch() -> None:
    one, other = cover(DIGITS[0], 60, 0.12), cover(DIGITS[8], 60, 0.12)
    ink = lay((60, one.shape[1] + other.shape[1] - 4), (one, 0, 0), (other, 0, one.shape[1] - 4))
    piece_of = find_pieces(ink, 60)
    middles = [np.flatnonzero(piece_of[30] == piece)[0] for piece in range(1, piece_of.max() + 1)]
    assert min(abs(middle - one.shape[1] + 2) for middle in middles) <= 5


def test_narrow_ink_is_not_cut() -> None:
    assert find_pieces(np.ones((60, 20), np.float32), 60).max() == 0


def test_the_number_of_seams_is_bounded() -> None:
    noise = np.random.default_rng(0).random((40, 1200))
    assert find_pieces(noise, 40).max() <= MOST
