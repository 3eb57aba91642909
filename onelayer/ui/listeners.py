"""How the page's listeners are made and how they answer."""

from collections.abc import Callable
from types import MethodType
from typing import Any

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
"""No endpoint of its own: a listener without a name would get one."""

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", **PRIVATE}
"""Outside the queue, and nothing moves while it answers. A gr.State's change is heard of inside the queue only."""

IN_QUEUE: dict[str, Any] = {"concurrency_limit": None, "show_progress": "hidden", **PRIVATE}
"""In the queue, but waiting for nobody: for what changes a gr.State that others listen to, or yields. Who waits for
a training process waits in its handler: Gradio knows neither how long jobs take nor whose they are."""

ONE_PICTURE_AT_A_TIME: dict[str, Any] = {**IN_QUEUE, "concurrency_limit": 1}
"""In the queue for a picture to be decoded, which may take half a gigabyte for a moment."""


def bind(handler: Callable[..., Any], *layouts: object) -> Callable[..., Any]:
    """A handler as Gradio calls it: its first arguments, the tabs and views that it is about, are given here.

    A method, because Gradio looks for gr.Request and gr.EventData in the annotations of functions and methods only:
    those of a functools.partial it does not see.
    """
    for layout in layouts:
        handler = MethodType(handler, layout)
    return handler
