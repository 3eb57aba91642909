"""The visitor's labelled drawings as an input of events. The browser keeps them, the server does not."""

from typing import Any

import gradio as gr

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.reading.drawing import Drawing
from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.limits import MOST_DRAWINGS, MOST_DRAWN_POINTS, MOST_DRAWN_STROKES

LIMITS = {"drawings": MOST_DRAWINGS, "strokes": MOST_DRAWN_STROKES, "points": MOST_DRAWN_POINTS}
LONGEST_TEXT = 4_000_000  # characters; a full collection has some 2,500,000


class LabelledDrawings(BrowserComponent):
    """An invisible component. In the browser its value is the text of a drawings file, and follows the page's drawings.

    A handler gets the drawings, and gives nothing. Place it outside the tabs: a component in a tab exists only after
    the tab has been opened.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(visible="hidden", **options)

    def preprocess(self, payload: Any) -> tuple[Drawing, ...]:
        if payload is None or payload == "":
            return ()
        try:
            return parse_payload(payload)
        except DrawingsFileError as error:
            raise gr.Error(str(error), title="Those are no drawings", print_exception=False) from None


def parse_payload(payload: object) -> tuple[Drawing, ...]:
    """Read the drawings that a page sent: all of them, or none.

    Raises:
        DrawingsFileError: the text is no drawings file, has a line without a valid drawing, or is beyond the LIMITS.
    """
    if not isinstance(payload, str) or len(payload) > LONGEST_TEXT:
        raise DrawingsFileError(f"Expected the text of a drawings file, up to {LONGEST_TEXT:,} characters.")
    found = parse_drawings(payload.encode(errors="replace"))
    if found.problems:
        raise DrawingsFileError(found.problems[0])
    strokes = [stroke for drawing in found.drawings for stroke in drawing.strokes]
    sizes = {"drawings": len(found.drawings), "strokes": len(strokes), "points": sum(map(len, strokes))}
    beyond = [f"{sizes[name]:,} {name}" for name, limit in LIMITS.items() if sizes[name] > limit]
    if beyond:
        most = ", ".join(f"{limit:,} {name}" for name, limit in LIMITS.items())
        raise DrawingsFileError(f"That is too much: {', '.join(beyond)}. The most are {most}.")
    return tuple(found.drawings)
