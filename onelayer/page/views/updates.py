"""The result of a handler."""

from typing import Any

from gradio.components import Component

Updates = dict[Component, Any]
"""Values by component. A component that is left out does not change."""
