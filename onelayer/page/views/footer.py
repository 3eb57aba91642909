"""The page's foot: the article that it began with, the source, the API for programs, and help."""

from html import escape

import gradio as gr

from onelayer.settings import source_address

ARTICLE_TITLE = "Recognize digits with a very simple Neural Network"
ARTICLE_ADDRESS = "https://nisanthchunduru.com/posts/recognize-digits-with-a-very-simple-neural-network"

TABS = {
    "Draw": "Draw a digit, or upload a picture of one: the network reads it, and you see why.",
    "Numbers": "Write a whole number: the same layer reads each digit, and you see how the number was found.",
    "Climb": "Train the same layer again and again, one change each, from the article’s recipe to past LeNet-5.",
    "Handwriting": "Write each digit three times, and the network learns your hand.",
    "Retrain": "Change the recipe, train it in a second, and compare what was learned.",
    "Inside": "All 7,850 numbers of the network, and the formula with the numbers of your drawing.",
}
KEYS = {
    "Ctrl+Z": "takes back the last stroke.",
    "Escape": "closes what is open, else clears the pad.",
    "Enter": "keeps the digit in the guided round.",
    "← →": "go from tab to tab, or from arc to arc under Show how: where the focus is.",
}
KEPT = (
    "Your drawings, your runs and your settings stay in this browser. <em>Forget everything</em>, in the Handwriting "
    "tab, deletes them."
)


def build_footer() -> None:
    """Lay it out. Help is a popover of the browser: Escape and a press elsewhere close it."""
    gr.HTML(render_footer(source_address()), elem_id="foot")


def render_footer(source: str | None) -> str:
    """HTML: the links, and what Help opens. source: the address of the app's source; None to leave it out."""
    links = [
        f"Began with the article {_link(ARTICLE_ADDRESS, ARTICLE_TITLE)}",
        *([_link(source, "Source")] if source else []),
        _link("?view=api", "API for programs"),
        '<button type="button" popovertarget="help">Help</button>',
    ]
    return (
        f'<div class="foot">{" ".join(f"<span>{each}</span>" for each in links)}</div>'
        '<div id="help" popover role="dialog" aria-label="Help"><h2>Help</h2>'
        f"{_list(TABS)}<h2>Keys</h2>{_list(KEYS)}<p>{KEPT}</p>"
        '<button type="button" class="plain" popovertarget="help" popovertargetaction="hide">Close</button></div>'
    )


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(text)}</a>'


def _list(items: dict[str, str]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in items.items())
    return f"<dl>{rows}</dl>"
