"""The QR code of a link: a reader reads it back, and it is as small as its text lets it be."""

from typing import Any

import gradio as gr
import numpy as np
import pytest
import zxingcpp

from onelayer.limits import LONGEST_LINK
from onelayer.page.views.qr_code import answer_link, make_rows

PAGE = "https://somebody-one-layer.hf.space/#draw"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:"
QUIET_ZONE, PIXELS = 4, 3


def network_text(length: int = 1530) -> str:
    """What stands in a link for a network: characters that look random."""
    return "".join(np.random.default_rng(0).choice(list(LETTERS), length))


def read_back(rows: list[str]) -> str:
    """What a reader of QR codes reads."""
    light = np.array([[module == "0" for module in row] for row in rows])
    picture = np.kron(np.pad(light, QUIET_ZONE, constant_values=True), np.ones((PIXELS, PIXELS))).astype(np.uint8)
    (found,) = zxingcpp.read_barcodes(255 * picture)
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
    rows = make_rows(link)
    assert {len(row) for row in rows} == {len(rows)}
    assert len(rows) <= most
    assert read_back(rows) == link


def test_the_longest_link_has_a_code() -> None:
    link = PAGE + "&drawing=" + "a" * (LONGEST_LINK - len(PAGE) - len("&drawing="))
    assert read_back(make_rows(link)) == link


@pytest.mark.parametrize("sent", [None, 5, "", "a" * (LONGEST_LINK + 1), "ü", ["a"], {"link": "a"}])
def test_what_is_no_link_is_refused(sent: Any) -> None:
    with pytest.raises(gr.Error, match="1 to 2,000 characters"):
        answer_link(gr.EventData(None, {"link": sent}))
    with pytest.raises(gr.Error):
        answer_link(gr.EventData(None, {}))


def test_the_answer_names_its_link() -> None:
    assert answer_link(gr.EventData(None, {"link": PAGE})) == {"link": PAGE, "rows": make_rows(PAGE)}
