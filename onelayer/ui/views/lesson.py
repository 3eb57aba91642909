"""What a lesson came to: accuracy on the visitor's own drawings and on MNIST, before and after, at any strength."""

from html import escape

from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson, strength_index

NOTHING_YET = "Nothing learned yet. The accuracies before and after will stand here."


def render_lesson(lesson: Lesson | None, strength: float) -> str:
    """HTML: the two accuracies at a strength, each beside what it was."""
    if lesson is None:
        return f'<div class="lesson"><p class="lesson-words">{NOTHING_YET}</p></div>'
    at = strength_index(strength)
    rows = []
    if lesson.drawings_accuracy is not None:
        before, after = float(lesson.drawings_accuracy[0]), float(lesson.drawings_accuracy[at])
        rows.append(_row(f"Your drawings ({lesson.held_out} held out)", before, after))
    rows.append(_row("MNIST’s 10,000 test digits", float(lesson.mnist_accuracy[0]), float(lesson.mnist_accuracy[at])))
    words = escape(format_lesson(lesson, strength))
    return f'<div class="lesson">{"".join(rows)}<p class="lesson-words">{words}</p></div>'


def format_lesson(lesson: Lesson, strength: float) -> str:
    """What the accuracies mean at a strength."""
    lost = 100 * float(lesson.mnist_accuracy[0] - lesson.mnist_accuracy[strength_index(strength)])
    forgot = f"{lost:.2f} points of MNIST are forgotten" if lost > 0 else "nothing of MNIST is forgotten"
    if lesson.drawings_accuracy is None:
        return (
            f"Too few drawings to hold any out: write each digit at least twice, and the page can tell how well it "
            f"reads what it was not taught. {forgot[0].upper() + forgot[1:]}."
        )
    if lesson.is_worse_at(strength):
        return (
            "At this weight it reads fewer of your drawings than before. Weight 0 is the network as it was; more "
            "drawings of the digits that it misreads may help."
        )
    return (
        "Each of your drawings was read by a network taught without it, before it was counted. "
        f"At this weight {forgot}."
    )


def format_lesson_end(lesson: Lesson) -> str:
    """How a lesson ended."""
    learned = f"Learned from {lesson.drawings} drawings in {lesson.seconds:.1f} s"
    if lesson.is_worse_at(DEFAULT_STRENGTH):
        return (
            f"{learned}, but it reads fewer of those held out than before. So the network stays as it was (weight 0); "
            "the slider shows what would have become of it."
        )
    return f"{learned}. What it learned is called Your hand: on the Draw tab, choose who reads."


def _row(name: str, before: float, after: float) -> str:
    def bar(fraction: float, kind: str) -> str:
        width = f"width:{100 * fraction:.1f}%"
        return f'<span class="lesson-track"><span class="lesson-bar {kind}" style="{width}"></span></span>'

    return (
        f'<div class="lesson-row"><span class="lesson-name">{escape(name)}</span>'
        f'<span class="lesson-kind">before</span>{bar(before, "before")}<span class="lesson-share">{100 * before:.1f} %'
        f'</span><span class="lesson-kind">after</span>{bar(after, "after")}<span class="lesson-share after">'
        f"{100 * after:.1f} %</span></div>"
    )
