"""A visitor's drawings: their bounds, their round, their way back."""

from itertools import pairwise

import numpy as np
import pytest

from onelayer.reading.drawing import Drawing
from onelayer.ui.drawing_collection import (
    MOST_DRAWINGS,
    MOST_POINTS,
    MOST_UNDO_STEPS,
    ROUND,
    ROUND_ORDER,
    CollectionError,
    DrawingCollection,
)


def drawing(label: int, points: int = 3, at: float = 0.0) -> Drawing:
    line = np.linspace((at, at), (at + 0.5, at + 0.5), points, dtype=np.float32)
    return Drawing((line,), label)


def hand_of(*labels: int) -> DrawingCollection:
    hand = DrawingCollection()
    for i, label in enumerate(labels):
        hand = hand.add(drawing(label, at=i / 1000))
    return hand


def labels(hand: DrawingCollection) -> list[int | None]:
    return [drawing.label for drawing in hand.drawings]


def test_the_round_asks_for_each_digit_three_times_and_never_twice_in_a_row() -> None:
    assert sorted(ROUND_ORDER) == sorted(list(range(10)) * ROUND)
    assert all(a != b for a, b in pairwise(ROUND_ORDER))
    hand, asked = DrawingCollection(), []
    while (digit := hand.next_digit()) is not None:
        asked.append(digit)
        hand = hand.add(drawing(digit, at=len(asked) / 1000))
    assert tuple(asked) == ROUND_ORDER
    assert hand.round_done() == len(ROUND_ORDER)


def test_the_round_counts_what_is_there_already() -> None:
    hand = hand_of(3, 3, 3, 3, 7)
    assert hand.round_done() == 4
    assert hand.next_digit() == 0
    assert ROUND_ORDER[:3] == (3, 7, 0)


def test_the_same_drawing_is_not_kept_twice_but_relabelled() -> None:
    hand = DrawingCollection().add(drawing(1)).add(drawing(7))
    assert hand.has_last(drawing(3))
    assert not hand.has_last(drawing(3, at=0.1))
    assert not DrawingCollection().has_last(drawing(3))
    assert labels(hand) == [7]
    assert labels(hand.undo()) == [1]


def test_changes_can_be_undone_one_by_one() -> None:
    hand = hand_of(1, 2, 3).relabel(0, 9).delete(1)
    assert labels(hand) == [9, 3]
    assert labels(hand.undo()) == [9, 2, 3]
    assert labels(hand.undo().undo()) == [1, 2, 3]
    empty = hand
    for _ in range(10):
        empty = empty.undo()
    assert labels(empty) == []
    many = hand_of(*[i % 10 for i in range(50)])
    assert len(many.before) == MOST_UNDO_STEPS


@pytest.mark.parametrize("index", [-1, 3, 10**9])
def test_a_drawing_that_is_gone_is_said(index: int) -> None:
    hand = hand_of(1, 2, 3)
    with pytest.raises(CollectionError, match="gone"):
        hand.delete(index)
    with pytest.raises(CollectionError, match="gone"):
        hand.relabel(index, 4)


def test_a_full_hand_takes_no_more_and_says_its_limits() -> None:
    many = [drawing(i % 10, at=i / 10_000) for i in range(MOST_DRAWINGS + 10)]
    hand, taken = DrawingCollection().add_all(many)
    assert taken == len(hand) == MOST_DRAWINGS
    with pytest.raises(CollectionError, match="1,000 drawings"):
        hand.add(drawing(1, at=0.9))
    large, taken = DrawingCollection().add_all([drawing(1, points=20_000, at=i / 10) for i in range(8)])
    assert taken == MOST_POINTS // 20_000
    with pytest.raises(CollectionError, match="100,000 points"):
        large.add(drawing(2, points=2, at=0.5))
    assert len(hand.delete(0).add(drawing(1, at=0.9))) == MOST_DRAWINGS


def test_what_undo_would_bring_back_is_bounded_too() -> None:
    hand = DrawingCollection()
    for i in range(12):
        hand = hand.add(drawing(1, points=20_000, at=i / 100)).delete(0)
    assert len(hand.before) < 12
    assert hand.size < 1_000_000
