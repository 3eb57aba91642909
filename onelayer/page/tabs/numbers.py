"""The Numbers tab: whole numbers and captchas, read digit by digit by the same layer."""

import gradio as gr

from onelayer.page.glossary import link_word
from onelayer.page.views.captcha import build_captcha_view
from onelayer.page.views.number_pad import build_number_pad


def build_numbers_tab() -> None:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "Write a number: the same layer reads each digit, and the "
        f"{link_word('best-path', 'best path')} through the ink is the number.",
        elem_classes="lead",
    )
    build_number_pad()
    build_captcha_view()
