"""The wide pad of the Numbers tab: the number that is read while it is written, why, and how it was found."""

import gradio as gr
import numpy as np

from onelayer.data.styles import STYLES
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.sketchpad.sketchpad import build_sketchpad

WIDTH = 2.5  # of the pad, in its heights: on a phone as wide as the screen, and four digits have room
PEN = 0.04  # width of the line, in the pad's heights
DEMO = ((2, "flat base"), (0, "oval"), (2, "loop"), (6, "curl"))
"""The ways of writing the digits of the number that writes itself."""
DEMO_BOX = (0.3, 0.5)  # width and height of a digit of it, in the pad's heights
DEMO_STEP = 0.46  # from digit to digit


def build_number_pad() -> None:
    """Lay it out: the digits over the pad, the number, how it was found, and the evidence for one of its digits."""
    with gr.Column(elem_id="number-stage"):
        PageComponent("number_line", width=WIDTH, elem_id="number-line")
        build_sketchpad("number-pad", width=WIDTH, pen=PEN, invitation="Write a number")
    PageComponent("number_answer", demo=demo_strokes(), elem_id="number-answer")
    PageComponent("number_how", width=WIDTH, pen=PEN, elem_id="number-how")
    PageComponent("sentence", text="", elem_id="number-which")
    with gr.Row(elem_classes="columns", elem_id="number-why"):
        with gr.Column(min_width=260, scale=1):
            PageComponent("answer", source="number", elem_id="number-digit")
        with gr.Column(min_width=260, scale=2):
            PageComponent("reasons", source="number", prefix="number-", change=False, elem_id="number-reasons")


def demo_strokes() -> list[list[list[float]]]:
    """Write the demonstration: strokes of points [x, y] on the pad, in its heights."""
    width, height = DEMO_BOX
    left = (WIDTH - DEMO_STEP * (len(DEMO) - 1) - width) / 2
    strokes = []
    for place, (digit, name) in enumerate(DEMO):
        style = next(style for style in STYLES if (style.digit, style.name) == (digit, name))
        corner = np.array([left + DEMO_STEP * place, (1 - height) / 2])
        strokes += [(stroke * DEMO_BOX + corner).round(4).tolist() for stroke in style.strokes]
    return strokes
