"""Stories of a network that travels in a link: given away, opened, scanned; and what comes of a broken one."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from onelayer.files.network_file import load_shipped_network
from onelayer.page.views.kept_settings import DEFAULTS
from onelayer.training.recipes import RECIPES
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.neighbour import Neighbour
from tests.browser.test_accessibility import CUT_OFF, SMALL, expect_no_violation
from tests.browser.test_link import KERNEL, MAY_COPY, READER, fragment_of
from tests.browser.test_phone import PHONE
from tests.browser.visitor import (
    SEVEN,
    TRAINING,
    ZERO,
    choose_network,
    draw,
    expect_answer,
    expect_none,
    open_part,
    open_tab,
    pad_of,
)
from tests.hands import stubborn_hand
from tests.support.kilobyte_links import kilobyte_link, kilobyte_of

SHORT = replace(RECIPES["upright"], epochs=1, examples=2000)
KILOBYTE = kilobyte_of(load_shipped_network("upright").network)
SAID = "#copy-link .said"
NOTICE = "#link-notice .sentence"
COST = r"Made a kilobyte: \d\d\.\d\d → \d\d\.\d\d % of MNIST’s test digits\."


def copy_with_network(page: Page, name: str) -> str:
    """Press both buttons; what the clipboard has once the network is in the link."""
    page.locator("#copy-link .copy").click()
    expect(page.locator(SAID)).to_have_text("Link copied.")
    page.get_by_role("button", name="With this network").click()
    expect(page.locator(SAID)).to_contain_text(f"Link copied, with {name} in it.", timeout=TRAINING)
    return str(page.evaluate("navigator.clipboard.readText()"))


def scanned(page: Page) -> str:
    """What a reader of QR codes reads in a picture of the whole screen."""
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    return str(code.text)


def kernel_of(page: Page) -> list[float]:
    """The 7,850 numbers of the network that reads."""
    return list(page.evaluate(KERNEL, READER))


def trainings_of(page: Page) -> Callable[[], int]:
    """Counts how often the page asks the server to train, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "queue/join" in request.url else None)
    return lambda: sum('"rounding_epochs"' in each for each in asked)


def test_a_run_is_made_a_kilobyte_once_travels_in_a_link_and_reads_there(
    new_visitor: NewVisitor, trainer: Trainer
) -> None:
    page = new_visitor(kept=kept_by([trainer.run(SHORT)], reads="run-1"), **MAY_COPY)
    trainings = trainings_of(page)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 1")
    draw(page, SEVEN)
    link = copy_with_network(page, "Run 1")
    expect(page.locator(SAID)).to_have_text(re.compile(rf"^Link copied, with Run 1 in it\. {COST}$"))
    assert "&recipe=" not in link
    assert len(link) < 2000
    page.locator("#pad .clear").click()
    draw(page, ZERO)
    assert fragment_of(copy_with_network(page, "Run 1")).split("&drawing")[0] == fragment_of(link).split("&drawing")[0]
    open_tab(page, "Retrain")
    assert re.search(r"#retrain&kilobyte=upright:[^&]+&name=Run\+1&drawing=", copy_with_network(page, "Run 1"))
    page.get_by_role("button", name="With this network").click()  # without it again
    expect(page.locator(SAID)).to_have_text("Link copied.")
    assert "#retrain&recipe=" in page.evaluate("navigator.clipboard.readText()")
    assert trainings() == 1

    other = new_visitor(fragment_of(link))
    expect(other.locator(NOTICE)).to_have_text("This link brings a network: Run 1 is one of your runs now, and reads.")
    expect(other.locator("#reading-now")).to_have_text("Reading now: Run 1")
    expect_answer(other, 7)
    sizes = np.abs(kernel_of(other)[:7840]).reshape(10, 784)
    assert (sizes == sizes[:, :1]).all(), "each digit has one scale"
    open_tab(other, "Retrain")
    open_part(other, "Runs")
    expect(other.locator("#runs .mine .about")).to_contain_text("from a link")
    expect(other.locator("#runs .mine .test")).to_have_text(re.compile(r"^\d\d\.\d\d %$"))


def test_a_hand_travels_under_its_owners_name_and_its_code_is_scanned_from_the_screen(
    new_visitor: NewVisitor, trainer: Trainer
) -> None:
    drawings = stubborn_hand(2)
    kept = kept_by(
        lesson=trainer.lesson(drawings), drawings=drawings, reads="hand", settings={**DEFAULTS, "writer": "Ada"}
    )
    page = new_visitor(kept=kept, **MAY_COPY)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Your hand")
    draw(page, SEVEN)
    link = copy_with_network(page, "Your hand")
    assert "&name=Ada%E2%80%99s+hand" in link
    assert len(link) < 2000
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.get_by_role("button", name="QR code").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("Ada’s hand comes with it")
    assert scanned(page) == link
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")

    other = new_visitor(fragment_of(link))
    expect(other.locator("#reading-now")).to_have_text("Reading now: Ada’s hand")
    expect_answer(other, 7)


def test_on_a_phone_a_network_in_a_link_reads_and_is_given_on_as_it_is(new_visitor: NewVisitor) -> None:
    page = new_visitor(kilobyte_link(KILOBYTE), **PHONE, **MAY_COPY)
    trainings = trainings_of(page)
    expect(page.locator(NOTICE)).to_contain_text("Ada’s hand is one of your runs now, and reads.")
    numbers = [*KILOBYTE.kernel.T.reshape(-1).tolist(), *KILOBYTE.bias.tolist()]
    page.wait_for_function("() => document.querySelector('#reading-now').textContent.includes('Ada’s hand')")
    assert kernel_of(page) == numbers
    page.locator("#link-notice .close").click()
    link = copy_with_network(page, "Ada’s hand")
    assert fragment_of(link) == kilobyte_link(KILOBYTE)
    page.get_by_role("button", name="QR code").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    assert scanned(page) == link
    assert trainings() == 0


def test_on_a_small_screen_nothing_of_it_is_cut_off_and_axe_finds_nothing(new_visitor: NewVisitor) -> None:
    page = new_visitor(kilobyte_link(KILOBYTE), reduced_motion="reduce", **SMALL, **MAY_COPY)
    expect(page.locator(NOTICE)).to_contain_text("Ada’s hand is one of your runs now, and reads.")
    copy_with_network(page, "Ada’s hand")
    expect_none(page, CUT_OFF, "the answer of Copy link")
    expect_no_violation(page, "the answer of Copy link")
    page.get_by_role("button", name="QR code").click()
    code = page.get_by_role("img", name="QR code of the link")
    expect(code).to_be_visible()
    assert scanned(page) == page.evaluate("navigator.clipboard.readText()")
    expect_no_violation(page, "the QR code")
    box, screen_size = code.bounding_box(), page.viewport_size
    assert box
    assert screen_size
    assert max(box["width"], box["height"]) <= min(screen_size["width"], screen_size["height"])


def test_the_same_network_is_not_added_twice_and_what_is_on_the_pad_is_not_lost(new_visitor: NewVisitor) -> None:
    page = new_visitor(kilobyte_link(KILOBYTE))
    expect(page.locator(NOTICE)).to_contain_text("is one of your runs now")
    choose_network(page, "Upright")
    draw(page, ZERO)
    page.evaluate("link => { location.hash = link; }", kilobyte_link(KILOBYTE, "Somebody+else"))
    expect(page.locator(NOTICE)).to_have_text("The network in this link is Ada’s hand, which you have: it reads now.")
    expect(page.locator("#reading-now")).to_have_text("Reading now: Ada’s hand")
    expect(page.locator("#network").get_by_label("Somebody else")).to_have_count(0)
    expect_answer(page, 0)
    page.reload()
    expect(page.locator("#reading-now")).to_have_text("Reading now: Ada’s hand")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda link: link[:900], "its network is cut off: it has"),
        (lambda link: link.replace("upright:", "sideways:"), "its network has inputs that this page does not know"),
        (lambda link: link.lower(), "its network was changed on its way"),
    ],
)
def test_a_broken_network_says_what_is_wrong_and_changes_nothing(
    same_visitor: NewVisitor, change: Callable[[str], str], sentence: str
) -> None:
    page = same_visitor()
    reading = page.locator("#reading-now").inner_text()
    draw(page, SEVEN)
    page.evaluate("link => { location.hash = link; }", change(kilobyte_link(KILOBYTE) + "&drawing=i642NTPQMdExiwUA"))
    notice = page.locator(NOTICE)
    expect(notice).to_contain_text(sentence)
    expect(notice).to_contain_text("Copy or scan the whole link again. Nothing was changed.")
    expect(page.locator("#reading-now")).to_have_text(reading)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_answer(page, 7)
    page.locator("#link-notice .close").click()


def test_making_a_kilobyte_can_be_stopped_and_then_nothing_is_copied(
    new_visitor: NewVisitor, trainer: Trainer, neighbour: Neighbour
) -> None:
    page = new_visitor(kept=kept_by([trainer.run(SHORT)], reads="run-1"), **MAY_COPY)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 1")
    neighbour.begin()
    page.locator("#copy-link .copy").click()
    expect(page.locator(SAID)).to_have_text("Link copied.")
    plain = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="With this network").click()
    expect(page.locator("#copy-link .stop")).to_be_visible()
    draw(page, SEVEN)  # it goes on
    page.locator("#copy-link .stop").click()
    expect(page.locator(SAID)).to_have_text("Stopped. Nothing was copied.")
    assert page.evaluate("navigator.clipboard.readText()") == plain
    expect(page.get_by_role("button", name="With this network")).to_be_focused()


def test_a_plain_link_has_a_small_code_which_is_black_on_white_in_the_dark_too(new_visitor: NewVisitor) -> None:
    page = new_visitor(color_scheme="dark", **MAY_COPY)
    page.locator("#copy-link .copy").click()
    expect(page.locator(SAID)).to_have_text("Link copied.")
    expect(page.get_by_role("button", name="With this network")).to_be_hidden()  # it ships: its name is enough
    page.get_by_role("button", name="QR code").click()
    code = page.get_by_role("img", name="QR code of the link")
    expect(code).to_be_visible()
    picture = Image.open(io.BytesIO(code.screenshot())).convert("L")
    assert {value for _, value in picture.getcolors() or []} == {0, 255}
    assert picture.getpixel((0, 0)) == 255
    assert scanned(page) == page.evaluate("navigator.clipboard.readText()")
    pixels = white_at_the_left(picture) // 4  # of a module
    assert picture.width // pixels - 8 <= 37


def white_at_the_left(picture: Image.Image) -> int:
    """How many pixels are left of the first dark one."""
    return min(x for x in range(picture.width) if any(picture.getpixel((x, y)) == 0 for y in range(picture.height)))
