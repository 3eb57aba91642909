"""Gradio's picture upload (drop, paste, camera), handing over the file as it came."""

from typing import Any

import gradio as gr


class PhotoUpload(gr.Image):
    """A handler gets the path of the file, or None. gr.Image would open the file itself, and answer a broken one
    with a stack trace instead of a sentence."""

    def preprocess(self, payload: Any) -> str | None:
        return None if payload is None else payload.path

    def get_block_name(self) -> str:
        """Gradio's own part in the browser serves it."""
        return "image"
