import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onelayer.data.variations import Variation, draw_variations, vary
from onelayer.reading.drawing import draw_image

NONE = Variation(0, 0, 0, 0, 0, 0, 0)
SOME = Variation(slant=0.3, turn=0.1, aspect=0.2, proportion=0.2, bend=0.05, apart=0.03, pen=0.4)
SEVEN = [np.array([[0.2, 0.2], [0.8, 0.2], [0.5, 0.9]]), np.array([[0.3, 0.5], [0.7, 0.5]])]

point = st.tuples(st.floats(0, 1), st.floats(0, 1))
drawings = st.lists(st.lists(point, min_size=1, max_size=8).map(np.array), min_size=1, max_size=4)


def test_no_variation_changes_nothing() -> None:
    (same,) = vary(SEVEN, NONE, 1, np.random.default_rng(0))
    difference = draw_image(same).astype(int) - draw_image(SEVEN)
    assert np.abs(difference).max() <= 1


def test_variations_differ_and_a_seed_gives_the_same_again() -> None:
    images = draw_variations(SEVEN, SOME, 20, np.random.default_rng(3))
    assert len({image.tobytes() for image in images}) == 20
    np.testing.assert_array_equal(images, draw_variations(SEVEN, SOME, 20, np.random.default_rng(3)))


def test_each_variation_does_what_its_name_says() -> None:
    def boxes(**variation: float) -> np.ndarray:
        varied = vary(SEVEN, Variation(**{**vars(NONE), **variation}), 400, np.random.default_rng(1))
        return np.array([np.ptp(np.concatenate(strokes), axis=0) for strokes in varied])

    plain = boxes()[0]
    stretched = boxes(aspect=0.2)
    assert abs(np.std(np.log(stretched[:, 0] / plain[0])) - 0.2) < 0.03
    np.testing.assert_allclose(stretched.prod(axis=1), plain.prod())
    assert np.allclose(boxes(slant=0.3)[:, 1], plain[1])
    assert np.std(boxes(slant=0.3)[:, 0]) > 0.05


@given(drawings, st.integers(0, 2**32 - 1))
def test_any_drawing_can_be_varied(strokes: list[np.ndarray], seed: int) -> None:
    for varied in vary(strokes, SOME, 3, np.random.default_rng(seed)):
        assert [stroke.shape for stroke in varied] == [stroke.shape for stroke in strokes]
        assert np.isfinite(np.concatenate(varied)).all()
