"""What tests of the page need."""

import gradio as gr
import pytest
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.session import Session
from onelayer.ui.views.network_choice import build_network_choice
from onelayer.ui.views.session_publisher import SessionPublisher


@pytest.fixture
def publisher() -> SessionPublisher:
    """Where a session shows, outside any page."""
    return SessionPublisher(gr.State(Session()), build_network_choice(), BrowserStorage(key="k"))
