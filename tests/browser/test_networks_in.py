"""Stories of networks that come back: from a file, and as the weights that the next run begins with."""

import base64
import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from onelayer.files.network_file import TrainedNetwork, load_shipped_network, network_to_bytes, parse_network
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.recipes import RECIPES
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import (
    SEVEN,
    draw,
    expect_answer,
    expect_run_state,
    open_more,
    open_part,
    open_tab,
    set_slider,
    train,
)

SHORT = replace(RECIPES["upright"], epochs=4, examples=4000, batch_size=64)

DROP = """async ([selector, name, content]) => {
    const files = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    files.items.add(new File([bytes], name));
    const options = {dataTransfer: files, bubbles: true, cancelable: true};
    const place = document.querySelector(selector);
    const mayDrop = !place.dispatchEvent(new DragEvent('dragover', options));
    place.dispatchEvent(new DragEvent('drop', options));
    return mayDrop;
}"""


def drop(page: Page, name: str, content: bytes, selector: str = "#pad") -> None:
    """Drop a file on a part of the page."""
    assert page.evaluate(DROP, [selector, name, base64.b64encode(content).decode()])


def claiming(accuracy: float) -> bytes:
    """The file of the Upright network, a little changed, that claims an accuracy on the test digits."""
    shipped = load_shipped_network("upright")
    network = replace(shipped.network, bias=shipped.network.bias * 2)
    return network_to_bytes(TrainedNetwork(network, shipped.recipe, {"test_accuracy": accuracy}))


def cells(page: Page, name: str) -> list[str]:
    """The accuracies in the row of a run: training, validation, test."""
    row = page.locator("#runs tr").filter(has=page.get_by_label(f"Name of {name}", exact=True))
    return [row.locator(f".{split}").inner_text() for split in ("training", "validation", "test")]


def test_a_network_that_was_saved_comes_back_and_a_wrong_file_changes_nothing(
    new_visitor: NewVisitor, trainer: Trainer, tmp_path: Path
) -> None:
    kept = kept_by([trainer.run(SHORT)], reads="run-1")
    page = new_visitor(kept=kept)
    expect(page.locator("#reading-now")).to_contain_text("Run 1")
    open_tab(page, "Inside")
    with page.expect_download() as saving:
        page.locator("#take-along [data-kind=safetensors]").click()
    saving.value.save_as(tmp_path / "mine.safetensors")
    content = (tmp_path / "mine.safetensors").read_bytes()
    open_tab(page, "Draw")

    notice = page.locator("#link-notice .sentence")
    drop(page, "mine.safetensors", content)
    expect(notice).to_have_text("mine.safetensors is the same network as Run 1, which you have: nothing was added.")
    for wrong in (b"hello", content[:-8]):
        drop(page, "broken.safetensors", wrong, "#samples")
        expect(notice).to_have_text(
            re.compile(r"^broken\.safetensors (is no safetensors file|is cut off.*)\. Drop a .* Nothing was changed\.$")
        )
    page.locator("#link-notice .close").click()
    expect(notice).to_be_hidden()

    open_tab(page, "Retrain")
    open_part(page, "Runs")
    page.get_by_role("button", name="Delete Run 1").click()
    expect(page.locator("#runs .mine")).to_have_count(0)
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Add a network from a file").click()
    choosing.value.set_files(tmp_path / "mine.safetensors")
    expect(page.locator("#runs-sentence")).to_contain_text("mine is one of your runs now, and reads.")
    expect(page.locator("#runs .mine .about")).to_contain_text("from a file")
    measured = measure_on_mnist_test(parse_network(content).network).accuracy
    expect(page.locator("#runs .mine .test")).to_have_text(f"{100 * measured:.2f} %")
    assert cells(page, "mine")[0].startswith("claimed ")
    expect(page.locator("#runs .mine [data-reads]")).to_be_visible()

    page.reload()
    open_tab(page, "Draw")
    expect(page.locator("#reading-now")).to_contain_text("mine")
    draw(page, SEVEN)
    expect_answer(page, 7)


def test_what_a_file_claims_is_marked_until_the_server_has_measured_it(new_visitor: NewVisitor) -> None:
    page = new_visitor("#retrain", expected_error="status of 500")
    open_part(page, "Runs")
    page.route("**/queue/join*", lambda route: route.fulfill(status=500, json={"detail": "Not now."}))
    drop(page, "boaster.safetensors", claiming(1.0))
    expect(page.locator("#link-notice .sentence")).to_contain_text("Its file claims 100.00 % of the test digits")
    expect(page.locator("#runs .mine .test")).to_have_text("claimed 100.00 %")
    page.unroute("**/queue/join*")
    page.reload()
    open_part(page, "Runs")
    expect(page.locator("#runs .mine .test")).to_have_text(re.compile(r"^9\d\.\d\d %$"))


def test_training_goes_on_from_a_run_and_says_so_when_that_is_gone(new_visitor: NewVisitor, trainer: Trainer) -> None:
    page = new_visitor("#retrain", kept=kept_by([trainer.run(SHORT)]))
    weights, note = page.locator("#first-weights .start"), page.locator("#first-weights-note .sentence")
    expect(page.locator("#inputs").get_by_label("raw")).to_be_checked()
    open_more(page)
    weights.select_option("Those of Run 1")
    expect(page.locator("#inputs").get_by_label("upright")).to_be_checked()
    expect(note).to_have_text("Train goes on from the weights of Run 1, and so its inputs are upright pixels.")
    page.locator("#inputs").get_by_label("scaled").check()
    expect(note).to_have_text("Random weights again: those of Run 1 are for upright pixels.")
    expect(weights).to_have_value("")

    weights.select_option("Those of Run 1")
    expect(page.locator("#inputs").get_by_label("upright")).to_be_checked()
    set_slider(page, "epochs", 1)
    set_slider(page, "examples", 2000)
    set_slider(page, "learning-rate", 0.00001)
    page.locator("#copy-script .copy").click()
    expect(page.locator("#copy-script .said")).to_contain_text("those of Run 1 are not in it.")
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_contain_text("begins with random weights: those of Run 1 stay here.")
    page.keyboard.press("Tab")
    train(page, "Trained 1 epoch of 1,600 images from the weights of Run 1")
    about = page.locator("#runs .mine .about")
    expect(about.first).to_contain_text("went on from Run 1")
    expect(about.last).not_to_contain_text("went on")
    expect(page.locator("#runs .mine .test")).to_have_text([re.compile(r"\d %$")] * 2)
    before, after = (float(cells(page, name)[2].rstrip(" %")) for name in ("Run 1", "Run 2"))
    assert abs(before - after) < 5  # at so small a rate it reads as before; from random weights it would read a tenth

    page.get_by_role("button", name="Delete Run 1").click()
    expect(note).to_have_text("Random weights again: Run 1 is gone.")
    expect(about).to_contain_text("went on from Run 1")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save runs as CSV").click()
    columns, line = (line.split(",") for line in saving.value.path().read_text("utf-8").splitlines()[:2])
    assert dict(zip(columns, line, strict=True))["went_on_from"] == "Run 1"
    expect_run_state(page, "from the weights of Run 1")
