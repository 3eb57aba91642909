"""Stories of a picture that is uploaded."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from onelayer.data.mnist import load_mnist
from onelayer.reading.photo import FORMATS
from tests.browser.visitor import ONE, draw, expect_answer, expect_empty
from tests.reading.pictures import HEIC_OF_A_THREE


@pytest.fixture
def picture_of_a_three(tmp_path: Path) -> Path:
    image = load_mnist("test").images[18]
    path = tmp_path / "three.png"
    Image.fromarray(255 - np.kron(image, np.ones((10, 10), np.uint8))).save(path)
    return path


def upload(page: Page, path: Path) -> None:
    page.locator("#photo input[type=file]").first.set_input_files(path)


def test_a_picture_is_read(page: Page, picture_of_a_three: Path) -> None:
    page.get_by_text("Or upload a picture of a digit").click()
    upload(page, picture_of_a_three)
    expect_answer(page, 3)
    expect(page.locator("#pad .origin-text")).to_have_text("Cut out of your picture")
    cutout = page.locator("#pad .cutout")
    assert cutout.evaluate("async image => (await image.decode(), image.naturalWidth)") in range(50, 193)
    expect(page.locator("#pad canvas")).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#answer .bars")).to_be_in_viewport(ratio=0.99)


def test_the_same_picture_is_read_again(page: Page, picture_of_a_three: Path) -> None:
    page.get_by_text("Or upload a picture of a digit").click()
    upload(page, picture_of_a_three)
    expect_answer(page, 3)
    page.locator("#pad .clear").click()
    expect_empty(page)
    upload(page, picture_of_a_three)
    expect_answer(page, 3)


def test_the_file_chooser_offers_only_what_is_read(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "three.heic"
    path.write_bytes(HEIC_OF_A_THREE)
    page.get_by_text("Or upload a picture of a digit").click()
    with page.expect_file_chooser() as opened:
        page.locator("#photo button[aria-dropeffect]").click()
    offered = opened.value.element.get_attribute("accept") or ""
    assert {f"image/{kind.lower()}" for kind in FORMATS} <= set(offered.split(","))
    assert "image/*" not in offered
    opened.value.set_files(path)
    expect_answer(page, 3)


def test_what_is_no_picture_of_a_digit_is_said_and_the_pad_keeps_its_drawing(page: Page, tmp_path: Path) -> None:
    draw(page, ONE)
    expect_answer(page, 1)
    page.get_by_text("Or upload a picture of a digit").click()
    text, blank = tmp_path / "text.png", tmp_path / "blank.png"
    text.write_text("no picture")
    Image.new("RGB", (200, 200), "white").save(blank)
    upload(page, text)
    expect(page.get_by_text("not a picture that can be opened")).to_be_visible()
    upload(page, blank)
    expect(page.get_by_text("No digit was found")).to_be_visible()
    expect_answer(page, 1)


def test_a_picture_that_lies_on_its_side_is_turned(page: Page, tmp_path: Path) -> None:
    six = load_mnist("test").images[11]
    path = tmp_path / "six.png"
    Image.fromarray(255 - np.kron(np.rot90(six, 2), np.ones((10, 10), np.uint8))).save(path)
    page.get_by_text("Or upload a picture of a digit").click()
    upload(page, path)
    turn = page.locator("#pad").get_by_role("button", name="Turn")
    turn.click()
    turn.click()
    expect_answer(page, 6)
    expect(page.locator("#pad .cutout")).to_have_css("rotate", "180deg")
