"""The page's public endpoint, for programs."""

import reprlib
from typing import Any

import gradio as gr

from onelayer.reading.drawing import DrawingError
from onelayer.reading.verdict import judge
from onelayer.storage import load_shipped_network
from onelayer.ui.components.sketchpad import parse_pad
from onelayer.ui.session import SHIPPED


def read(drawing: dict, network: str = "directions") -> dict[str, Any]:
    """Read a drawing.

    drawing: {"strokes": [[[x, y], …], …]} with x to the right and y down, 0 to 1.
    network: directions, upright or article.
    Gives {"digit", "probabilities", "sure"}, or nulls for an empty drawing. sure: false where two digits are close,
    or the drawing looks like no digit, or like two.
    """
    if not isinstance(network, str) or network not in SHIPPED:
        raise gr.Error(
            f"There is no network {reprlib.repr(network)}; expected {' or '.join(SHIPPED)}.", print_exception=False
        )
    try:
        content = parse_pad(drawing)
    except DrawingError as error:
        raise gr.Error(str(error), print_exception=False) from None
    if content is None:
        return {"digit": None, "probabilities": None, "sure": None}
    reader = load_shipped_network(network).network
    reading = reader.read(content.image)
    return {
        "digit": reading.predicted_digit,
        "probabilities": [float(p) for p in reading.probabilities],
        "sure": judge(reading, reader, strokes=content.strokes).sure,
    }
