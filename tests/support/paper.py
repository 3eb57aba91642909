"""Pictures of digits on paper."""

import numpy as np
from PIL import Image


def on_paper(image: np.ndarray, left: int = 40, top: int = 40, height: int = 200) -> Image.Image:
    """A white page, 200 pixels wide, with an image, uint8 (28, 28), in dark ink, 112 × 112, at a place."""
    page = Image.new("L", (200, height), 255)
    page.paste(Image.fromarray(255 - image).resize((112, 112), Image.Resampling.BICUBIC), (left, top))
    return page
