"""The captcha: one that is made here is read, digit by digit; then the layer is trained on captchas, and counted."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.glossary import link_word
from onelayer.training.recipes import CAPTCHAS

ROAD = (
    "The article ends with a plan: to modify the layer later “to recognize captchas, a more practical and harder "
    "problem”. Its layer read 87 % of single digits. With better inputs the same 7,850 numbers read as many of them as "
    "LeNet-5, the network of 1998 that read cheques (see the Climb tab). Windows let them read rows of digits; some "
    "seconds of training on captchas, more than nine in ten of these. A program that reads nine in ten gets in. So "
    "websites stopped asking people to read distorted letters, and look at how a visitor behaves instead."
)


def build_captcha_view() -> None:
    """Lay the section out: the captcha and its digits; its settings, the training, and what is read of others."""
    gr.Markdown(
        f"## Captcha\nA {link_word('captcha')} is made, and the layer reads it. Its ink is cut into many windows; the "
        "layer gives ten logits to each; the best path through the windows is the answer.",
        elem_classes="small-heading",
    )
    with gr.Row(elem_classes="columns", elem_id="captcha-part"):
        with gr.Column(min_width=280, scale=3):
            PageComponent("captcha", elem_id="captcha")
        with gr.Column(min_width=260, scale=2):
            PageComponent("captcha_settings", recipe=CAPTCHAS.to_dict(), elem_id="captcha-settings")
            PageComponent(
                "job_bar",
                start="Train on captchas",
                start_id="captcha-train",
                stop_id="captcha-stop",
                state_id="captcha-state",
                sentence=f"{CAPTCHAS.captchas:,} fresh captchas are made. The layer learns their digits, and what "
                "is no digit, in about 15 s.",
                has_inputs=False,
                elem_id="captcha-bar",
            )
            PageComponent("captcha_count", elem_id="captcha-count")
    gr.Markdown(ROAD, elem_classes="quiet", elem_id="captcha-road")
