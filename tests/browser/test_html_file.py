"""Stories of the page that is taken along: it is opened from a disk, and no server is asked for anything."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from onelayer.files.html_file import FILE_NAME, format_html_file
from onelayer.reading.inputs import INPUT_FORMS, InputForm
from tests.browser.visitor import ONE, SEVEN, Point, put_pen_down
from tests.support.exported import CLOSE, make_drawings, read_images, trained_of

PAD = "digit-pad canvas"
READ_ALL = """drawings => drawings.map(strokes => document.querySelector('digit-pad').read(strokes).probabilities)"""
ELSEWHERE = "http://elsewhere.test/"
FORM = """<!doctype html><title>A form</title>
<form><digit-pad id="pad" style="width: 200px"></digit-pad><output></output></form>
{module}
<script type="module">
  document.addEventListener('reading', ({{ detail, target }}) => {{
    document.querySelector('output').textContent = `${{target.id}}: ${{JSON.stringify(detail)}}`;
  }});
</script>"""

Open = Callable[..., Page]


def answer_with(kind: str, body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(content_type=kind, body=body)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address in a browser without internet; an error in the page fails the test."""
    problems: list[str] = []

    def open_page(address: str, routes: dict[str, tuple[str, str]] | None = None, **options: Any) -> Page:
        context = opened.enter_context(browser.new_context(**options))
        for url, (kind, body) in (routes or {}).items():
            context.route(url, answer_with(kind, body))
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_function("Boolean(customElements.get('digit-pad'))")
        return page

    asked: list[str] = []
    with ExitStack() as opened:
        yield open_page
    assert problems == []
    assert all(url.startswith(("file:", "data:", ELSEWHERE)) for url in asked), asked


@pytest.fixture
def saved(tmp_path: Path) -> str:
    """The address on the disk of the page of the best network that ships."""
    return save(tmp_path, "directions")


def save(folder: Path, form: InputForm) -> str:
    path = folder / FILE_NAME
    path.write_text(format_html_file(trained_of(form)), encoding="utf-8")
    return path.as_uri()


def draw(page: Page, points: list[Point]) -> None:
    put_pen_down(page, points, PAD)
    page.mouse.up()


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_it_reads_as_we_do(form: InputForm, open_page: Open, tmp_path: Path) -> None:
    page = open_page(save(tmp_path, form))
    drawings = [[stroke.tolist() for stroke in strokes] for strokes in make_drawings()]
    np.testing.assert_allclose(page.evaluate(READ_ALL, drawings), read_images(form), rtol=0, atol=CLOSE)


def test_draw_see_the_answer_and_clear_with_the_keyboard(open_page: Open, saved: str) -> None:
    page = open_page(saved)
    expect(page.locator("#sentence")).to_have_text("Its answer comes while you draw")
    clear = page.get_by_role("button", name="Clear")
    expect(clear).to_be_disabled()
    put_pen_down(page, SEVEN, PAD)
    expect(page.locator("#digit")).to_have_text("7")  # before the pen is lifted
    page.mouse.up()
    expect(page.locator("#sentence")).to_have_text(re.compile(r"^9\d\.\d % sure$"))
    expect(page.locator("#bars .leads .name")).to_have_text("7")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^7, 9\d\.\d % sure$"))
    page.keyboard.press("Tab")  # from the pad to Undo
    page.keyboard.press("Tab")
    expect(clear).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#digit")).to_have_text("")
    expect(page.locator("#bars .share")).to_have_text([""] * 10)
    expect(clear).to_be_disabled()


def test_undo_and_two_digits(open_page: Open, saved: str) -> None:
    page = open_page(saved)
    draw(page, [(0.4 * x, y) for x, y in SEVEN])
    draw(page, [(0.5 + 0.4 * x, y) for x, y in ONE])
    expect(page.locator("#sentence")).to_have_text("Not sure: two digits? Draw one at a time")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#digit")).to_have_text("7")
    page.locator(PAD).press("Escape")
    expect(page.locator("#digit")).to_have_text("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_finger_draws_on_a_small_phone(scheme: str, open_page: Open, saved: str) -> None:
    page = open_page(saved, viewport={"width": 320, "height": 568}, has_touch=True, is_mobile=True, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box = page.locator(PAD).bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    at = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in SEVEN]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at[:1]})
    for place in at[1:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [place]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("#digit")).to_have_text("7")
    assert page.evaluate("scrollY") == 0
    bar = page.locator("#bars li").last.bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= 568, "all bars are in view"


@pytest.mark.parametrize("inline", [True, False])
def test_its_pad_works_in_another_page(inline: bool, open_page: Open, saved: str, tmp_path: Path) -> None:
    text = (tmp_path / FILE_NAME).read_text("utf-8")
    script = re.search(r'<script type="module" id="digit-pad">\n(.*?)</script>', text, re.DOTALL)
    assert script
    if inline:
        (tmp_path / "form.html").write_text(FORM.format(module=script[0]), encoding="utf-8")
        page = open_page((tmp_path / "form.html").as_uri())
    else:
        form = FORM.format(module='<script type="module" src="digit-pad.js"></script>')
        routes = {ELSEWHERE: ("text/html", form), f"{ELSEWHERE}digit-pad.js": ("text/javascript", script[1])}
        page = open_page(ELSEWHERE, routes)
    draw(page, SEVEN)
    output = page.locator("output")
    expect(output).to_contain_text('pad: {"digit":7,"probabilities":[')
    expect(output).to_contain_text('"sure":true')
    page.evaluate("document.querySelector('digit-pad').clear()")
    expect(output).to_have_text('pad: {"digit":null,"probabilities":null,"sure":false,"sentence":""}')
