import numpy as np

from onelayer.data.image_variations import vary_images
from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_varied_inputs
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.reading import read


def test_a_variation_is_the_same_digit_written_a_little_differently() -> None:
    images, labels = load_mnist("train").images[:1000], load_mnist("train").labels[:1000]
    varied = vary_images(images, np.random.default_rng(0))
    assert varied.shape == images.shape
    assert varied.dtype == np.uint8
    apart = np.abs(varied.astype(float) - images).mean(axis=(1, 2))
    assert apart.min() > 1
    assert abs(varied.mean() / images.mean() - 1) < 0.05
    network = load_shipped_network("upright").network
    digits = [read(image, network).digit for image in varied[:200]]
    assert (np.array(digits) == labels[:200]).mean() > 0.9


def test_an_empty_image_stays_empty() -> None:
    assert not vary_images(np.zeros((3, 28, 28), np.uint8), np.random.default_rng(0)).any()


def test_a_copy_is_the_same_every_time_and_differs_from_the_others() -> None:
    first, again, other = (prepare_varied_inputs(300, copy, "scaled") for copy in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).mean() > 0.01
