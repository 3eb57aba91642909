"""Stories of How few?, on the Inside tab: the network that reads, with fewer bits and with zeros."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from onelayer.files.network_file import load_shipped_network
from onelayer.reading.network import Network
from onelayer.reading.rounding import round_network
from onelayer.training.evaluation import measure_on_mnist_test
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ONE,
    TRAINING,
    choose_network,
    draw,
    expect_answer,
    open_part,
    open_tab,
    wait_for_frames,
)

NETWORK = "Upright"
COLOURS = """canvas => new Set(new Uint32Array(
    canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size"""
MOVE = """async ([name, value]) => {
    const slider = document.querySelector('#few .' + name);
    const seen = () => [
        document.querySelector('#few-pictures canvas').toDataURL(),
        document.querySelector('#few-answer .bars').innerHTML,
        document.querySelector('#few .bytes').innerText,
    ];
    await new Promise(requestAnimationFrame);
    const before = seen();
    slider.value = value;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame); // not yet painted
    return seen().map((each, i) => each !== before[i]);
}"""
"""Moves a slider, and says which of picture, reading and bytes are others when the next frame is painted."""


def shipped() -> Network:
    """The network that the stories round."""
    return load_shipped_network("upright").network


def accuracy_of(network: Network) -> str:
    """The accuracy on the test digits as the page writes it."""
    return f"{100 * measure_on_mnist_test(network).accuracy:.2f} %"


def open_how_few(page: Page) -> Locator:
    """Draw a 1, which the network reads, and scroll to How few?"""
    choose_network(page, NETWORK)
    draw(page, ONE)
    expect_answer(page, 1)
    open_tab(page, "Inside")
    few = page.locator("#few")
    few.scroll_into_view_if_needed()
    expect(few.locator(".just-accuracy")).to_have_text(accuracy_of(shipped()))
    return few


def test_fewer_bits_and_zeros_change_pictures_reading_bytes_and_accuracy(page: Page) -> None:
    few = open_how_few(page)
    bits, zeros = page.get_by_label("Bits of a weight"), page.get_by_label("Weights that are 0")
    expect(few.locator(".bytes")).to_have_text("31,400 bytes of numbers")
    expect(few.locator(".just-name")).to_have_text("as it is")
    expect(page.locator("#few-answer .leads .name")).to_have_text("1")
    assert page.evaluate(MOVE, ["bits", 0]) == [True, True, True]
    expect(bits).to_have_attribute("aria-valuetext", "1 bit: −, +")
    expect(few.locator(".bytes")).to_have_text("1,020 bytes of numbers")
    expect(few.locator(".just-name")).to_have_text("just rounded")
    assert page.locator("#few-pictures canvas").first.evaluate(COLOURS) == 2
    expect(few.locator(".just-accuracy")).to_have_text(accuracy_of(round_network(shipped(), 1, 0.0)))
    expect(few.locator(".announced")).to_contain_text("1 bit, 0 % zeros:")
    bits.focus()
    page.keyboard.press("ArrowRight")
    expect(bits).to_have_attribute("aria-valuetext", "2 bits: −, 0, +")
    assert page.locator("#few-pictures canvas").first.evaluate(COLOURS) == 3
    page.keyboard.press("End")
    assert page.evaluate(MOVE, ["zeros", 90]) == [True, True, True]
    expect(zeros).to_have_attribute("aria-valuetext", "90 %: the 7,056 smallest weights are 0")
    expect(few.locator(".bytes")).to_have_text("4,156 bytes of numbers")
    expect(few.locator(".just-accuracy")).to_have_text(accuracy_of(round_network(shipped(), 32, 0.9)))


def test_the_curve_has_a_point_for_each_number_of_bits_and_others_beside_it(page: Page) -> None:
    open_how_few(page)
    plot = page.locator("#few-curve svg")
    expect(plot.locator(".dot.rounded")).to_have_count(6)
    expect(plot.locator(".here")).to_have_count(1)
    error = 1 - measure_on_mnist_test(round_network(shipped(), 4, 0.0)).accuracy
    expect(plot).to_have_attribute(
        "aria-label", re.compile(f"4 bits {100 * error:.2f}".rstrip("0") + ".* LeNet-5 0.95 % in")
    )
    expect(plot.get_by_text("LeNet-4")).to_be_visible()


def test_no_accuracy_is_left_of_other_bits_or_of_another_network(page: Page) -> None:
    few = open_how_few(page)
    expect(page.locator("#few-curve .dot.rounded")).to_have_count(6)
    held: list[Route] = []
    holds = True
    page.route("**/queue/join*", lambda route: held.append(route) if holds else route.continue_())
    page.get_by_label("Weights that are 0").focus()
    page.keyboard.press("ArrowRight")
    expect(few.locator(".just-accuracy")).to_have_text("–")
    expect(page.locator("#few-curve .here")).to_have_count(0)
    page.wait_for_function("() => document.querySelector('#few .zeros').value === '5'")
    while not held:
        wait_for_frames(page)
    page.evaluate("document.querySelector('#network input[value=article]').click()")
    expect(few.locator(".bits-words")).to_have_text("32 bits: as trained")
    expect(few.locator(".zeros-words")).to_have_text("0 %: all weights stay")
    expect(few.locator(".just-accuracy")).to_have_text("–")
    expect(page.locator("#few-curve .dot.rounded")).to_have_count(0)
    holds = False
    for route in held:
        route.continue_()
    expect(few.locator(".just-accuracy")).to_have_text(accuracy_of(load_shipped_network("article").network))
    page.unroute_all()


def test_train_it_on_and_the_error_comes_back(page: Page) -> None:
    few = open_how_few(page)
    sentence = page.locator("#few-state .run-sentence")
    page.locator("#few-start").click()
    expect(sentence).to_contain_text("Choose fewer bits, or some zeros")
    page.evaluate(MOVE, ["bits", 0])
    rounded = accuracy_of(round_network(shipped(), 1, 0.0))
    expect(few.locator(".just-accuracy")).to_have_text(rounded)
    expect(few.locator(".on")).to_be_disabled()
    before = page.locator("#few-pictures canvas").first.evaluate("canvas => canvas.toDataURL()")
    page.locator("#few-start").click()
    expect(sentence).to_contain_text(f"{rounded} → ", timeout=TRAINING)
    expect(sentence).to_contain_text("“Upright, 1 bit”")
    expect(few.locator(".on")).to_be_checked()
    trained = float(few.locator(".on-accuracy").inner_text().removesuffix(" %"))
    assert trained > float(rounded.removesuffix(" %")) + 2
    expect(page.locator("#few-curve .dot.trained")).to_have_count(1)
    expect(page.locator("#few-curve .dot.live")).to_have_count(0)
    marked = page.locator("#few-curve .here")
    place = float(marked.get_attribute("cy") or 0)
    picture = page.locator("#few-pictures canvas").first
    assert picture.evaluate(COLOURS) == 2
    assert picture.evaluate("canvas => canvas.toDataURL()") != before
    few.locator(".just").check()
    page.wait_for_function(
        "before => document.querySelector('#few-pictures canvas').toDataURL() === before", arg=before
    )
    assert float(marked.get_attribute("cy") or 0) < place
    few.locator(".on").check()
    page.evaluate(MOVE, ["bits", 1])
    expect(few.locator(".on")).to_be_disabled()
    expect(few.locator(".just")).to_be_checked()
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.get_by_label("Name of Upright, 1 bit")).to_be_visible()
    expect(page.locator("#runs .mine")).to_contain_text(f"{trained:.2f} %")


def test_it_fits_a_phone(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 360, "height": 780})
    few = open_how_few(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    sizes = few.locator("input[type=range]").evaluate_all("sliders => sliders.map(each => each.clientWidth)")
    assert all(width > 300 for width in sizes)
