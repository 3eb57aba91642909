"""The sketchpad: a canvas that holds strokes, or an image that is put on it."""

from onelayer.page.components.browser_component import PageComponent

PEN_WIDTH = 0.062  # of the pad's height; for the eye only: the image has a pen of its own


def build_sketchpad(
    elem_id: str, *, width: float = 1, pen: float = PEN_WIDTH, invitation: str = "Draw a digit"
) -> PageComponent:
    """Build a sketchpad. What is on it stays in the page, which reads it itself.

    A handler gives what is put on it: `image`, 784 bytes, and its `origin` (`ink.js`: Origin).

    Args:
        elem_id: also the id of its pad (`pads.js`).
        width: in its heights. Points have x from 0 to this, and y from 0 to 1; images are only for square ones.
        pen: width of the line, in heights.
        invitation: what it is for.
    """
    return PageComponent("sketchpad", width=width, pen=pen, invitation=invitation, elem_id=elem_id)
