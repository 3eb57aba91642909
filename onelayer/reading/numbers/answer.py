"""A number that was read, as JSON, for programs and assistants."""

from typing import Any

from onelayer.reading.numbers.boxes import InkBox, unite
from onelayer.reading.numbers.number import NumberReading

DECIMALS = 6


def format_number(reading: NumberReading) -> dict[str, Any]:
    """Convert a number's reading to JSON. Boxes are left, top, right and bottom, in the unit of what was read: the
    picture's pixels, or the pad's height."""
    return {
        "number": reading.text,
        "probability": round(reading.probability, DECIMALS),
        "sure": reading.sure,
        "runner_up": reading.runner_up,
        "runner_up_probability": round(reading.runner_up_probability, DECIMALS),
        "box": _format_box(unite(digit.box for digit in reading.digits)),
        "digits": [
            {
                "digit": digit.digit,
                "probability": round(digit.probability, DECIMALS),
                "sure": digit.sure,
                "box": _format_box(digit.box),
            }
            for digit in reading.digits
        ],
    }


def _format_box(box: InkBox) -> list[float]:
    return [round(side, 3) for side in box]
