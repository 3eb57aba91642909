"""What is shown of a reading: the answer, its reasons, and the pipeline from the pad to the inputs."""

from dataclasses import dataclass
from typing import Any

from gradio.components import Component

from onelayer.reading.network import Network
from onelayer.reading.verdict import judge
from onelayer.ui.components.answer import Answer
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.components.reasons import Reasons
from onelayer.ui.components.sketchpad import PadContent
from onelayer.ui.drawing_collection import DrawingCollection
from onelayer.ui.views.change import explain_change
from onelayer.ui.views.contrast import explain_contrast
from onelayer.ui.views.evidence import explain_evidence
from onelayer.ui.views.pipeline import show_pipeline

CHOSEN_BY_READING = -1  # in the place of a digit to explain: the answer, or the runner-up


@dataclass(frozen=True, eq=False)
class ReadingViews:
    """Its components."""

    answer: Answer
    pipeline: PixelPictures
    reasons: Reasons

    @property
    def outputs(self) -> list[Component]:
        """The components that `show` gives values to."""
        return [self.answer, self.pipeline, self.reasons]

    def show(
        self, content: PadContent | None, network: Network, collection: DrawingCollection, digit: int, other: int
    ) -> dict[Component, Any]:
        """The values of the components as a network reads what is on the pad.

        Args:
            content: of the pad; None if it is empty.
            network: that reads.
            collection: the visitor's drawings, which look familiar.
            digit: the digit to explain, or CHOSEN_BY_READING.
            other: the digit to compare it with, or CHOSEN_BY_READING.
        """
        if content is None:
            return dict.fromkeys(self.outputs)
        reading = network.read(content.image)
        explained = reading.predicted_digit if digit == CHOSEN_BY_READING else digit
        if other in (CHOSEN_BY_READING, explained):
            other = reading.runner_up if explained == reading.predicted_digit else reading.predicted_digit
        return {
            self.answer: (reading, judge(reading, network, collection.prototypes)),
            self.pipeline: show_pipeline(reading, content.shrunk, network),
            self.reasons: [
                explain_evidence(reading, network, explained),
                explain_contrast(reading, network, explained, other),
                explain_change(reading, network, explained, other),
            ],
        }
