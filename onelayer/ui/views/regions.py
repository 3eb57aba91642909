"""Where in a picture most speaks for a digit, and where against it, in words: for who cannot see the colours."""

import numpy as np

from onelayer.reading.drawing import SIDE

NAMES = (
    ("the upper left", "the top", "the upper right"),
    ("the left", "the middle", "the right"),
    ("the lower left", "the bottom", "the lower right"),
)
EDGES = (0, 10, 18, SIDE)  # of the nine regions, in pixels


def strongest_regions(evidence: np.ndarray) -> tuple[str | None, str | None]:
    """The region (of nine) of evidence (784,) that says most for it, and the one that says most against it; None where
    nothing does."""
    picture = evidence.reshape(SIDE, SIDE)

    def name_of(amounts: np.ndarray) -> str | None:
        rows = np.add.reduceat(amounts, EDGES[:3], axis=0)
        ninths = np.add.reduceat(rows, EDGES[:3], axis=1)
        row, column = divmod(int(ninths.argmax()), 3)
        return NAMES[row][column] if ninths[row, column] > 0 else None

    return name_of(np.maximum(picture, 0)), name_of(np.maximum(-picture, 0))


def describe_evidence(evidence: np.ndarray, digit: int) -> str:
    """A sentence that says what a picture of evidence for a digit shows."""
    most_for, most_against = strongest_regions(evidence)
    return f"strongest evidence for {digit}: {most_for or 'none'}; against: {most_against or 'none'}"
