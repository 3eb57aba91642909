"""Drawings files of the visitor's, brought among the visitor's drawings. The server reads them, the page adds them."""

import base64
import binascii
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from onelayer.data.drawings_file import DrawingsFileError, format_drawings, parse_drawings
from onelayer.reading.drawing import Drawing
from onelayer.ui.components.browser_component import BrowserComponent, event_field
from onelayer.ui.limits import MOST_DRAWINGS, MOST_PICKED_FILES, PICKED_FILES_BYTES
from onelayer.ui.words import format_count

PROBLEMS_SHOWN = 5


@dataclass(frozen=True, eq=False)
class PickedFile:
    """name: as in the visitor's folder; content: the bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, eq=False)
class FoundDrawings:
    """What one file holds.

    Attributes:
        name: the file's.
        drawings: all that it holds.
        problem: what could not be read, in words; empty for nothing.
    """

    name: str
    drawings: Sequence[Drawing]
    problem: str = ""


class DrawingsImport(BrowserComponent):
    """`upload` carries what `parse_files` reads, and a handler gives the FoundDrawings of each file. The page adds as
    many as there is room for, and says so in its note.

    label: what the button says; accept: endings, as HTML has them; note_id: the note's.
    """

    def __init__(self, *, label: str, accept: str, note_id: str, **options: Any) -> None:
        super().__init__(
            button_label=label,
            accept=accept,
            note_id=note_id,
            most_bytes=PICKED_FILES_BYTES,
            most_files=MOST_PICKED_FILES,
            **options,
        )

    def encode(self, value: Sequence[FoundDrawings]) -> Any:
        # The moment makes two imports of the same file two values.
        return {"files": [_encode_file(found) for found in value], "moment": time.time_ns()}


def _encode_file(found: FoundDrawings) -> dict[str, Any]:
    """With no more drawings than there can be room for."""
    drawings = format_drawings(list(found.drawings[:MOST_DRAWINGS])).decode()
    return {"name": found.name, "drawings": drawings, "count": len(found.drawings), "problem": found.problem}


def parse_files(event: gr.EventData) -> list[PickedFile]:
    """The files that were picked.

    Raises:
        gradio.Error: the event holds none; a page's would.
    """
    files = event_field(event, "files")
    if not isinstance(files, list) or len(files) > MOST_PICKED_FILES:
        raise gr.Error(f"No files arrived: expected a list of up to {MOST_PICKED_FILES}.", print_exception=False)
    try:
        return [PickedFile(str(file["name"])[:200], base64.b64decode(file["content"], validate=True)) for file in files]
    except (TypeError, KeyError, ValueError, binascii.Error) as error:
        expected = "each needs a name and its content in base64."
        raise gr.Error(f"No files arrived: {expected}", print_exception=False) from error


def find_drawings(files: Sequence[PickedFile]) -> list[FoundDrawings]:
    """The drawings of each file. Of several files, the file's name is the writer of drawings that name none."""
    return [_find_in(file, file.name.split(".")[0] if len(files) > 1 else None) for file in files]


def _find_in(file: PickedFile, writer: str | None) -> FoundDrawings:
    try:
        found = parse_drawings(file.content)
    except DrawingsFileError as error:
        return FoundDrawings(file.name, (), str(error))
    problem = ""
    if found.problems:
        shown = " ".join(found.problems[:PROBLEMS_SHOWN])
        rest = " …" if len(found.problems) > PROBLEMS_SHOWN else ""
        problem = f"{format_count(len(found.problems), 'line')} skipped: {shown}{rest}"
    drawings = [replace(drawing, writer=drawing.writer or writer) for drawing in found.drawings]
    return FoundDrawings(file.name, drawings, problem)
