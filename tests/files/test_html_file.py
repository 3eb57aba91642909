"""A network as one file of HTML: how it is put together. What it does is in tests/browser."""

import re
from pathlib import Path

import pytest

from onelayer.files.html_file import ELEMENT, bundle, format_html_file
from onelayer.reading.inputs import INPUT_FORMS, InputForm
from tests.support.exported import trained_of


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_it_fits_a_mail_and_asks_for_nothing(form: InputForm) -> None:
    page = format_html_file(trained_of(form))
    assert len(page.encode()) < 120_000
    assert not re.search(r"https?://|\{\{\w+\}\}", page)
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,", "digit-pad.js"]  # the latter in a comment


def test_it_says_which_network_it_is_and_what_it_does_not_tell() -> None:
    page = format_html_file(trained_of("directions"))
    assert "on edge directions, which reads 99.5 % of MNIST’s test digits" in page
    assert "a scribble it takes for a digit" in page
    assert "MNIST" not in format_html_file(trained_of("scaled")).split("<footer>")[1].split("<details>")[0]


def test_the_bundle_is_a_module_without_imports() -> None:
    lines = bundle(ELEMENT).splitlines()
    assert [line for line in lines if line.startswith("import ")] == []
    exports = [line for line in lines if re.match(r"\s*export ", line)]
    assert exports == ["export const { DigitPad, defineDigitPad } = $digit_pad_digit_pad;"]
    assert not any("@param" in line for line in lines), "types are left out"


def test_each_module_stands_once_after_those_that_it_imports(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("export const one = 1;\n/** @type {number} */\nexport const two = 2;\n")
    (tmp_path / "b.js").write_text("/** B. */\nimport { one as first } from './a.js';\n\nexport const b = first + 1;\n")
    (tmp_path / "c.js").write_text(
        "import {\n  two,\n} from './a.js';\nimport { b } from './b.js';\nexport const c = b;\n"
    )
    text, folder = bundle(tmp_path / "c.js"), tmp_path.name
    names = re.findall(r"^const \$(\S+) = ", text, re.MULTILINE)
    assert names == [f"{folder}_{name}" for name in "abc"]
    assert f"const {{ one: first }} = ${folder}_a;" in text
    assert "/** B. */" in text
    assert "@type" not in text
