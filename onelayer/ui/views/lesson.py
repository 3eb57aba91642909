"""The result of a lesson: accuracy on the visitor's drawings and on MNIST, before and after, at any strength."""

from html import escape

from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson, strength_index
from onelayer.ui.words import format_count

NOTHING_YET = 'Nothing learned yet. The <a href="#word-accuracy">accuracies</a> before and after will stand here.'


def render_lesson(lesson: Lesson | None, strength: float) -> str:
    """Write HTML: both accuracies at a strength, each beside the one before the lesson."""
    if lesson is None:
        return f'<div class="lesson"><p class="lesson-words">{NOTHING_YET}</p></div>'
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
    """Write a table with a line for each of several writers; nothing if there is only one writer."""
    if not lesson.writers:
        return ""
    lines = [
        f'<tr><th scope="row">{escape(each.writer) or "no name"}</th><td>{each.held_out}</td>'
        f"<td>{100 * float(each.accuracy[0]):.1f} %</td><td>{100 * float(each.accuracy[at]):.1f} %</td></tr>"
        for each in lesson.writers
    ]
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Writer", "Held out", "Before", "After"))
    return f'<table class="lesson-writers"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def format_lesson(lesson: Lesson, strength: float) -> str:
    """Say what the accuracies mean at a strength."""
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
    """Say how a lesson ended."""
    learned = f"Learned from {format_count(lesson.drawings, 'drawing')} in {lesson.seconds:.1f} s"
    if lesson.gains_nothing:
        worse = lesson.is_worse_at(DEFAULT_STRENGTH)
        read = "fewer of those held out are read than before" if worse else "those held out were read as well before"
        return f"{learned}, but nothing was gained: {read}. So nothing changes, unless you want it to."
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
