"""How the page's listeners answer."""

from typing import Any

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
"""No endpoint of its own: a listener without a name would get one."""

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", **PRIVATE}
"""Outside the queue, and nothing moves while it answers. A gr.State's change is heard of inside the queue only."""
