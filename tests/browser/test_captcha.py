"""Stories of the captcha, on the Numbers tab."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from onelayer.page.modules import address_of
from onelayer.training.recipes import CAPTCHAS
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import TRAINING, open_tab

FEW = replace(CAPTCHAS, captchas=60, epochs=4)


def expect_read(page: Page, who: str) -> str:
    """Wait until a captcha was read by the network; return the sentence."""
    sentence = page.locator("#captcha .sentence")
    expect(sentence).to_have_text(re.compile(rf"^The layer {who} .*(right|says \d+)\.$"))
    return sentence.inner_text()


def learn_from_few(page: Page) -> None:
    """Let the page train on few captchas."""
    page.evaluate(
        """async ([address, recipe]) => {
            const { captchas } = await import(new URL(address, document.baseURI));
            captchas.recipe = recipe;
        }""",
        [address_of("page/runs/captchas/captchas.js"), FEW.to_dict()],
    )


def test_a_captcha_is_read_digit_by_digit_and_another_one_is_made(page: Page) -> None:
    open_tab(page, "Numbers")
    said = expect_read(page, "as it ships")
    read = re.search(r"reads (\d+)", said)
    digits = page.locator("#captcha .found")
    expect(digits).to_have_count(len(read[1]) if read else 0)
    if read:
        digits.last.click()
        expect(digits.last).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#captcha .about")).to_contain_text(
            f"Orange pixels speak for {read[1][-1]}, blue ones against"
        )
    picture = page.locator("#captcha .picture")
    first = picture.get_attribute("src")
    page.locator("#captcha-new").click()
    expect(picture).not_to_have_attribute("src", str(first))
    page.get_by_role("radio", name="6", exact=True).check()
    expect(picture).to_have_attribute("alt", re.compile(r"says \d{6}$"))
    expect(page.locator("#captcha .found")).to_have_count(6)
    expect(page.get_by_role("radio", name="trained on captchas")).to_be_disabled()


def test_training_on_captchas_makes_a_run_that_reads_and_is_counted(page: Page) -> None:
    open_tab(page, "Numbers")
    expect_read(page, "as it ships")
    learn_from_few(page)
    page.locator("#captcha-train").click()
    expect(page.locator("#captcha-state")).to_contain_text("Trained in", timeout=TRAINING)
    expect_read(page, "trained on captchas")
    count = page.locator("#captcha-count")
    expect(count.locator("[data-reads=trained] .right")).to_have_text(re.compile(r"^\d+ of 100$"), timeout=TRAINING)
    expect(count.locator("[data-reads=shipped] .right")).to_have_text(re.compile(r"^\d+ of 100$"))
    failure = count.locator(".failure").first
    wrong = failure.inner_text()
    failure.click()
    says = re.search(r"says (\d+)", wrong)
    assert says
    expect(page.locator("#captcha .sentence")).to_contain_text(f"The captcha says {says[1]}.")
    open_tab(page, "Retrain")
    page.get_by_role("tab", name="Runs").click()
    expect(page.locator("#runs")).to_contain_text("Captchas, changed: 60 captchas")


@pytest.mark.slow
def test_a_run_that_is_kept_reads_captchas_after_a_reload(new_visitor: NewVisitor, trainer: Trainer) -> None:
    page = new_visitor("#numbers", kept=kept_by([trainer.run(FEW)]))
    expect_read(page, "as it ships")
    page.get_by_role("radio", name="trained on captchas").check()
    expect_read(page, "trained on captchas")
