"""A visitor's labelled drawings, bounded, with undo."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import PIXELS, prepare_inputs
from onelayer.reading.verdict import PROTOTYPE_FORM

MOST_DRAWINGS = 1000
MOST_POINTS = 100_000  # of all of them
MOST_STROKES = 5000
LIMITS = np.array([MOST_DRAWINGS, MOST_STROKES, MOST_POINTS])
MOST_UNDO_STEPS = 20
ROUND = 3  # drawings of each digit in a guided round
MOST_PROTOTYPES = 100
BYTES_OF_PROTOTYPE = 2 * PIXELS
BYTES_OF_POINT, BYTES_OF_STROKE, BYTES_OF_DRAWING = 8, 150, 600  # in memory, arrays and objects around them

# A mixed order, in which no digit follows itself: what is written twice in a row is copied, not written.
ROUND_ORDER = tuple(map(int, "370826194562093718450713928465"))


class CollectionError(ValueError):
    """What was asked of the drawings cannot be done; the message says why."""


@dataclass(frozen=True, eq=False)
class DrawingCollection:
    """Labelled drawings. It is never changed: each method gives another collection.

    Attributes:
        drawings: in the order in which they came.
        before: what they were before each change, for undo, the latest last.
    """

    drawings: tuple[Drawing, ...] = ()
    before: tuple[tuple[Drawing, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.drawings)

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        pointers = 8 * sum(map(len, (self.drawings, *self.before)))
        prototypes = BYTES_OF_PROTOTYPE * min(len(self.drawings), MOST_PROTOTYPES)
        return (
            pointers
            + prototypes
            + sum(
                BYTES_OF_DRAWING
                + BYTES_OF_STROKE * len(drawing.strokes)
                + BYTES_OF_POINT * sum(map(len, drawing.strokes))
                for drawing in self._all()
            )
        )

    @cached_property
    def prototypes(self) -> dict[int, np.ndarray]:
        """Direction inputs of the latest MOST_PROTOTYPES drawings, by digit: float16 (k, 784) each."""
        latest = self.drawings[-MOST_PROTOTYPES:]
        if not latest:
            return {}
        inputs = prepare_inputs(draw_images([drawing.strokes for drawing in latest]), PROTOTYPE_FORM)
        labels = np.array([drawing.label for drawing in latest])
        return {int(digit): inputs[labels == digit].astype(np.float16) for digit in np.unique(labels)}

    def counts(self) -> Counter[int]:
        """How many drawings there are of each digit."""
        return Counter(int(drawing.label) for drawing in self.drawings if drawing.label is not None)

    def next_digit(self) -> int | None:
        """The next digit of the guided round; None when there are ROUND of each."""
        missing = self.counts()
        for digit in ROUND_ORDER:
            if missing[digit] == 0:
                return digit
            missing[digit] -= 1
        return None

    def round_done(self) -> int:
        """How many drawings of the guided round there are."""
        return sum(min(ROUND, count) for count in self.counts().values())

    def add(self, drawing: Drawing) -> "DrawingCollection":
        """With one more. If it is the one that was added last, that is given the new label instead.

        Raises:
            CollectionError: there is no room for it.
        """
        if self.has_last(drawing):
            return self._changed((*self.drawings[:-1], replace(drawing, writer=self.drawings[-1].writer)))
        if not _fits((*self.drawings, drawing)):
            raise CollectionError(FULL)
        return self._changed((*self.drawings, drawing))

    def has_last(self, drawing: Drawing) -> bool:
        """Whether it is the one that was added last, whatever its label."""
        return bool(self.drawings) and _same(self.drawings[-1], drawing)

    def add_all(self, drawings: Sequence[Drawing]) -> tuple["DrawingCollection", int]:
        """With as many of these as there is room for, from the first; and how many that is."""
        sizes = np.array([_sizes([drawing]) for drawing in drawings]).reshape(-1, 3).cumsum(axis=0)  # (n, 3)
        count = int((sizes + _sizes(self.drawings) <= LIMITS).all(axis=1).sum())
        return (self._changed((*self.drawings, *drawings[:count])) if count else self), count

    def relabel(self, index: int, label: int) -> "DrawingCollection":
        """With another label for a drawing.

        Raises:
            CollectionError: there is no such drawing.
        """
        drawing = self._drawing(index)
        return self._changed((*self.drawings[:index], replace(drawing, label=label), *self.drawings[index + 1 :]))

    def delete(self, index: int) -> "DrawingCollection":
        """Without a drawing.

        Raises:
            CollectionError: there is no such drawing.
        """
        self._drawing(index)
        return self._changed((*self.drawings[:index], *self.drawings[index + 1 :]))

    def undo(self) -> "DrawingCollection":
        """As it was before the last change, if there was one."""
        return DrawingCollection(self.before[-1], self.before[:-1]) if self.before else self

    def _drawing(self, index: int) -> Drawing:
        if not 0 <= index < len(self.drawings):
            raise CollectionError("That drawing is gone.")
        return self.drawings[index]

    def _changed(self, drawings: tuple[Drawing, ...]) -> "DrawingCollection":
        return DrawingCollection(drawings, (*self.before, self.drawings)[-MOST_UNDO_STEPS:])._bounded()

    def _bounded(self) -> "DrawingCollection":
        """Without the oldest undo steps, where they hold drawings beyond the limits."""
        bounded = self
        while bounded.before and not _fits(bounded._all()):
            bounded = DrawingCollection(bounded.drawings, bounded.before[1:])
        return bounded

    def _all(self) -> list[Drawing]:
        """Every drawing that is held, those that only undo would bring back included."""
        return list(
            {id(drawing): drawing for drawings in (self.drawings, *self.before) for drawing in drawings}.values()
        )


FULL = (
    f"There is no place for it: {MOST_DRAWINGS:,} drawings, {MOST_STROKES:,} strokes and {MOST_POINTS:,} points in "
    "all are the most that are kept. Delete some, or export them and start again."
)


def _fits(drawings: Sequence[Drawing]) -> bool:
    return bool((_sizes(drawings) <= LIMITS).all())


def _sizes(drawings: Sequence[Drawing]) -> np.ndarray:
    """How many drawings, strokes and points there are: (3,)."""
    strokes = [stroke for drawing in drawings for stroke in drawing.strokes]
    return np.array([len(drawings), len(strokes), sum(map(len, strokes))])


def _same(first: Drawing, second: Drawing) -> bool:
    return len(first.strokes) == len(second.strokes) and all(
        np.array_equal(a, b) for a, b in zip(first.strokes, second.strokes, strict=True)
    )
