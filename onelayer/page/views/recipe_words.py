"""Names for recipes: the name of the preset that they come from, with the changes."""

from collections.abc import Mapping
from typing import Any

from onelayer.data.styles import STYLES
from onelayer.page.words import format_count
from onelayer.training.recipe import LIMITS, OPTIMIZERS, PRESETS, format_number

NAMES = {"article": "Article", "upright": "Upright", "directions": "Directions"}
"""The names of the recipes that ship, by their keys in PRESETS."""

MOST_NAMED = 3  # changes that are named; the others are only counted

ORDER = (
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


def known_recipes() -> dict[str, Any]:
    """Return what the page needs to name the recipes of runs (`page/runs/recipes.js`: Known)."""
    return {
        "presets": {key: {"name": name, "recipe": PRESETS[key].to_dict()} for key, name in NAMES.items()},
        "order": ORDER,
        "optimizers": OPTIMIZERS,
        "ways": len(STYLES),
    }


def name_changed(values: Mapping[str, Any], preset: str) -> str:
    """Name settings that were changed from a preset: `Article, changed: inputs upright`.

    Args:
        values: the values of all settings, by name; they may be outside their limits.
        preset: the key of the preset.
    """
    changes = describe_changes(values, preset)
    if not changes:
        return NAMES[preset]
    named, others = changes[:MOST_NAMED], len(changes[MOST_NAMED:])
    return f"{NAMES[preset]}, changed: {', '.join(named)}" + (f" and {others} more" if others else "")


def describe_changes(values: Mapping[str, Any], preset: str) -> list[str]:
    """List the differences from a preset, in the words of the settings."""
    original = PRESETS[preset].to_dict()
    return [_describe(name, values[name]) for name in ORDER if values[name] != original[name]]


def _describe(name: str, value: Any) -> str:
    match name:
        case "input_form":
            return f"inputs {value}"
        case "optimizer":
            return OPTIMIZERS.get(str(value), "another optimizer")
        case "decay" | "calibrate":
            return f"{name} {'on' if value else 'off'}"
    low, high = LIMITS[name]
    if not (isinstance(value, int | float) and low <= value <= high):
        return f"{name.replace('_', ' ')} {'empty' if value is None else 'beyond its limits'}"
    match name:
        case "epochs":
            return format_count(int(value), "epoch")
        case "examples":
            return f"{int(value):,} images"
        case "styles":
            return f"{int(value)} of each way of writing"
        case "variations":
            return "no varied copies" if value == 0 else f"{int(value)} varied {'copy' if value == 1 else 'copies'}"
    return f"{name.replace('_', ' ')} {format_number(value)}"
