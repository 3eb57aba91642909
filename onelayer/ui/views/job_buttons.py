"""A button that starts a training job, one that stops it, and a line with its progress."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from onelayer.ui.listeners import AT_ONCE, IN_QUEUE, PRIVATE, bind
from onelayer.ui.stop_flags import StopFlags
from onelayer.ui.views.session_publisher import Updates

BROKE_OFF = "It broke off before its end: the connection was lost, or the server failed. Press again."


@dataclass(frozen=True, eq=False)
class JobButtons:
    """The components, and the stop flags.

    Attributes:
        start: starts the job.
        stop: stops the job.
        state: shows the progress.
        render: returns the value of `state` for a sentence.
        flags: the visitors whose job should stop.
    """

    start: gr.Button
    stop: gr.Button
    state: Component
    render: Callable[[str], str] = str
    flags: StopFlags = field(default_factory=StopFlags)

    def visitor(self, request: gr.Request) -> str:
        """Return the name of the visitor who sent a request."""
        return str(request.session_hash)

    def should_stop(self, request: gr.Request) -> bool:
        """Whether the visitor who sent a request has stopped the job."""
        return self.flags.is_set(self.visitor(request))


def begin(buttons: JobButtons, request: gr.Request) -> Updates:
    """Show that the job waits for its turn."""
    buttons.flags.clear(buttons.visitor(request))
    return {
        buttons.start: gr.Button(interactive=False),
        buttons.stop: gr.Button(interactive=True),
        buttons.state: buttons.render("Asking for a place …"),
    }


def ask_to_stop(buttons: JobButtons, request: gr.Request) -> None:
    """Ask for the visitor's job to stop; it ends with its next report."""
    buttons.flags.set(buttons.visitor(request))


def end(buttons: JobButtons) -> Updates:
    """Show that another job can start."""
    return {buttons.start: gr.Button(interactive=True), buttons.stop: gr.Button(interactive=False)}


def break_off(buttons: JobButtons) -> Updates:
    """Show that the job broke off, and that another can start."""
    return {**end(buttons), buttons.state: buttons.render(BROKE_OFF)}


def wire_job(
    buttons: JobButtons,
    job: Callable[..., object],
    inputs: Sequence[Component],
    outputs: Sequence[Component],
    *,
    finish: Callable[[Dependency], Dependency] = lambda event: event,
) -> Dependency:
    """Connect the buttons with a job, a generator of updates.

    Args:
        buttons: the buttons.
        job: the handler.
        inputs: the components whose values the job gets.
        outputs: the components that the job changes.
        finish: adds the events that follow the job before another can start.
    """
    triple = [buttons.start, buttons.stop, buttons.state]
    began = buttons.start.click(bind(begin, buttons), None, triple, **AT_ONCE)
    # Gradio marks a failure on the component that is named here; otherwise on all outputs.
    worked = began.then(job, list(inputs), list(outputs), show_progress_on=buttons.state, **IN_QUEUE)
    done = finish(worked)
    for event in (worked,) if done is worked else (worked, done):
        event.failure(bind(break_off, buttons), None, triple, **AT_ONCE)
    # The page shows this sentence itself: sent by the server, it could arrive after the job's last sentence.
    buttons.stop.click(None, None, buttons.state, js=f"() => ({json.dumps(buttons.render('Stopping …'))})", **PRIVATE)
    buttons.stop.click(bind(ask_to_stop, buttons), None, None, **AT_ONCE)
    return done.then(bind(end, buttons), None, [buttons.start, buttons.stop], **AT_ONCE)
