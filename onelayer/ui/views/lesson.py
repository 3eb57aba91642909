"""The result of a lesson: accuracy on the visitor's drawings and on MNIST, before and after, at any strength."""

from html import escape

from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson, strength_index
from onelayer.ui.words import format_count

MNIST_DIGITS = 10_000  # test images
FEWEST_WRITERS_TO_SCROLL = 10


def render_lesson(lesson: Lesson | None, strength: float) -> str:
    """Write HTML: both accuracies at a strength, each beside the one before the lesson; nothing without a lesson."""
    if lesson is None:
        return ""
    at = strength_index(strength)
    rows = []
    if lesson.drawings_accuracy is not None:
        before, after = float(lesson.drawings_accuracy[0]), float(lesson.drawings_accuracy[at])
        rows.append(_row(f'Your drawings ({lesson.held_out} <a href="#word-held-out">held out</a>)', before, after))
    rows.append(_row("MNIST’s 10,000 test digits", float(lesson.mnist_accuracy[0]), float(lesson.mnist_accuracy[at])))
    words = escape(format_lesson(lesson, strength))
    writers = _render_writers(lesson, at)
    return f'<div class="lesson">{"".join(rows)}<p class="lesson-words">{words}</p>{writers}</div>'


def _render_writers(lesson: Lesson, at: int) -> str:
    """Write a table: of each of several writers' drawings, how many are read right. Nothing if there is one writer."""
    if not lesson.writers:
        return ""
    counts = [
        (each.writer or "You (no name)", each.held_out, *(round(each.held_out * each.accuracy[i]) for i in (0, at)))
        for each in lesson.writers
    ]
    lines = "".join(_render_counts(*count) for count in counts)
    together = _render_counts("All", *(sum(count[i] for count in counts) for i in (1, 2, 3)))
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Writer", "Drawings", "Before", "After"))
    scrolls = ' tabindex="0"' if len(counts) >= FEWEST_WRITERS_TO_SCROLL else ""
    return (
        f'<div class="lesson-scroll" role="group" aria-label="Read right, by writer"{scrolls}>'
        '<table class="lesson-writers"><caption>How many of each writer’s drawings are read right</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody><tfoot>{together}</tfoot></table></div>"
    )


def _render_counts(name: str, drawings: int, before: int, after: int) -> str:
    numbers = "".join(f"<td>{number:,}</td>" for number in (drawings, before))
    return f'<tr><th scope="row">{escape(name)}</th>{numbers}<td class="after">{after:,}</td></tr>'


def format_lesson(lesson: Lesson, strength: float) -> str:
    """Say what the accuracies mean at a strength."""
    mnist = format_mnist_change(float(lesson.mnist_accuracy[0]), float(lesson.mnist_accuracy[strength_index(strength)]))
    if lesson.drawings_accuracy is None:
        return (
            "There are too few drawings to test with. Write each digit at least twice, and you will see how well it "
            f"reads drawings that it has not learned. At this setting, {mnist}."
        )
    if lesson.is_worse_at(strength):
        return (
            "At this setting it reads fewer of your drawings than before. At 0 it is the network as it was. More "
            "drawings of the digits that it misreads may help."
        )
    return f"Each of your drawings was read by a network that had not learned it. At this setting, {mnist}."


def format_mnist_change(before: float, after: float) -> str:
    """Say how many more or fewer of MNIST's test digits are read right, from the accuracies, 0 to 1."""
    lost = round(MNIST_DIGITS * (before - after))
    if not lost:
        return f"as many of MNIST’s {MNIST_DIGITS:,} test digits are read as before"
    verb = "is" if abs(lost) == 1 else "are"
    if lost > 0:
        return f"{lost:,} of MNIST’s {MNIST_DIGITS:,} test digits {verb} no longer read"
    return f"{-lost:,} more of MNIST’s {MNIST_DIGITS:,} test digits {verb} read than before"


def format_lesson_end(lesson: Lesson) -> str:
    """Say how a lesson ended."""
    learned = f"Learned from {format_count(lesson.drawings, 'drawing')} in {lesson.seconds:.1f} s"
    if lesson.gains_nothing:
        worse = lesson.is_worse_at(DEFAULT_STRENGTH)
        read = "it reads fewer of the drawings held out than before" if worse else "it reads as many drawings as before"
        return f"{learned}, but nothing was gained: {read}. So nothing changes, unless you press “Use it anyway”."
    return f"{learned}. Your hand reads now, on the Draw tab."


def _row(name: str, before: float, after: float) -> str:
    def bar(fraction: float, kind: str) -> str:
        width = f"width:{100 * fraction:.1f}%"
        return f'<span class="lesson-track"><span class="lesson-bar {kind}" style="{width}"></span></span>'

    return (
        f'<div class="lesson-row"><span class="lesson-name">{name}</span>'
        f'<span class="lesson-kind">before</span>{bar(before, "before")}<span class="lesson-share">{100 * before:.1f} %'
        f'</span><span class="lesson-kind">after</span>{bar(after, "after")}<span class="lesson-share after">'
        f"{100 * after:.1f} %</span></div>"
    )
