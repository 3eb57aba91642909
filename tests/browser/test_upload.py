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


def open_upload(page: Page) -> None:
    """Open the place for a picture, unless an earlier story has."""
    place = page.locator("#photo")
    if not place.is_visible():
        page.get_by_text("Or upload a picture of a digit").click()
    expect(place).to_be_visible()


def upload(page: Page, path: Path) -> None:
    page.locator("#photo input[type=file]").first.set_input_files(path)


def test_a_picture_is_read_again_and_turned(page: Page, picture_of_a_three: Path, tmp_path: Path) -> None:
    open_upload(page)
    upload(page, picture_of_a_three)
    expect_answer(page, 3)
    expect(page.locator("#pad .origin-text")).to_have_text("Cut out of your picture")
    cutout = page.locator("#pad .cutout")
    assert cutout.evaluate("async image => (await image.decode(), image.naturalWidth)") in range(50, 193)
    expect(page.locator("#pad canvas")).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#answer .bars")).to_be_in_viewport(ratio=0.99)

    page.locator("#pad .clear").click()
    expect_empty(page)
    upload(page, picture_of_a_three)
    expect_answer(page, 3)

    six = load_mnist("test").images[11]
    on_its_side = tmp_path / "six.png"
    Image.fromarray(255 - np.kron(np.rot90(six, 2), np.ones((10, 10), np.uint8))).save(on_its_side)
    upload(page, on_its_side)
    expect(page.locator("#answer .digit")).not_to_have_text("3")
    turn = page.locator("#pad").get_by_role("button", name="Turn")
    turn.click()
    turn.click()
    expect_answer(page, 6)
    expect(cutout).to_have_css("rotate", "180deg")


def test_only_a_picture_of_a_digit_takes_the_place_of_a_drawing(page: Page, tmp_path: Path) -> None:
    draw(page, ONE)
    expect_answer(page, 1)
    open_upload(page)
    text, blank, heic = tmp_path / "text.png", tmp_path / "blank.png", tmp_path / "three.heic"
    text.write_text("no picture")
    Image.new("RGB", (200, 200), "white").save(blank)
    heic.write_bytes(HEIC_OF_A_THREE)
    upload(page, text)
    expect(page.get_by_text("not a picture that can be opened")).to_be_visible()
    upload(page, blank)
    expect(page.get_by_text("No digit was found")).to_be_visible()
    expect_answer(page, 1)
    with page.expect_file_chooser() as opened:
        page.locator("#photo button[aria-dropeffect]").click()
    offered = opened.value.element.get_attribute("accept") or ""
    assert {f"image/{kind.lower()}" for kind in FORMATS} <= set(offered.split(","))
    assert "image/*" not in offered
    opened.value.set_files(heic)
    expect_answer(page, 3)
