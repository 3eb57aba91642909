"""What came of a lesson: accuracy on the visitor's own drawings and on MNIST, before and after, at any weight."""

from html import escape

from onelayer.teaching import Lesson, weight_index

NOTHING_YET = "Nothing learned yet. The accuracies before and after will stand here."


def lesson_html(lesson: Lesson | None, weight: float) -> str:
    """The two accuracies at a weight, each beside what it was."""
    if lesson is None:
        return f'<div class="lesson"><p class="lesson-words">{NOTHING_YET}</p></div>'
    at = weight_index(weight)
    rows = []
    if lesson.own is not None:
        rows.append(_row(f"Your drawings ({lesson.held_out} held out)", float(lesson.own[0]), float(lesson.own[at])))
    rows.append(_row("MNIST’s 10,000 test digits", float(lesson.mnist[0]), float(lesson.mnist[at])))
    return f'<div class="lesson">{"".join(rows)}<p class="lesson-words">{escape(in_words(lesson, weight))}</p></div>'


def in_words(lesson: Lesson, weight: float) -> str:
    """What the accuracies say, and what to make of them."""
    at = weight_index(weight)
    lost = 100 * float(lesson.mnist[0] - lesson.mnist[at])
    forgot = f"{lost:.2f} points of MNIST are forgotten" if lost > 0 else "nothing of MNIST is forgotten"
    if lesson.own is None:
        return (
            f"Too few drawings to hold any out: write each digit at least twice, and the page can tell how well it "
            f"reads what it was not taught. {forgot.capitalize()}."
        )
    if lesson.worse_at(weight):
        return (
            "At this weight it reads fewer of your drawings than before. Weight 0 is the network as it was; more "
            "drawings of the digits that it misreads may help."
        )
    return (
        "Each of your drawings was read by a network taught without it, before it was counted. "
        f"At this weight {forgot}."
    )


def _row(name: str, before: float, after: float) -> str:
    def bar(share: float, kind: str) -> str:
        width = f"width:{100 * share:.1f}%"
        return f'<span class="lesson-track"><span class="lesson-bar {kind}" style="{width}"></span></span>'

    return (
        f'<div class="lesson-row"><span class="lesson-name">{escape(name)}</span>'
        f'<span class="lesson-kind">before</span>{bar(before, "before")}<span class="lesson-share">{100 * before:.1f} %'
        f'</span><span class="lesson-kind">after</span>{bar(after, "after")}<span class="lesson-share after">'
        f"{100 * after:.1f} %</span></div>"
    )
