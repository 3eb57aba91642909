"""`onelayer serve`: serve the page, as `python app.py` does."""

import argparse

from onelayer.assets import AssetError
from onelayer.command.printing import refusing
from onelayer.extras import check_extra

NOTES = "examples:\n  onelayer serve\n  GRADIO_SERVER_PORT=8000 onelayer serve"


def run(options: argparse.Namespace | None = None) -> int:
    """Serve until interrupted. Returns the exit status: 0."""
    check_extra("app")
    with refusing(AssetError, status=1):
        # Imported here: each training process imports what starts the program first, and must not build a page.
        from onelayer.server.app import serve

        serve()
    return 0
