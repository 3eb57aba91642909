"""Parts, filters and distances, against SciPy's."""

import numpy as np
import pytest
import scipy

from onelayer.reading.morphology import blur, bounds_of, calm, close_grey, grow, label_parts, open_grey, widen

AROUND = np.ones((3, 3))
SHAPES = [(1, 1), (1, 40), (40, 1), (7, 9), (30, 50), (61, 60)]


@pytest.fixture(params=range(4))
def random(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("density", [0.02, 0.3, 0.5, 0.8, 1.0])
def test_parts_and_masks(shape: tuple[int, int], density: float, random: np.random.Generator) -> None:
    mask = random.random(shape) < density
    labels, count = scipy.ndimage.label(mask, AROUND)
    found, starts, stops = label_parts(mask)
    np.testing.assert_array_equal(found, labels)
    assert len(starts) == len(stops) == count
    for number, box in enumerate(scipy.ndimage.find_objects(labels)):
        assert box == tuple(slice(*span) for span in zip(starts[number], stops[number], strict=True))
    if count:
        assert bounds_of(mask) == scipy.ndimage.find_objects(mask.astype(int))[0]
    np.testing.assert_array_equal(widen(mask), scipy.ndimage.binary_dilation(mask, AROUND))


def test_a_spiral_is_one_part() -> None:
    mask = np.zeros((41, 41), bool)
    y = x = 20
    for step in range(1, 40):
        dy, dx = ((0, 1), (1, 0), (0, -1), (-1, 0))[step % 4]
        for _ in range(step):
            y, x = np.clip([y + dy, x + dx], 0, 40)
            mask[y, x] = True
    assert label_parts(mask)[0].max() == scipy.ndimage.label(mask, AROUND)[1]


@pytest.mark.parametrize("shape", SHAPES)
def test_filters(shape: tuple[int, int], random: np.random.Generator) -> None:
    values = (255 * random.random(shape)).astype(np.float32)
    np.testing.assert_array_equal(calm(values), scipy.ndimage.median_filter(values, 3))
    for width in (1, 3, 5, 21, 85):
        np.testing.assert_array_equal(open_grey(values, width), scipy.ndimage.grey_opening(values, (width, width)))
        np.testing.assert_array_equal(close_grey(values, width), scipy.ndimage.grey_closing(values, (width, width)))
    for spread in (0.6, 3.0, 17.5):
        expected = scipy.ndimage.gaussian_filter(values.astype(np.float64), spread)
        np.testing.assert_allclose(blur(values, spread), expected, atol=1e-3)


@pytest.mark.parametrize("distance", [-5.0, -2.5, -1.0, -0.3, 0.0, 0.3, 1.0, 1.5, 5.0, 6.2])
def test_a_mask_grows_and_wears_away_by_a_distance(distance: float, random: np.random.Generator) -> None:
    mask = random.random((30, 40)) < (0.05 if distance > 0 else 0.97)
    outside, inside = scipy.ndimage.distance_transform_edt(~mask), scipy.ndimage.distance_transform_edt(mask)
    np.testing.assert_array_equal(grow(mask, distance), outside - inside <= distance)
