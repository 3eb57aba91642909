"""The sketchpad: a canvas that holds strokes, or an image that is put on it."""

from onelayer.page.components.browser_component import PageComponent
from onelayer.reading.drawing import MOST_POINTS, MOST_STROKES

PEN_WIDTH = 0.062  # of the pad's side; for the eye only: the image has a pen of its own


def build_sketchpad(elem_id: str) -> PageComponent:
    """Build a sketchpad. What is on it stays in the page, which reads it itself.

    A handler gives what is put on it: `image`, 784 bytes, and its `origin` (`ink.js`: Origin).
    """
    return PageComponent(
        "sketchpad", pad_id=elem_id, pen=PEN_WIDTH, most_points=MOST_POINTS, most_strokes=MOST_STROKES, elem_id=elem_id
    )
