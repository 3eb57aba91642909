from pathlib import Path

import numpy as np
import pytest

from onelayer.assets import AssetError
from onelayer.data.mnist import load_mnist
from onelayer.data.styles import STYLES, Style
from onelayer.data.variations import Variation, draw_variations
from onelayer.reading.drawing import draw_image, draw_images
from onelayer.reading.network import Network, Reading
from onelayer.reading.verdict import Prototypes, Verdict, judge, load_prototypes, save_prototypes
from onelayer.storage import load_shipped_network
from onelayer.ui.components.answer import sentence_of

A_LITTLE = Variation(slant=0.15, turn=0.08, aspect=0.12, proportion=0.1, bend=0.03, apart=0.02, pen=0.2)
NO_DIGITS = [
    Style(0, "E", "85,0 15,0! 15,100! 85,100 | 15,50 70,50"),
    Style(0, "H", "12,0 12,100 | 88,0 88,100 | 12,50 88,50"),
    Style(0, "K", "15,0 15,100 | 85,0 15,55! 88,100"),
    Style(0, "W", "0,0 25,100! 50,35! 75,100! 100,0"),
    Style(0, "M", "5,100 15,0! 50,65! 85,0! 95,100"),
    Style(0, "star", "20,100 50,0! 80,100! 0,38! 100,38! 20,100"),
    Style(0, "hash", "35,0 30,100 | 70,0 65,100 | 5,35 98,33 | 2,68 95,66"),
    Style(0, "zigzag", "0,20 20,80! 30,10! 50,90! 60,5! 80,95! 100,30"),
]


@pytest.fixture
def upright() -> Network:
    return load_shipped_network("upright").network


def reading_with(upright: Network, image: np.ndarray, probabilities: list[float]) -> Reading:
    """What was read from an image, with other probabilities."""
    real = upright.read(image)
    return Reading(real.image, real.inputs, np.log(probabilities), np.array(probabilities))


def test_most_of_mnist_passes_for_digits_and_what_is_sure_is_right(upright: Network) -> None:
    test = load_mnist("test")
    verdicts = [judge(upright.read(image), upright) for image in test.images[:2000]]
    sure = np.array([verdict.sure for verdict in verdicts])
    right = np.array([verdict.digits[0] for verdict in verdicts]) == test.labels[:2000]
    assert sure.mean() > 0.92
    assert right[sure].mean() > 0.975
    assert right[~sure].mean() < 0.85


def test_ways_of_writing_pass_for_digits(upright: Network) -> None:
    images = draw_images([style.strokes for style in STYLES])
    assert np.mean([judge(upright.read(image), upright).familiar for image in images]) > 0.9


def test_letters_and_shapes_mostly_do_not(upright: Network) -> None:
    random = np.random.default_rng(0)
    images = np.concatenate([draw_variations(shape.strokes, A_LITTLE, 20, random) for shape in NO_DIGITS])
    assert np.mean([judge(upright.read(image), upright).sure for image in images]) < 0.4


def test_the_article_network_is_judged_by_the_same_prototypes(upright: Network) -> None:
    article = load_shipped_network("article").network
    image = load_mnist("test").images[0]
    assert judge(article.read(image), article).familiar == judge(upright.read(image), upright).familiar


def test_two_digits_that_are_close_are_both_named(upright: Network) -> None:
    image = load_mnist("test").images[4]  # a four
    close = [0.0125] * 10
    close[4], close[9] = 0.5, 0.4
    reading = reading_with(upright, image, close)
    verdict = judge(reading, upright)
    assert verdict == Verdict((4, 9), familiar=True)
    assert not verdict.sure
    assert sentence_of(reading, verdict) == "Not sure: 4 or 9"


def test_what_is_said_of_a_sure_reading_and_of_a_scribble(upright: Network) -> None:
    image = draw_image(STYLES[0].strokes)
    reading = upright.read(image)
    assert sentence_of(reading, judge(reading, upright)).endswith("% sure")
    assert sentence_of(reading, Verdict((0,), familiar=False)) == "Not sure: it looks like no digit I know"


def test_prototypes_survive_the_way_through_a_file(tmp_path: Path) -> None:
    shipped = load_prototypes()
    save_prototypes(tmp_path / "again.safetensors", shipped)
    again = load_prototypes(tmp_path / "again.safetensors")
    np.testing.assert_array_equal(shipped.inputs, again.inputs)
    assert shipped.least_resemblance == again.least_resemblance


def test_resemblance_is_a_cosine() -> None:
    inputs = np.zeros((10, 1, 784), np.float32)
    inputs[:, :, 0] = 1
    halfway = np.zeros(784, np.float32)
    halfway[:2] = 5
    assert Prototypes(inputs, 0.5).resemblance(halfway, 3) == pytest.approx(np.sqrt(0.5))
    assert Prototypes(inputs, 0.5).resemblance(np.zeros(784, np.float32), 3) == 0


@pytest.mark.parametrize("content", [None, b"", b"no safetensors"])
def test_missing_or_broken_prototypes_say_what_to_run(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "prototypes.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssetError, match=r"(missing|broken).*make_prototypes\.py"):
        load_prototypes(path)


def test_what_the_visitor_writes_is_familiar(upright: Network) -> None:
    strokes = [np.array([[0.1, 0.9], [0.7, 0.15], [0.7, 0.9]], np.float32)]  # a 1 with a long upstroke
    reading = upright.read(draw_image(strokes))
    one = Reading(reading.image, reading.inputs, np.eye(10)[1] * 9, np.eye(10)[1])
    assert not judge(one, upright).familiar
    own = {1: (reading.inputs / np.linalg.norm(reading.inputs))[None].astype(np.float16)}
    assert judge(one, upright, own).familiar
    assert not judge(one, upright, {7: own[1]}).familiar
