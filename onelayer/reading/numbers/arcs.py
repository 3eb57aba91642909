"""Arcs: the runs of pieces that may be a digit, and those that may be a ligature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onelayer.reading.numbers.boxes import InkBox, unite
from onelayer.reading.numbers.cuts import Split
from onelayer.reading.numbers.pieces import Piece

MOST_STROKES = 4  # of a digit
WIDEST = 1.7  # of H
WIDEST_CUT = 1.5  # of H: of a digit that was cut out of a stroke
LOWEST_CUT = 0.4  # of H: its height
WIDEST_GAP = 0.45  # of H: between the pieces of a digit, in x
PARTING_GAP = 0.2  # of H: a gap that parts two groups of a digit's height each
PARTED = 0.5  # of the higher group's height: the other's, if both are of a digit's height


@dataclass(frozen=True, eq=False)
class Arc:
    """A run of pieces, taken for one digit or for a ligature.

    Attributes:
        start, end: the pieces are those from number `start` up to, but without, number `end`.
        parts: the number of a stroke, its first and its last point, for each stroke of the run.
        box: around its ink.
        gap: the largest gap in x inside it, in the unit of the pad's height; 0 or more.
        ends_inside: how many of its two ends are cuts inside a stroke.
        is_ligature: it is a ligature, and no digit.
    """

    start: int
    end: int
    parts: tuple[tuple[int, int, int], ...]
    box: InkBox
    gap: float = 0.0
    ends_inside: int = 0
    is_ligature: bool = False


def find_arcs(pieces: Sequence[Piece], splits: Mapping[int, Sequence[Split]], height: float) -> list[Arc]:
    """Find the arcs that geometry allows, those that begin first first.

    Each whole stroke is one, and all pieces together are one, so that there always is a path.

    Args:
        pieces: in their order.
        splits: the ways to split strokes that the pieces were made by, by the stroke's number.
        height: H, the height of the writing.
    """
    arcs = []
    for start, piece in enumerate(pieces):
        if piece.cut_before:
            arcs += _ligatures_from(start, pieces, splits[piece.stroke])
        if piece.begins:
            arcs += _arcs_from(start, pieces, height)
    if not any(arc.start == 0 and arc.end == len(pieces) for arc in arcs):
        arcs.append(_make_arc(0, pieces, unite(piece.box for piece in pieces)))
    return arcs


def _arcs_from(start: int, pieces: Sequence[Piece], height: float) -> list[Arc]:
    """Find the digits that begin with a piece."""
    arcs = []
    box = pieces[start].box
    strokes: set[int] = set()
    for end in range(start + 1, len(pieces) + 1):
        run = pieces[start:end]
        box = unite([box, run[-1].box])
        strokes.add(run[-1].stroke)
        if len(strokes) > 1 and (len(strokes) > MOST_STROKES or box.width > WIDEST * height):
            break
        arc = _make_arc(start, run, box)
        if run[-1].ends and _is_allowed(arc, run, height):
            arcs.append(arc)
    return arcs


def _ligatures_from(start: int, pieces: Sequence[Piece], splits: Sequence[Split]) -> list[Arc]:
    """Find the ligatures that begin with a piece: all from an end of a digit to a start of the next."""
    stroke, first = pieces[start].stroke, pieces[start].first
    arcs = []
    last = first
    for end, piece in enumerate(pieces[start:], start + 1):
        if (piece.stroke, piece.first) != (stroke, last):
            break
        last = piece.last
        if Split(first, last) in splits:
            box = unite(each.box for each in pieces[start:end])
            arcs.append(Arc(start, end, ((stroke, first, last),), box, is_ligature=True))
    return arcs


def _make_arc(start: int, run: Sequence[Piece], box: InkBox) -> Arc:
    parts = _parts_of(run)
    open_before = sum(piece.cut_before for piece in run)
    open_after = sum(piece.cut_after for piece in run)
    closed = len(run) - len(parts)  # cuts inside the run, where two of its pieces are one again
    gap = max((gap for gap, _, _ in _gaps(run)), default=0.0)
    return Arc(start, start + len(run), parts, box, gap, open_before + open_after - 2 * closed)


def _is_allowed(arc: Arc, run: Sequence[Piece], height: float) -> bool:
    if arc.ends_inside:
        return LOWEST_CUT * height <= arc.box.height and arc.box.width <= WIDEST_CUT * height
    return len(run) == 1 or (arc.gap <= WIDEST_GAP * height and not _is_parted(run, PARTING_GAP * height))


def _parts_of(run: Sequence[Piece]) -> tuple[tuple[int, int, int], ...]:
    parts: list[tuple[int, int, int]] = []
    for piece in run:
        if parts and parts[-1][0] == piece.stroke and parts[-1][2] == piece.first:
            parts[-1] = (piece.stroke, parts[-1][1], piece.last)
        else:
            parts.append((piece.stroke, piece.first, piece.last))
    return tuple(parts)


def _is_parted(run: Sequence[Piece], smallest: float) -> bool:
    """Whether a gap of at least this size parts a run in two groups of a digit's height each."""
    return any(
        gap > smallest and min(left.height, right.height) >= PARTED * max(left.height, right.height)
        for gap, left, right in _gaps(run)
    )


def _gaps(run: Sequence[Piece]) -> list[tuple[float, InkBox, InkBox]]:
    """Return the gaps in x between the pieces of a run, each with the boxes of the ink on both sides."""
    if len(run) == 1:
        return []
    boxes = sorted((piece.box for piece in run), key=lambda box: box.left)
    gaps = []
    for at in range(1, len(boxes)):
        gap = boxes[at].left - max(box.right for box in boxes[:at])
        if gap > 0:
            gaps.append((gap, unite(boxes[:at]), unite(boxes[at:])))
    return gaps
