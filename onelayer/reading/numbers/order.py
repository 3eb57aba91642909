"""The order of the ink from the first digit to the last.

People write digits from left to right, and most write the strokes of a digit one after the other. Some add bars and
crosses when all digits are there. So strokes are ordered by time, but a stroke that stands clearly to the left of the
last one belongs to ink that is there already, and goes after the piece of ink that it overlaps most.
"""

from collections.abc import Sequence

from onelayer.reading.numbers.boxes import InkBox, overlap, unite

BACK = 0.1  # of H: a stroke whose middle is farther left of the last one's left end than this goes back


def order_pieces(strokes: Sequence[Sequence[InkBox]], height: float) -> list[tuple[int, int]]:
    """Order the pieces of strokes. Those of one stroke stay in their order.

    Args:
        strokes: the boxes of each stroke's pieces, at least one a stroke; the strokes in the order of time.
        height: H, the height of the writing.

    Returns:
        The number of the stroke and of its piece, from the first digit to the last.
    """
    order: list[tuple[int, int]] = []
    for number, pieces in enumerate(strokes):
        ordered = [strokes[stroke][piece] for stroke, piece in order]
        own = [(number, piece) for piece in range(len(pieces))]
        box = unite(pieces)
        goes_back = bool(order) and box.middle < ordered[-1].left - BACK * height
        at = _place_for(box, ordered) if goes_back else len(order)
        order[at:at] = own
    return order


def _place_for(box: InkBox, ordered: Sequence[InkBox]) -> int:
    """Return the place of a stroke among ordered pieces: after the one that it overlaps most, else by its middle."""
    overlaps = [overlap(box, other) for other in ordered]
    most = max(overlaps)
    if most > 0:
        return overlaps.index(most) + 1
    return sum(other.middle < box.middle for other in ordered)
