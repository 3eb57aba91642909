"""`onelayer serve`: serve the page, as `python app.py` does."""

import argparse

from onelayer.command.printing import refuse


def main(arguments: list[str]) -> int:
    """Run the subcommand. Serves until it is interrupted. Returns the exit status: 0, or 1 if the app cannot start."""
    argparse.ArgumentParser(
        prog="onelayer serve",
        description="Serve the page on 127.0.0.1:7860, or the next free port, until Ctrl-C.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  onelayer serve\n  GRADIO_SERVER_PORT=8000 onelayer serve",
    ).parse_args(arguments)
    return run("onelayer serve")


def run(program: str) -> int:
    """Serve until interrupted. Returns the exit status."""
    # Imported here: each training process imports what starts the program first, and must not build a page.
    from onelayer.assets import AssetError
    from onelayer.extras import MissingExtraError, check_extra

    try:
        check_extra("app")
        from onelayer.server.app import serve

        serve()
    except (AssetError, MissingExtraError) as error:
        return refuse(program, 1, f"The app cannot start: {error}")
    return 0
