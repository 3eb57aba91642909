"""What the files of networks are tested with: a network of each input form, drawings, and what our own code reads."""

from functools import cache

import numpy as np

from onelayer.data.styles import STYLES, VARIATION
from onelayer.data.variations import vary
from onelayer.files.network_file import TrainedNetwork, load_shipped_network
from onelayer.reading.drawing import draw_images
from onelayer.reading.inputs import InputForm
from onelayer.reading.network import Network
from onelayer.reading.reading import read
from onelayer.training.recipe import Recipe

DRAWINGS = 500
CLOSE = 1e-4  # of a probability
# For what multiplies in float32: raw pixels give logits of 10,000, of which float32 rounds off some 0.0005, in our own
# Network.logits of many images too. A drawing between two digits shows it.
CLOSE_IN_FLOAT32: dict[InputForm, float] = {"raw": 1e-3, "scaled": CLOSE, "upright": CLOSE, "directions": CLOSE}


@cache
def trained_of(form: InputForm) -> TrainedNetwork:
    """The best shipped network of a form; for scaled pixels, which none reads, the article's made for 0 to 1, with
    logits as small as training on them gives."""
    if form != "scaled":
        return load_shipped_network({"raw": "article", "upright": "upright", "directions": "more-hands"}[form])
    article = load_shipped_network("article").network
    scaled = Network(255 * article.kernel, article.bias, form).divided_by(20)
    return TrainedNetwork(scaled, Recipe(input_form=form), {})


@cache
def make_drawings() -> list[list[np.ndarray]]:
    """Variations of the ways of writing, in the unit square."""
    random = np.random.default_rng(500)
    varied = [
        drawing for style in STYLES for drawing in vary(style.strokes, VARIATION, -(-DRAWINGS // len(STYLES)), random)
    ]
    return [_fit(drawing) for drawing in varied[:DRAWINGS]]


def _fit(strokes: list[np.ndarray]) -> list[np.ndarray]:
    points = np.concatenate(strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return [(0.1 + 0.8 * (stroke - low) / size).astype(np.float32) for stroke in strokes]


@cache
def make_images() -> np.ndarray:
    """The images of the drawings, uint8 (DRAWINGS, 28, 28)."""
    return draw_images(make_drawings())


@cache
def read_images(form: InputForm) -> np.ndarray:
    """The probabilities, float64 (DRAWINGS, 10), that our own network reads in the images, one by one."""
    network = trained_of(form).network
    return np.stack([read(image, network).probabilities for image in make_images()])
