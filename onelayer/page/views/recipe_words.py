"""What the page is told of recipes: it names them, and puts them into the settings, without the server."""

from typing import Any

from onelayer.data.styles import STYLES
from onelayer.training.recipe import CHOICES, LIMITS, OPTIMIZERS, WINDOWS_OF_CAPTCHA, Recipe
from onelayer.training.recipes import KILOBYTE_OF, NAMES, RECIPES

ORDER = (
    "captchas",
    "bits",
    "sparsity",
    "rounding_epochs",
    "input_form",
    "optimizer",
    "learning_rate",
    "decay",
    "batch_size",
    "epochs",
    "examples",
    "validation_split",
    "variations",
    "styles",
    "calibrate",
    "seed",
)
"""The order in which settings are named, the most important first."""


FIELDS = tuple(Recipe().to_dict())
WHOLE = {name for name, value in Recipe().to_dict().items() if type(value) is int}
"""The settings that are whole numbers."""


def known_recipes() -> dict[str, Any]:
    """Return what the page is told (`page/runs/training/recipes.js`: Known)."""
    return {
        "recipes": {key: {"name": NAMES[key], "recipe": recipe.to_dict()} for key, recipe in RECIPES.items()},
        "order": ORDER,
        "optimizers": OPTIMIZERS,
        "choices": CHOICES,
        "limits": {name: (*limits, name in WHOLE) for name, limits in LIMITS.items()},
        "ways": len(STYLES),
        "windows": WINDOWS_OF_CAPTCHA,
        "kilobyteOf": KILOBYTE_OF.to_dict(),
    }
