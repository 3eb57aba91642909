import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import INPUT_FORMS, InputForm, prepare_inputs


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_one_image_gives_what_it_gives_among_many(form: InputForm) -> None:
    images = load_mnist("test").images[:2500]
    together = prepare_inputs(images, form)
    assert together.shape == (2500, 784)
    assert together.dtype == np.float32
    for row in (0, 999, 1000, 2499):
        np.testing.assert_allclose(prepare_inputs(images[row], form), together[row], atol=1e-6 * together.max())


def test_raw_and_scaled_are_the_pixels() -> None:
    image = load_mnist("test").images[0]
    assert (prepare_inputs(image, "raw") == image.reshape(784)).all()
    np.testing.assert_allclose(prepare_inputs(image, "scaled") * 255, image.reshape(784), rtol=1e-6)


def test_upright_inputs_are_in_0_to_1() -> None:
    inputs = prepare_inputs(load_mnist("test").images[:500], "upright")
    assert inputs.min() >= 0
    assert inputs.max() <= 1


def test_an_empty_image_gives_empty_inputs() -> None:
    assert not prepare_inputs(np.zeros((28, 28), np.uint8), "upright").any()


@pytest.mark.parametrize("pixel", [(0, 0), (27, 27), (13, 5)])
def test_one_pixel_of_ink_is_no_trouble(pixel: tuple[int, int]) -> None:
    image = np.zeros((28, 28), np.uint8)
    image[pixel] = 255
    assert np.isfinite(prepare_inputs(image, "upright")).all()


def slanted(image: np.ndarray, slant: float) -> np.ndarray:
    """The image with each row moved sideways by slant × its distance from the middle, interpolated."""
    columns = np.arange(28)
    rows = [np.interp(columns - slant * (row - 13.5), columns, image[row], 0, 0) for row in range(28)]
    return np.round(rows).astype(np.uint8)


def test_slant_makes_next_to_no_difference_to_upright_inputs() -> None:
    images = load_mnist("test").images[:200]
    upright = prepare_inputs(images, "upright")
    leaning = prepare_inputs(np.stack([slanted(image, 0.3) for image in images]), "upright")
    others = np.roll(upright, 1, axis=0)
    assert np.abs(upright - leaning).mean() < 0.25 * np.abs(upright - others).mean()


def test_what_is_no_image_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(28, 27\).*expected \(28, 28\)"):
        prepare_inputs(np.zeros((28, 27), np.uint8), "raw")
    with pytest.raises(ValueError, match="'blurred'"):
        prepare_inputs(np.zeros((28, 28), np.uint8), "blurred")  # type: ignore[arg-type]
