"""Digits of the MNIST test set as pictures that can be put on the pad."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
import numpy as np
from gradio.components import Component

from onelayer.mnist import load_mnist
from onelayer.network import softmax
from onelayer.ui.components.browser_component import picked
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.listeners import AT_ONCE
from onelayer.ui.views.shown_network import ShownNetwork

SHOWN = 20  # pictures at once


@dataclass(frozen=True, eq=False)
class Landing:
    """How a test digit comes to the Draw tab. read: of its row, the key of the network that reads it, and the session;
    gives the values of outputs."""

    read: Callable[..., tuple[Any, ...]]
    outputs: Sequence[Component]


def build_mnist_digits(shown: ShownNetwork, landing: Landing, elem_id: str, columns: int = 10) -> PixelPictures:
    """A place for SHOWN digits: click one and it is on the pad, explained."""
    pictures = PixelPictures(count=SHOWN, columns=columns, columns_narrow=4, selectable=True, elem_id=elem_id)

    def land(key: str, owned: Any, event: gr.EventData) -> tuple[Any, ...]:
        return landing.read(picked(event, len(load_mnist("test"))), key, owned)

    pictures.select(land, [shown.key, shown.session], list(landing.outputs), **AT_ONCE)
    return pictures


def digit_pictures(rows: Sequence[int], logits: np.ndarray) -> list[Picture]:
    """The test digits of these rows, with what a network of these logits (10,000, 10) said of each: label → answer."""
    test = load_mnist("test")
    found = []
    for row in rows:
        said, sure = int(logits[row].argmax()), float(softmax(logits[row]).max())
        label = int(test.labels[row])
        found.append(
            Picture(
                test.images[row] / 255,
                f"{label} → {said}\n{100 * sure:.0f} %",
                f"Test digit {row}: a {label}, read as {said}, {100 * sure:.0f} % sure. Press to see why",
                row,
            )
        )
    return found
