"""The page as a whole: its tabs, the components that they share, the public endpoint, and the server."""

import inspect
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # the page sends no request to another host
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")  # Gradio keeps statistics of the last calls, and after each
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")  # makes a summary of them, 7 ms of 10,000

import gradio as gr
from starlette.middleware import Middleware

from onelayer.assets import ASSETS
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.endpoints import Endpoints
from onelayer.training.pool import TrainingPool
from onelayer.ui.alive import alive_route
from onelayer.ui.browser_storage import KEY, parse_stored
from onelayer.ui.closed_routes import closed_routes
from onelayer.ui.components.browser_component import PageComponent, event_field
from onelayer.ui.components.browser_storage import BrowserStorage, StorageUpdate
from onelayer.ui.components.copy_link import CopyLink
from onelayer.ui.components.labelled_drawings import LabelledDrawings
from onelayer.ui.components.link_notice import LinkNotice
from onelayer.ui.compress_page import CompressPage
from onelayer.ui.glossary import GLOSSARY, MARKED
from onelayer.ui.installable import installable_routes
from onelayer.ui.limits import (
    FILE_CHECK_SECONDS,
    FILE_LIFE_SECONDS,
    MOST_EVENTS,
    MOST_SESSIONS,
    UPLOAD_BYTES,
)
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.modules import modules_route, preload_links
from onelayer.ui.page_head import AddToHead
from onelayer.ui.request_errors import ANSWERS, AnswerErrors, Page
from onelayer.ui.request_limit import LimitRequestSize
from onelayer.ui.security_headers import SecurityHeaders
from onelayer.ui.session import Session
from onelayer.ui.shutdown import TakeNoNewWork, end_on_sigterm
from onelayer.ui.tabs.climb import build_climb_tab, wire_climb_tab, wire_open_in_retrain
from onelayer.ui.tabs.draw import build_draw_tab, wire_draw_tab
from onelayer.ui.tabs.handwriting import HandwritingTab, build_handwriting_tab, show_lesson, wire_handwriting_tab
from onelayer.ui.tabs.inside import build_inside_tab, wire_inside_tab
from onelayer.ui.tabs.retrain import build_retrain_tab, clear_report, wire_retrain_tab
from onelayer.ui.views.footer import build_footer
from onelayer.ui.views.kept_settings import DEFAULTS, KeptSettings, parse_kept_settings, wire_kept_settings
from onelayer.ui.views.links import wire_links
from onelayer.ui.views.network_choice import DEFAULT_NETWORK
from onelayer.ui.views.recipe_settings import NUMBER_LIMITS
from onelayer.ui.views.session_publisher import SessionPublisher, Updates
from onelayer.ui.views.shown_network import ShownNetwork

MIDDLEWARE: tuple[Any, ...] = (
    SecurityHeaders,
    AnswerErrors,
    TakeNoNewWork,
    LimitRequestSize,
    CompressPage,
    AddToHead,
)
"""The middleware that each request passes, the outermost first."""

TITLE = "One Layer"
STYLE = ASSETS / "style.css"


def build_app(pool: TrainingPool) -> gr.Blocks:
    """Build the page; `pool` trains for all visitors."""
    files = (FILE_CHECK_SECONDS, FILE_LIFE_SECONDS)
    with Page(title=TITLE, analytics_enabled=False, fill_width=False, delete_cache=files) as app:
        Endpoints(TrainingProcesses(1)).add()  # first: listeners have names too
        session = gr.State(Session())
        shown_key = gr.State(DEFAULT_NETWORK)
        with gr.Row(elem_id="head"):
            gr.Markdown("# One Layer", elem_id="title")
            PageComponent("reading_now", elem_id="reading-now")
            copy_link = CopyLink(elem_id="copy-link")
            PageComponent("present_button", elem_id="present")
        link_notice = LinkNotice(elem_id="link-notice")
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Draw", id="draw", elem_id="draw-panel"):
                draw = build_draw_tab(tabs)
            with gr.Tab("Climb", id="climb", elem_id="climb-panel") as climb_tab:
                climb = build_climb_tab()
            with gr.Tab("Handwriting", id="handwriting") as handwriting_tab:
                handwriting = build_handwriting_tab()
            with gr.Tab("Retrain", id="retrain") as retrain_tab:
                retrain = build_retrain_tab()
            with gr.Tab("Inside", id="inside", elem_id="inside-panel") as inside_tab:
                inside = build_inside_tab()
        build_footer()
        PageComponent("number_fields", limits=NUMBER_LIMITS, elem_id="number-fields")
        PageComponent("glossary", words=GLOSSARY, marked=MARKED, elem_id="glossary")
        storage = BrowserStorage(key=KEY, settings=DEFAULTS, views="#afterwards, #kernel, #rungs", elem_id="kept")
        drawings = LabelledDrawings(elem_id="labelled-drawings")
        publisher = SessionPublisher(session, draw.network, storage)
        opener = wire_draw_tab(draw)
        settings = KeptSettings(retrain.settings, retrain.slow, retrain.with_drawings, handwriting.writer)
        wire_kept_settings(settings)
        wire_handwriting_tab(handwriting, publisher, pool, drawings, handwriting_tab, shown_key, settings)
        shown = ShownNetwork(shown_key, session, retrain_tab, storage)
        wire_retrain_tab(retrain, publisher, pool, drawings, shown, opener)
        wire_climb_tab(climb, publisher, pool, climb_tab, opener)
        wire_open_in_retrain(climb, session, retrain.settings, tabs, shown_key, retrain.runs.compared)
        forgets = [handwriting.forgetting.really_start_over.click, handwriting.forgetting.really_forget.click]
        gr.on(forgets, bind(clear_report, retrain), None, [retrain.buttons.state, retrain.log], **AT_ONCE)
        wire_links(retrain.settings, copy_link, link_notice)
        wire_inside_tab(inside, publisher, inside_tab)
        wire_storage(RestoredViews(publisher, handwriting, settings))
        app.unload(bind(leave, pool))
        gr.on([retrain_tab.select, climb_tab.select], pool.start, None, None, **AT_ONCE)
    app.queue(max_size=MOST_EVENTS)
    return app


def leave(pool: TrainingPool, request: gr.Request) -> None:
    """Take the jobs of a visitor who has left out of the queue."""
    pool.leave_all(str(request.session_hash))


@dataclass(frozen=True, eq=False)
class RestoredViews:
    """The parts of the page that show data from the browser's storage.

    Attributes:
        publisher: publishes the session.
        handwriting: shows the lesson.
        settings: the settings of the Retrain tab.
    """

    publisher: SessionPublisher
    handwriting: HandwritingTab
    settings: KeptSettings


def restore(views: RestoredViews, session: Session, event: gr.EventData) -> Updates:
    """Add the items that the visitor's browser had kept to the session; items that it already has stay as they are.

    An event without `items` asks for everything that the page should have.
    """
    publisher, items = views.publisher, event_field(event, "items")
    if items is None:
        return publisher.publish(session)
    stored = parse_stored(items)
    restored = stored.given_to(session)
    updates = publisher.publish(restored, restored)
    told = {"unread": stored.unread, "problem": " ".join(stored.problems)}
    settings = parse_kept_settings(event_field(event, "settings"))
    return {
        **updates,
        publisher.storage: replace(updates[publisher.storage], **told),
        **show_lesson(views.handwriting, restored),
        **(views.settings.show(settings) if settings else {}),
    }


def follow(views: RestoredViews, items: list[Any], session: Session) -> Updates:
    """Let the session follow another page of the same browser, which has stored these items."""
    stored = parse_stored(items)
    changed = stored.in_place_of(session)
    return {
        **views.publisher.publish(changed, session),
        views.publisher.storage: StorageUpdate(unread=stored.unread, problem=" ".join(stored.problems)),
        **show_lesson(views.handwriting, changed),
    }


def wire_storage(views: RestoredViews) -> None:
    """Read the browser's storage when the page opens, and whenever another page of the browser changes it."""
    publisher = views.publisher
    storage, session = publisher.storage, publisher.session
    shown = [*publisher.outputs, views.handwriting.lesson, views.handwriting.strength]
    settings = list(views.settings.by_name.values())
    storage.select(bind(restore, views), session, [*shown, *settings], **AT_ONCE)
    storage.input(bind(follow, views), [storage, session], shown, trigger_mode="always_last", **AT_ONCE)
    publisher.network.select(publisher.publish, session, publisher.outputs, **AT_ONCE)


def launch_options() -> dict[str, Any]:
    """Return the options for `launch`."""
    return {
        "theme": page_theme(),
        "css_paths": [Path(STYLE)],
        "run_history": False,
        "show_error": True,
        "footer_links": ["api"],  # the style sheet hides Gradio's footer, but "?view=api" opens only with it
        "max_file_size": UPLOAD_BYTES,
        "max_threads": MOST_EVENTS,
        "state_session_capacity": MOST_SESSIONS,
        "head": preload_links(),
        "app_kwargs": {
            "routes": [modules_route(), alive_route(), *installable_routes(), *closed_routes()],
            "middleware": [Middleware(each) for each in MIDDLEWARE],
            "exception_handlers": ANSWERS,
        },
        "ssr_mode": False,
        "_frontend": False,  # True asks for the page at the start, and ends if a busy machine needs 3 seconds for it
    }


def page_theme() -> gr.themes.Base:
    """Make a theme for Gradio's parts, with the colours of the style sheet and the fonts of the system."""
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
    """Serve the page on 127.0.0.1:7860 or the next free port (GRADIO_SERVER_NAME and GRADIO_SERVER_PORT change it).

    SIGTERM ends it within ten seconds.
    """
    pool = TrainingPool()
    app = build_app(pool)
    end_on_sigterm(app, pool)
    served: tuple[Any, str, str] = app.launch(**{**launch_options(), **options})
    return served
