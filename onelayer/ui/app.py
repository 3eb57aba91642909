"""The page as a whole: what a visitor owns, the tabs in order, the public endpoint, how it is served."""

import inspect
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # the page asks no other host for anything

import gradio as gr

from onelayer.assets import ASSETS
from onelayer.training_process import TrainingProcess
from onelayer.ui.components.browser_component import sent
from onelayer.ui.components.browser_storage import BrowserStorage, ToKeep
from onelayer.ui.draw_tab import build_draw_tab, network_radio, read_once
from onelayer.ui.hand import Hand
from onelayer.ui.handwriting_tab import build_handwriting_tab
from onelayer.ui.inside_tab import build_inside_tab
from onelayer.ui.kept import KEY, Kept, in_words, parse_kept
from onelayer.ui.listeners import AT_ONCE
from onelayer.ui.modules import modules_route, preload_links
from onelayer.ui.request_limit import LimitRequestSize
from onelayer.ui.retrain_tab import MOST_WAITING, build_retrain_tab
from onelayer.ui.session import HOURS_KEPT, YOURS, Session

TITLE = "One Layer"
STYLE = ASSETS / "style.css"


def build_app(process: TrainingProcess) -> gr.Blocks:
    """The page. `process` trains for all its visitors."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=False) as app:
        gr.api(read_once, api_name="read")  # first: a name goes to whoever takes it first, and listeners have names too
        session = gr.State(Session(), time_to_live=HOURS_KEPT * 3600)
        shown_key = gr.State("upright")
        gr.Markdown("# One Layer", elem_id="title")
        storage = BrowserStorage(key=KEY, elem_id="kept", render=False)
        with gr.Tabs() as tabs:
            with gr.Tab("Draw", id="draw"):
                draw = build_draw_tab(session, tabs, storage)
            with gr.Tab("Handwriting", id="handwriting") as handwriting:
                hand = build_handwriting_tab(session, shown_key, draw, storage, process, handwriting)
            with gr.Tab("Retrain", id="retrain") as retrain:
                build_retrain_tab(session, shown_key, draw, storage, process, retrain)
            with gr.Tab("Inside", id="inside") as inside:
                build_inside_tab(session, draw, inside)
        storage.render()
        changed = [session, draw.network, storage]
        draw.read_after(storage.select(restore, session, changed, **AT_ONCE))
        following = storage.input(
            follow, [storage, session, draw.network], changed, trigger_mode="always_last", **AT_ONCE
        )
        draw.read_after(following).then(hand.show, hand.asked, hand.shown, **AT_ONCE)
        retrain.select(process.start, None, None, **AT_ONCE)
    app.queue(max_size=MOST_WAITING)
    return app


def restore(session: Session, event: gr.EventData) -> tuple[Any, ...]:
    """What the visitor's browser had kept, back in the session; its network reads at once."""
    text = sent(event, "text")
    kept = parse_kept(text)
    if kept.problem and not len(kept.hand) and kept.yours is None:
        return gr.skip(), gr.skip(), ToKeep(None, f"{kept.problem} It stays as it is.")
    session = kept.into(session)
    words = f"Back from this browser: {in_words(session.hand, session.yours)}. {kept.problem}"
    return session, network_radio(session, YOURS), ToKeep(None, words)


def follow(text: str, session: Session, reader: str) -> tuple[Any, ...]:
    """What another page of the same browser keeps now is what this one has, too: neither overwrites the other's."""
    kept = parse_kept(text) if text else Kept(Hand(), None)
    if kept.problem:
        return gr.skip(), gr.skip(), ToKeep(None, f"Another page of this browser keeps something. {kept.problem}")
    session = replace(session, yours=kept.yours).with_hand(kept.hand)
    has = in_words(session.hand, session.yours) if text else "nothing any more"
    return session, network_radio(session, reader), ToKeep(None, f"As in another page of this browser: {has}.")


def launch_options() -> dict[str, Any]:
    """What `launch` needs for the page to look and to behave as it should."""
    return {
        "theme": page_theme(),
        "css_paths": [Path(STYLE)],
        "run_history": False,
        "show_error": True,
        "footer_links": [],
        "max_file_size": "25mb",
        "head": preload_links(),
        "app_kwargs": {"middleware": [LimitRequestSize.as_middleware()], "routes": [modules_route()]},
        "ssr_mode": False,
    }


def page_theme() -> gr.themes.Base:
    """Gradio's parts in the colours of the style sheet, with the fonts that a system has: none is fetched."""
    theme = gr.themes.Base(
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"],
        font_mono=["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
        primary_hue="slate",
        neutral_hue="slate",
        radius_size="md",
    )
    colours = {
        "body_background_fill": "var(--page)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--quiet)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--page)",
        "border_color_primary": "var(--rule)",
        "border_color_accent": "var(--ink)",
        "color_accent": "var(--ink)",
        "block_background_fill": "transparent",
        "block_border_color": "var(--rule)",
        "block_label_text_color": "var(--quiet)",
        "block_title_text_color": "var(--quiet)",
        "input_background_fill": "var(--paper)",
        "input_border_color": "var(--rule)",
        "slider_color": "var(--ink)",
        "checkbox_background_color": "var(--paper)",
        "checkbox_background_color_selected": "var(--ink)",
        "checkbox_border_color": "var(--bar)",
        "checkbox_border_color_selected": "var(--ink)",
        "checkbox_label_background_fill": "transparent",
        "checkbox_label_background_fill_hover": "var(--wash)",
        "checkbox_label_background_fill_selected": "transparent",
        "checkbox_label_text_color_selected": "var(--ink)",
        "button_primary_background_fill": "var(--ink)",
        "button_primary_background_fill_hover": "var(--ink-hover)",
        "button_primary_text_color": "var(--page)",
        "button_primary_border_color": "var(--ink)",
        "button_secondary_background_fill": "transparent",
        "button_secondary_background_fill_hover": "var(--wash)",
        "button_secondary_text_color": "var(--ink)",
        "button_secondary_border_color": "var(--rule)",
    }
    known = inspect.signature(theme.set).parameters
    dark = {f"{name}_dark": colour for name, colour in colours.items() if f"{name}_dark" in known}
    return theme.set(**colours, **dark, block_border_width="0px", button_border_width="1px", block_padding="0px")


def serve(**options: Any) -> tuple[Any, str, str]:
    """Serve the page on 127.0.0.1:7860 or the next free port (GRADIO_SERVER_NAME and GRADIO_SERVER_PORT change it)."""
    return build_app(TrainingProcess()).launch(**{**launch_options(), **options})
