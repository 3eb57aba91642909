"""How the page's listeners answer."""

from typing import Any

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
"""No endpoint of its own: a listener without a name would get one."""

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", **PRIVATE}
"""Outside the queue, and nothing moves while it answers. A gr.State's change is heard of inside the queue only."""

LIVE: dict[str, Any] = {**AT_ONCE, "preprocess": False, "postprocess": False}
"""For a listener that follows the pen: it is given what the page sent and gives what the page gets. Otherwise Gradio
hands each value of each component to a thread, which takes longer than the reading."""
