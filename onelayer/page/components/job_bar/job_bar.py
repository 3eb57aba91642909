"""A button that starts a job, one that stops it, and a line with the job's progress."""

from typing import Any

from onelayer.page.components.browser_component import BrowserComponent


class JobBar(BrowserComponent):
    """The page shows the progress (`job_bar.js`: JobState) and does the job.

    `submit` is sent when the start button is pressed, if the job has inputs: then a listener in the page gets the
    values of Gradio's components.

    Args:
        elem_id: of the bar, and of its slot.
        start: the label of the start button.
        start_id: its id.
        stop_id: the id of the stop button.
        state_id: the id of the line.
        sentence: the line before the first job.
        has_inputs: the job has inputs.
    """

    def __init__(
        self,
        *,
        elem_id: str,
        start: str,
        start_id: str,
        stop_id: str,
        state_id: str,
        sentence: str,
        has_inputs: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(
            elem_id=elem_id,
            start=start,
            start_id=start_id,
            stop_id=stop_id,
            state_id=state_id,
            sentence=sentence,
            has_inputs=has_inputs,
            **options,
        )
