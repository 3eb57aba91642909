"""The QR code of a link: the page asks for it, and enlarges it."""

import re
from typing import Any

import gradio as gr
import segno

from onelayer.limits import LONGEST_LINK
from onelayer.page.components.browser_component import PageComponent, event_field
from onelayer.page.listeners import AT_ONCE

PACKED = re.compile(r"([0-9A-Z $%*+\-./:]{20,})")
"""Characters that a QR code packs in 5½ bits each in place of 8. A change to them and back takes up to 40 bits."""


def build_qr_code() -> None:
    """Lay out what shows the code, over the whole page; nothing is seen of it until then."""
    code = PageComponent("qr_code", elem_id="qr-code")
    code.select(answer_link, None, code, trigger_mode="multiple", **AT_ONCE)


def answer_link(event: gr.EventData) -> dict[str, Any]:
    """Return the link that the page sends, and the picture of its code.

    Raises:
        gradio.Error: that is no link of this page.
    """
    link = event_field(event, "link")
    if not isinstance(link, str) or not link.isascii() or not 0 < len(link) <= LONGEST_LINK:
        raise gr.Error(f"A QR code is made of a link of 1 to {LONGEST_LINK:,} characters.", print_exception=False)
    return {"link": link, "picture": draw_code(link)}


def draw_code(link: str) -> str:
    """Draw the QR code of a link, with the least error correction: it is shown on a screen, where nothing covers it.

    Args:
        link: ASCII, at most LONGEST_LINK characters.

    Returns:
        The data URL of a PNG file with a pixel for each module, black on white, and the white zone around.
    """
    parts: Any = list(filter(None, PACKED.split(link)))  # segno packs each part by itself, but its types do not say so
    code = segno.make_qr(parts, error="L", boost_error=False)
    return str(code.png_data_uri())
