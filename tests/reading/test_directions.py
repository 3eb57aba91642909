import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onelayer.data.mnist import load_mnist
from onelayer.reading.directions import (
    BLOCK,
    DIRECTIONS,
    PLACES,
    make_directions,
    place_weights,
    split_by_direction,
)
from onelayer.reading.upright import make_upright


def gradient_image(direction: int) -> np.ndarray:
    """Ink that grows steadily in a direction, from the middle of the image."""
    angle = 2 * np.pi * direction / DIRECTIONS
    y, x = np.mgrid[:28, :28] - 13.5
    image: np.ndarray = np.clip(0.5 + 0.02 * (np.cos(angle) * x + np.sin(angle) * y), 0, 1)
    return image.astype(np.float32)[None]


@pytest.mark.parametrize("direction", range(DIRECTIONS))
def test_an_even_gradient_has_one_direction(direction: int) -> None:
    amounts = split_by_direction(gradient_image(direction))[:, 10:18, 0, 10:18].mean(axis=(1, 2))
    assert amounts.argmax() == direction
    assert amounts[direction] == pytest.approx(0.02, rel=0.01)
    assert np.delete(amounts, direction).max() < 1e-4


def test_a_gradient_between_two_directions_is_their_sum() -> None:
    angle = 2 * np.pi * 3.3 / DIRECTIONS
    y, x = np.mgrid[:28, :28] - 13.5
    image = (0.5 + 0.02 * (np.cos(angle) * x + np.sin(angle) * y)).astype(np.float32)[None]
    amounts = split_by_direction(image)[:, 14, 0, 14]
    angles = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    assert (amounts @ np.cos(angles), amounts @ np.sin(angles)) == pytest.approx(
        (0.02 * np.cos(angle), 0.02 * np.sin(angle)), abs=1e-5
    )
    assert np.flatnonzero(amounts > 1e-6).tolist() == [3, 4]


def test_a_place_sees_what_is_around_it() -> None:
    weights = place_weights()
    np.testing.assert_allclose(weights.sum(axis=0), 1, rtol=1e-6)
    assert weights.argmax(axis=0).tolist() == [1, 5, 9, 13, 17, 21, 25]


def test_the_inputs_of_a_place_stand_together() -> None:
    corner = np.zeros((1, 28, 28), np.float32)
    corner[0, 21:, :7] = 1
    blocks = make_directions(corner).reshape(PLACES, BLOCK, PLACES, BLOCK).sum(axis=(1, 3))
    assert blocks[6, 0] > 0
    assert blocks[0].max() < 1e-3
    assert blocks[:, 6].max() < 1e-3


@given(arrays(np.uint8, (28, 28)))
def test_any_image_gives_finite_inputs(image: np.ndarray) -> None:
    inputs = make_directions(make_upright(image[None]))
    assert inputs.dtype == np.float32
    assert np.isfinite(inputs).all()
    assert inputs.min() >= 0


@given(st.integers(0, 9_999))
def test_turned_by_half_a_turn_each_direction_is_its_opposite(row: int) -> None:
    upright = make_upright(load_mnist("test").images[row : row + 1])
    amounts = split_by_direction(upright)[:, :, 0]
    turned = split_by_direction(np.ascontiguousarray(upright[:, ::-1, ::-1]))[:, ::-1, 0, ::-1]
    np.testing.assert_allclose(np.roll(turned, DIRECTIONS // 2, axis=0), amounts, atol=1e-5)
