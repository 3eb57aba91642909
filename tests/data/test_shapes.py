import numpy as np

from onelayer.data.shapes import SHAPES, draw_shapes


def test_letters_and_shapes_have_names_of_their_own_and_ink() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 30
    images = draw_shapes(2)
    assert images.shape == (2 * len(SHAPES), 28, 28)
    assert (images.max(axis=(1, 2)) > 200).all()
    np.testing.assert_array_equal(images, draw_shapes(2))
