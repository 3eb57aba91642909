"""The Handwriting tab: write each digit three times, teach the network your hand, save your drawings."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Literal

import gradio as gr

from onelayer.data.drawings_file import LONGEST_WRITER, MOST_BYTES, format_arrays, format_drawings, format_pictures
from onelayer.reading.drawing import Drawing
from onelayer.storage import load_shipped_network
from onelayer.training.jobs import TeachingJob, TrainingProcessError
from onelayer.training.pool import JobRefused, TrainingPool
from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson
from onelayer.ui.components.browser_component import PageComponent
from onelayer.ui.components.browser_storage import StorageUpdate
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.labelled_drawings import LabelledDrawings
from onelayer.ui.components.sketchpad import Sketchpad
from onelayer.ui.glossary import link_word
from onelayer.ui.limits import MOST_PICKED_FILES, PICKED_FILES_BYTES
from onelayer.ui.listeners import AT_ONCE, IN_QUEUE, bind
from onelayer.ui.session import HAND, Session
from onelayer.ui.views.job_buttons import BROKE_OFF
from onelayer.ui.views.kept_settings import DEFAULTS, KeptSettings
from onelayer.ui.views.lesson import format_lesson_end, render_lesson
from onelayer.ui.views.network_choice import DEFAULT_NETWORK
from onelayer.ui.views.session_publisher import SessionPublisher, Updates
from onelayer.ui.views.turns import has_turn, step_in_thread, wait_for_turn

TAUGHT_NETWORK = "directions"  # the shipped network that every lesson starts from
LONGEST_NAME_IN_FILE = 40  # characters
READY = "Write some digits, then press “Learn my hand”. You will see how well it reads them before and after."


@dataclass(frozen=True, eq=False)
class Forgetting:
    """The buttons that forget things, after a question.

    Attributes:
        start_over: asks whether to forget everything except the drawings.
        forget: asks whether to forget everything.
        really_start_over: forgets everything except the drawings.
        really_forget: forgets everything.
        cancel: forgets nothing.
    """

    start_over: gr.Button
    forget: gr.Button
    really_start_over: gr.Button
    really_forget: gr.Button
    cancel: gr.Button

    @property
    def buttons(self) -> list[gr.Button]:
        """All buttons."""
        return [self.start_over, self.forget, self.really_start_over, self.really_forget, self.cancel]

    def ask(self, confirm: gr.Button) -> Updates:
        """Show the question that the button `confirm` answers with yes."""
        return self._show(confirm, self.cancel)

    def ask_nothing(self) -> Updates:
        """Hide the question."""
        return self._show(self.start_over, self.forget)

    def _show(self, *shown: gr.Button) -> Updates:
        return {button: gr.Button(visible=button in shown) for button in self.buttons}


@dataclass(frozen=True, eq=False)
class HandwritingTab:
    """The tab's components, without those of the round, the grid and the import, which work in the page alone.

    Attributes:
        learn: the button that starts a lesson.
        state: the progress of the lesson.
        lesson: the result of the lesson.
        strength: the strength of Your hand.
        use_anyway: the button that uses a lesson although it gained nothing.
        ended: a gr.State with the Lesson that has just ended, or that gained nothing and may still be used.
        writer: the visitor's name for drawings files.
        downloads: the buttons that save the drawings, each with a file name and the function that makes the content.
        forgetting: the buttons to start over and to forget.
    """

    learn: gr.Button
    state: gr.Markdown
    lesson: gr.HTML
    strength: gr.Slider
    use_anyway: gr.Button
    ended: gr.State
    writer: gr.Textbox
    downloads: list[tuple[Download, str, Callable[[list[Drawing]], bytes]]]
    forgetting: Forgetting


def build_handwriting_tab() -> HandwritingTab:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "Write each digit three times: the network learns **your** hand from "
        f"{link_word('variations', 'varied copies')} of your drawings.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns", elem_id="hand-top"):
        with gr.Column(min_width=260):
            PageComponent("guided_round", elem_id="round")
            Sketchpad(elem_id="hand-pad")
            PageComponent("round_button", pad_id="hand-pad", elem_id="next-digit")
        with gr.Column(min_width=280):
            learn = gr.Button("Learn my hand", variant="primary", elem_id="learn")
            state = gr.Markdown(READY, elem_id="lesson-state", elem_classes="quiet")
            lesson = gr.HTML(render_lesson(None, DEFAULT_STRENGTH), elem_id="lesson")
            use_anyway = gr.Button("Use it anyway", visible=False, elem_id="use-anyway")
            strength = gr.Slider(
                0,
                1,
                value=DEFAULT_STRENGTH,
                step=0.05,
                label="How much of your hand",
                info="0: the network as it was. 1: all that it learned. Network = (1 − s) · as it was + s · as taught.",
                visible=False,
                elem_id="hand-weight",
            )
    gr.Markdown("## Your drawings", elem_classes="small-heading")
    PageComponent("drawings_grid", note_id="edited", elem_id="drawings")
    return HandwritingTab(
        learn,
        state,
        lesson,
        strength,
        use_anyway,
        gr.State(None),
        *_build_files(),
        _build_forgetting(),
    )


def _build_files() -> tuple[gr.Textbox, list[tuple[Download, str, Callable[[list[Drawing]], bytes]]]]:
    """Build the field for the writer's name, the downloads, and the import, which works in the page alone."""
    gr.Markdown(
        "## Save your drawings, or add others\nEach drawing keeps its writer’s name; drawings without a name count as "
        "yours. A class can put its files together: the lesson then says for each writer how many drawings are read "
        "right, before and after.",
        elem_classes="small-heading",
    )
    writer = gr.Textbox(
        "",  # without a value it is null until the tab is open, and the settings that the browser keeps are none
        label="Your name in the files",
        info="It is in the file’s name and in each of your drawings. It stays in this browser. You may leave it empty.",
        max_length=LONGEST_WRITER,
        elem_id="writer",
    )
    with gr.Row(elem_classes="files"):
        downloads: list[tuple[Download, str, Callable[[list[Drawing]], bytes]]] = [
            (Download(label="Drawings (drawings.jsonl)", elem_id="save-drawings"), "drawings.jsonl", format_drawings),
            (Download(label="28 × 28 PNGs (digits.zip)", elem_id="save-pictures"), "digits.zip", format_pictures),
            (Download(label="Arrays (digits.npz)", elem_id="save-arrays"), "digits.npz", format_arrays),
        ]
    PageComponent(
        "drawings_import",
        accept=".jsonl,.gz,.json,.txt",
        most_bytes=PICKED_FILES_BYTES,
        most_files=MOST_PICKED_FILES,
        most_unpacked=MOST_BYTES,
        note_id="imported",
        elem_id="import",
    )
    return writer, downloads


def _build_forgetting() -> Forgetting:
    """Build the buttons that forget things."""
    gr.Markdown(
        "## Forget\n**Start over** deletes your runs, your hand and the settings, here and in this browser; your "
        "drawings stay. **Forget everything** deletes your drawings, too.",
        elem_classes="small-heading",
    )
    with gr.Row(elem_classes="files"):
        return Forgetting(
            gr.Button("Start over", size="sm", elem_id="start-over"),
            gr.Button("Forget everything", size="sm", elem_id="forget"),
            gr.Button("Really start over", size="sm", variant="stop", visible=False, elem_id="really-start-over"),
            gr.Button("Really forget everything", size="sm", variant="stop", visible=False, elem_id="really-forget"),
            gr.Button("No, keep it", size="sm", visible=False, elem_id="spare"),
        )


async def learn_hand(
    tab: HandwritingTab, pool: TrainingPool, drawings: tuple[Drawing, ...], request: gr.Request
) -> AsyncIterator[Updates]:
    """Teach the network that ships with the visitor's drawings."""
    if not drawings:
        gr.Warning("There is nothing to learn from. Write some digits first.", title="Not learned")
        yield {tab.state: READY, tab.ended: None}
        return
    job = TeachingJob(load_shipped_network(TAUGHT_NETWORK).network, drawings)
    try:
        with pool.join(str(request.session_hash), job) as ticket:
            async for told in wait_for_turn(ticket, lambda: False):
                yield {tab.state: told, tab.ended: None}
            if not has_turn(ticket):
                return
            loading = "" if ticket.is_ready else " TensorFlow is loaded first."
            yield {tab.state: f"Learning …{loading}", tab.ended: None}
            async for lesson in step_in_thread(ticket.run()):
                if isinstance(lesson, Lesson):
                    yield {tab.state: format_lesson_end(lesson), tab.ended: lesson}
    except JobRefused as refusal:
        yield {tab.state: f"Not learned. {refusal}", tab.ended: None}
    except TrainingProcessError as error:
        yield {tab.state: str(error), tab.ended: None}
        gr.Warning(str(error), title="Not learned")


def show_lesson(tab: HandwritingTab, session: Session) -> Updates:
    """Show the result of a session's last lesson."""
    lesson, strength = session.lesson, session.strength
    return {
        tab.lesson: render_lesson(lesson, strength),
        tab.strength: gr.Slider(value=strength, visible=lesson is not None),
    }


def take_lesson(tab: HandwritingTab, publisher: SessionPublisher, lesson: Lesson | None, session: Session) -> Updates:
    """Use the lesson that has ended, unless it gained nothing; then only show it, and let the visitor decide.

    This is an event of its own: its session has everything that the visitor did during the lesson.
    """
    if lesson is None:
        return {tab.ended: None}
    if lesson.gains_nothing:
        return {tab.lesson: render_lesson(lesson, DEFAULT_STRENGTH), tab.use_anyway: gr.Button(visible=True)}
    return take_up_lesson(tab, publisher, lesson, session)


def take_up_lesson(
    tab: HandwritingTab, publisher: SessionPublisher, lesson: Lesson | None, session: Session
) -> Updates:
    """Make the lesson's network Your hand, and use it."""
    asks = {tab.ended: None, tab.use_anyway: gr.Button(visible=False)}
    if lesson is None:
        return asks
    changed = session.with_lesson(lesson, DEFAULT_STRENGTH)
    return {**asks, **show_lesson(tab, changed), **publisher.publish(changed, session, network=HAND)}


def set_strength(tab: HandwritingTab, publisher: SessionPublisher, strength: float, session: Session) -> Updates:
    """Set Your hand to another strength of the last lesson. The network that reads does not change."""
    if session.lesson is None:
        return {tab.lesson: gr.skip()}
    changed = session.with_lesson(session.lesson, float(strength))
    return {tab.lesson: render_lesson(session.lesson, strength), **publisher.publish(changed, session)}


def file_maker(
    name: str, format_content: Callable[[list[Drawing]], bytes]
) -> Callable[[tuple[Drawing, ...], str], File | None]:
    """Make a handler that gives the file of the visitor's drawings, or None without drawings.

    Drawings without a writer get the name that the visitor has entered.
    """

    def make_file(drawings: tuple[Drawing, ...], writer: str) -> File | None:
        if not drawings:
            return None
        writer = " ".join(writer.split())[:LONGEST_WRITER]
        own = [replace(drawing, writer=drawing.writer or writer or None) for drawing in drawings]
        return File(name_file(name, writer), format_content(own))

    return make_file


def name_file(name: str, writer: str) -> str:
    """Add the writer's name to a file's name, only its letters and digits: `drawings-ada.jsonl`."""
    words = "-".join(re.findall(r"\w+", writer.lower()))[:LONGEST_NAME_IN_FILE]
    stem, ending = name.split(".", 1)
    return f"{stem}-{words}.{ending}" if words else name


def forget(
    tab: HandwritingTab,
    publisher: SessionPublisher,
    shown_key: gr.State,
    settings: KeptSettings,
    what: Literal["session", "all"],
) -> Updates:
    """Empty the session, reset the settings, and let the browser forget all (`all`) or all but the drawings."""
    return {
        **tab.forgetting.ask_nothing(),
        **show_lesson(tab, Session()),
        tab.ended: None,
        tab.use_anyway: gr.Button(visible=False),
        tab.state: READY,
        shown_key: DEFAULT_NETWORK,
        **settings.show(DEFAULTS),
        **publisher.publish(Session(), network=DEFAULT_NETWORK),
        publisher.storage: StorageUpdate(forget=what),
    }


def wire_forgetting(
    tab: HandwritingTab, publisher: SessionPublisher, shown_key: gr.State, settings: KeptSettings
) -> None:
    """Let the buttons ask, and forget what the visitor confirms."""
    buttons = tab.forgetting
    changed = [
        tab.lesson,
        tab.strength,
        tab.ended,
        tab.use_anyway,
        tab.state,
        shown_key,
        *settings.by_name.values(),
        *publisher.outputs,
    ]
    questions = [(buttons.start_over, buttons.really_start_over), (buttons.forget, buttons.really_forget)]
    for (asks, confirms), what in zip(questions, ("session", "all"), strict=True):
        asks.click(bind(buttons.ask, confirms), None, buttons.buttons, **AT_ONCE)
        confirms.click(
            bind(forget, tab, publisher, shown_key, settings, what), None, [*buttons.buttons, *changed], **AT_ONCE
        )
    buttons.cancel.click(buttons.ask_nothing, None, buttons.buttons, **AT_ONCE)


def wire_handwriting_tab(
    tab: HandwritingTab,
    publisher: SessionPublisher,
    pool: TrainingPool,
    drawings: LabelledDrawings,
    gradio_tab: gr.Tab,
    shown_key: gr.State,
    settings: KeptSettings,
) -> None:
    """Connect the components with their handlers.

    Args:
        tab: the components.
        publisher: publishes the session.
        pool: teaches.
        drawings: the visitor's drawings.
        gradio_tab: the gr.Tab that contains `tab`.
        shown_key: the key of the network that the Retrain tab shows.
        settings: the settings of the Retrain tab.
    """
    session = publisher.session
    gradio_tab.select(lambda: pool.prepare_to_teach(load_shipped_network(TAUGHT_NETWORK).network), **AT_ONCE)
    taught = [tab.ended, tab.use_anyway, tab.lesson, tab.strength, *publisher.outputs]
    asked = tab.learn.click(
        bind(learn_hand, tab, pool),
        drawings,
        [tab.state, tab.ended],
        **{**IN_QUEUE, "show_progress": "minimal"},
        show_progress_on=tab.state,
    )
    asked.failure(lambda: BROKE_OFF, None, tab.state, **AT_ONCE)
    asked.then(bind(take_lesson, tab, publisher), [tab.ended, session], taught, **AT_ONCE)
    tab.use_anyway.click(bind(take_up_lesson, tab, publisher), [tab.ended, session], taught, **AT_ONCE)
    tab.strength.input(
        bind(set_strength, tab, publisher),
        [tab.strength, session],
        [tab.lesson, *publisher.outputs],
        trigger_mode="always_last",
        **AT_ONCE,
    )
    for button, name, format_content in tab.downloads:
        button.download(file_maker(name, format_content), [drawings, tab.writer], button, **AT_ONCE)
    wire_forgetting(tab, publisher, shown_key, settings)
