"""The button that imports drawings files. The page reads them and adds their drawings to the visitor's."""

from typing import Any

from onelayer.data.drawings_file import MOST_BYTES
from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.limits import MOST_PICKED_FILES, PICKED_FILES_BYTES


class DrawingsImport(BrowserComponent):
    """A button. The page adds as many drawings as there is room for, and says so in its note; no file is sent.

    label: what the button says; accept: endings, as HTML has them; note_id: the note's.
    """

    def __init__(self, *, label: str, accept: str, note_id: str, **options: Any) -> None:
        super().__init__(
            button_label=label,
            accept=accept,
            note_id=note_id,
            most_bytes=PICKED_FILES_BYTES,
            most_files=MOST_PICKED_FILES,
            most_unpacked=MOST_BYTES,
            **options,
        )
