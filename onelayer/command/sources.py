"""What `onelayer read` is given: pictures, folders of them, drawings files, standard input."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.reading.drawing import Drawing

PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif"}
DRAWINGS = (".jsonl", ".jsonl.gz")
STDIN = "-"


@dataclass(frozen=True, eq=False)
class Source:
    """One thing to read, or what is wrong with it.

    Attributes:
        name: the path as it was given; of a drawing with its line's number, as in hand.jsonl:3.
        label: the digit that it is, if that is known.
        what: a picture's path or content, or a drawing; or a sentence that says why there is none.
    """

    name: str
    label: int | None
    what: "Path | bytes | Drawing | str"

    def open(self) -> "Path | IO[bytes] | Drawing":
        """Return what is to be read.

        Raises:
            ValueError: there is nothing; the message says why.
        """
        if isinstance(self.what, str):
            raise ValueError(self.what)
        return io.BytesIO(self.what) if isinstance(self.what, bytes) else self.what


def find_sources(paths: list[str], folders_are_labels: bool) -> Iterator[Source]:
    """Find all that is to be read.

    Args:
        paths: of pictures, drawings files and folders; `-` is standard input, a picture or drawings.
        folders_are_labels: a picture in a folder whose name is a digit is that digit.
    """
    for path in paths:
        if path == STDIN:
            content = sys.stdin.buffer.read()
            looks_like_drawings = content[:2] == b"\x1f\x8b" or content.lstrip()[:1] == b"{"
            yield from _drawings(STDIN, content) if looks_like_drawings else [Source(STDIN, None, content)]
        elif Path(path).is_dir():
            yield from _folder(Path(path), folders_are_labels)
        else:
            yield from _file(Path(path), folders_are_labels)


def _folder(folder: Path, folders_are_labels: bool) -> Iterator[Source]:
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PICTURES or _has_drawings(path)]
    if not files:
        yield Source(str(folder), None, "The folder has no pictures and no drawings files.")
    for path in files:
        yield from _file(path, folders_are_labels)


def _has_drawings(path: Path) -> bool:
    return path.name.lower().endswith(DRAWINGS)


def _file(path: Path, folders_are_labels: bool) -> Iterator[Source]:
    if not _has_drawings(path):
        folder = path.resolve().parent.name
        is_label = folders_are_labels and len(folder) == 1 and folder in "0123456789"
        yield Source(str(path), int(folder) if is_label else None, path)
        return
    try:
        yield from _drawings(str(path), path.read_bytes())
    except OSError as error:
        yield Source(str(path), None, f"{error.strerror}.")


def _drawings(name: str, content: bytes) -> Iterator[Source]:
    """The drawings of a file, then what is wrong with lines of it."""
    try:
        found = parse_drawings(content)
    except DrawingsFileError as error:
        yield Source(name, None, f"{error}")
        return
    if not found.drawings and not found.problems:
        yield Source(name, None, "The file has no drawings. Each line of a drawings file is one, with its label.")
    for number, drawing in enumerate(found.drawings, 1):
        yield Source(f"{name}:{number}", drawing.label, drawing)
    for problem in found.problems:
        yield Source(name, None, problem)
