"""The page's reading road in JavaScript against Python's: whichever of them changes alone, these fail."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onelayer.assets import ASSETS
from onelayer.data.mnist import load_mnist
from onelayer.data.styles import STYLES, VARIATION
from onelayer.data.variations import vary
from onelayer.files.network_file import SHIPPED, TrainedNetwork, load_network, parse_network, read_content
from onelayer.files.packed_network import pack_network
from onelayer.reading.drawing import MOST_POINTS, draw_image
from onelayer.reading.inputs import INPUT_FORMS, prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.reading.rounding import BITS, round_network
from onelayer.reading.two_digits import are_two_digits
from onelayer.reading.verdict import CLOSE, PROTOTYPES_FILE, judge, load_prototypes
from onelayer.training.evidence_matrix import evidence_matrix
from onelayer.training.recipe import Recipe
from tests.support.node_process import NodeProcess

SCRIPT = Path(__file__).with_name("javascript_road.js")
NEAR = 1e-3  # inputs and probabilities may differ by this much


def tries(few: int, many: int) -> pytest.MarkDecorator:
    """How many are tried, and how many by `make test-long`."""
    return pytest.mark.parametrize("count", [few, pytest.param(many, marks=pytest.mark.long)])


class JavaScript(NodeProcess):
    """The page's road, with the networks of these files."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(SCRIPT, {"networks": [str(path) for path in paths], "prototypes": str(PROTOTYPES_FILE)})
        self.trained = [load_network(path) for path in paths]
        self.networks = [each.network for each in self.trained]


@pytest.fixture(scope="module")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaScript]:
    """With all networks that ship, a random one of each input form, and two that are rounded."""
    folder, random = tmp_path_factory.mktemp("networks"), np.random.default_rng(3)
    paths = [ASSETS / f"{name}.safetensors" for name in SHIPPED]
    for form in INPUT_FORMS:
        scale = 0.1 / (255 if form == "raw" else 1)
        kernel = random.normal(0, scale, (784, 10)).astype(np.float32)
        network = Network(kernel, random.normal(0, 0.1, 10).astype(np.float32), form)
        paths.append(folder / f"{form}.safetensors")
        TrainedNetwork(network, Recipe(input_form=form), {}).save(paths[-1])
    for recipe in (Recipe(input_form=form, bits=1), Recipe(input_form=form, bits=3, sparsity=0.37)):
        rounded = round_network(network, recipe.bits, recipe.sparsity)
        paths.append(folder / f"{recipe.bits}.safetensors")
        TrainedNetwork(rounded, recipe, {}).save(paths[-1])
    road = JavaScript(paths)
    yield road
    road.close()


def encode(image: np.ndarray) -> str:
    """784 bytes as base64."""
    return base64.b64encode(image.tobytes()).decode()


def decode(text: str, kind: type[np.generic]) -> np.ndarray:
    """784 numbers."""
    return np.frombuffer(base64.b64decode(text), kind)


def expect_equal_reading(javascript: JavaScript, image: np.ndarray, answer: dict[str, Any]) -> None:
    """Inputs, probabilities, verdict and evidence are Python's."""
    inputs = {form: prepare_inputs(image, form) for form in INPUT_FORMS}
    for form in ("upright", "directions"):
        np.testing.assert_allclose(decode(answer[form], np.float32), inputs[form], atol=NEAR)
    prototypes = load_prototypes()
    for network, found in zip(javascript.networks, answer["readings"], strict=True):
        logits = network.logits(inputs[network.input_form])
        probabilities = softmax(logits)
        np.testing.assert_allclose(found["probabilities"], probabilities, atol=NEAR)
        assert found["evidenceError"] < 1e-6, "evidence does not add up to the logit"
        first, second, third = (int(digit) for digit in np.argsort(-logits, kind="stable")[:3])
        lead = float(probabilities[first] - probabilities[second])
        if lead < NEAR:
            continue  # either digit may lead
        verdict = judge(probabilities, inputs["directions"])
        assert found["digits"][0] == first
        if abs(lead - CLOSE) > NEAR and probabilities[second] - probabilities[third] > NEAR:
            assert tuple(found["digits"]) == verdict.digits
        distance = float(prototypes.distance(inputs["directions"][None], first)[0])
        if abs(distance - prototypes.limits[first]) > NEAR:
            assert found["isFamiliar"] == verdict.familiar


def expect_equal_road(javascript: JavaScript, strokes: list[list[list[float]]]) -> None:
    """The drawing's images are Python's to one step of 255, and so is all that follows from them."""
    answer = javascript.ask({"strokes": strokes})
    arrays = [np.array(stroke, np.float64).astype(np.float32) for stroke in strokes]
    image = draw_image(arrays)
    assert answer["areTwo"] == are_two_digits(arrays)
    apart = decode(answer["image"], np.uint8).astype(int) - image.reshape(-1)
    assert np.abs(apart).max() <= 1
    expect_equal_reading(javascript, decode(answer["image"], np.uint8).reshape(28, 28), answer)
    network = javascript.networks[0]
    probabilities = softmax(network.logits(prepare_inputs(image, network.input_form)))
    np.testing.assert_allclose(answer["readings"][0]["probabilities"], probabilities, atol=NEAR)


def to_lists(strokes: list[np.ndarray]) -> list[list[list[float]]]:
    """Strokes as the page has them, moved into the pad's square: coordinates with four decimals."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), float((points.max(axis=0) - points.min(axis=0)).max())
    return [np.round((stroke - low) / max(extent, 1e-6) * 0.9 + 0.05, 4).astype(float).tolist() for stroke in strokes]


coordinates = st.floats(0, 1) | st.sampled_from([0.0, 0.5, 0.51, 0.52, 1.0]) | st.integers(0, 50).map(lambda n: n / 50)
points = st.tuples(coordinates, coordinates).map(list)


@pytest.mark.slow
@tries(100, 1000)
def test_wild_drawings(javascript: JavaScript, count: int) -> None:
    @settings(max_examples=count, suppress_health_check=list(HealthCheck))
    @given(strokes=st.lists(st.lists(points, min_size=1, max_size=40), min_size=1, max_size=8))
    def compare(strokes: list[list[list[float]]]) -> None:
        expect_equal_road(javascript, strokes)

    compare()


@pytest.mark.slow
@tries(2 * len(STYLES), 20 * len(STYLES))
def test_ways_of_writing_varied(javascript: JavaScript, count: int) -> None:
    random = np.random.default_rng(0)
    for number in range(count):
        (strokes,) = vary(STYLES[number % len(STYLES)].strokes, VARIATION, 1, random)
        expect_equal_road(javascript, to_lists(list(strokes)))


def test_dots_lines_and_full_pads(javascript: JavaScript) -> None:
    random = np.random.default_rng(1)
    expect_equal_road(javascript, [[[0.5, 0.5]]])
    for extent in (0.01, 0.0199, 0.02, 0.0201, 0.03, 1.0):
        for angle in (0, 0.5, np.pi / 2):
            end = [0.0 + extent * abs(np.cos(angle)), 0.0 + extent * abs(np.sin(angle))]
            expect_equal_road(javascript, [[[0.0, 0.0], [round(float(x), 6) for x in end]]])
    walk = np.clip(np.cumsum(random.normal(0, 0.01, (MOST_POINTS, 2)), axis=0) % 1, 0, 1)
    expect_equal_road(javascript, [np.round(walk, 4).tolist()])
    expect_equal_road(javascript, np.round(random.random((500, 40, 2)), 4).tolist())


@tries(200, 2000)
def test_mnist(javascript: JavaScript, count: int) -> None:
    for image in load_mnist("test").images[:count]:
        answer = javascript.ask({"image": encode(image)})
        expect_equal_reading(javascript, image, answer)


def test_the_average_of_what_pixels_say(javascript: JavaScript) -> None:
    images = load_mnist("train").images[:30]
    for number, network in enumerate(javascript.networks):
        evidence = [
            decode(javascript.ask({"image": encode(image), "evidence": [number, 3]})["evidence"], np.float64)
            for image in images
        ]
        matrix = evidence_matrix(images, network.input_form)
        average = matrix @ network.kernel[:, 3] if matrix.ndim == 2 else matrix * network.kernel[:, 3]
        np.testing.assert_allclose(np.mean(evidence, axis=0), average, rtol=1e-3, atol=1e-4 * np.abs(average).max())


def test_an_empty_image(javascript: JavaScript) -> None:
    image = np.zeros((28, 28), np.uint8)
    expect_equal_reading(javascript, image, javascript.ask({"image": encode(image)}))


def test_a_network_file_that_the_page_writes_is_the_one_that_it_has_read(javascript: JavaScript) -> None:
    accuracies = {"training_accuracy": 0.91, "test_accuracy": 1}
    for number, trained in enumerate(javascript.trained):
        content = javascript.ask({"file": number, "accuracies": accuracies})["file"]
        written = parse_network(base64.b64decode(content))
        assert (written.network.kernel == trained.network.kernel).all()
        assert (written.network.bias == trained.network.bias).all()
        assert written.recipe == trained.recipe
        assert written.accuracies == accuracies


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("sparsity", [0.0, 1 / 64, 0.37, 0.9])
def test_a_network_is_rounded_alike_to_the_last_bit(javascript: JavaScript, bits: int, sparsity: float) -> None:
    for number, trained in enumerate(javascript.trained):
        rounding = {"bits": bits, "sparsity": sparsity}
        content = base64.b64decode(javascript.ask({"file": number, "rounding": rounding, "accuracies": {}})["file"])
        written = parse_network(content)
        rounded = round_network(trained.network, bits, sparsity)
        assert written.recipe == Recipe(input_form=trained.network.input_form, bits=bits, sparsity=sparsity)
        assert (written.network.numbers == rounded.numbers).all()
        tensors = pack_network(rounded, written.recipe)
        assert read_content(content)[0].keys() == tensors.keys()
        for name, tensor in read_content(content)[0].items():
            assert tensor.dtype == tensors[name].dtype
            assert (tensor == tensors[name]).all()
