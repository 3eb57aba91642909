"""The glossary: every link on the page leads to a word that it has, and every word is led to."""

import re

import gradio as gr
import pytest

from onelayer.page.glossary import GLOSSARY, MARKED, link_word
from onelayer.page.modules import PACKAGE
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app

LINK = re.compile(r"#word-([\w-]+)")


@pytest.fixture(scope="module")
def page(idle_processes: TrainingProcesses) -> gr.Blocks:
    return build_app(idle_processes)


def linked(page: gr.Blocks) -> set[str]:
    """The words that something on the page, or in the text that it gets later, leads to."""
    texts = [str(component.get_config()) for component in page.blocks.values()]
    texts += [path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "glossary.py"]
    texts += [path.read_text("utf-8") for path in PACKAGE.rglob("*.js") if path.name != "glossary.js"]
    keys = set(LINK.findall("\n".join(texts))) | set(MARKED.values())
    return keys | set(re.findall(r"link_word\(\s*[\"']([\w-]+)", "\n".join(texts)))


def test_every_link_leads_to_a_word_and_every_word_is_led_to(page: gr.Blocks) -> None:
    assert linked(page) == set(GLOSSARY)


def test_what_is_marked_is_on_the_page(page: gr.Blocks) -> None:
    ids = {component.elem_id for component in page.blocks.values()}
    assert set(MARKED) <= ids


def test_a_word_that_is_not_there_cannot_be_linked() -> None:
    assert link_word("logit") == "[logit](#word-logit)"
    assert link_word("logit", "logits") == "[logits](#word-logit)"
    with pytest.raises(KeyError):
        link_word("nonsense")
