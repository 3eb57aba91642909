"""Where a stroke may hold two digits, and in which order ink is read."""

from itertools import pairwise

import numpy as np

from onelayer.reading.numbers.boxes import InkBox, box_of
from onelayer.reading.numbers.cuts import MOST, Split, find_splits
from onelayer.reading.numbers.pieces import make_pieces


def line(*corners: tuple[float, float]) -> np.ndarray:
    """Points along lines between corners, 0.02 apart."""
    points = [np.array([corners[0]])]
    for start, end in pairwise(corners):
        steps = max(1, round(float(np.hypot(*np.subtract(end, start))) / 0.02))
        points.append(np.array(start) + np.arange(1, steps + 1)[:, None] / steps * np.subtract(end, start))
    return np.concatenate(points).astype(np.float32)


def test_two_bars_in_one_stroke_are_split_along_the_line_that_joins_them() -> None:
    stroke = line((0, 0), (0, 1), (0.5, 0), (0.5, 1))
    foot, head = 50, 50 + round(np.hypot(0.5, 1) / 0.02)
    splits = find_splits(stroke, 1.0)
    assert any(abs(split.end - foot) <= 2 and abs(split.start - head) <= 2 for split in splits)
    assert len(splits) <= MOST


def test_what_goes_back_is_not_split() -> None:
    angles = np.linspace(0, 2 * np.pi, 60)
    circle = np.stack([0.5 * np.sin(angles), 0.5 * np.cos(angles)], axis=1)
    assert find_splits(circle, 1.0) == []
    assert find_splits(circle[:2], 1.0) == []


def test_a_dense_stroke_is_split_where_a_sparse_one_is() -> None:
    corners = ((0.0, 0.0), (0.0, 1.0), (0.5, 0.0), (0.5, 1.0))
    dense, sparse = line(*corners), np.array(corners, np.float32)
    places = {tuple(np.round(dense[split.end], 1)) for split in find_splits(dense, 1.0)}
    assert {tuple(np.round(sparse[split.end], 1)) for split in find_splits(sparse, 1.0)} <= places


def diagonal(box: InkBox) -> np.ndarray:
    """A stroke from one corner of a box to the other."""
    return np.array([[box.left, box.top], [box.right, box.bottom]], np.float32)


def order(*boxes: InkBox) -> list[int]:
    return [piece.stroke for piece in make_pieces([diagonal(box) for box in boxes], {}, 1.0)]


def test_late_bars_go_to_their_digits_and_digits_in_front_to_the_front() -> None:
    one, two, three = (InkBox(left, 0, left + 0.5, 1) for left in (0, 1, 2))
    bar = InkBox(0.1, 0.5, 0.4, 0.5)
    assert order(one, two, three) == [0, 1, 2]
    assert order(one, two, three, bar) == [0, 3, 1, 2]
    assert order(two, three, one) == [2, 0, 1]
    assert order(one, two, InkBox(1.1, 0.5, 1.4, 0.5)) == [0, 1, 2]


def test_pieces_of_a_stroke_stay_in_their_order() -> None:
    stroke, bar = np.array([[0, 0], [0.5, 1], [0.6, 0], [1, 1]], np.float32), diagonal(InkBox(0.1, 0.5, 0.4, 0.5))
    pieces = make_pieces([stroke, bar], {0: [Split(1, 2)]}, 1.0)
    assert [(piece.stroke, piece.first) for piece in pieces] == [(0, 0), (1, 0), (0, 1), (0, 2)]


def test_a_box_is_that_of_its_points() -> None:
    assert box_of(np.array([[1, 2], [3, 0]], np.float32)) == (1, 0, 3, 2)
