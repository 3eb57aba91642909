"""The app: `python app.py` serves the page, on your machine and on a Hugging Face Space."""


def main() -> None:
    """Serve until interrupted."""
    # Imported here: each training process imports this file first, and must not build a page.
    from onelayer.assets import AssetError
    from onelayer.server.app import serve

    try:
        serve()
    except AssetError as error:
        raise SystemExit(f"The app cannot start: {error}") from None


if __name__ == "__main__":
    main()
