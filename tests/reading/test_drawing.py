import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.reading.drawing import (
    BOX,
    CENTRE_OF_MASS,
    MOST_POINTS,
    MOST_STROKES,
    SIDE,
    SMALLEST_EXTENT,
    Drawing,
    DrawingError,
    draw_image,
    parse_drawing,
)

# What resampling costs: the pen's prints fall on other parts of a pixel. Of 255.
RESAMPLING = 4
RESAMPLING_ON_THE_GRID = 24  # of a drawing so long that its prints are gathered on a grid of 1/8 pixel

numbers = st.floats() | st.integers() | st.integers(-(10**400), 10**400) | st.booleans() | st.none() | st.text()
json_values = st.recursive(
    numbers, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("strokes"), inner), max_leaves=30
)
almost_points = st.lists(st.floats(0, 1) | numbers, min_size=1, max_size=3)
almost_drawings = st.fixed_dictionaries({"strokes": st.lists(st.lists(almost_points, max_size=4), max_size=4)})

unit = st.floats(0, 1, width=32)
strokes_in_unit_square = st.lists(
    st.lists(st.tuples(unit, unit), min_size=1, max_size=12).map(lambda points: np.array(points, np.float32)),
    max_size=8,
)


def extent_of(strokes: list[np.ndarray]) -> float:
    points = np.concatenate(strokes)
    return float((points.max(axis=0) - points.min(axis=0)).max())


inked_drawings = strokes_in_unit_square.filter(lambda strokes: bool(strokes) and extent_of(strokes) > 0.1)

SEVEN = [np.array([[0.28, 0.2], [0.72, 0.2], [0.55, 0.5], [0.45, 0.85]], np.float32)]
PLUS = [np.array([[0.5, 0.2], [0.5, 0.8]], np.float32), np.array([[0.2, 0.5], [0.8, 0.5]], np.float32)]


def assert_no_further_apart(first: np.ndarray, second: np.ndarray, levels: int) -> None:
    assert np.abs(first.astype(int) - second.astype(int)).max() <= levels


@given(json_values | almost_drawings)
def test_whatever_arrives_is_a_drawing_or_an_error_that_explains(payload: Any) -> None:
    message = ""
    try:
        drawing = parse_drawing(payload)
    except DrawingError as error:
        drawing, message = Drawing(()), str(error)
    assert len(message) < 300
    for stroke in drawing.strokes:
        assert stroke.dtype == np.float32
        assert stroke.ndim == 2
        assert stroke.shape[0] >= 1
        assert stroke.shape[1] == 2
        assert ((stroke >= 0) & (stroke <= 1)).all()


@given(strokes_in_unit_square)
def test_a_drawing_comes_through_as_it_was_sent(strokes: list[np.ndarray]) -> None:
    drawing = parse_drawing({"strokes": [stroke.tolist() for stroke in strokes]})
    assert len(drawing.strokes) == len(strokes)
    for parsed, sent in zip(drawing.strokes, strokes, strict=True):
        np.testing.assert_array_equal(parsed, sent)


def test_strokes_without_points_are_left_out() -> None:
    assert parse_drawing({"strokes": []}).strokes == ()
    assert len(parse_drawing({"strokes": [[], [[0.1, 0.2]], []]}).strokes) == 1


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (None, "not a drawing"),
        ([], "not a drawing"),
        ({}, "not a drawing"),
        ({"strokes": "all"}, "not a drawing"),
        ({"strokes": [0.5]}, "not a list of points"),
        ({"strokes": [[0.5, 0.5]]}, r"Stroke 1 has a point that is not \[x, y\]"),
        ({"strokes": [[[0.5, 0.5, 0.5]]]}, r"Stroke 1 has a point that is not \[x, y\]"),
        ({"strokes": [[], [[0.5, "0.5"]]]}, "Stroke 2 has a point that is not two numbers"),
        ({"strokes": [[[0.5, None]]]}, "not two numbers"),
        ({"strokes": [[[0.5, [0.5]]]]}, "not two numbers"),
        ({"strokes": [[[0.5, 10**400]]]}, "outside the sketchpad"),
        ({"strokes": [[[0.5, float("nan")]]]}, "outside the sketchpad"),
        ({"strokes": [[[float("inf"), 0.5]]]}, "outside the sketchpad"),
        ({"strokes": [[[0.5, -0.001]]]}, "outside the sketchpad"),
        ({"strokes": [[[0.5, 1e300]]]}, "outside the sketchpad"),
        ({"strokes": [[[0.5, 0.5]]] * (MOST_STROKES + 1)}, "501 strokes; 500 are the most"),
        ({"strokes": [[[0.5, 0.5]] * 1_000_000]}, "1,000,000 points; 20,000 are the most"),
    ],
)
def test_what_is_wrong_is_said(payload: Any, message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        parse_drawing(payload)


def test_a_full_pad_is_taken() -> None:
    stroke = [[i / MOST_POINTS, 0.5] for i in range(MOST_POINTS // MOST_STROKES)]
    drawing = parse_drawing({"strokes": [stroke] * MOST_STROKES})
    assert sum(map(len, drawing.strokes)) == MOST_POINTS


@given(strokes_in_unit_square)
def test_any_strokes_make_an_image_with_its_ink_in_a_box_of_20_pixels(strokes: list[np.ndarray]) -> None:
    image = draw_image(strokes)
    assert image.shape == (SIDE, SIDE)
    assert image.dtype == np.uint8
    assert image.any() == (bool(strokes) and extent_of(strokes) >= SMALLEST_EXTENT)
    inked = image >= 128  # at least half covered: an edge that falls between two pixels greys them both
    if inked.any():
        for axis in (0, 1):
            places = np.flatnonzero(inked.any(axis=axis))
            assert places[-1] - places[0] + 1 <= BOX + 1


@given(inked_drawings)
def test_the_centre_of_mass_is_where_mnist_has_it_unless_the_ink_would_leave_the_image(
    strokes: list[np.ndarray],
) -> None:
    image = draw_image(strokes).astype(float)
    position = np.arange(SIDE) + 0.5
    for axis in (0, 1):
        ink = image.sum(axis=axis)
        centre = ink @ position / ink.sum()
        at_the_edge = ink[:2].any() or ink[-2:].any()
        assert abs(centre - CENTRE_OF_MASS) < 0.25 or at_the_edge  # a dot covers a little more in some places


@given(inked_drawings, st.floats(0.25, 4), st.floats(-3, 3), st.floats(-3, 3))
def test_where_and_how_large_it_was_drawn_makes_no_difference(
    strokes: list[np.ndarray], scale: float, right: float, down: float
) -> None:
    moved = [stroke.astype(np.float64) * scale + (right, down) for stroke in strokes]
    assert_no_further_apart(draw_image(strokes), draw_image(moved), RESAMPLING)


@pytest.mark.parametrize("scale", [0.2, 0.5, 0.99])
def test_nor_does_it_for_a_scribble_as_long_as_a_pad_holds(scale: float) -> None:
    scribble = np.random.default_rng(0).random((2000, 2))
    assert_no_further_apart(
        draw_image([scribble]), draw_image([scribble * scale + (1 - scale) / 2]), RESAMPLING_ON_THE_GRID
    )


@given(inked_drawings)
def test_the_order_of_the_strokes_and_their_direction_make_no_difference(strokes: list[np.ndarray]) -> None:
    assert_no_further_apart(draw_image(strokes), draw_image([stroke[::-1] for stroke in strokes[::-1]]), RESAMPLING)


@given(inked_drawings)
def test_more_points_on_the_same_lines_make_no_difference(strokes: list[np.ndarray]) -> None:
    def refined(stroke: np.ndarray) -> np.ndarray:
        middles = (stroke[:-1] + stroke[1:]) / 2
        places = itertools.zip_longest(stroke, middles)
        return np.array([point for pair in places for point in pair if point is not None], np.float64)

    assert_no_further_apart(draw_image(strokes), draw_image([refined(stroke) for stroke in strokes]), RESAMPLING)


def test_nothing_and_a_dot_leave_the_image_empty() -> None:
    assert not draw_image([]).any()
    assert not draw_image([np.array([[0.5, 0.5]], np.float32)]).any()
    assert not draw_image([np.array([[0.5, 0.5], [0.51, 0.505]], np.float32)]).any()


def test_two_dots_apart_are_ink() -> None:
    assert draw_image([np.array([[0.2, 0.5]], np.float32), np.array([[0.8, 0.5]], np.float32)]).any()


def test_a_line_is_20_pixels_long_and_as_wide_as_the_pen() -> None:
    ink = draw_image([np.array([[0.5, 0.1], [0.5, 0.9]], np.float32)]) / 255
    assert ink.sum(axis=0).max() == pytest.approx(BOX, abs=0.6)  # its round ends cover a little less
    assert ink.sum(axis=1).max() == pytest.approx(2.4, abs=0.1)


def test_the_pen_is_at_full_strength_and_smooth_at_its_edges() -> None:
    image = draw_image(SEVEN)
    assert image.max() == 255
    assert ((image > 0) & (image < 255)).sum() > 40


def test_up_is_up_and_left_is_left() -> None:
    image = draw_image(SEVEN).astype(int)
    rows = np.flatnonzero(image.any(axis=1))
    assert image[rows[0] : rows[0] + 3].sum() > 2 * image[rows[-1] - 2 : rows[-1] + 1].sum()  # its bar is on top
    assert (image[rows[-1] - 4] @ np.arange(SIDE)) / image[rows[-1] - 4].sum() < CENTRE_OF_MASS  # and its foot left


def test_a_symmetric_drawing_is_drawn_alike_on_both_sides() -> None:
    image = draw_image(PLUS)[1:, 1:]  # its centre is at 14.5
    assert_no_further_apart(image, image[::-1], 2)
    assert_no_further_apart(image, image.T, 2)


def test_the_worst_that_can_be_drawn_stays_bounded() -> None:
    zigzag = np.array([[i % 2, i // 2 % 2] for i in range(MOST_POINTS)], np.float32)
    image = draw_image([zigzag])
    assert image.shape == (SIDE, SIDE)
    assert image.max() == 255


@pytest.mark.parametrize("point", [[True, 0.5], [0.5, None], [10**400, 0.5], ["0.5", 0.5], [[0.5], 0.5]])
def test_a_point_is_two_numbers(point: list[Any]) -> None:
    with pytest.raises(DrawingError, match="Stroke 1 has a point"):
        parse_drawing({"strokes": [[[0.5, 0.5], point]]})
