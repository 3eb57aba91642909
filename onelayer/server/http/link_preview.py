"""What a link to the page looks like in a chat or a post: a title, a sentence and a picture of ours, not Gradio's."""

import re
from html import escape

GRADIO_PREVIEW = re.compile(rb'<meta\s[^>]*"(?:og|twitter):[^>]*>\s*')
"""The tags in Gradio's page that tell what a link to it looks like elsewhere."""

PREVIEW = {
    "og:type": "website",
    "og:site_name": "One Layer",
    "og:title": "One Layer: draw a digit, see why it is read",
    "og:description": "Draw a digit, and watch a neural network of one layer read it while the pen moves. See why, "
    "retrain it in a second, and teach it your handwriting.",
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": "A seven drawn by hand, and beside it the ten bars of the network’s answer",
    "twitter:card": "summary_large_image",
}


def preview_tags(root: str) -> str:
    """What a link to the page looks like elsewhere. root: the page's own address, as its pictures must be absolute."""
    address = f"{root.rstrip('/')}/"
    tags = {**PREVIEW, "og:url": address, "og:image": f"{address}icons/preview.png"}
    return "\n".join(
        [
            f'<meta name="description" content="{escape(PREVIEW["og:description"])}">',
            *(f'<meta property="{name}" content="{escape(text)}">' for name, text in tags.items()),
        ]
    )
