from pathlib import Path

import numpy as np
import pytest

from onelayer.assets import AssetError
from onelayer.data.mnist import load_mnist
from onelayer.data.styles import STYLES
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network
from onelayer.reading.reading import read
from onelayer.reading.verdict import Prototypes, Verdict, judge, load_prototypes, measure_strangeness
from tools.make_prototypes import save_prototypes
from tools.shapes import draw_shapes


@pytest.fixture
def network() -> Network:
    return load_shipped_network("more-hands").network


def test_most_of_mnist_passes_for_digits_and_what_is_sure_is_right(network: Network) -> None:
    test = load_mnist("test")
    verdicts = [read(image, network).verdict for image in test.images[:2000]]
    sure = np.array([verdict.sure for verdict in verdicts])
    right = np.array([verdict.digits[0] for verdict in verdicts]) == test.labels[:2000]
    assert sure.mean() > 0.95
    assert right[sure].mean() > 0.994
    assert right[~sure].mean() < 0.95


def test_ways_of_writing_pass_for_digits(network: Network) -> None:
    images = draw_images([style.strokes for style in STYLES])
    assert np.mean([read(image, network).verdict.familiar for image in images]) > 0.9


def test_letters_and_shapes_mostly_do_not(network: Network) -> None:
    assert np.mean([read(image, network).verdict.sure for image in draw_shapes(10)]) < 0.1


def test_shapes_are_stranger_than_digits() -> None:
    digits = [measure_strangeness(image) for image in load_mnist("test").images[:50]]
    shapes = [measure_strangeness(image) for image in draw_shapes(5)]
    assert np.quantile(digits, 0.9) < min(1, np.median(shapes))


def test_the_article_network_is_judged_by_the_same_prototypes(network: Network) -> None:
    article = load_shipped_network("article").network
    image = load_mnist("test").images[0]
    assert read(image, article).verdict.familiar == read(image, network).verdict.familiar


def test_two_digits_that_are_close_are_both_named() -> None:
    image = load_mnist("test").images[4]  # a four
    close = [0.0125] * 10
    close[4], close[9] = 0.5, 0.4
    verdict = judge(np.array(close), prepare_inputs(image, "directions"))
    assert verdict == Verdict((4, 9), familiar=True)
    assert not verdict.sure


def test_prototypes_survive_the_way_through_a_file(tmp_path: Path) -> None:
    shipped = load_prototypes()
    save_prototypes(tmp_path / "again.safetensors", shipped)
    again = load_prototypes(tmp_path / "again.safetensors")
    for name in ("means", "patterns", "limits"):
        np.testing.assert_array_equal(getattr(shipped, name), getattr(again, name))


def test_distance_leaves_out_what_the_digits_patterns_explain() -> None:
    means, patterns = np.zeros((10, 784), np.float32), np.zeros((10, 1, 784), np.float32)
    patterns[3, 0, 1] = 1
    prototypes = Prototypes(means, patterns, np.ones(10, np.float32))
    inputs = np.zeros((1, 784), np.float32)
    inputs[0, :2] = 3, 4
    assert prototypes.distance(inputs, 3)[0] == 3
    assert prototypes.distance(inputs, 4)[0] == 5


@pytest.mark.parametrize("content", [None, b"", b"no safetensors"])
def test_missing_or_broken_prototypes_say_what_to_run(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "prototypes.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssetError, match=r"(missing|broken).*make_prototypes\.py"):
        load_prototypes(path)
