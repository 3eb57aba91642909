"""A visitor's labelled drawings, as the page sends them: the text of a drawings file, within limits; or a list."""

import json

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.limits import MOST_DRAWINGS, MOST_DRAWN_POINTS, MOST_DRAWN_STROKES
from onelayer.reading.drawing import Drawing

LIMITS = {"drawings": MOST_DRAWINGS, "strokes": MOST_DRAWN_STROKES, "points": MOST_DRAWN_POINTS}
"""The most that a browser keeps and a call takes of drawings, and of their strokes and points together."""
LONGEST_TEXT = 4_000_000  # characters; as many drawings as the LIMITS allow have some 2,500,000


def parse_labelled(sent: object) -> list[Drawing]:
    """Read the drawings that a call brings: all of them, or none.

    Args:
        sent: the text of a drawings file, or a list of what its lines hold.

    Raises:
        DrawingsFileError: it is no drawings file, has a line without a valid drawing, or is beyond the LIMITS.
    """
    if sent is None or sent in ("", []):
        return []
    text = _as_lines(sent) if isinstance(sent, list) else sent
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise DrawingsFileError(f"Expected the text of a drawings file, up to {LONGEST_TEXT:,} characters.")
    found = parse_drawings(text.encode(errors="replace"))
    if found.problems:
        raise DrawingsFileError(found.problems[0])
    strokes = [stroke for drawing in found.drawings for stroke in drawing.strokes]
    sizes = {"drawings": len(found.drawings), "strokes": len(strokes), "points": sum(map(len, strokes))}
    beyond = [f"{sizes[name]:,} {name}" for name, limit in LIMITS.items() if sizes[name] > limit]
    if beyond:
        most = ", ".join(f"{limit:,} {name}" for name, limit in LIMITS.items())
        raise DrawingsFileError(f"That is too much: {', '.join(beyond)}. The most are {most}.")
    return found.drawings


def _as_lines(drawings: list[object]) -> str:
    try:
        return "\n".join(map(json.dumps, drawings))
    except RecursionError as error:
        raise DrawingsFileError("A drawing is nested too deep.") from error
