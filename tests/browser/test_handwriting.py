"""Stories of teaching the page one's hand."""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, expect

from onelayer.data.drawings_file import format_drawings, parse_drawings
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ONE,
    SEVEN,
    TRAINING,
    ZERO,
    Point,
    choose_network,
    draw,
    expect_answer,
    open_tab,
    put_pen_down,
)
from tests.hands import mirrored, stubborn_hand

MIRRORED_SEVEN: list[Point] = [(0.72, 0.2), (0.28, 0.2), (0.45, 0.5), (0.55, 0.85)]
"""A 7 as in a mirror; the network that ships reads a 5."""

THREE: list[Point] = [
    (0.3, 0.22),
    (0.5, 0.14),
    (0.68, 0.25),
    (0.62, 0.42),
    (0.45, 0.48),
    (0.66, 0.56),
    (0.7, 0.74),
    (0.5, 0.86),
    (0.28, 0.78),
]

LEARNED = re.compile(r"Learned from \d+ drawings? in")
ASKED = re.compile("/gradio_api/(run|queue)/")


def write(page: Page, points: Sequence[Point]) -> None:
    """Write one stroke on the pad of the round."""
    put_pen_down(page, points, "#hand-pad canvas")
    page.mouse.up()


def keep_as(page: Page, digit: int) -> None:
    """Say what the drawing was."""
    page.get_by_label(f"It was a {digit}", exact=True).click()
    expect(page.locator("#label .said")).to_contain_text(f"Kept as a {digit}.")


def learn(page: Page) -> None:
    """Press the button, and wait for what comes of it."""
    page.locator("#learn").click()
    expect(page.locator("#lesson-state")).to_have_text(LEARNED, timeout=TRAINING)


def expect_drawings(page: Page, count: int) -> None:
    """So many are in the grid."""
    expect(page.locator("#drawings .total")).to_have_text("1 drawing" if count == 1 else f"{count} drawings")


def expect_answer_other_than(page: Page, digit: int) -> None:
    """Something is read, and not this."""
    expect(page.locator("#answer .leads .name")).to_have_text(re.compile(f"[^{digit}]"))


def teach_a_seven(page: Page) -> None:
    """Draw a 7 that is misread, correct it, teach it."""
    draw(page, MIRRORED_SEVEN)
    expect_answer_other_than(page, 7)
    keep_as(page, 7)
    open_tab(page, "Handwriting")
    expect_drawings(page, 1)
    learn(page)


def import_file(page: Page, name: str, content: bytes) -> None:
    """Choose a file."""
    with page.expect_file_chooser() as chooser:
        page.locator("#import .pick").click()
    chooser.value.set_files({"name": name, "mimeType": "application/jsonl", "buffer": content})


def test_a_misread_digit_is_corrected_taught_and_read_right_also_after_a_reload(new_visitor: NewVisitor) -> None:
    page = new_visitor()
    teach_a_seven(page)
    expect(page.locator("#lesson")).to_contain_text("There are too few drawings to test with")
    expect(page.locator("#lesson-state")).to_contain_text("Your hand reads now, on the Draw tab")
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Your hand")).to_be_checked()
    expect_answer(page, 7)
    page.keyboard.press("Escape")
    draw(page, [(x * 0.8 + 0.05, y * 0.8 + 0.1) for x, y in MIRRORED_SEVEN])
    expect_answer(page, 7)

    page.route(ASKED, lambda route: None)  # the server answers nothing
    page.reload()
    expect(page.locator("#kept")).to_contain_text("Back from this browser: 1 drawing and your hand.")
    expect(page.locator("#network").get_by_label("Your hand")).to_be_checked()
    page.keyboard.press("Escape")
    draw(page, MIRRORED_SEVEN)
    expect_answer(page, 7)
    choose_network(page, "More hands")
    expect_answer_other_than(page, 7)

    second = new_visitor()
    expect(second.locator("#network").get_by_label("Your hand")).to_have_count(0)
    open_tab(second, "Handwriting")
    expect_drawings(second, 0)


def test_a_right_reading_can_be_confirmed_and_a_slip_mended(page: Page) -> None:
    page.get_by_label("It was a 7", exact=True).click()
    expect(page.locator("#label .said")).to_have_text("The pad is empty: draw a digit first.")
    draw(page, SEVEN)
    expect_answer(page, 7)
    keep_as(page, 1)
    keep_as(page, 7)  # a slip: the same drawing is not kept twice
    expect(page.locator("#label .said")).to_contain_text("You have 1 drawing")
    draw(page, [(0.3, 0.5), (0.7, 0.5)])
    expect(page.locator("#label .said")).to_have_text("")
    open_tab(page, "Handwriting")
    expect_drawings(page, 1)
    expect(page.get_by_label("Drawing 1 is a")).to_have_value("7")


def test_a_note_belongs_to_its_own_pad(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    keep_as(page, 7)
    open_tab(page, "Handwriting")
    write(page, ONE)
    expect(page.locator("#hand-pad canvas")).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    open_tab(page, "Draw")
    expect(page.locator("#label .said")).to_contain_text("Kept as a 7.")
    draw(page, ONE)
    expect(page.locator("#label .said")).to_have_text("")


def test_a_picture_cannot_be_learned_from(page: Page) -> None:
    page.locator("#samples button").nth(3).click()
    expect_answer(page, 3)
    page.get_by_label("It was a 3", exact=True).click()
    expect(page.locator("#label .said")).to_contain_text("A picture has no strokes to learn from")


def test_the_guided_round_asks_counts_and_can_be_left(page: Page) -> None:
    open_tab(page, "Handwriting")
    first, second, third = 3, 7, 0
    sentence = page.locator("#round .run-sentence")
    expect(sentence).to_have_text(f"1 of 30: write a {first}, as you always do")
    page.locator("#next-digit .keep").click()
    expect(page.locator("#next-digit .said")).to_have_text(f"The pad is empty: write a {first} first.")
    write(page, SEVEN)
    page.locator("#next-digit .keep").click()
    page.locator("#next-digit .anyway").click()
    expect(sentence).to_have_text(f"2 of 30: write a {second}, as you always do")
    write(page, MIRRORED_SEVEN)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(sentence).to_have_text(f"3 of 30: write a {third}, as you always do")
    expect(page.locator("#hand-pad .undo")).to_be_disabled()
    expect_drawings(page, 2)
    page.reload()
    open_tab(page, "Handwriting")
    expect(sentence).to_have_text(f"3 of 30: write a {third}, as you always do")
    expect_drawings(page, 2)


def test_a_digit_that_is_surely_another_one_is_asked_about(page: Page) -> None:
    open_tab(page, "Draw")
    draw(page, SEVEN)
    expect_answer(page, 7)  # the networks are there
    open_tab(page, "Handwriting")
    round_says, said = page.locator("#round .run-sentence"), page.locator("#next-digit .said")
    write(page, SEVEN)
    page.locator("#next-digit .keep").click()
    expect(said).to_have_text("This looks like a 7. Keep it as a 3?")
    expect(page.locator("#next-digit .anyway")).to_be_focused()
    page.get_by_role("button", name="Draw again").click()
    expect(page.locator("#hand-pad canvas")).to_have_attribute("aria-label", re.compile("[Ee]mpty"))
    expect(said).to_have_text("")
    expect_drawings(page, 0)
    write(page, SEVEN)
    page.locator("#next-digit .keep").click()
    write(page, ONE)  # a visitor who goes on writing withdraws the question
    expect(page.locator("#next-digit .keep")).to_be_visible()
    expect(said).to_have_text("")
    page.locator("#hand-pad .clear").click()
    write(page, THREE)
    page.keyboard.press("Enter")
    expect(said).to_have_text("Kept as a 3.")
    expect(round_says).to_have_text("2 of 30: write a 7, as you always do")
    expect_drawings(page, 1)


def test_an_unusual_hand_is_asked_once_for_each_pair_of_digits_and_enter_keeps(page: Page) -> None:
    open_tab(page, "Draw")
    draw(page, SEVEN)
    expect_answer(page, 7)  # the networks are there
    open_tab(page, "Handwriting")
    content = format_drawings([each for each in stubborn_hand(3) if each.label not in (1, 2)])
    import_file(page, "most.jsonl", content)
    expect_drawings(page, 24)
    said = page.locator("#next-digit .said")
    for turn, (asked, is_first) in enumerate(((2, True), (1, True), (2, False), (1, False)), 1):
        expect(page.locator("#round .round-digit")).to_have_text(str(asked))
        write(page, [(x, y - 0.02 * turn) for x, y in ZERO])
        page.keyboard.press("Enter")
        if is_first:
            expect(said).to_have_text(f"This looks like a 0. Keep it as a {asked}?")
            page.keyboard.press("Enter")
        expect(said).to_have_text(f"Kept as a {asked}.")


def test_the_round_goes_on_for_the_visitor_after_a_class_was_imported(page: Page) -> None:
    open_tab(page, "Handwriting")
    of_class = [replace(each, writer="Ada" if at % 2 else "Ben") for at, each in enumerate(stubborn_hand(6))]
    import_file(page, "class.jsonl", format_drawings(of_class))
    expect_drawings(page, 60)
    sentence = page.locator("#round .run-sentence")
    expect(sentence).to_have_text("1 of 30: write a 3, as you always do")
    write(page, THREE)
    page.locator("#next-digit .keep").click()
    expect(sentence).to_have_text("2 of 30: write a 7, as you always do")
    name = page.get_by_label("Your name in the files")
    name.fill("Ben")
    name.press("Tab")
    expect(sentence).to_have_text("All 30 are written. Press “Learn my hand”, or add more on the Draw tab.")


def test_learning_from_nothing_says_so_and_the_page_goes_on(page: Page) -> None:
    open_tab(page, "Handwriting")
    expect(page.locator("#lesson")).to_be_hidden()
    expect(page.locator("#hand-weight")).to_be_hidden()
    expect(page.locator("#edited")).to_have_text("None yet: each digit that you keep comes here.")
    expect(page.locator("#drawings .bar")).to_be_hidden()
    page.locator("#learn").click()
    expect(page.locator("#lesson-state")).to_have_text("There is nothing to learn from. Write some digits first.")
    write(page, THREE)
    page.locator("#next-digit .keep").click()
    expect_drawings(page, 1)
    expect(page.locator("#lesson-state")).to_contain_text("Write some digits, then press “Learn my hand”.")
    learn(page)
    expect(page.locator("#hand-weight")).to_be_visible()


def test_a_strength_beyond_its_limits_is_set_to_the_nearest_and_the_lesson_shows_it(page: Page) -> None:
    refused: list[str] = []
    page.on("response", lambda response: refused.append(response.url) if response.status >= 400 else None)
    teach_a_seven(page)
    field, note = page.locator("#hand-weight input[type=number]"), page.locator(".number-note")
    expect(page.locator("#hand-weight")).to_contain_text("How much of your hand")
    after = page.locator("#lesson .lesson-share.after")
    as_it_was = page.locator("#lesson .lesson-share").first.inner_text()
    for typed, value, sentence in [
        ("-1", "0", "−1 is too small: set to 0, the least."),
        ("2", "1", "2 is too large: set to 1, the most."),
        ("", "1", "Nothing was typed: it stays 1."),
        ("0.33", "0.35", "0.33 is between two steps: set to 0.35."),
        ("-3", "0", "−3 is too small: set to 0, the least."),
    ]:
        field.press("Control+a")
        field.press("Delete")
        field.press_sequentially(typed)
        field.press("Tab")
        expect(note).to_have_text(sentence)
        expect(field).to_have_value(value)
        if value == "0":
            expect(page.locator("#lesson")).to_contain_text("as many of MNIST’s 10,000 test digits are read as before")
            expect(after).to_have_text(as_it_was)
    assert refused == []


def test_digit_pad_and_keep_it_are_in_view_together(page: Page) -> None:
    open_tab(page, "Handwriting")
    parts = ("#round .round-digit", "#round .run-sentence", "#hand-pad canvas", "#hand-pad .undo", "#next-digit .keep")
    for width, height in ((1366, 650), (1280, 600), (1920, 1080), (768, 1024)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("window.scrollTo(0, 0)")
        for selector in parts:
            expect(page.locator(selector)).to_be_in_viewport(ratio=0.99)
        box = page.locator("#hand-pad canvas").bounding_box()
        assert box
        assert box["width"] > 300


def test_drawings_can_be_played_relabelled_deleted_and_brought_back(page: Page) -> None:
    open_tab(page, "Handwriting")
    import_file(page, "drawings.jsonl", format_drawings(stubborn_hand(1)))
    expect_drawings(page, 10)
    page.get_by_label("Drawing 8, a 7: play it stroke by stroke").click()
    expect(page.locator("#drawings canvas[data-playing=played]")).to_have_count(1)
    page.get_by_label("Drawing 8 is a").select_option("1")
    expect(page.locator("#edited")).to_have_text("Drawing 8 is a 1 now.")
    page.get_by_label("Delete drawing 10, a 9").click()
    expect_drawings(page, 9)
    page.locator("#drawings .undo").click()
    expect_drawings(page, 10)
    page.locator("#drawings .undo").click()
    expect(page.get_by_label("Drawing 8 is a")).to_have_value("7")


def test_learning_shows_before_and_after_and_the_weight_moves_both(page: Page) -> None:
    open_tab(page, "Handwriting")
    import_file(page, "drawings.jsonl", format_drawings(mirrored(stubborn_hand(3))))
    expect_drawings(page, 30)
    learn(page)
    lesson = page.locator("#lesson")
    expect(lesson).to_contain_text("Your drawings (30 held out)")
    expect(lesson).to_contain_text("read by a network that had not learned it")
    after = lesson.locator(".lesson-share.after")
    expect(after).to_have_count(2)
    taught = after.nth(1).inner_text()
    slider = page.locator("#hand-weight input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    expect(lesson).to_contain_text("as many of MNIST’s 10,000 test digits are read as before")
    expect(after.nth(1)).to_have_text(lesson.locator(".lesson-share").nth(2).inner_text())
    page.keyboard.press("End")
    assert float(after.nth(1).inner_text().split()[0]) <= float(taught.split()[0])
    at_the_end = lesson.inner_text()
    page.reload()
    open_tab(page, "Handwriting")
    expect(lesson).to_have_text(at_the_end, use_inner_text=True)
    expect(slider).to_have_value("1")
    expect(slider).to_be_enabled()


def test_a_lesson_of_a_class_that_gains_nothing_is_not_taken_up_unless_asked(page: Page) -> None:
    open_tab(page, "Handwriting")
    by_two = [replace(each, writer="Ada" if at % 2 else "Ben") for at, each in enumerate(stubborn_hand(2))]
    import_file(page, "class.jsonl", format_drawings(by_two))
    expect_drawings(page, 20)
    learn(page)
    expect(page.locator("#lesson-state")).to_contain_text("but nothing was gained: it reads as many drawings as before")
    table = page.locator("#lesson table")
    expect(table.locator("tbody th")).to_have_text(["Ada", "Ben"])
    expect(table.locator("tbody tr").first).to_have_text("Ada101010")
    expect(page.locator("#reading-now")).to_have_text("Reading now: More hands")
    page.get_by_role("button", name="Use it anyway").click()
    expect(page.locator("#reading-now")).to_have_text("Reading now: Your hand")
    expect(page.get_by_role("button", name="Use it anyway")).to_be_hidden()


def test_a_file_with_a_broken_line_is_taken_all_the_same(page: Page) -> None:
    open_tab(page, "Handwriting")
    content = format_drawings(stubborn_hand(1)).splitlines()
    content[4] = b'{"label": 12, "strokes": []}'
    import_file(page, "class.jsonl", b"\n".join(content))
    expect(page.locator("#imported")).to_contain_text(
        "class.jsonl: 9 drawings taken. 1 line skipped: Line 5: the label must be a whole number from 0 to 9."
    )
    expect_drawings(page, 9)
    import_file(page, "again.jsonl.gz", gzip.compress(format_drawings(stubborn_hand(1))))
    expect(page.locator("#imported")).to_have_text("again.jsonl.gz: 1 drawing taken. 9 were there already.")
    expect_drawings(page, 10)
    page.set_input_files("#import .files", [__file__] * 101)
    expect(page.locator("#imported")).to_have_text("Too much at once: 100 files and 5 MB in all are the most.")
    import_file(page, "picture.png", b"\x89PNG\r\n\x1a\n\x00\xff")
    expect(page.locator("#imported")).to_contain_text("picture.png: nothing taken. The file is not text in UTF-8")
    expect_drawings(page, 10)


def test_drawings_leave_in_three_forms(page: Page, tmp_path: Path) -> None:
    open_tab(page, "Handwriting")
    import_file(page, "drawings.jsonl", format_drawings(stubborn_hand(1)))
    expect_drawings(page, 10)
    name = page.get_by_label("Your name in the files")
    name.fill("Ada L.")
    name.press("Tab")
    contents = {}
    for button in ("save-drawings", "save-pictures", "save-arrays"):
        with page.expect_download() as download:
            page.locator(f"#{button} button").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        contents[path.name] = path.read_bytes()
        stem, ending = path.name.split("-ada-l")
        expect(page.locator(f"#{button} button")).to_contain_text(f"({stem}{ending})")
    assert [each.writer for each in parse_drawings(contents["drawings-ada-l.jsonl"]).drawings] == ["Ada L."] * 10
    assert "digits/7_0008.png" in zipfile.ZipFile(io.BytesIO(contents["digits-ada-l.zip"])).namelist()
    assert np.load(io.BytesIO(contents["digits-ada-l.npz"]))["y_train"].tolist() == list(range(10))


def test_drawings_need_no_server(new_visitor: NewVisitor) -> None:
    page = new_visitor(expected_error="ERR_|Failed to fetch|network|onnection")
    open_tab(page, "Handwriting")
    for part in ("#hand-pad canvas", "#next-digit .keep", "#learn", "#drawings .total", "#kept"):
        expect(page.locator(part)).to_be_attached()  # a part loads its script as it opens
    page.context.set_offline(True)
    write(page, THREE)
    page.locator("#next-digit .keep").click()
    expect(page.locator("#next-digit .said")).to_have_text("Kept as a 3.")
    write(page, SEVEN)
    page.keyboard.press("Enter")
    expect(page.locator("#round .run-sentence")).to_have_text("3 of 30: write a 0, as you always do")
    page.get_by_label("Drawing 1 is a").select_option("7")
    expect(page.locator("#edited")).to_have_text("Drawing 1 is a 7 now.")
    page.get_by_label("Delete drawing 2, a 7").click()
    expect(page.locator("#edited")).to_have_text("Drawing 2 is deleted. Undo brings it back.")
    expect_drawings(page, 1)
    page.locator("#drawings .undo").click()
    expect_drawings(page, 2)
    open_tab(page, "Draw")
    draw(page, ZERO)
    keep_as(page, 0)
    expect(page.locator("#kept")).to_have_text("Kept in this browser, and nowhere else: 3 drawings.")

    open_tab(page, "Handwriting")
    page.locator("#learn").click()
    expect(page.locator("#lesson-state")).to_have_text("Learning …")
    page.context.set_offline(False)
    expect(page.locator("#lesson-state")).to_have_text(LEARNED, timeout=TRAINING)  # the call is made again
    page.reload()
    expect(page.locator("#kept")).to_contain_text("Back from this browser: 3 drawings")
    open_tab(page, "Handwriting")
    for number, digit in enumerate((7, 7, 0), 1):
        expect(page.get_by_label(f"Drawing {number} is a")).to_have_value(str(digit))


def test_more_drawings_than_there_is_place_for_are_left_out_and_said(page: Page) -> None:
    open_tab(page, "Handwriting")
    lines = [{"label": 1, "strokes": [[[0.5, 0.1], [number / 2000, 0.9]]]} for number in range(1001)]
    import_file(page, "drawings.jsonl", "\n".join(map(json.dumps, lines)).encode())
    expect(page.locator("#imported")).to_contain_text("For 1 more there was no place: 1,000 drawings")
    expect(page.locator("#kept")).to_have_text("Kept in this browser, and nowhere else: 1,000 drawings.")


def test_the_hand_fits_a_phone(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 360, "height": 780})
    open_tab(page, "Handwriting")
    import_file(page, "drawings.jsonl", format_drawings(stubborn_hand(1)))
    expect_drawings(page, 10)
    for tab in ("Climb", "Handwriting", "Retrain", "Inside", "Draw"):
        open_tab(page, tab)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
