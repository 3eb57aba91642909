"""Numbers composed from drawings."""

import numpy as np
import pytest

from tools.composed_numbers import (
    SPACINGS,
    WrittenNumber,
    compose_numbers,
    leave_out_writers,
    write_styles,
)

BY_NAME = {spacing.name: spacing for spacing in SPACINGS}


def compose(spacing: str, count: int = 20, seed: int = 1) -> list[WrittenNumber]:
    random = np.random.default_rng(seed)
    return compose_numbers(write_styles(4, random), count, random, spacings=[BY_NAME[spacing]], lengths=[4])


@pytest.mark.parametrize("spacing", BY_NAME)
def test_numbers_stand_on_the_pad_and_are_seeded(spacing: str) -> None:
    numbers = compose(spacing)
    for number, again in zip(numbers, compose(spacing), strict=True):
        assert len(number.text) == 4
        assert number.text == again.text
        points = np.concatenate(number.strokes)
        assert points.dtype == np.float32
        assert (points.min(axis=0) > 0).all()
        assert points[:, 1].max() < 1
        np.testing.assert_array_equal(points, np.concatenate(again.strokes))


def test_wide_numbers_are_wider_than_tight_ones_and_these_than_touching_ones() -> None:
    widths = [
        np.mean([np.ptp(np.concatenate(number.strokes)[:, 0]) for number in compose(spacing)])
        for spacing in ("wide", "everyday", "tight", "touching")
    ]
    assert widths == sorted(widths, reverse=True)


def test_joined_numbers_have_a_stroke_less_than_they_would() -> None:
    for seed in range(10):
        (joined,), (apart,) = (compose(spacing, 1, seed) for spacing in ("joined", "everyday"))
        assert joined.text == apart.text
        assert len(joined.strokes) == len(apart.strokes) - 1


def test_late_strokes_come_last() -> None:
    for number in compose("late"):
        lefts = [stroke[:, 0].min() for stroke in number.strokes]
        assert lefts[:4] == sorted(lefts[:4])


def test_writers_are_left_out_or_not() -> None:
    drawings = write_styles(9, np.random.default_rng(0))
    others, left_out = leave_out_writers(drawings)
    assert len({drawing.writer for drawing in left_out}) == 3
    assert len(others) + len(left_out) == len(drawings)
    assert not {drawing.writer for drawing in left_out} & {drawing.writer for drawing in others}
