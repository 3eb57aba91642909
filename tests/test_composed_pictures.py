"""Pictures of numbers that are composed from digits."""

import numpy as np
import pytest

from onelayer.reading.morphology import label_parts
from tools.composed_numbers import by_writer, write_styles
from tools.composed_pictures import (
    HEIGHT,
    PAPERS,
    SPACINGS,
    TOUCHING,
    compose_pictures,
    draw_digit,
    enlarge_digit,
    set_row,
)

BLOCK = np.ones((HEIGHT, 40), np.float32)


def test_each_spacing_and_paper_is_composed_and_the_text_is_that_of_the_digits() -> None:
    random = np.random.default_rng(0)
    pictures = compose_pictures(by_writer(write_styles(2, random)), 20, random, lengths=[2])
    assert {(each.spacing, each.paper) for each in pictures} == {
        (spacing.name, paper.name) for spacing in SPACINGS for paper in PAPERS
    }
    assert all(len(each.text) == 2 and each.text.isdigit() for each in pictures)


@pytest.mark.parametrize("spacing", SPACINGS, ids=lambda spacing: spacing.name)
def test_digits_touch_only_where_they_should(spacing: object) -> None:
    row = set_row([BLOCK] * 3, spacing, np.random.default_rng(0))  # type: ignore[arg-type]
    assert label_parts(row > 0.5)[0].max() == (1 if spacing is TOUCHING else 3)


def test_a_digit_has_the_height_that_is_asked_for() -> None:
    stroke = np.array([[0.5, 0.1], [0.4, 0.9]])
    assert draw_digit([stroke], 60, 0.1).shape[0] == pytest.approx(60, abs=2)
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:16] = 255
    assert enlarge_digit(image, 60).shape[0] == pytest.approx(60, abs=3)
