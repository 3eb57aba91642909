"""A network as one file of HTML: a pad, its answer, and in it the reader as an ES module. It opens from a disk.

The module is made of the page's own modules, each in a function of its own, so that names of two modules never meet.
"""

import base64
import html
import re
from functools import cache
from pathlib import Path

from onelayer.files.network_file import TrainedNetwork
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.reading.network import DIGITS

FILE_NAME = "one-layer.html"
FOLDER = Path(__file__).parent / "digit_pad"
ELEMENT = FOLDER / "digit_pad.js"

IMPORT = re.compile(r"^import \{([^}]*)\} from '([^']+)';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
# A comment with types, on lines of its own: nothing checks them in the bundle.
TYPES = re.compile(r"^ */\*\*(?:(?!\*/).)*@(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)

EXAMPLE = """\
<digit-pad></digit-pad>
<script type="module">
  document.querySelector('digit-pad').addEventListener('reading', ({ detail }) => {
    console.log(detail.digit, detail.probabilities, detail.sure);
  });
</script>"""


def format_html_file(trained: TrainedNetwork) -> str:
    """Write a page that needs no server: pad, bars and verdict, and the network's numbers.

    The verdict does not tell a scribble from a digit: what the app compares drawings with would not fit.
    """
    network = trained.network
    numbers = network.numbers.astype("<f4").tobytes()
    define = f"defineDigitPad('{base64.b64encode(numbers).decode('ascii')}', '{network.input_form}');\n"
    parts = {
        "style": (FOLDER / "page.css").read_text("utf-8"),
        "rows": "\n".join(map(_format_row, range(DIGITS))),
        "about": html.escape(_describe(trained)),
        "example": html.escape(EXAMPLE),
        "module": bundle(ELEMENT) + "\n" + define,
        "script": (FOLDER / "page.js").read_text("utf-8"),
    }
    template = (FOLDER / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda name: parts[name[1]], template)


def _format_row(digit: int) -> str:
    track = '<span class="track"><span class="bar"></span></span>'
    return f'<li><span class="name">{digit}</span>{track}<span class="share"></span></li>'


def _describe(trained: TrainedNetwork) -> str:
    accuracy = trained.accuracies.get("test_accuracy")
    measured = f", which reads {100 * accuracy:.1f} % of MNIST’s test digits" if accuracy is not None else ""
    return (
        f"One dense layer of 7,850 numbers on {INPUT_NAMES[trained.network.input_form]}{measured}. All of it is in "
        "this file: it needs no server and no internet, and nothing that you draw leaves it. It says when two digits "
        "are close or were drawn; a scribble it takes for a digit, which the app does not."
    )


@cache
def bundle(entry: Path) -> str:
    """Write one ES module of a module and all that it imports; it exports what the module does.

    Each must have only imports of names, `import { a, b } from './c.js'`, and exports of declarations.
    """
    modules: dict[Path, str] = {}
    _collect(entry.resolve(), modules)
    names = ", ".join(EXPORT.findall(entry.read_text("utf-8")))
    return "\n".join([*modules.values(), f"export const {{ {names} }} = {_name(entry)};"])


def _collect(path: Path, modules: dict[Path, str]) -> None:
    """Add a module after those that it imports, each as the object of what it exports."""
    if path in modules:
        return
    text = path.read_text("utf-8")
    for _, imported in IMPORT.findall(text):
        _collect((path.parent / imported).resolve(), modules)
    names = ", ".join(EXPORT.findall(text))
    code = EXPORT.sub("", IMPORT.sub(lambda found: _format_import(path, found), TYPES.sub("", text)))
    modules[path] = f"const {_name(path)} = (() => {{\n{code.strip()}\nreturn {{ {names} }};\n}})();\n"


def _format_import(path: Path, found: re.Match[str]) -> str:
    names = found[1].replace(" as ", ": ")
    return f"const {{{names}}} = {_name((path.parent / found[2]).resolve())};\n"


def _name(path: Path) -> str:
    """The name of a module's object: of the folder too, as two folders have an `ink.js`."""
    return f"${path.parent.name}_{path.stem}"
