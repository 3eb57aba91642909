"""Stories of the Inside tab."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect

from onelayer.files.network_file import load_network, load_shipped_network
from onelayer.functions import EXPORTS
from onelayer.page.tabs.inside import FILES
from onelayer.training.recipes import ARTICLE
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import (
    SEVEN,
    choose_network,
    draw,
    expect_answer,
    expect_ink,
    expect_no_ink,
    open_tab,
    places_on,
)

SHORT = replace(ARTICLE, epochs=1, examples=1000)
"""Trained in a moment."""


def test_point_at_a_place_and_see_its_directions(page: Page) -> None:
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("7,850 parameters, trained on edge directions")
    pictures = page.locator("#kernel figure canvas")
    for digit in range(10):
        expect_ink(pictures.nth(digit), 300)
    weights = page.locator("#kernel .digit-side canvas")
    expect_ink(weights, 1000)
    page.get_by_label("The weights of this digit").select_option("3")
    page.mouse.move(*places_on(weights, [(2.5 / 7, 1.5 / 7)])[0])
    expect(page.locator("#kernel .pixel-title")).to_contain_text(
        "Row 2, column 3 of 7 × 7 places: the weights of 3 in 16 directions"
    )
    kernel = load_shipped_network("more-hands").network.kernel
    place = kernel[:, 3].reshape(7, 4, 7, 4)[1, :, 2].reshape(16)
    shown = [float(text.replace("−", "-")) for text in page.locator("#kernel .number").all_inner_texts()]
    assert all(abs(a - b) < 1e-4 for a, b in zip(shown, place, strict=True))
    page.locator("#kernel .frame").nth(8).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#kernel .pixel-title")).to_contain_text("Row 3, column 3 of 7 × 7 places: the weights of 8")
    expect(page.locator("#kernel .weights")).to_have_attribute(
        "aria-label", re.compile(r"ink at [\d.]+° speaks most for 8, \+.*, and ink at [\d.]+° most against it, −")
    )


def test_point_at_a_pixel_and_see_its_ten_weights(page: Page) -> None:
    choose_network(page, "Upright")
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("7,850 parameters, trained on upright pixels")
    pictures = page.locator("#kernel figure")
    expect(pictures.nth(7)).to_contain_text(re.compile(r"7 bias [+−]0\.\d{4}"))
    for digit in range(10):
        expect_ink(pictures.nth(digit).locator("canvas"), 300)
    page.mouse.move(*places_on(pictures.nth(3).locator("canvas"), [(10.5 / 28, 4.5 / 28)])[0])
    expect(page.locator("#kernel .pixel-title")).to_have_text("Row 5, column 11: its ten weights")
    kernel = load_shipped_network("upright").network.kernel
    shown = [float(text.replace("−", "-")) for text in page.locator("#kernel .number").all_inner_texts()]
    assert all(abs(a - b) < 1e-4 for a, b in zip(shown, kernel[28 * 4 + 10], strict=True))
    # Another network begins to read meanwhile, as when a run ends or a second page chooses.
    page.evaluate("document.querySelector('#network input[value=article]').click()")
    expect(page.locator("#inside-which")).to_contain_text("The article’s: 784 × 10 weights")
    expect(page.locator("#kernel .frame").nth(9)).to_have_attribute("aria-label", re.compile("9: most for"))
    for digit in range(10):
        expect_ink(pictures.nth(digit).locator("canvas"), 100)


def test_another_network_leaves_nothing_of_the_one_before(new_page: Page, new_visitor: NewVisitor) -> None:
    page = new_page  # which shows what the Inside tab shows at first
    draw(page, SEVEN)
    open_tab(page, "Inside")
    kernel = page.locator("#kernel")
    kernel.locator(".frame").nth(8).focus()
    expect(kernel.locator(".pixel-title")).to_contain_text("the weights of 8 in 16 directions")
    open_tab(page, "Draw")
    choose_network(page, "The article’s")
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("trained on raw pixels")
    expect(kernel.locator(".single-words")).to_contain_text("Ink on orange speaks for 7")
    expect(kernel.locator(".pixel-title")).to_have_text("Row 15, column 15: its ten weights")
    expect(kernel.locator(".weights li")).to_have_count(10)
    sizes = "canvases => canvases.map(({width, height}) => `${width} × ${height}`)"
    assert kernel.locator(".picture canvas").evaluate_all(sizes) == ["28 × 28"] * 2
    painted = kernel.locator(".picture canvas").evaluate_all("canvases => canvases.map(each => each.toDataURL())")
    fresh = new_visitor()  # who never saw another network's weights
    choose_network(fresh, "The article’s")
    open_tab(fresh, "Inside")
    expect(fresh.locator("#kernel .single-words")).to_contain_text("Ink on orange speaks for 7")
    fresh_pictures = fresh.locator("#kernel .picture canvas")
    assert fresh_pictures.evaluate_all("canvases => canvases.map(each => each.toDataURL())") == painted
    open_tab(page, "Draw")
    choose_network(page, "More hands")
    open_tab(page, "Inside")
    expect(kernel.locator(".single-words")).to_contain_text("Each short line is an edge")
    assert kernel.locator(".picture canvas").evaluate_all(sizes) == ["196 × 196"] * 2


def test_pixels_by_keyboard(page: Page) -> None:
    choose_network(page, "Upright")
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("upright pixels")
    page.locator("#kernel .frame").first.focus()
    title = page.locator("#kernel .pixel-title")
    expect(title).to_have_text("Row 15, column 15: its ten weights")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Row 16, column 14: its ten weights")
    expect(page.locator("#kernel .weights")).to_have_attribute(
        "aria-label", re.compile(r"ink here speaks most for \d, \+.*, and most against \d, −")
    )


def test_the_difference_of_any_two_digits(page: Page) -> None:
    open_tab(page, "Inside")
    words = page.locator("#kernel .words")
    expect(words).to_contain_text("An edge of the ink on orange speaks for 4 rather than 9")
    page.get_by_label("Minus this digit").select_option("7")
    expect(words).to_contain_text("for 4 rather than 7")
    page.get_by_label("This digit", exact=True).select_option("7")
    expect(words).to_contain_text("no difference")
    expect_no_ink(page.locator("#kernel .difference canvas"))


def test_step_through_the_softmax_of_what_is_on_the_pad(page: Page) -> None:
    open_tab(page, "Inside")
    expect(page.locator("#softmax .sentence")).to_contain_text("Draw a digit on the Draw tab")
    open_tab(page, "Draw")
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Inside")
    lead = page.locator("#softmax .leads")
    expect(lead).to_contain_text("7")
    sentence = page.locator("#softmax .sentence")
    expect(sentence).to_contain_text("inputs · kernel")
    expect(page.locator("#softmax .back")).to_be_disabled()
    expect(lead.locator("td").nth(0)).to_be_visible()
    expect(lead.locator("td").nth(1)).to_be_hidden()
    page.locator("#softmax .next").click()
    expect(lead.locator("td").nth(2)).to_be_visible()
    for _ in range(3):
        page.locator("#softmax .next").click()
    expect(sentence).to_contain_text("so that the ten add up to 1")
    numbers = [float(text.replace("−", "-").split()[0]) for text in lead.locator("td").all_inner_texts()]
    total, bias, logit, shifted, exponential, percent = numbers
    assert abs(total + bias - logit) < 0.011
    assert (shifted, exponential) == (0, 1)
    assert percent > 90
    expect_ink(page.locator("#inside-inputs canvas"), 30)


def test_it_is_the_network_in_use_and_its_numbers_can_be_saved(page: Page, tmp_path: Path) -> None:
    choose_network(page, "The article’s")
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("trained on raw pixels")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save one-layer.safetensors").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "one-layer.safetensors"
    saved, shipped = load_network(path), load_shipped_network("article")
    assert (saved.network.kernel == shipped.network.kernel).all()
    assert saved.recipe == shipped.recipe
    with page.expect_download() as code:
        page.get_by_role("button", name="Save one_layer.py").click()
    assert code.value.suggested_filename == "one_layer.py"
    built: dict[str, Any] = {}
    exec(code.value.path().read_text(encoding="utf-8"), built)
    assert (built["kernel"] == shipped.network.kernel).all()


def test_every_kind_of_file_can_be_taken_along(page: Page) -> None:
    open_tab(page, "Inside")
    buttons = page.locator("#take-along button")
    expect(buttons).to_have_text([EXPORTS[kind][0] for kind in FILES])
    assert set(FILES) == set(EXPORTS)
    for button in buttons.all():
        with page.expect_download() as download:
            button.click()
        assert download.value.suggested_filename == button.inner_text()
        assert download.value.path().stat().st_size > 30_000
    expect(page.locator("#take-along .said")).to_have_text("")


def test_a_file_that_cannot_be_made_is_said_and_can_be_asked_for_again(new_visitor: NewVisitor) -> None:
    page = new_visitor(expected_error="422")
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("7,850 parameters")

    def refuse(route: Route) -> None:
        if "onnx" in (route.request.post_data or ""):
            route.fulfill(status=422, json={"detail": "That is not a call."})
        else:
            route.fallback()

    page.route("**/queue/join*", refuse)
    button = page.get_by_role("button", name="Save one-layer.onnx")
    button.click()
    expect(page.locator("#take-along .said")).to_have_text(
        "The file could not be made: That is not a call. Try again, or choose another network."
    )
    page.unroute_all()
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == "one-layer.onnx"
    expect(page.locator("#take-along .said")).to_have_text("")


def test_the_file_of_a_run_has_its_recipe_and_its_accuracies(
    new_visitor: NewVisitor, trainer: Trainer, tmp_path: Path
) -> None:
    reports = trainer.run(SHORT)
    page = new_visitor(kept=kept_by([reports], reads="run-1"))
    open_tab(page, "Inside")
    expect(page.locator("#inside-which")).to_contain_text("Run 1: 784 × 10 weights")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save one-layer.safetensors").click()
    path = tmp_path / "run.safetensors"
    download.value.save_as(path)
    saved, last = load_network(path), reports[-1].progress
    assert (saved.network.kernel == last.network.kernel).all()
    assert saved.recipe == SHORT
    assert set(saved.accuracies) == {"training_accuracy", "validation_accuracy", "test_accuracy"}
    assert saved.accuracies["training_accuracy"] == last.training.accuracy


def test_on_a_phone_it_says_tap_and_the_weights_of_a_place_are_there_from_the_start(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    open_tab(page, "Inside")
    hint = page.locator("#kernel .hint")
    expect(hint.get_by_text("Tap a picture")).to_be_visible()
    expect(hint.get_by_text("Point at a picture")).to_be_hidden()
    expect(page.locator("#kernel .pixel-title")).to_contain_text("Row 4, column 4 of 7 × 7 places: the weights of 7")
    expect(page.locator("#kernel .weights li")).to_have_count(16)
    page.locator("#kernel figure canvas").nth(3).tap(position={"x": 2, "y": 2})
    expect(page.locator("#kernel .pixel-title")).to_contain_text("Row 1, column 1 of 7 × 7 places: the weights of 3")


def test_the_inside_fits_a_phone(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 360, "height": 780})
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Inside")
    expect(page.locator("#softmax .leads")).to_contain_text("7")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
