"""`make docs` makes the library's reference of its docstrings."""

import pdoc
import pytest

import onelayer


@pytest.mark.slow
def test_every_public_name_stands_in_the_reference_with_what_it_is() -> None:
    pdoc.render.configure(docformat="google")
    page = pdoc.pdoc("onelayer.library")
    for name in onelayer.__all__:
        assert f'id="{name}"' in page
        assert getattr(onelayer, name).__doc__
    assert "Raises:</h6>" in page
