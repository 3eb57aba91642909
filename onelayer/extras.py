"""What more is installed for some work: plain One Layer reads, its extras train and serve."""

from importlib.util import find_spec

MODULES = {"train": ("tensorflow", "keras", "scipy"), "app": ("gradio", "tensorflow", "scipy")}
"""The modules that an extra brings, of those that are needed first."""
WORK = {"train": "Training", "app": "The app"}


class MissingExtraError(ImportError):
    """What the work needs is not installed; the message says how to install it."""


def check_extra(extra: str) -> None:
    """Check that an extra is installed: `train` or `app`. Nothing of it is loaded.

    Raises:
        MissingExtraError: it is not.
    """
    for module in MODULES[extra]:
        if find_spec(module) is None:
            raise MissingExtraError(
                f"{WORK[extra]} needs {module}, which is not installed. Run: pip install 'one-layer[{extra}]'"
            )
