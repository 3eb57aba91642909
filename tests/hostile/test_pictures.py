"""Pictures that are made to break what reads them: each becomes a sentence, and none fills the memory."""

import contextlib
import io
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.reading.photo import PhotoError, find_photo_digit

MEGABYTE = 1_000_000


def chunk(kind: bytes, content: bytes) -> bytes:
    """Of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that says it is so large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """30,000 × 30,000 pixels in a megabyte."""
    packer = zlib.compressobj(9)
    rows = bytes(100 * 30_001)
    packer.compress(rows)
    first = packer.flush(zlib.Z_FULL_FLUSH)
    content = b"x\xda" + first.removeprefix(b"x\xda") * 300  # a full flush begins anew: the same again is the next rows
    return png(30_000, 30_000, chunk(b"IDAT", content))


def animated(kind: str, frames: int = 20) -> bytes:
    """The first frame has a 1, the others are black."""
    first = Image.new("L", (60, 60), 255)
    first.paste(0, (27, 10, 32, 50))
    content = io.BytesIO()
    others = [Image.new("L", (60, 60), step) for step in range(frames)]
    first.save(content, kind, save_all=True, append_images=others)
    return content.getvalue()


def text_bomb() -> bytes:
    """A PNG whose note is 100 MB when it is unpacked."""
    note = b"comment\x00\x00" + zlib.compress(bytes(100 * MEGABYTE), 1)
    return png(28, 28, chunk(b"zTXt", note), chunk(b"IDAT", zlib.compress(bytes(28 * 29))))


BROKEN: dict[str, Callable[[], bytes]] = {
    "a bomb": bomb,
    "a note that is a bomb": text_bomb,
    "no pixels": lambda: png(0, 0),
    "sides that no memory holds": lambda: png(2**31 - 1, 2**31 - 1, chunk(b"IDAT", b"")),
    "a PNG without content": lambda: png(28, 28),
    "content that is not packed": lambda: png(28, 28, chunk(b"IDAT", b"x" * 1000)),
    "nothing": lambda: b"",
    "text": lambda: b"not a picture",
    "half a GIF": lambda: animated("GIF")[:200],
    "half a WebP": lambda: animated("WEBP")[:60],
    "a PDF": lambda: b"%PDF-1.4\n",
    "PostScript, which a program would run": lambda: (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n"
    ),
    "an SVG with an entity": lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_a_sentence_and_takes_no_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(BROKEN[name]())
    tracemalloc.start()
    with pytest.raises(PhotoError) as refused:
        find_photo_digit(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(str(refused.value)) < 300
    assert str(tmp_path) not in str(refused.value)
    assert peak < 80 * MEGABYTE


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_an_animated_picture_the_first_frame_is_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(animated(kind))
    image = find_photo_digit(path).image
    assert image.shape == (28, 28)
    assert np.argmax(image.sum(axis=0)) in range(11, 17), "an upright stroke in the middle"


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_truncated_picture_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    whole = animated(kind, frames=2)
    path = tmp_path / "picture"
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:length])
        with contextlib.suppress(PhotoError):
            assert find_photo_digit(path).image.shape == (28, 28)


def test_a_packed_drawings_file_that_is_a_bomb_is_refused() -> None:
    packer = zlib.compressobj(1, wbits=31)
    content = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(60)) + packer.flush()
    assert len(content) < MEGABYTE
    with pytest.raises(DrawingsFileError):
        parse_drawings(content)
