"""Varied copies of images: each is turned, sheared, stretched and bent a little, at random."""

import numpy as np

from onelayer.reading.drawing import SIDE

# Standard deviations, as in the usual affine and elastic distortions of MNIST (P. Simard et al. 2003), but gentler.
TURN = 0.1  # radians
SHEAR = 0.1
STRETCH = 0.1  # of the logarithm of the size, drawn separately for width and height
WAVES, WAVE = 3, 0.6  # number of waves that displace the pixels; amplitude of each in pixels
CHUNK = 200  # images processed together: their arrays fit into the processor's cache


def vary_images(images: np.ndarray, random: "np.random.Generator") -> np.ndarray:
    """Make one variation of each image: uint8 (n, 28, 28) in, uint8 (n, 28, 28) out."""
    varied = np.empty(images.shape, np.uint8)
    for start in range(0, len(images), CHUNK):
        chunk = slice(start, start + CHUNK)
        x, y = _places(len(varied[chunk]), random)
        varied[chunk] = _read_at(images[chunk], x, y)
    return varied


def _places(n: int, random: "np.random.Generator") -> tuple[np.ndarray, np.ndarray]:
    """Choose the places in the originals where n varied images are read: x and y, float32 (n, 28, 28) each.

    A wave is sin(p + q) = sin p · cos q + cos p · sin q, where p depends on the column and q on the row. The affine
    part is a sum of such products too, so one matrix product per image gives all of its places.
    """
    angle, shear, across, down = random.normal(0, 1, (4, n, 1))
    cosine, sine = np.cos(TURN * angle), np.sin(TURN * angle)
    wide, high, tilt = np.exp(STRETCH * across), np.exp(STRETCH * down), SHEAR * shear
    step = np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2
    heading = random.uniform(0, 2 * np.pi, (n, WAVES, 1))
    frequency = 2 * np.pi / SIDE * random.uniform(0.5, 1.5, (n, WAVES, 1))
    p = frequency * np.cos(heading) * step
    q = frequency * np.sin(heading) * step + random.uniform(0, 2 * np.pi, (n, WAVES, 1))
    ones = np.ones((n, 1, SIDE))
    of_row = np.concatenate([ones, ones * step, np.sin(q), np.cos(q)], axis=1).astype(np.float32)  # (n, 8, 28)
    places = []
    for of_x, of_y in ((cosine * wide, cosine * tilt - sine * high), (sine * wide, sine * tilt + cosine * high)):
        amplitude = random.normal(0, WAVE, (n, WAVES, 1))
        linear = [(of_x * step + (SIDE - 1) / 2)[:, None], of_y[:, None] * ones]
        of_column = np.concatenate([*linear, amplitude * np.cos(p), amplitude * np.sin(p)], axis=1)
        places.append(np.matmul(of_row.transpose(0, 2, 1), of_column.astype(np.float32)))
    return places[0], places[1]


def _read_at(images: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Interpolate images (n, 28, 28) at the places x, y (n, 28, 28): uint8; outside, an image is empty."""
    n, side = len(images), SIDE + 2
    framed = np.zeros((n, side, side), np.float32)
    framed[:, 1:-1, 1:-1] = images
    flat = framed.reshape(-1)
    x, y = (np.clip(place + 1, 0, SIDE + 0.999) for place in (x, y))
    left, above = x.astype(np.intp), y.astype(np.intp)
    x -= left
    y -= above
    corner = above * side + left + (np.arange(n) * side**2)[:, None, None]
    rows = [flat.take(corner + at) * (1 - x) + flat.take(corner + at + 1) * x for at in (0, side)]
    moved: np.ndarray = rows[0] * (1 - y) + rows[1] * y + np.float32(0.5)
    return moved.astype(np.uint8)
