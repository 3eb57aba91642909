"""The recipe of a training run, and its limits."""

import math
import reprlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from onelayer.data.styles import STYLES
from onelayer.reading.inputs import INPUT_FORMS, InputForm
from onelayer.reading.rounding import BITS


class RecipeError(ValueError):
    """The recipe cannot be trained; the message names each wrong value and its limits."""


class Limits(NamedTuple):
    """The smallest and the largest value that is accepted, both included."""

    low: float
    high: float


LIMITS = {
    "epochs": Limits(1, 50),
    "batch_size": Limits(8, 1024),
    "learning_rate": Limits(0.000_001, 10.0),
    "examples": Limits(1_000, 60_000),
    "validation_split": Limits(0.0, 0.5),
    "styles": Limits(0, 400),
    "variations": Limits(0, 4),
    "captchas": Limits(0, 4000),
    "sparsity": Limits(0.0, 0.99),
    "rounding_epochs": Limits(1, 50),
    "seed": Limits(0, 2**31 - 1),
}

WINDOWS_OF_CAPTCHA = 30
"""Images of each captcha that are trained on, on average: about half hold a digit."""

OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": "SGD with momentum 0.9",
    "adam": "Adam",
    "rmsprop": "RMSprop",
}
"""Each optimizer's name in a recipe, and its name on the page."""

CHOICES: Mapping[str, tuple[object, ...]] = {"optimizer": tuple(OPTIMIZERS), "input_form": INPUT_FORMS, "bits": BITS}
"""Of each setting that is a choice, the values that it may have."""


@dataclass(frozen=True)
class Recipe:
    """The hyperparameters of a training run.

    Two runs of one recipe on one machine give the same network. LIMITS has the limits of the numbers.

    Attributes:
        epochs: passes over the training images; may be 0 if the recipe rounds, as a start may be trained already.
        batch_size: images in a step.
        learning_rate: size of a step.
        decay: decrease the learning rate linearly to 0 over the run.
        optimizer: one of OPTIMIZERS.
        input_form: the form of the layer's inputs, one of INPUT_FORMS.
        examples: the number of images to use, from the front of MNIST's 60,000 training images.
        validation_split: the fraction of these images, the last ones, for validation; the network trains on the others.
        styles: the number of variations of each way of writing (onelayer/data/styles.py) to train on as well.
        variations: the number of varied copies of each of MNIST's training images to train on as well.
        captchas: the number of captchas on whose digits to train instead of MNIST's images; 0 for MNIST. The last ones,
            `validation_split` of them, are for validation; `examples`, `styles` and `variations` mean nothing then. The
            network learns what is no digit as well: all its logits are low there.
        calibrate: at the end, divide the logits by the temperature that fits the validating images best.
        bits: of a weight, one of BITS; with fewer than 32 the network is rounded (onelayer/reading/rounding.py).
        sparsity: the fraction of the weights that become 0.
        rounding_epochs: further passes over the training images, with rounded weights on the way. They mean nothing
            with 32 bits and sparsity 0.
        seed: the seed for the first weights and for the order of the images.

    Raises:
        RecipeError: a value is outside its limits; the message names all such values.
    """

    epochs: int = 5
    batch_size: int = 64
    learning_rate: float = 0.01
    decay: bool = False
    optimizer: str = "sgd"
    input_form: InputForm = "raw"
    examples: int = 60_000
    validation_split: float = 0.2
    styles: int = 0
    variations: int = 0
    captchas: int = 0
    calibrate: bool = False
    bits: int = 32
    sparsity: float = 0.0
    rounding_epochs: int = 6
    seed: int = 0

    def __post_init__(self) -> None:
        problems = {field.name: _problem(field.name, getattr(self, field.name)) for field in fields(self)}
        if self.epochs == 0 and not (problems["bits"] or problems["sparsity"]) and self.rounds:
            problems["epochs"] = None
        if any(problems.values()):
            raise RecipeError("; ".join(filter(None, problems.values())) + ".")
        for field in fields(self):
            if field.name in LIMITS or field.name == "bits":  # a slider gives 5.0 for 5
                object.__setattr__(self, field.name, field.type(getattr(self, field.name)))  # type: ignore[operator]

    @property
    def rounds(self) -> bool:
        """Whether the network is rounded: it has fewer bits, or zeros."""
        return self.bits < 32 or self.sparsity > 0

    @property
    def all_epochs(self) -> int:
        """The epochs of the whole run, those with rounded weights included."""
        return self.epochs + (self.rounding_epochs if self.rounds else 0)

    @property
    def mnist_training_examples(self) -> int:
        """The number of MNIST's images to train on; the rest of `examples` is for validation."""
        return int(self.examples * (1 - self.validation_split))

    @property
    def training_captchas(self) -> int:
        """The number of captchas to train on; the others are for validation."""
        return self.captchas - int(self.captchas * self.validation_split)

    @property
    def training_examples(self) -> int:
        """The number of all images to train on: MNIST's, varied copies, and variations of the ways of writing; or about
        so many windows of captchas."""
        if self.captchas:
            return self.training_captchas * WINDOWS_OF_CAPTCHA
        return self.mnist_training_examples * (1 + self.variations) + self.styles * len(STYLES)

    @property
    def batches(self) -> int:
        """Batches in an epoch; the last may be smaller."""
        return math.ceil(self.training_examples / self.batch_size)

    def to_dict(self) -> dict[str, Any]:
        """Return the values by name, in the form that `from_dict` accepts."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Recipe":
        """Make a recipe from values by name; a value that is not named is the article's.

        Raises:
            RecipeError: a name is unknown or a value is outside its limits.
        """
        unknown = sorted(str(name) for name in set(values) - {field.name for field in fields(cls)})
        if unknown:
            raise RecipeError(f"A recipe has no {reprlib.repr(unknown)[1:-1]}.")
        return cls(**values)


def _problem(name: str, value: object) -> str | None:
    """Say what is wrong with one value of a recipe; None if it is valid."""
    words = name.replace("_", " ")
    choices = CHOICES.get(name)
    if choices:
        if value in choices and not isinstance(value, bool):
            return None
        return f"{words} must be one of {', '.join(map(str, choices))}, not {reprlib.repr(value)}"
    if name in ("decay", "calibrate"):
        return None if isinstance(value, bool) else f"{name} must be true or false, not {reprlib.repr(value)}"
    low, high = LIMITS[name]
    whole = name not in ("learning_rate", "validation_split", "sparsity")
    range_text = f"{'a whole number' if whole else 'a number'} from {format_number(low)} to {format_number(high)}"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and low <= value <= high and (not whole or value == int(value)):  # type: ignore[operator, call-overload]
        return None
    if is_number and (value == 0 or 1e-15 < abs(value) < 1e15):  # type: ignore[arg-type]
        shown = format_number(value)  # type: ignore[arg-type]
    else:
        shown = "empty" if value is None else reprlib.repr(value)  # cut short: it may come from anyone
    return f"{words} must be {range_text}, not {shown}"


def format_number(value: float) -> str:
    """Write a finite number in decimals, at most 12 significant digits: `0.00001`, `0.07`, `2,147,483,647`."""
    return f"{Decimal(f'{value:.12g}'):,f}"
