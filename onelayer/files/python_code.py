"""Parts of Python files that are made from this app's own source, so that they do what the app does."""

import inspect
from collections.abc import Sequence
from types import ModuleType

from onelayer.reading import directions, upright
from onelayer.reading.inputs import INPUT_NAMES, InputForm

_MAKE_INPUTS: dict[InputForm, str] = {
    "raw": "images.astype(np.float32)",
    "scaled": "images / np.float32(255)",
    "upright": "np.sqrt(make_upright(images))",
    "directions": "make_directions(make_upright(images))",
}

_PREPARE = '''\
def prepare_inputs(images: np.ndarray) -> np.ndarray:
    """Make the {name}, float32 (n, SIDE, SIDE), that the layer multiplies, from images."""
    parts = [images[start : start + 1000] for start in range(0, len(images), 1000)]
    return np.concatenate([({make}).reshape(-1, SIDE, SIDE) for images in parts])
'''


def format_inputs(input_form: InputForm) -> str:
    """Write the Python functions that make inputs of a form from images; the last one is `prepare_inputs`.

    The functions are copied from this app's source. They need `np`, `cache` and SIDE.
    """
    modules = {"raw": [], "scaled": [], "upright": [upright], "directions": [upright, directions]}[input_form]
    prepare = _PREPARE.format(name=INPUT_NAMES[input_form], make=_MAKE_INPUTS[input_form])
    return join_parts([*map(source_of, modules), prepare])


def join_parts(parts: Sequence[str]) -> str:
    """Join the parts of a Python file, with two empty lines between them."""
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def source_of(module: ModuleType) -> str:
    """Return the source of a module of this app without its docstring and its imports, each of which is one line."""
    _, _, text = inspect.getsource(module).partition('"""\n\n')
    return "\n".join(line for line in text.splitlines() if not line.startswith(("from ", "import ")))
