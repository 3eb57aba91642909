"""A picture that a program or an assistant sends to be read: the file itself as text, or one that was uploaded here.

An address of another host is refused: the server would ask that host for a stranger, who could hide behind the server,
reach what only the server reaches, or send a file without an end.
"""

import base64
import io
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from onelayer.limits import UPLOAD_BYTES
from onelayer.page.gradio_private import FILE_ADDRESS, upload_folder
from onelayer.reading.photo import PhotoError

EXPECTED = (
    "Expected the picture file as a data URL or base64, a file that was uploaded here, or its address; other addresses "
    "are not opened"
)


def find_picture(sent: object) -> Path | IO[bytes]:
    """Find the picture file that a call brings.

    Args:
        sent: a data URL or base64; the address of an uploaded file; or what Gradio's clients make of a file.

    Raises:
        PhotoError: it is none of these, or the file is no longer here.
    """
    if isinstance(sent, dict):
        return _find_uploaded(sent.get("path"))
    if not isinstance(sent, str) or not sent:
        raise PhotoError(f"That is no picture. {EXPECTED}.")
    if sent.startswith(("http://", "https://")):
        _, is_file, path = sent.partition(FILE_ADDRESS)
        if not is_file:
            raise PhotoError(f"That address is not opened. {EXPECTED}.")
        return _find_uploaded(unquote(path))
    return io.BytesIO(_decode(sent))


def _find_uploaded(path: object) -> Path:
    try:
        file = Path(str(path)).resolve()
        if file.is_file() and upload_folder() in file.parents:
            return file
    except (OSError, ValueError):  # a name that is too long, or has a character that no name has
        pass
    raise PhotoError("That file was not uploaded here, or its time is up. Upload it again.")


def _decode(text: str) -> bytes:
    content = text.partition(",")[2] if text.startswith("data:") else text
    try:
        decoded = base64.b64decode("".join(content.split()), validate=True)
    except ValueError as error:
        raise PhotoError(f"That is no picture. {EXPECTED}.") from error
    if len(decoded) > UPLOAD_BYTES:
        raise PhotoError(f"The picture is too large: {UPLOAD_BYTES:,} bytes are the most.")
    return decoded
