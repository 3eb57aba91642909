"""Digits of the MNIST test set as pictures; a click puts one on the pad."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import gradio as gr
import numpy as np
from gradio.components import Component

from onelayer.data.mnist import load_mnist
from onelayer.reading.network import softmax
from onelayer.ui.components.browser_component import parse_index
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.session import Session
from onelayer.ui.views.session_publisher import Updates
from onelayer.ui.views.shown_network import ShownNetwork

MOST_PICTURES = 20  # at once


@dataclass(frozen=True, eq=False)
class DigitOpener:
    """Puts a test digit on the Draw tab.

    Attributes:
        open: takes the digit's row, the key of the network that reads it, and the session; returns values for outputs.
        outputs: the components of the Draw tab that change.
    """

    open: Callable[[int, str, Session], Updates]
    outputs: Sequence[Component]


def build_mnist_digits(elem_id: str, columns: int = 10) -> PixelPictures:
    """Build places for up to MOST_PICTURES digits."""
    return PixelPictures(
        count=MOST_PICTURES, columns=columns, columns_narrow=5, selectable=True, sparse=True, elem_id=elem_id
    )


def open_clicked(opener: DigitOpener, key: str, session: Session, event: gr.EventData) -> Updates:
    """Put the clicked digit on the pad."""
    return opener.open(parse_index(event, len(load_mnist("test"))), key, session)


def wire_mnist_digits(pictures: PixelPictures, shown: ShownNetwork, opener: DigitOpener) -> None:
    """Let a click put a digit on the pad and choose the shown network."""
    pictures.select(bind(open_clicked, opener), [shown.key, shown.session], list(opener.outputs), **AT_ONCE)


def digit_pictures(rows: Sequence[int], logits: np.ndarray) -> list[Picture]:
    """Make pictures of the test digits in these rows, each with label → predicted digit from logits (10,000, 10)."""
    test = load_mnist("test")
    pictures = []
    for row in rows:
        predicted, probability = int(logits[row].argmax()), float(softmax(logits[row]).max())
        label, percent = int(test.labels[row]), f"{100 * probability:.0f} %"
        text = f"Test digit {row}: a {label}, read as {predicted}, {percent} sure. Press to see why"
        pictures.append(Picture(test.images[row] / 255, f"{label} → {predicted}\n{percent}", text, row))
    return pictures
