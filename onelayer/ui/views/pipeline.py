"""The pipeline from the pad to the inputs, and what the article's network reads in each stage."""

import numpy as np

from onelayer.reading.inputs import name_inputs, scale_inputs
from onelayer.reading.network import Network, Reading
from onelayer.storage import load_shipped_network
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures

INPUTS_CAPTION = {
    "raw": "inputs: 0 to 255",
    "scaled": "inputs: 0 to 1",
    "upright": "inputs: upright",
    "directions": "inputs: directions",
}
STAGES = ("as drawn", "centred", "inputs: directions")


def build_pipeline_view() -> PixelPictures:
    """The view, with nothing to show yet."""
    return PixelPictures(count=3, columns=3, columns_narrow=3, captions=STAGES, elem_id="sees")


def show_pipeline(reading: Reading, shrunk: np.ndarray, network: Network) -> list[Picture]:
    """The stages of a drawing: the pad shrunk plainly, uint8 (28, 28), the centred image, and the network's inputs.

    Under the first two stands what the article's network reads there, under the last what the network in use does.
    """
    article = load_shipped_network("article").network
    inputs = scale_inputs(reading.inputs, network.input_form)
    return [
        Picture(
            shrunk / 255,
            f"{STAGES[0]}\narticle: {article.read(shrunk).predicted_digit}",
            "The pad, shrunk to 28 by 28 pixels",
        ),
        Picture(
            reading.image / 255,
            f"{STAGES[1]}\narticle: {article.read(reading.image).predicted_digit}",
            "The drawing as 28 by 28 pixels, scaled and centred",
        ),
        Picture(
            inputs,
            f"{INPUTS_CAPTION[network.input_form]}\nanswer: {reading.predicted_digit}",
            f"The {name_inputs(network.input_form)} made from them",
            edges=network.input_form == "directions",
        ),
    ]
