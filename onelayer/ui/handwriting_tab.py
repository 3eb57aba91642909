"""The Handwriting tab: write each digit three times, let the network learn your hand, take your drawings with you."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from onelayer.drawing import Drawing
from onelayer.handwriting import (
    DrawingsFileError,
    format_arrays,
    format_drawings,
    format_pictures,
    parse_drawings,
)
from onelayer.teaching import WEIGHT, Lesson
from onelayer.training_process import TrainingProcess, TrainingProcessError
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.drawings_grid import DrawingsGrid, DrawingsPage, GridChoice, grid_choice_of
from onelayer.ui.components.file_picker import FilePicker, PickedFile, files_of
from onelayer.ui.components.sketchpad import PadContent, Sketchpad
from onelayer.ui.draw_tab import DrawTab, network_radio
from onelayer.ui.hand import MOST_DRAWINGS, ROUND, ROUND_ORDER, Hand, HandError
from onelayer.ui.kept import to_keep
from onelayer.ui.listeners import AT_ONCE, PRIVATE
from onelayer.ui.session import YOURS, Session
from onelayer.ui.training_report import state_html
from onelayer.ui.views.lesson import lesson_html
from onelayer.ui.words import counted

READY = "Write some digits, then let it learn."
PROBLEMS_SHOWN = 5


@dataclass(frozen=True, eq=False)
class HandwritingTab:
    """How to show the drawings that a session has: `asked` and `shown` are the inputs and the outputs of `show`."""

    show: Callable[..., Any]
    asked: list[Any]
    shown: list[Any]


def build_handwriting_tab(
    session: gr.State,
    shown_key: gr.State,
    draw: DrawTab,
    storage: BrowserStorage,
    process: TrainingProcess,
    tab: gr.Tab,
) -> HandwritingTab:
    """The tab's parts and what they do; call it inside `tab`. `shown_key` is the Retrain tab's choice of a network."""
    # Components
    gr.Markdown(
        "Write each digit three times, and the network learns **your** hand: training goes on from where it is, on "
        "variations of your drawings mixed with MNIST.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=260):
            prompt = gr.HTML(prompt_html(Hand()), elem_id="round")
            pad = Sketchpad(elem_id="hand-pad")
            following = gr.Button("Keep it, next digit (Enter)", variant="primary", elem_id="next-digit")
        with gr.Column(min_width=280):
            learn_button = gr.Button("Learn my hand", variant="primary", elem_id="learn")
            state = gr.Markdown(READY, elem_id="lesson-state", elem_classes="quiet")
            figures = gr.HTML(lesson_html(None, WEIGHT), elem_id="lesson")
            weight = gr.Slider(
                0,
                1,
                value=WEIGHT,
                step=0.05,
                label="Weight of your hand",
                info="network = (1 − weight) · as it ships + weight · as taught",
                interactive=False,
                elem_id="hand-weight",
            )
    gr.Markdown("### Your drawings", elem_classes="small-heading")
    edited = gr.Markdown(
        "Click one to see it written. What you change can be undone.", elem_classes="quiet", elem_id="edited"
    )
    grid = DrawingsGrid(elem_id="drawings")
    page: gr.State = gr.State(0)
    gr.Markdown(
        "### Take them with you, or bring others\nA class can pool its files: each drawing keeps its writer.",
        elem_classes="small-heading",
    )
    with gr.Row(elem_classes="files"):
        save_drawings = Download(label="Drawings (.jsonl)", elem_id="save-drawings")
        save_pictures = Download(label="28 × 28 PNGs (.zip)", elem_id="save-pictures")
        save_arrays = Download(label="Arrays as mnist.npz", elem_id="save-arrays")
        picker = FilePicker(label="Import drawings files", accept=".jsonl,.gz,.json,.txt", elem_id="import")
    imported = gr.Markdown("", elem_id="imported", elem_classes="quiet")
    with gr.Row(elem_classes="files"):
        forget = gr.Button("Forget everything", size="sm", elem_id="forget")
        really = gr.Button(
            "Really forget everything", size="sm", variant="stop", visible=False, elem_id="really-forget"
        )
        spare = gr.Button("No, keep it", size="sm", visible=False, elem_id="spare")
    lesson_done: gr.State = gr.State(None)

    # Handlers
    def show(owned: Session, at: int) -> tuple[Any, ...]:
        hand = owned.hand
        return prompt_html(hand), gr.Button(interactive=hand.next_digit() is not None), grid_of(hand, at)

    def changed(owned: Session, at: int, text: str) -> tuple[Any, ...]:
        """Values of `hand_shown`."""
        return owned, text, to_keep(owned), at, *show(owned, at)

    def keep_next(content: PadContent | None, owned: Session) -> tuple[Any, ...]:
        digit = owned.hand.next_digit()
        if digit is None or content is None or not content.strokes:
            text = "That was all." if digit is None else f"The pad is empty: write a {digit} first."
            return None, *changed(owned, 0, text)
        drawing = Drawing(content.strokes, digit)
        if owned.hand.has_last(drawing):  # asked twice, before the pad was cleared
            return None, *changed(owned, 0, "")
        try:
            hand = owned.hand.add(drawing)
        except HandError as error:
            return gr.skip(), *changed(owned, 0, str(error))
        return None, *changed(owned.with_hand(hand), 0, f"Kept as {digit}.")

    def edit(owned: Session, at: int, event: gr.EventData) -> tuple[Any, ...]:
        choice = grid_choice_of(event)
        if choice.action == "page":
            return changed(owned, choice.index, "")
        try:
            hand, text = edited_hand(owned.hand, choice)
        except HandError as error:
            return changed(owned, at, str(error))
        return changed(owned.with_hand(hand), at, text)

    def learn(owned: Session) -> Iterator[tuple[Any, ...]]:
        if not len(owned.hand):
            yield "There is nothing to learn from: write some digits first.", None
            return
        yield "Learning … (the first time TensorFlow has to be loaded)", None
        try:
            for lesson in process.teach(owned.hand.drawings):
                if lesson is not None:
                    yield learned_in_words(lesson), lesson
        except TrainingProcessError as error:
            yield str(error), None
            gr.Warning(str(error), title="Not learned")

    def own(lesson: Lesson | None, owned: Session) -> tuple[Any, ...]:
        # In an event of its own: what was drawn while it learned is in the session by now, and stays there.
        if lesson is None:
            return (gr.skip(),) * 6
        owned = owned.learn(lesson, lesson.weight)
        return (
            owned,
            lesson_html(lesson, lesson.weight),
            gr.Slider(value=lesson.weight, interactive=True),
            network_radio(owned, YOURS),
            to_keep(owned),
            None,
        )

    def set_weight(value: float, owned: Session) -> tuple[Any, ...]:
        if owned.lesson is None:
            return (gr.skip(),) * 4
        owned = owned.learn(owned.lesson, float(value))
        return owned, lesson_html(owned.lesson, value), network_radio(owned, YOURS), to_keep(owned)

    def import_files(owned: Session, event: gr.EventData) -> tuple[Any, ...]:
        hand, text = import_into(owned.hand, files_of(event))
        return text, *changed(owned.with_hand(hand), 0, "")

    def make_file(name: str, content_of: Callable[[list[Drawing]], bytes]) -> Callable[[Session], File | None]:
        def file_of(owned: Session) -> File | None:
            drawings = list(owned.hand.drawings)
            return File(name, content_of(drawings)) if drawings else None

        return file_of

    def ask_first() -> tuple[Any, ...]:
        return gr.Button(visible=False), gr.Button(visible=True), gr.Button(visible=True)

    def spare_it() -> tuple[Any, ...]:
        return gr.Button(visible=True), gr.Button(visible=False), gr.Button(visible=False)

    def forget_all() -> tuple[Any, ...]:
        owned = Session()
        words = "Forgotten: your drawings, your network and your runs, here and in this browser."
        return (
            *spare_it(),
            *changed(owned, 0, words),
            lesson_html(None, WEIGHT),
            gr.Slider(value=WEIGHT, interactive=False),
            READY,
            network_radio(owned, "upright"),
            "upright",
        )

    # Wiring
    seen = [prompt, following, grid]
    hand_shown = [session, edited, storage, page, *seen]
    tab.select(show, [session, page], seen, **AT_ONCE)
    tab.select(process.get_ready_to_teach, None, None, **AT_ONCE)
    for asks in (following.click, pad.submit):
        asks(keep_next, [pad, session], [pad, *hand_shown], **AT_ONCE)
    grid.select(edit, [session, page], hand_shown, **AT_ONCE)
    learned = learn_button.click(
        learn,
        session,
        [state, lesson_done],
        concurrency_limit=1,
        concurrency_id="training",
        show_progress="minimal",
        show_progress_on=state,
        **PRIVATE,
    ).then(own, [lesson_done, session], [session, figures, weight, draw.network, storage, lesson_done], **AT_ONCE)
    weighed = weight.input(
        set_weight, [weight, session], [session, figures, draw.network, storage], trigger_mode="always_last", **AT_ONCE
    )
    picker.upload(import_files, session, [imported, *hand_shown], **AT_ONCE)
    for button, name, content_of in (
        (save_drawings, "drawings.jsonl", format_drawings),
        (save_pictures, "digits.zip", format_pictures),
        (save_arrays, "digits.npz", format_arrays),
    ):
        button.download(make_file(name, content_of), session, button, **AT_ONCE)
    asking = [forget, really, spare]
    forget.click(ask_first, None, asking, **AT_ONCE)
    spare.click(spare_it, None, asking, **AT_ONCE)
    forgotten = really.click(
        forget_all, None, [*asking, *hand_shown, figures, weight, state, draw.network, shown_key], **AT_ONCE
    )
    for event in (learned, weighed, forgotten):
        draw.read_after(event)
    return HandwritingTab(show, [session, page], seen)


def prompt_html(hand: Hand) -> str:
    """What to write next, and how far the round is."""
    digit, done, all_of_them = hand.next_digit(), hand.round_done(), len(ROUND_ORDER)
    sentence = (
        f"{ROUND} of each are there. Let it learn, or add others from the Draw tab."
        if digit is None
        else f"{done + 1} of {all_of_them}: write a {digit}, as you always do"
    )
    shown = "✓" if digit is None else str(digit)
    return f'<div class="round"><span class="round-digit" aria-hidden="true">{shown}</span></div>' + state_html(
        sentence, done / all_of_them
    )


def grid_of(hand: Hand, page: int) -> DrawingsPage:
    """The value of the grid."""
    return DrawingsPage(hand.drawings, page, bool(hand.before))


def edited_hand(hand: Hand, choice: GridChoice) -> tuple[Hand, str]:
    """The drawings after a choice in the grid, and what was done.

    Raises:
        HandError: it cannot be done.
    """
    if choice.action == "undo":
        return hand.undo(), "Undone."
    if choice.action == "delete":
        return hand.delete(choice.index), f"Drawing {choice.index + 1} is deleted. Undo brings it back."
    return hand.relabel(choice.index, choice.label), f"Drawing {choice.index + 1} is a {choice.label} now."


def learned_in_words(lesson: Lesson) -> str:
    """How a lesson ended."""
    if lesson.got_worse:
        return (
            f"Learned from {lesson.drawings} drawings in {lesson.seconds:.1f} s, but it reads fewer of those held out "
            "than before. So the network stays as it was (weight 0); the slider shows what would have become of it."
        )
    return f"Learned from {lesson.drawings} drawings in {lesson.seconds:.1f} s. The network is Yours, on the Draw tab."


def import_into(hand: Hand, files: list[PickedFile]) -> tuple[Hand, str]:
    """The drawings with those of files, and a sentence for each file on what was taken and what was not."""
    sentences = []
    for file in files:
        try:
            found = parse_drawings(file.content)
        except DrawingsFileError as error:
            sentences.append(f"**{file.name}**: nothing taken. {error}")
            continue
        several = len(files) > 1
        drawings = [
            replace(drawing, writer=drawing.writer or (file.name.split(".")[0] if several else None))
            for drawing in found.drawings
        ]
        hand, taken = hand.add_all(drawings)
        text = f"**{file.name}**: {taken:,} drawings taken."
        if taken < len(drawings):
            text += f" For {len(drawings) - taken:,} more there was no place: {MOST_DRAWINGS:,} drawings are the most."
        if found.problems:
            text += f" {counted(len(found.problems), 'line')} skipped: " + " ".join(found.problems[:PROBLEMS_SHOWN])
            text += " …" if len(found.problems) > PROBLEMS_SHOWN else ""
        sentences.append(text)
    return hand, "\n\n".join(sentences)
