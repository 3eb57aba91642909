"""What a program may send to be read."""

import base64
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.data.mnist import load_mnist
from onelayer.reading.drawing import DrawingError, draw_image
from onelayer.ui.api import parse_image, read

SEVEN: dict[str, Any] = {"strokes": [[[0.28, 0.2], [0.72, 0.2], [0.45, 0.85]]]}

json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["strokes", "image"]), inner),
    max_leaves=20,
)


def encoded(content: bytes) -> dict[str, str]:
    return {"image": base64.b64encode(content).decode("ascii")}


@pytest.mark.parametrize(
    "drawing",
    [None, {"strokes": []}, {"strokes": [[]]}, {"strokes": [[[0.5, 0.5], [0.501, 0.5]]]}, encoded(bytes(784))],
)
def test_where_there_is_no_ink_nothing_is_read(drawing: Any) -> None:
    assert read(drawing) == {"digit": None, "probabilities": None, "sure": None}


def test_strokes_are_drawn() -> None:
    np.testing.assert_array_equal(parse_image(SEVEN), draw_image([np.array(SEVEN["strokes"][0], np.float32)]))


def test_an_image_is_taken_as_it_is() -> None:
    image = load_mnist("test").images[0]
    np.testing.assert_array_equal(parse_image(encoded(image.tobytes())), image)


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (encoded(bytes(783)), "it has 783 bytes. Expected the base64 of its 784 bytes"),
        (encoded(bytes(785)), "it has 785 bytes"),
        ({"image": "?" * 1048}, "not an image"),
        ({"image": "é"}, "not an image"),
        ({"image": "A" * 900_000}, "not an image"),
        ({"image": None}, "not a drawing"),
        ({"image": [0] * 784}, "not an image"),
        ({"picture": "x"}, "not a drawing"),
        (5, "not a drawing"),
        ('{"strokes": []}', "not a drawing"),
    ],
)
def test_what_is_neither_is_an_error_that_explains(drawing: Any, message: str) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        parse_image(drawing)
    assert len(str(caught.value)) < 300


@given(json_values)
def test_whatever_arrives_is_an_image_or_an_error(drawing: Any) -> None:
    try:
        image = parse_image(drawing)
    except DrawingError:
        return
    assert (image.shape, image.dtype) == ((28, 28), np.uint8)
