import base64
import json
from typing import Any

import gradio as gr
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.data.mnist import load_mnist
from onelayer.reading.drawing import DrawingError, draw_image
from onelayer.ui.components.sketchpad import PadImage, Sketchpad, parse_numbered_pad, parse_pad

SEVEN: dict[str, Any] = {"strokes": [[[0.28, 0.2], [0.72, 0.2], [0.45, 0.85]]]}

json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["strokes", "image"]), inner),
    max_leaves=20,
)


def encoded(content: bytes) -> dict[str, str]:
    return {"image": base64.b64encode(content).decode("ascii")}


def in_both_shapes(payload: Any) -> list[Any]:
    """As the pad sends it, JSON text, and as an API client may: what that text says."""
    return [json.dumps(payload), payload]


@pytest.mark.parametrize("payload", [None, "", *in_both_shapes({"strokes": []}), *in_both_shapes({"strokes": [[]]})])
def test_an_empty_pad_is_no_image(payload: Any) -> None:
    assert parse_pad(payload) is None


@pytest.mark.parametrize("payload", in_both_shapes({"strokes": [[[0.5, 0.5], [0.501, 0.5]]]}))
def test_a_dot_is_no_image(payload: Any) -> None:
    assert parse_pad(payload) is None


@pytest.mark.parametrize("payload", in_both_shapes(encoded(bytes(784))))
def test_an_image_without_ink_is_no_image(payload: Any) -> None:
    assert parse_pad(payload) is None


@pytest.mark.parametrize("payload", in_both_shapes(SEVEN))
def test_strokes_are_drawn(payload: Any) -> None:
    content = parse_pad(payload)
    assert content is not None
    np.testing.assert_array_equal(content.image, draw_image([np.array(SEVEN["strokes"][0], np.float32)]))


def test_an_image_that_was_put_on_the_pad_comes_back_as_it_was() -> None:
    image = load_mnist("test").images[0]
    back = Sketchpad(elem_id="pad").preprocess(Sketchpad(elem_id="pad").postprocess(PadImage(image, "A 7")))
    assert back is not None
    assert back.image.dtype == np.uint8
    np.testing.assert_array_equal(back.image, image)


def test_nothing_put_on_the_pad_is_an_empty_pad() -> None:
    assert Sketchpad(elem_id="pad").preprocess(Sketchpad(elem_id="pad").postprocess(None)) is None


@pytest.mark.parametrize(
    ("payload", "message"),
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
    ],
)
def test_what_is_neither_is_an_error_that_explains(payload: Any, message: str) -> None:
    for shape in in_both_shapes(payload):
        with pytest.raises(DrawingError, match=message) as caught:
            parse_pad(shape)
        assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "text", ["{", "nonsense", "[" * 100_000, "1" * 5000, '{"strokes": [[[NaN, 0.5]]]}', '"' + "x" * 2_000_000 + '"']
)
def test_text_that_is_no_drawing_is_an_error_that_explains(text: str) -> None:
    with pytest.raises(DrawingError) as caught:
        parse_pad(text)
    assert len(str(caught.value)) < 300


@given(json_values)
def test_whatever_arrives_is_an_image_or_nothing_or_an_error(payload: Any) -> None:
    try:
        content = parse_pad(payload)
    except DrawingError:
        return
    if content:
        assert content.image.shape == (28, 28)
        assert content.image.dtype == np.uint8


@pytest.mark.parametrize("number", [0, 7])
def test_a_value_says_which_change_of_the_pad_it_is(number: int) -> None:
    found, content = parse_numbered_pad(json.dumps({"number": number, "image": None, **SEVEN}))
    assert found == number
    assert content is not None
    assert parse_numbered_pad(json.dumps({"number": "many", **SEVEN}))[0] == 0
    assert parse_numbered_pad("") == (0, None)


def test_a_handler_never_sees_what_is_no_drawing() -> None:
    with pytest.raises(gr.Error, match="outside the sketchpad") as caught:
        Sketchpad(elem_id="pad").preprocess('{"strokes": [[[2, 0.5]]]}')
    assert caught.value.print_exception is False
