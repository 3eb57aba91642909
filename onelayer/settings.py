"""Settings of a deployment, from the environment of the server; docs/deploy.md lists them."""

import os

EMBED_IN_SETTING = "ONE_LAYER_EMBED_IN"
SPACES = "https://huggingface.co https://*.huggingface.co https://*.hf.space"
"""Where the Hub shows a Space in a frame."""
SOURCE_SETTING = "ONE_LAYER_SOURCE"
MCP_SETTING = "ONE_LAYER_MCP"


def serves_assistants() -> bool:
    """Whether assistants may use the functions as tools, over the Model Context Protocol.

    Raises:
        ValueError: the setting is neither on nor off.
    """
    setting = os.environ.get(MCP_SETTING, "on")
    if setting not in ("on", "off"):
        raise ValueError(f"{MCP_SETTING} must be 'on' or 'off', not {setting!r}.")
    return setting == "on"


def embed_in() -> str:
    """List the addresses whose pages may show this page in a frame, as `frame-ancestors` of the security policy does.

    Raises:
        ValueError: the setting has what would end the directive or the header.
    """
    sources = os.environ.get(EMBED_IN_SETTING, SPACES)
    if any(character in sources for character in ";,\r\n"):
        raise ValueError(
            f"{EMBED_IN_SETTING} must be addresses with spaces between them, such as "
            f"'https://school.example https://*.school.example', not {sources!r}."
        )
    return f"'self' {sources}".strip()


def source_address() -> str | None:
    """The address of the app's source: as the setting says, else that of the Space; None if neither says it."""
    space = os.environ.get("SPACE_ID")
    return os.environ.get(SOURCE_SETTING) or (f"https://huggingface.co/spaces/{space}/tree/main" if space else None)
