"""Published results on MNIST, to which ours are compared."""

from typing import NamedTuple


class Published(NamedTuple):
    """Published accuracies of one dense layer, 0 to 1; None where none was published."""

    name: str
    training: float | None
    validation: float | None
    test: float | None


class Milestone(NamedTuple):
    """A published result on the MNIST test set.

    Attributes:
        name: the name of the model.
        error: the fraction of test images that it misreads, 0 to 1.
        on_distortions: it trained on distorted copies of the images too.
        numbers: about how many numbers were trained; None where it is not compared by that.
    """

    name: str
    error: float
    on_distortions: bool = False
    numbers: int | None = None


PUBLISHED = [
    Published("The article, as printed", 0.8718, 0.9109, None),
    Published("LeCun et al. 1998, linear classifier", None, None, 0.880),
    Published("LeCun et al. 1998, linear, deskewed", None, None, 0.916),
]

MILESTONES = (
    Milestone("linear", 0.120),
    Milestone("linear, upright", 0.084),
    Milestone("LeNet-1", 0.017, numbers=2_600),
    Milestone("LeNet-4", 0.011, numbers=17_000),
    Milestone("LeNet-5", 0.0095, numbers=60_000),
    Milestone("LeNet-5", 0.008, on_distortions=True),
)
"""Published errors on the same 10,000 test images, the largest first: LeCun, Bottou, Bengio, Haffner, Gradient-based
learning applied to document recognition, Proceedings of the IEEE 86, 1998, figure 9. The numbers that they train stand
in sections II.B (LeNet-5), III.C.7 (LeNet-1) and III.C.8 (LeNet-4)."""
