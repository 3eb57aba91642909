"""What the API page shows of the endpoints beyond their type hints: examples that work, and a recipe's settings.

A parameter with an example has no default there.
"""

import base64
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image

from onelayer.reading.drawing import draw_image
from onelayer.training.recipe import CHOICES, LIMITS, Recipe

ONE = [[[0.5, 0.15], [0.5, 0.85]]]
SEVEN = [[[0.28, 0.2], [0.72, 0.2], [0.45, 0.85]]]
SEVEN_BESIDE = [[[x + 0.5, y] for x, y in stroke] for stroke in SEVEN]

KINDS = {"int": "integer", "float": "number", "bool": "boolean"}


def as_data_url(image: np.ndarray) -> str:
    """Make a PNG of an image, uint8 (28, 28), or of colours, uint8 (h, w, 3), in a data URL."""
    content = io.BytesIO()
    Image.fromarray(image).save(content, "PNG")
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode('ascii')}"


def recipe_schema() -> dict[str, Any]:
    """Make the JSON schema of a recipe: the limits and the article's value of each setting."""
    article = Recipe().to_dict()
    schemas: dict[str, dict[str, Any]] = {}
    for name, value in article.items():
        kind = {"enum": list(CHOICES[name])} if name in CHOICES else {"type": KINDS[type(value).__name__]}
        limits = {"minimum": LIMITS[name].low, "maximum": LIMITS[name].high} if name in LIMITS else {}
        schemas[name] = {**kind, **limits, "default": value}
    return {"type": "object", "properties": schemas}


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "read": {"drawing": {"strokes": SEVEN}},
    "read_picture": {"picture": as_data_url(draw_image([np.array(stroke, np.float32) for stroke in SEVEN]))},
    "read_number": {"written": {"strokes": [*ONE, *SEVEN_BESIDE]}},
    "train": {"recipe": {"epochs": 2, "learning_rate": 0.01}},
    "teach": {"drawings": [{"label": 1, "strokes": ONE}, {"label": 7, "strokes": SEVEN}]},
    "digits": {"rows": [0, 1, 2]},
}
"""Of the endpoints, by parameter."""
SCHEMAS: Mapping[str, Mapping[str, Any]] = {"recipe": recipe_schema()}
"""JSON schemas that say more than a parameter's type hint."""
