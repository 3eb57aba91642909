"""The Handwriting tab: write each digit three times, let the network learn your hand, take your drawings with you."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import gradio as gr
from gradio.components import Component

from onelayer.data.drawings_file import (
    DrawingsFileError,
    format_arrays,
    format_drawings,
    format_pictures,
    parse_drawings,
)
from onelayer.reading.drawing import Drawing
from onelayer.storage import load_shipped_network
from onelayer.training.jobs import TrainingProcessError
from onelayer.training.process import TrainingProcess
from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.drawings_grid import DrawingsGrid, parse_grid_action
from onelayer.ui.components.file_picker import FilePicker, PickedFile, parse_files
from onelayer.ui.components.sketchpad import PadContent, Sketchpad
from onelayer.ui.drawing_collection import MOST_DRAWINGS, CollectionError, DrawingCollection
from onelayer.ui.listeners import AT_ONCE, ONE_JOB_AT_A_TIME, bind
from onelayer.ui.session import YOURS, Session
from onelayer.ui.views.drawings_view import DrawingsView, apply_grid_action, render_prompt
from onelayer.ui.views.job_buttons import BROKE_OFF
from onelayer.ui.views.lesson import format_lesson_end, render_lesson
from onelayer.ui.views.network_choice import DEFAULT_NETWORK
from onelayer.ui.views.session_publisher import SessionPublisher, Updates
from onelayer.ui.words import format_count

TAUGHT_NETWORK = "directions"  # the shipped network that every lesson starts from
READY = "Write some digits, then let it learn."
PROBLEMS_SHOWN = 5


@dataclass(frozen=True, eq=False)
class HandwritingTab:
    """The tab's components.

    Attributes:
        pad: where the digits of the round are written.
        drawings: the round and the grid.
        page: which page of the grid is shown.
        learn: the button that starts a lesson.
        state: how far the lesson is.
        lesson: what it came to.
        strength: how much of it to take.
        ended: the Lesson that has just ended.
        edited: what was done to the drawings.
        downloads: the buttons that save the drawings, with the file's name and what makes its content.
        picker: the button that imports drawings.
        imported: what was imported.
        forget: asks whether to forget everything.
        confirm: does it.
        cancel: does not.
    """

    pad: Sketchpad
    drawings: DrawingsView
    page: gr.State
    learn: gr.Button
    state: gr.Markdown
    lesson: gr.HTML
    strength: gr.Slider
    ended: gr.State
    edited: gr.Markdown
    downloads: list[tuple[Download, str, Callable[[list[Drawing]], bytes]]]
    picker: FilePicker
    imported: gr.Markdown
    forget: gr.Button
    confirm: gr.Button
    cancel: gr.Button


def build_handwriting_tab() -> HandwritingTab:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "Write each digit three times, and the network learns **your** hand: training goes on from where it is, on "
        "variations of your drawings mixed with MNIST.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=260):
            prompt = gr.HTML(render_prompt(DrawingCollection()), elem_id="round")
            pad = Sketchpad(elem_id="hand-pad")
            next_button = gr.Button("Keep it, next digit (Enter)", variant="primary", elem_id="next-digit")
        with gr.Column(min_width=280):
            learn = gr.Button("Learn my hand", variant="primary", elem_id="learn")
            state = gr.Markdown(READY, elem_id="lesson-state", elem_classes="quiet")
            lesson = gr.HTML(render_lesson(None, DEFAULT_STRENGTH), elem_id="lesson")
            strength = gr.Slider(
                0,
                1,
                value=DEFAULT_STRENGTH,
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
    return HandwritingTab(
        pad,
        DrawingsView(prompt, next_button, grid),
        gr.State(0),
        learn,
        state,
        lesson,
        strength,
        gr.State(None),
        edited,
        *_build_files(),
        *_build_forget(),
    )


def _build_files() -> tuple[list[tuple[Download, str, Callable[[list[Drawing]], bytes]]], FilePicker, gr.Markdown]:
    """The downloads, the import, and what was imported."""
    gr.Markdown(
        "### Take them with you, or bring others\nA class can pool its files: each drawing keeps its writer.",
        elem_classes="small-heading",
    )
    with gr.Row(elem_classes="files"):
        downloads: list[tuple[Download, str, Callable[[list[Drawing]], bytes]]] = [
            (Download(label="Drawings (.jsonl)", elem_id="save-drawings"), "drawings.jsonl", format_drawings),
            (Download(label="28 × 28 PNGs (.zip)", elem_id="save-pictures"), "digits.zip", format_pictures),
            (Download(label="Arrays as mnist.npz", elem_id="save-arrays"), "digits.npz", format_arrays),
        ]
        picker = FilePicker(label="Import drawings files", accept=".jsonl,.gz,.json,.txt", elem_id="import")
    return downloads, picker, gr.Markdown("", elem_id="imported", elem_classes="quiet")


def _build_forget() -> tuple[gr.Button, gr.Button, gr.Button]:
    """The buttons that ask, forget, and do not."""
    with gr.Row(elem_classes="files"):
        return (
            gr.Button("Forget everything", size="sm", elem_id="forget"),
            gr.Button("Really forget everything", size="sm", variant="stop", visible=False, elem_id="really-forget"),
            gr.Button("No, keep it", size="sm", visible=False, elem_id="spare"),
        )


def show_drawings(tab: HandwritingTab, session: Session, page: int) -> Updates:
    """The drawings that the session has."""
    return tab.drawings.show(session.collection, page)


def publish_drawings(
    tab: HandwritingTab, publisher: SessionPublisher, session: Session, note: str, page: int = 0
) -> Updates:
    """A session whose drawings may have changed, and a sentence on what was done to them."""
    return {tab.edited: note, tab.page: page, **publisher.publish(session, page=page)}


def add_round_drawing(
    tab: HandwritingTab, publisher: SessionPublisher, content: PadContent | None, session: Session
) -> Updates:
    """What is on the pad, as the digit that the round asks for, among the drawings; and an empty pad."""
    digit = session.collection.next_digit()
    if digit is None or content is None or not content.strokes:
        note = "That was all." if digit is None else f"The pad is empty: write a {digit} first."
        return {tab.pad: None, tab.edited: note}
    drawing = Drawing(content.strokes, digit)
    if session.collection.has_last(drawing):  # asked twice, before the pad was cleared
        return {tab.pad: None}
    try:
        session = session.with_collection(session.collection.add(drawing))
    except CollectionError as error:
        return {tab.edited: str(error)}
    return {tab.pad: None, **publish_drawings(tab, publisher, session, f"Kept as {digit}.")}


def edit_drawings(
    tab: HandwritingTab, publisher: SessionPublisher, session: Session, page: int, event: gr.EventData
) -> Updates:
    """What was asked for in the grid."""
    action = parse_grid_action(event)
    if action.name == "page":
        return {tab.edited: "", tab.page: action.index, **show_drawings(tab, session, action.index)}
    try:
        collection, note = apply_grid_action(session.collection, action)
    except CollectionError as error:
        return {tab.edited: str(error)}
    return publish_drawings(tab, publisher, session.with_collection(collection), note, page)


def learn_hand(tab: HandwritingTab, process: TrainingProcess, session: Session) -> Iterator[Updates]:
    """A lesson, from the network that ships."""
    if not len(session.collection):
        yield {tab.state: "There is nothing to learn from: write some digits first.", tab.ended: None}
        return
    yield {tab.state: "Learning … (the first time TensorFlow has to be loaded)", tab.ended: None}
    try:
        for lesson in process.teach(session.collection.drawings, load_shipped_network(TAUGHT_NETWORK).network):
            if lesson is not None:
                yield {tab.state: format_lesson_end(lesson), tab.ended: lesson}
    except TrainingProcessError as error:
        yield {tab.state: str(error), tab.ended: None}
        gr.Warning(str(error), title="Not learned")


def take_lesson(tab: HandwritingTab, publisher: SessionPublisher, lesson: Lesson | None, session: Session) -> Updates:
    """The lesson that has ended, in the session. In an event of its own: what was drawn while it went on is in the
    session by now, and stays there."""
    if lesson is None:
        return {tab.ended: None}
    strength = lesson.best_strength
    return {
        tab.ended: None,
        tab.lesson: render_lesson(lesson, strength),
        tab.strength: gr.Slider(value=strength, interactive=True),
        **publisher.publish(session.with_lesson(lesson, strength), network=YOURS),
    }


def set_strength(tab: HandwritingTab, publisher: SessionPublisher, strength: float, session: Session) -> Updates:
    """The last lesson, at another strength."""
    if session.lesson is None:
        return {tab.lesson: gr.skip()}
    session = session.with_lesson(session.lesson, float(strength))
    return {tab.lesson: render_lesson(session.lesson, strength), **publisher.publish(session, network=YOURS)}


def import_files(tab: HandwritingTab, publisher: SessionPublisher, session: Session, event: gr.EventData) -> Updates:
    """The drawings of files, among the visitor's."""
    collection, note = add_files(session.collection, parse_files(event))
    return {tab.imported: note, **publish_drawings(tab, publisher, session.with_collection(collection), "")}


def add_files(collection: DrawingCollection, files: list[PickedFile]) -> tuple[DrawingCollection, str]:
    """The drawings with those of files, and a sentence for each file on what was taken and what was not."""
    sentences = []
    for file in files:
        try:
            found = parse_drawings(file.content)
        except DrawingsFileError as error:
            sentences.append(f"**{file.name}**: nothing taken. {error}")
            continue
        writer = file.name.split(".")[0] if len(files) > 1 else None
        drawings = [replace(drawing, writer=drawing.writer or writer) for drawing in found.drawings]
        collection, taken = collection.add_all(drawings)
        text = f"**{file.name}**: {taken:,} drawings taken."
        if taken < len(drawings):
            text += f" For {len(drawings) - taken:,} more there was no place: {MOST_DRAWINGS:,} drawings are the most."
        if found.problems:
            text += f" {format_count(len(found.problems), 'line')} skipped: "
            text += " ".join(found.problems[:PROBLEMS_SHOWN])
            text += " …" if len(found.problems) > PROBLEMS_SHOWN else ""
        sentences.append(text)
    return collection, "\n\n".join(sentences)


def file_maker(name: str, format_content: Callable[[list[Drawing]], bytes]) -> Callable[[Session], File | None]:
    """A handler that gives the file of a session's drawings; None if there are none."""

    def make_file(session: Session) -> File | None:
        drawings = list(session.collection.drawings)
        return File(name, format_content(drawings)) if drawings else None

    return make_file


def ask_before_forgetting(tab: HandwritingTab, asking: bool = True) -> Updates:
    """The button, or the question in its place."""
    return {
        tab.forget: gr.Button(visible=not asking),
        tab.confirm: gr.Button(visible=asking),
        tab.cancel: gr.Button(visible=asking),
    }


def do_not_forget(tab: HandwritingTab) -> Updates:
    """The button again."""
    return ask_before_forgetting(tab, asking=False)


def forget_everything(tab: HandwritingTab, publisher: SessionPublisher, shown_key: gr.State) -> Updates:
    """An empty session, here and in the browser."""
    note = "Forgotten: your drawings, your network and your runs, here and in this browser."
    return {
        **do_not_forget(tab),
        tab.lesson: render_lesson(None, DEFAULT_STRENGTH),
        tab.strength: gr.Slider(value=DEFAULT_STRENGTH, interactive=False),
        tab.state: READY,
        shown_key: DEFAULT_NETWORK,
        tab.edited: note,
        tab.page: 0,
        **publisher.publish(Session(), network=DEFAULT_NETWORK),
    }


def wire_handwriting_tab(
    tab: HandwritingTab, publisher: SessionPublisher, process: TrainingProcess, gradio_tab: gr.Tab, shown_key: gr.State
) -> None:
    """Connect the components with their handlers. shown_key: the Retrain tab's choice of a network to show."""
    session = publisher.session
    changed: list[Component] = [tab.edited, tab.page, *publisher.outputs]
    gradio_tab.select(bind(show_drawings, tab), [session, tab.page], tab.drawings.outputs, **AT_ONCE)
    gradio_tab.select(lambda: process.prepare_to_teach(load_shipped_network(TAUGHT_NETWORK).network), **AT_ONCE)
    for asks in (tab.drawings.next_button.click, tab.pad.submit):
        asks(bind(add_round_drawing, tab, publisher), [tab.pad, session], [tab.pad, *changed], **AT_ONCE)
    tab.drawings.grid.select(bind(edit_drawings, tab, publisher), [session, tab.page], changed, **AT_ONCE)
    taught = [tab.ended, tab.lesson, tab.strength, *publisher.outputs]
    asked = tab.learn.click(
        bind(learn_hand, tab, process),
        session,
        [tab.state, tab.ended],
        show_progress="minimal",
        show_progress_on=tab.state,
        **ONE_JOB_AT_A_TIME,
    )
    asked.failure(lambda: BROKE_OFF, None, tab.state, **AT_ONCE)
    learned = asked.then(bind(take_lesson, tab, publisher), [tab.ended, session], taught, **AT_ONCE)
    adjusted = tab.strength.input(
        bind(set_strength, tab, publisher),
        [tab.strength, session],
        [tab.lesson, *publisher.outputs],
        trigger_mode="always_last",
        **AT_ONCE,
    )
    tab.picker.upload(bind(import_files, tab, publisher), session, [tab.imported, *changed], **AT_ONCE)
    for button, name, format_content in tab.downloads:
        button.download(file_maker(name, format_content), session, button, **AT_ONCE)
    question = [tab.forget, tab.confirm, tab.cancel]
    tab.forget.click(bind(ask_before_forgetting, tab), None, question, **AT_ONCE)
    tab.cancel.click(bind(do_not_forget, tab), None, question, **AT_ONCE)
    forgotten = tab.confirm.click(
        bind(forget_everything, tab, publisher, shown_key),
        None,
        [*question, tab.lesson, tab.strength, tab.state, shown_key, *changed],
        **AT_ONCE,
    )
