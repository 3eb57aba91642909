"""What we use of Gradio without its promise: each test fails when an upgrade takes it away."""

import importlib.util
import sys
from pathlib import Path

import gradio as gr
from gradio import component_meta

from onelayer.ui.components.browser_component import sent
from onelayer.ui.gradio_private import event_data, write_no_stubs

COMPONENT = "import gradio as gr\n\n\nclass Own(gr.HTML):\n    EVENTS = ['click']\n"


def define_component(folder: Path) -> None:
    """A component's class in a file of its own, imported."""
    path = folder / "own_component.py"
    path.write_text(COMPONENT)
    spec = importlib.util.spec_from_file_location("own_component", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["own_component"] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules["own_component"]


def test_a_components_class_writes_no_stub(tmp_path: Path) -> None:
    assert hasattr(component_meta, "create_or_modify_pyi"), "Gradio calls what writes stubs by another name now"
    write_no_stubs()
    define_component(tmp_path)
    assert [path.name for path in tmp_path.glob("*.pyi")] == []
    assert list(Path(__file__).parent.parent.joinpath("onelayer").rglob("*.pyi")) == []


def test_what_an_event_carries_is_read() -> None:
    event = gr.EventData(None, {"index": 3})
    assert event_data(event) == {"index": 3}
    assert sent(event, "index") == 3
    assert sent(event, "row") is None
    assert sent(gr.EventData(None, None), "index") is None
