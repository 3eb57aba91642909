"""What the pictures of what a network looks for are, in words."""

from onelayer.training.average_evidence import IMAGES

ABOUT = (
    f"Each pixel’s evidence for a digit, on average over {IMAGES} images of that digit: orange speaks **for** it, blue "
    "**against** it."
)
