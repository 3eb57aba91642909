"""The app: `python app.py` serves the page, here and on a Hugging Face Space."""


def main() -> None:
    """Serve until interrupted."""
    # Imported here: the training process starts by importing this file, and must not build a page of its own.
    from onelayer.assets import AssetError
    from onelayer.ui.app import serve

    try:
        serve()
    except AssetError as error:
        raise SystemExit(f"The app cannot start: {error}") from None


if __name__ == "__main__":
    main()
