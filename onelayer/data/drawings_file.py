"""Labelled drawings in files: the drawings file, and images for other programs.

A drawings file holds JSON lines, one drawing a line, in UTF-8, optionally gzipped:
`{"label": 7, "writer": "anyone", "strokes": [[[x, y], …], …]}`, x to the right and y down, 0 to 1.
"""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from onelayer.reading.drawing import Drawing, DrawingError, draw_image, draw_images, parse_drawing

MOST_BYTES = 50_000_000  # of a file, unpacked
MOST_DRAWINGS = 20_000
LONGEST_WRITER = 100  # characters
DECIMALS = 4  # of a coordinate in a file


class DrawingsFileError(ValueError):
    """The file is not a drawings file at all; the message says what was expected."""


@dataclass(frozen=True, eq=False)
class DrawingsFile:
    """The content of a drawings file.

    Attributes:
        drawings: the drawings, each with its label.
        problems: a sentence for each line that was skipped, beginning with the line's number.
    """

    drawings: list[Drawing]
    problems: list[str]


def without_copies(drawings: Sequence[Drawing]) -> list[Drawing]:
    """Return the drawings without those that are equal to an earlier one.

    Two drawings are equal if they have the same label and, to the four decimals that a file keeps, the same strokes.
    Their writers may differ.
    """
    different: dict[tuple[object, ...], Drawing] = {}
    for drawing in drawings:
        strokes = tuple(np.rint(10**DECIMALS * stroke).tobytes() for stroke in drawing.strokes)
        different.setdefault((drawing.label, strokes), drawing)
    return list(different.values())


def parse_drawings(content: bytes) -> DrawingsFile:
    """Read the content of a drawings file. A line without a valid drawing is skipped and named among the problems.

    Raises:
        DrawingsFileError: the content is too large, a broken gzip file, or not text in UTF-8.
    """
    try:
        text = _unpacked(content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingsFileError(
            f"The file is not text in UTF-8 ({error.reason}). A drawings file is expected."
        ) from error
    drawings: list[Drawing] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(drawings) == MOST_DRAWINGS:
            problems.append(f"Line {number} and all after it: {MOST_DRAWINGS:,} drawings are the most that are taken.")
            break
        try:
            drawings.append(parse_labelled_drawing(line))
        except DrawingError as error:
            problems.append(f"Line {number}: {error}")
    return DrawingsFile(drawings, problems)


def _unpacked(content: bytes) -> bytes:
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
                content = file.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise DrawingsFileError(f"The gzip file is broken ({error}). Export it again.") from error
    if len(content) > MOST_BYTES:
        raise DrawingsFileError(f"The file is larger than {MOST_BYTES:,} bytes, unpacked. Split it.")
    return content


def parse_labelled_drawing(line: str) -> Drawing:
    """Read one line of a drawings file.

    Raises:
        DrawingError: the line is not JSON, its label, writer or strokes are not valid, or the drawing has no more ink
            than a dot.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DrawingError(f"that is not JSON ({error}).") from error
    drawing = parse_drawing(fields)
    label, writer = fields.get("label"), fields.get("writer")
    if type(label) is not int or not 0 <= label <= 9:
        raise DrawingError("the label must be a whole number from 0 to 9.")
    if writer is not None and (not isinstance(writer, str) or len(writer) > LONGEST_WRITER or not _is_text(writer)):
        raise DrawingError(f"the writer must be a text of up to {LONGEST_WRITER} characters.")
    if not draw_image(drawing.strokes).any():
        raise DrawingError("the drawing has no more ink than a dot.")
    return replace(drawing, label=label, writer=writer)


def _is_text(writer: str) -> bool:
    """Return False if the name has a lone surrogate, which JSON can hold but UTF-8 cannot encode."""
    return not any("\ud800" <= letter <= "\udfff" for letter in writer)


def format_drawings(drawings: list[Drawing]) -> bytes:
    """Write labelled drawings as the content of a drawings file, coordinates with four decimals."""
    lines = []
    for drawing in drawings:
        strokes = [[[round(float(at), DECIMALS) for at in point] for point in stroke] for stroke in drawing.strokes]
        fields = {"label": drawing.label, "writer": drawing.writer, "strokes": strokes}
        lines.append(
            json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False)
        )
    return ("\n".join(lines) + "\n").encode() if lines else b""


def format_pictures(drawings: list[Drawing]) -> bytes:
    """Write drawings as a zip file: a folder of PNG images, 28 × 28, white on black, named LABEL_NUMBER.png."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as folder:
        for number, (drawing, image) in enumerate(zip(drawings, _images(drawings), strict=True), 1):
            picture = io.BytesIO()
            Image.fromarray(image).save(picture, "PNG")
            folder.writestr(f"digits/{drawing.label}_{number:04d}.png", picture.getvalue())
    return content.getvalue()


def format_arrays(drawings: list[Drawing]) -> bytes:
    """Write drawings as an .npz file with the keys of mnist.npz.

    Its arrays are x_train, uint8 (n, 28, 28), y_train, uint8 (n,), and empty x_test and y_test.
    """
    images, labels = _images(drawings), np.array([drawing.label for drawing in drawings], np.uint8)
    content = io.BytesIO()
    np.savez_compressed(content, x_train=images, y_train=labels, x_test=images[:0], y_test=labels[:0])
    return content.getvalue()


def _images(drawings: list[Drawing]) -> np.ndarray:
    return draw_images([drawing.strokes for drawing in drawings])
