"""The kinds of listeners on the page, as options for Gradio."""

from typing import Any

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
"""Without a public endpoint: Gradio would make one for every listener."""

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", **PRIVATE}
"""Outside the queue, and without a sign of progress."""

ONE_PICTURE_AT_A_TIME: dict[str, Any] = {"concurrency_limit": 1, "show_progress": "hidden", **PRIVATE}
"""In the queue, one event at a time: decoding a picture may need half a gigabyte for a moment."""
