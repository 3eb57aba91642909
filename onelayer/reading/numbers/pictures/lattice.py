"""All that is considered when a row of ink in a picture is read as a number."""

from dataclasses import dataclass

import numpy as np

from onelayer.reading.morphology import bounds_of, widen
from onelayer.reading.network import Network
from onelayer.reading.numbers.arcs import Arc, find_arcs
from onelayer.reading.numbers.boxes import InkBox
from onelayer.reading.numbers.ink import read_images
from onelayer.reading.numbers.lattice import Lattice, make_lattice
from onelayer.reading.numbers.pictures.rows import Row
from onelayer.reading.numbers.pictures.seams import find_pieces
from onelayer.reading.numbers.pieces import Piece
from onelayer.reading.photo import draw_as_mnist

MOST_PIECES = 240  # of a row; bounds the time: parts beyond it are not cut
Scale = tuple[float, float]
"""How many times as wide and as high a picture is as its ink."""


@dataclass(frozen=True, eq=False)
class InkPiece:
    """A piece of ink.

    Attributes:
        piece: where it is, in the picture's pixels.
        mask: bool (h, w), its pixels in a part of the ink.
        top, left: where that part is in the ink, in pixels.
    """

    piece: Piece
    mask: np.ndarray
    top: int
    left: int


def find_row_lattice(row: Row, values: np.ndarray, scale: Scale, network: Network) -> Lattice:
    """Find what has to be considered.

    Args:
        row: of the ink's parts.
        values: (h, w), the ink, 0 to 255.
        scale: the picture's, for the boxes.
        network: reads the arcs.

    Raises:
        AssetError: the file of prototypes is missing or broken.
    """
    ink = cut_row(row, values, scale)
    pieces = [each.piece for each in ink]
    height = row.height * scale[1]
    arcs = find_arcs(pieces, {piece.stroke: () for piece in pieces}, height)
    framed = np.pad(values.astype(np.float64), 1)
    images = np.stack([draw_arc(arc, ink, framed) for arc in arcs])
    return make_lattice((), height, pieces, arcs, read_images(images, network))


def image_lattice(image: np.ndarray, scale: Scale, network: Network) -> Lattice:
    """Make the lattice of an image, uint8 (28, 28), which is one digit as it is."""
    box = _box_of(image > 0, 0, 0, scale)
    piece = Piece(0, 0, 1, box)
    arcs = find_arcs([piece], {}, box.height)
    return make_lattice((), box.height, [piece], arcs, read_images(image[None], network))


def cut_row(row: Row, values: np.ndarray, scale: Scale) -> list[InkPiece]:
    """Cut the parts of a row into pieces, from left to right."""
    pieces: list[InkPiece] = []
    for part in row.numbers.tolist():
        (top, left), (bottom, right) = row.parts.starts[part].tolist(), row.parts.stops[part].tolist()
        mask = row.parts.labels[top:bottom, left:right] == part + 1
        room = MOST_PIECES - len(pieces)
        inside = values[top:bottom, left:right] * mask / 255
        piece_of = find_pieces(inside, row.height if room > 0 else np.inf)
        masks = [own for number in range(int(piece_of.max()) + 1) if (own := mask & (piece_of == number)).any()]
        for place, own in enumerate(masks):
            piece = Piece(part, place, place + 1, _box_of(own, top, left, scale), place > 0, place < len(masks) - 1)
            pieces.append(InkPiece(piece, own, top, left))
    return pieces


def draw_arc(arc: Arc, pieces: list[InkPiece], framed: np.ndarray) -> np.ndarray:
    """Draw the image, uint8 (28, 28), of an arc's ink alone, from the ink with a frame of one pixel of paper."""
    run = pieces[arc.start : arc.end]
    top, left = min(each.top for each in run), min(each.left for each in run)
    bottom = max(each.top + each.mask.shape[0] for each in run) + 2
    right = max(each.left + each.mask.shape[1] for each in run) + 2
    mask = np.zeros((bottom - top, right - left), bool)
    for each in run:
        (rows, columns), down, across = each.mask.shape, each.top - top + 1, each.left - left + 1
        mask[down : down + rows, across : across + columns] |= each.mask
    return draw_as_mnist(np.where(widen(mask), framed[top:bottom, left:right], 0), mask)


def _box_of(mask: np.ndarray, top: int, left: int, scale: Scale) -> InkBox:
    rows, columns = bounds_of(mask)
    across, down = scale
    return InkBox(
        float(left + columns.start) * across,
        float(top + rows.start) * down,
        float(left + columns.stop) * across,
        float(top + rows.stop) * down,
    )
