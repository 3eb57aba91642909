"""What a browser has kept is there when the page opens."""

from dataclasses import replace

from playwright.sync_api import expect

from onelayer.training.recipe import ARTICLE
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.neighbour import Neighbour


def test_a_run_that_was_kept_reads(new_visitor: NewVisitor, trainer: Trainer) -> None:
    run = trainer.run(replace(ARTICLE, epochs=1, examples=1000))
    page = new_visitor(kept=kept_by([run], reads="run-1"))
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 1")
    expect(page.locator("#kept")).to_have_text("Back from this browser: 1 run.")
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()


def test_neighbour(new_visitor: NewVisitor, neighbour: Neighbour) -> None:
    neighbour.begin()
    neighbour.let_one_pass()
    neighbour.leave()
