"""Gradio's picture upload (drop, paste, camera), which passes on the file unchanged."""

from typing import Any

import gradio as gr


class PhotoUpload(gr.Image):
    """A handler gets the path of the file, or None.

    gr.Image would open the file itself, and for a broken file show a stack trace instead of a sentence.
    """

    def preprocess(self, payload: Any) -> str | None:
        return None if payload is None else payload.path

    def get_block_name(self) -> str:
        """Use Gradio's own part in the browser."""
        return "image"
