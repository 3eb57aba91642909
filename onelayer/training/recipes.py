"""The recipes that the project knows: the rungs of the climb, from the article's on, and one for captchas.

The climb has one layer of 7,850 parameters; each rung changes one thing in the recipe before. The networks that ship
are results of some of these recipes (`SHIPPED` in onelayer/files/network_file.py).
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from onelayer.training.recipe import Recipe


class Measured(NamedTuple):
    """The accuracies of a rung that we measured, with its recipe's seed; `python bench/climb.py` measures them again.

    Attributes:
        test: accuracy on MNIST's 10,000 test images, 0 to 1.
        people: accuracy on 7,494 digits that 30 people wrote on a tablet (UCI, Pen-Based Recognition), 0 to 1.
    """

    test: float
    people: float


@dataclass(frozen=True)
class Rung:
    """One step of the climb.

    Attributes:
        key: the name in the code, in files, links and commands.
        name: the name on the page.
        recipe: the recipe to train.
        change: the change from the rung before, in a few words.
        reason: why the change should help, in a sentence or two.
        formula: the change in one line of mathematics.
        measured: how well its network reads.
    """

    key: str
    name: str
    recipe: Recipe
    change: str
    reason: str
    formula: str
    measured: Measured


ARTICLE = Recipe()
"""The article's recipe: raw pixels and plain SGD. The article's text says learning rate 0.001, but the losses that it
prints fit 0.01."""

# Rates, epochs and batch sizes were chosen for the best accuracy on the last 12,000 training images, with networks
# trained on the others; where the accuracies were equal, for the least difference between seeds. The test set was not
# used for any choice.
_SCALED = replace(ARTICLE, input_form="scaled", learning_rate=0.3)
_OPTIMIZED = replace(_SCALED, optimizer="adam", decay=True, learning_rate=0.01, batch_size=512, epochs=20)
_UPRIGHT = replace(_OPTIMIZED, input_form="upright")
_DIRECTIONS = replace(_OPTIMIZED, input_form="directions", learning_rate=0.03)
# Chosen on the last 10,000 training images and on drawings of 30 people. More varied copies raise the accuracy on
# MNIST, more variations of the ways of writing that on the drawings. Without decay the accuracy on the drawings is
# 0.3 % lower, and differs between seeds.
_MORE_HANDS = replace(
    _DIRECTIONS,
    styles=200,
    variations=2,
    validation_split=0.05,
    learning_rate=0.02,
    batch_size=1024,
    calibrate=True,
)
# Of 6, 12 and 20 rounding epochs, 12 had the highest validation accuracy.
_KILOBYTE = replace(_MORE_HANDS, bits=1, rounding_epochs=12)

RUNGS = (
    Rung(
        "article",
        "The article’s",
        ARTICLE,
        "raw pixels, plain SGD",
        "The pixels go in unchanged, 0 to 255. These numbers are large, so each step is far too large, and the weights "
        "jump about.",
        "softmax(x · W + b), x from 0 to 255",
        Measured(0.8875, 0.7804),
    ),
    Rung(
        "scaled",
        "Scaled",
        _SCALED,
        "pixels divided by 255",
        "With inputs from 0 to 1, the weights and the bias move at a similar speed, and one learning rate suits both. "
        "Nothing else is new.",
        "x ← x / 255: a step η is one of η / 255² on raw pixels",
        Measured(0.9209, 0.8093),
    ),
    Rung(
        "optimizer",
        "Better optimizer",
        _OPTIMIZED,
        "Adam, smaller steps towards the end, 20 epochs",
        "Each weight has its own step size, and the steps get smaller until the weights rest. With pixels, one layer "
        "cannot do much better.",
        "W ← W − η · m / (√v + ε), η falling to 0",
        Measured(0.9279, 0.8181),
    ),
    Rung(
        "upright",
        "Upright",
        _UPRIGHT,
        "upright pixels",
        "A weight belongs to a place. Each digit is made upright and brought to one size, so the strokes of all "
        "writers are at the same places.",
        "x at (u, v) ← √ ink at (mean + slant · v + width · u, mean + height · v)",
        Measured(0.9757, 0.8818),
    ),
    Rung(
        "directions",
        "Directions",
        _DIRECTIONS,
        "edge directions",
        "Edges instead of ink: how an edge bends tells a 3 from an 8, even if it is not exactly at the usual place. "
        "7 × 7 places × 16 directions are 784 numbers again.",
        "x at (place, direction) ← 4 · √ Σ blur · |∇ ink| in that direction",
        Measured(0.9947, 0.9680),
    ),
    Rung(
        "more-hands",
        "More hands",
        _MORE_HANDS,
        "ways of writing, varied copies, calibration",
        "The network sees more ways to write a digit: varied copies of 93 ways of writing, and each training image "
        "twice more, bent and slanted. This helps your own digits, not MNIST’s. Calibrated, what it is 90 % sure of is "
        "right 9 times in 10.",
        "min over W, b of Σ loss(images + varied images + ways of writing)",
        Measured(0.9947, 0.9869),
    ),
    Rung(
        "kilobyte",
        "A kilobyte",
        _KILOBYTE,
        "one bit for each weight",
        "Only the sign of each weight is left, and one size for all weights of a digit: 1,020 bytes. Twelve more "
        "epochs read with rounded weights, while the exact ones gather the small steps.",
        "read with sign(W) · mean |W|, change W",
        Measured(0.9926, 0.9849),
    ),
)
"""The climb. The first network misreads 11 of 100 test digits, the sixth 5 of 1,000; the last does so with a kilobyte,
and still reads more than LeNet-5."""

CAPTCHAS = Recipe(
    epochs=10,
    batch_size=256,
    learning_rate=0.01,
    decay=True,
    optimizer="adam",
    input_form="directions",
    validation_split=0.05,
    captchas=2000,
)
"""The recipe for captchas, another task. Chosen on 600 captchas of other seeds: 2,000 to train on read 1 % more than
1,500."""

ROUND_ON = replace(_KILOBYTE, epochs=0, styles=60, variations=1, batch_size=512)
"""The recipe that trains any network of edge directions, its start, on while rounded. Fewer varied copies take half the
time, and lose little: the start has learned them."""

KILOBYTE_OF = replace(ROUND_ON, variations=0, rounding_epochs=6)
"""The recipe that makes a kilobyte of such a network in a few seconds."""

RECIPES = {**{rung.key: rung.recipe for rung in RUNGS}, "captchas": CAPTCHAS}
"""All recipes, by their keys."""

NAMES = {**{rung.key: rung.name for rung in RUNGS}, "captchas": "Captchas"}
"""Their names on the page, and those of the networks that they train, by their keys."""
