"""The QR code of a link: a reader reads it back, and it is as small as its text lets it be."""

import io
from base64 import b64decode
from typing import Any

import gradio as gr
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from onelayer.limits import LONGEST_LINK
from onelayer.page.views.qr_code import answer_link, draw_code

PAGE = "https://somebody-one-layer.hf.space/#draw"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:"
QUIET_ZONE, PIXELS = 4, 3


def network_text(length: int = 1530) -> str:
    """What stands in a link for a network: characters that look random."""
    return "".join(np.random.default_rng(0).choice(list(LETTERS), length))


def picture_of(link: str) -> Image.Image:
    """The picture of a link's code, a pixel for each module."""
    return Image.open(io.BytesIO(b64decode(draw_code(link).removeprefix("data:image/png;base64,"))))


def read_back(picture: Image.Image) -> str:
    """What a reader of QR codes reads in the picture, enlarged."""
    (found,) = zxingcpp.read_barcodes(picture.convert("L").resize((PIXELS * picture.width, PIXELS * picture.height)))
    return str(found.text)


@pytest.mark.parametrize(
    ("link", "most"),
    [
        (f"{PAGE}&network=directions", 33),
        (f"{PAGE}&network=directions&drawing={'tVbBahwxDP2VMqc' * 10}", 61),
        (f"{PAGE}&kilobyte=directions:{network_text()}&name=Ada%E2%80%99s+hand", 113),
        (f"{PAGE}&kilobyte=directions:{network_text()}&name=Ada%E2%80%99s+hand&drawing={'tVbBahwxDP2VMqc' * 10}", 121),
    ],
)
def test_a_link_is_read_back_from_a_code_of_few_modules(link: str, most: int) -> None:
    picture = picture_of(link)
    assert picture.width == picture.height <= most + 2 * QUIET_ZONE
    assert read_back(picture) == link


def test_the_longest_link_has_a_code() -> None:
    link = PAGE + "&drawing=" + "a" * (LONGEST_LINK - len(PAGE) - len("&drawing="))
    assert read_back(picture_of(link)) == link


@pytest.mark.parametrize("sent", [None, 5, "", "a" * (LONGEST_LINK + 1), "ü", ["a"], {"link": "a"}])
def test_what_is_no_link_is_refused(sent: Any) -> None:
    with pytest.raises(gr.Error, match="1 to 2,000 characters"):
        answer_link(gr.EventData(None, {"link": sent}))
    with pytest.raises(gr.Error):
        answer_link(gr.EventData(None, {}))


def test_the_answer_names_its_link() -> None:
    assert answer_link(gr.EventData(None, {"link": PAGE})) == {"link": PAGE, "picture": draw_code(PAGE)}
