"""Make docs/limits.md, which says what a visitor sees who meets a limit: tools/limits_template.md with the numbers.

python tools/make_limits.py
"""

from onelayer import functions, limits
from onelayer.assets import ASSETS
from onelayer.data import drawings_file
from onelayer.processes import training_processes
from onelayer.reading import drawing, photo
from onelayer.training import work

TEMPLATE = ASSETS.parent / "tools" / "limits_template.md"
DOCUMENT = ASSETS.parent / "docs" / "limits.md"


def format_limits() -> str:
    """The document's text."""
    return TEMPLATE.read_text("utf-8").format(
        limits=limits,
        drawing=drawing,
        drawings_file=drawings_file,
        photo=photo,
        functions=functions,
        training_processes=training_processes,
        work=work,
    )


if __name__ == "__main__":
    DOCUMENT.write_text(format_limits(), "utf-8")
