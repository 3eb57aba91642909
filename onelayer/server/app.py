"""The page as a whole: its tabs, the components that they share, the public endpoints, and the server."""

import inspect
import os
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # the page sends no request to another host
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")  # Gradio keeps statistics of the last calls, and after each
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")  # makes a summary of them, 7 ms of 10,000

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from onelayer.assets import ASSETS
from onelayer.data.labelled_drawings import LIMITS
from onelayer.files.network_file import load_shipped_network
from onelayer.limits import FILE_CHECK_SECONDS, FILE_LIFE_SECONDS, MOST_EVENTS, MOST_SESSIONS, UPLOAD_BYTES
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.glossary import GLOSSARY, MARKED
from onelayer.page.listeners import AT_ONCE, PRIVATE
from onelayer.page.modules import modules_route, preload_links
from onelayer.page.tabs.climb import build_climb_tab
from onelayer.page.tabs.draw import build_draw_tab
from onelayer.page.tabs.handwriting import build_handwriting_tab
from onelayer.page.tabs.inside import build_inside_tab
from onelayer.page.tabs.numbers import build_numbers_tab
from onelayer.page.tabs.retrain import build_retrain_tab
from onelayer.page.views.footer import build_footer
from onelayer.page.views.kept_settings import wire_kept_settings
from onelayer.page.views.qr_code import build_qr_code
from onelayer.page.views.recipe_settings import NUMBER_LIMITS, call_with_recipe, recipe_components
from onelayer.page.views.recipe_words import known_recipes
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.endpoints import Endpoints
from onelayer.server.http.alive import alive_route
from onelayer.server.http.closed_routes import closed_routes
from onelayer.server.http.installable import installable_routes
from onelayer.server.http.page_head import AddToHead
from onelayer.server.http.request_errors import ANSWERS, AnswerErrors, Page
from onelayer.server.http.request_limit import LimitRequestSize
from onelayer.server.http.security_headers import SecurityHeaders
from onelayer.server.shutdown import TakeNoNewWork, end_on_sigterm
from onelayer.settings import serves_assistants

COMPRESSED_FROM = 10_000  # bytes of an answer; compressing a short one takes longer than sending it
MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(AnswerErrors),
    Middleware(TakeNoNewWork),
    Middleware(LimitRequestSize),
    # Gradio compresses files by the ending of their name, and the page, which gets eight times smaller, has none.
    Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=6),
    Middleware(AddToHead),
)
"""The middleware that each request passes, the outermost first."""

TITLE = "One Layer"
TAUGHT_NETWORK = "more-hands"  # the network that every lesson starts from
STATUS_SECONDS = 2  # between two messages to those who wait; Gradio tells them nothing when somebody before them leaves


def build_app(processes: TrainingProcesses) -> gr.Blocks:
    """Build the page; `processes` train and teach for all visitors."""
    files = (FILE_CHECK_SECONDS, FILE_LIFE_SECONDS)
    with Page(title=TITLE, analytics_enabled=False, fill_width=False, delete_cache=files) as app:
        Endpoints(processes).add()  # first: listeners have names too, and the first one with a name gets it
        with gr.Row(elem_id="head"):
            gr.Markdown("# One Layer", elem_id="title")
            PageComponent("reading_now", elem_id="reading-now")
            copy_link = PageComponent("copy_link", known=known_recipes(), elem_id="copy-link")
            PageComponent("present_button", elem_id="present")
        PageComponent("link_notice", known=known_recipes(), elem_id="link-notice")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Draw", id="draw", elem_id="draw-panel"):
                build_draw_tab()
            with gr.Tab("Numbers", id="numbers", elem_id="numbers-panel") as numbers_tab:
                build_numbers_tab()
            with gr.Tab("Climb", id="climb", elem_id="climb-panel") as climb_tab:
                build_climb_tab()
            with gr.Tab("Handwriting", id="handwriting") as handwriting_tab:
                writer = build_handwriting_tab()
            with gr.Tab("Retrain", id="retrain") as retrain_tab:
                settings = build_retrain_tab()
            with gr.Tab("Inside", id="inside", elem_id="inside-panel") as inside_tab:
                build_inside_tab()
        build_footer()
        PageComponent("number_fields", limits=NUMBER_LIMITS, elem_id="number-fields")
        build_qr_code()
        PageComponent("glossary", words=GLOSSARY, marked=MARKED, elem_id="glossary")
        status = PageComponent("store_status", limits=LIMITS, elem_id="kept")
        copy = call_with_recipe("page/components/copy_link/copy_link.js", "copyRecipe")
        copy_link.select(None, recipe_components(settings), None, js=copy, **PRIVATE)
        wire_kept_settings({**settings, "writer": writer}, status)
        training_tabs = [retrain_tab, climb_tab, numbers_tab, inside_tab]
        to_train = [*(tab.select for tab in training_tabs), copy_link.input]
        gr.on(to_train, processes.start, None, None, **AT_ONCE)
        taught = load_shipped_network(TAUGHT_NETWORK).network
        handwriting_tab.select(lambda: processes.prepare_to_teach(taught), **AT_ONCE)
    app.queue(max_size=MOST_EVENTS, status_update_rate=STATUS_SECONDS)
    return app


def launch_options() -> dict[str, Any]:
    """Return the options for `launch`."""
    if serves_assistants():
        from onelayer.server.assistants import use_our_server

        use_our_server()
    return {
        "mcp_server": serves_assistants(),
        "theme": page_theme(),
        "css_paths": [ASSETS / "style.css"],
        "run_history": False,
        "show_error": True,
        "footer_links": ["api"],  # the style sheet hides Gradio's footer, but "?view=api" opens only with it
        "max_file_size": UPLOAD_BYTES,
        "max_threads": MOST_EVENTS,
        "state_session_capacity": MOST_SESSIONS,
        "head": preload_links(),
        "app_kwargs": {
            "routes": [modules_route(), alive_route(), *installable_routes(), *closed_routes()],
            "middleware": list(MIDDLEWARE),
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


def serve() -> None:
    """Serve the page on 127.0.0.1:7860 or the next free port (GRADIO_SERVER_NAME and GRADIO_SERVER_PORT change it).

    SIGTERM ends it within ten seconds.
    """
    processes = TrainingProcesses()
    app = build_app(processes)
    end_on_sigterm(app, processes)
    app.launch(**launch_options())
