"""The seven functions with values as JSON: what goes in, what comes out, and that all that is refused is said."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.data.drawings_file import format_drawings
from onelayer.data.labelled_drawings import LIMITS, LONGEST_TEXT
from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import load_shipped_network, network_to_bytes, parse_network
from onelayer.reading.network import Network
from onelayer.server.endpoints import (
    LONGEST_FILE,
    Endpoints,
    captchas,
    digits,
    export,
    inspect,
    read,
    read_number,
    read_picture,
)
from onelayer.server.examples import EXAMPLES
from tests.hands import stubborn_hand
from tests.support.pretended_processes import FAILING_SEED, PretendedProcesses

SEVEN: dict[str, Any] = {"strokes": [[[0.28, 0.2], [0.72, 0.2], [0.45, 0.85]]]}
MORE_HANDS = load_shipped_network("more-hands")
FILE = base64.b64encode(network_to_bytes(load_shipped_network("article"))).decode()
HAND = format_drawings(stubborn_hand(1)).decode()
PICTURE = EXAMPLES["read_picture"]["picture"]
LINE = HAND.splitlines()[0]

SLOWEST = {"variations": 4, "styles": 400, "validation_split": 0, "input_form": "upright"}
LONG_RUN = {"epochs": 50, "batch_size": 8, **SLOWEST}

json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["strokes", "image", "epochs"]), inner),
    max_leaves=20,
)


def nested(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


def network() -> Network:
    return load_shipped_network("article").network


@pytest.fixture(scope="module")
def endpoints() -> Iterator[Endpoints]:
    processes = PretendedProcesses(1)
    yield Endpoints(processes)
    processes.close()


def as_json(value: Any) -> Any:
    """A value as a client gets it: Gradio sends no NaN."""
    import orjson

    return json.loads(orjson.dumps(value))


def decode(text: str, kind: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text, validate=True), kind)


def answer_of(function: Callable[..., Any], *values: Any) -> Any:
    """What a function gives, as a client gets it; of a run all that it reports."""
    answer = function(*values)
    return as_json(list(answer) if isinstance(answer, Iterator) else answer)


def is_a_sentence(error: gr.Error) -> bool:
    """Whether an error is one that a function names, not a failure of ours, and no longer than a visitor reads."""
    return not error.print_exception and len(error.message) < 500


def refusal(function: Callable[..., Any], *values: Any) -> str:
    """The sentence with which a function refuses some values."""
    with pytest.raises(gr.Error) as caught:
        answer_of(function, *values)
    assert is_a_sentence(caught.value)
    return str(caught.value.message)


def encoded(content: bytes) -> dict[str, str]:
    return {"image": base64.b64encode(content).decode("ascii")}


def test_a_drawing_and_an_image_are_read_by_a_network_that_ships_or_is_brought() -> None:
    answer = as_json(read(SEVEN))
    assert (answer["digit"], answer["sure"], len(answer["probabilities"])) == (7, True, 10)
    image = load_mnist("test").images[0]
    assert as_json(read(encoded(image.tobytes()), FILE)) == as_json(read(encoded(image.tobytes()), "article"))


def test_the_reasons_for_a_verdict_are_given() -> None:
    letter = as_json(read({"strokes": [[[0.2, 0.8], [0.5, 0.2], [0.8, 0.8]], [[0.3, 0.6], [0.7, 0.6]]]}))
    assert (letter["sure"], letter["reasons"]["familiar"]) == (False, False)
    assert "no digit" in letter["verdict"]
    two = as_json(read({"strokes": [*apart(0.0), *apart(0.6)]}))
    assert (two["sure"], two["reasons"]["two_digits"], "two digits" in two["verdict"]) == (False, True, True)


def apart(x: float) -> list[Any]:
    """A 1 at a place of the pad."""
    return [[[x + 0.2, 0.2], [x + 0.2, 0.8]]]


def test_a_picture_is_read_as_text_or_as_an_uploaded_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    content = base64.b64decode(PICTURE.partition(",")[2])
    uploaded, elsewhere = tmp_path / "uploads/a/seven.png", tmp_path / "seven.png"
    uploaded.parent.mkdir(parents=True)
    uploaded.write_bytes(content)
    elsewhere.write_bytes(content)
    sent: list[Any] = [PICTURE, PICTURE.partition(",")[2], {"path": str(uploaded)}]
    for picture in (*sent, f"https://any.example/sub/gradio_api/file={uploaded}"):
        reading = read_picture(picture)
        assert reading["digit"] == 7
        left, top, right, bottom = reading["box"]
        assert 0 <= left < right <= 28
        assert 0 <= top < bottom <= 28
    for picture in ({"path": str(elsewhere)}, f"https://any.example/gradio_api/file={elsewhere}", {"path": None}):
        assert "not uploaded here" in refusal(read_picture, picture)
    for path in ("uploads", "uploads/../seven.png", "uploads/" + "a" * 5000, "uploads/\0"):
        assert "not uploaded here" in refusal(read_picture, {"path": f"{tmp_path}/{path}"})


def test_numbers_are_read_in_strokes_and_in_a_picture() -> None:
    (drawn,) = read_number(EXAMPLES["read_number"]["written"])["numbers"]
    assert (drawn["number"], drawn["sure"], len(drawn["digits"])) == ("17", True, 2)
    assert drawn["digits"][1]["box"][0] > drawn["digits"][0]["box"][2]
    (pictured,) = read_number(PICTURE)["numbers"]
    assert pictured["number"] == "7"
    assert read_number({"strokes": [[[0.5, 0.5]]]}) == {"numbers": []}
    assert "not uploaded here" in refusal(read_number, {"path": "/etc/passwd"})
    for strokes in ("/etc/passwd", {"path": "/etc/passwd"}, None, 5, [[["x"]]]):
        assert "Expected strokes" in refusal(read_number, {"strokes": strokes})


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        (None, "no picture"),
        ("", "no picture"),
        (5, "no picture"),
        ([PICTURE], "no picture"),
        ("seven.png", "no picture"),
        ("data:image/png;base64", "not a picture"),
        ("data:image/png;base64,é", "no picture"),
        (PICTURE[:-40], "is broken"),
        ("https://example.org/seven.png", "not opened"),
    ],
)
def test_what_is_no_picture_is_refused(picture: Any, message: str) -> None:
    assert message in refusal(read_picture, picture)


@pytest.mark.parametrize(
    "drawing",
    [None, {"strokes": []}, {"strokes": [[]]}, {"strokes": [[[0.5, 0.5], [0.501, 0.5]]]}, encoded(bytes(784))],
)
def test_where_there_is_no_ink_nothing_is_read(drawing: Any) -> None:
    answer = read(drawing)
    assert "no ink" in answer.pop("verdict")
    assert answer == {"digit": None, "probabilities": None, "sure": None, "reasons": None, "box": None}


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (encoded(bytes(783)), "it has 783 bytes. Expected the base64 of its 784 bytes"),
        (encoded(bytes(785)), "it has 785 bytes"),
        ({"image": "?" * 1048}, "not an image"),
        ({"image": "é"}, "not an image"),
        ({"image": "A" * 900_000}, "not an image"),
        ({"image": None}, "not a drawing"),
        ({"image": [0] * 784}, "not an image"),
        ({"picture": "x"}, "not a drawing"),
        (5, "not a drawing"),
        ('{"strokes": []}', "not a drawing"),
    ],
)
def test_what_is_no_drawing_is_refused(drawing: Any, message: str) -> None:
    assert message in refusal(read, drawing)


def broken_file() -> str:
    kernel = np.full((784, 10), np.nan, np.float32)
    return base64.b64encode(network_to_bytes(load_shipped_network("article"))[:-4] + kernel.tobytes()[:4]).decode()


@pytest.mark.parametrize(
    "wrong",
    ["lenet", "", "é", 5, None, [], {}, [[["x" * 99] * 9] * 9] * 9, "A" * (LONGEST_FILE + 1), FILE[:-8], broken_file()],
)
def test_a_network_that_is_none_is_refused_by_all(endpoints: Endpoints, wrong: Any) -> None:
    calls: list[tuple[Any, tuple[Any, ...]]] = [
        (read, (SEVEN, wrong)),
        (inspect, (wrong,)),
        (captchas, (1, 0, "droid", "default", 0, wrong)),
        (export, (wrong,)),
        (endpoints.teach, (wrong, HAND)),
        *([(endpoints.train, ({}, "", False, wrong))] if wrong != "" else []),  # empty: random weights
    ]
    for function, values in calls:
        assert "There is no network" in refusal(function, *values)


def test_captchas_are_made_and_read() -> None:
    found = as_json(captchas(2, 7, "aileron", "none", 5))["captchas"]
    assert len(found) == 2
    for captcha in found:
        assert captcha["picture"].startswith("data:image/png;base64,")
        assert (len(captcha["text"]), len(captcha["read"]), len(captcha["digits"])) == (5, 5, 5)
        assert "".join(str(each["digit"]) for each in captcha["digits"]) == captcha["read"]
        assert captcha["windows"] >= 5
        for each in captcha["digits"]:
            assert decode(each["image"], "u1").shape == (784,)
            assert 0 < each["certainty"] <= 1
            assert len(each["box"]) == 4
    assert found == as_json(captchas(2, 7, "aileron", "none", 5))["captchas"]
    assert {len(each["text"]) for each in captchas(20, 1)["captchas"]} == {4, 5, 6}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"count": 0}, "count of captchas is a whole number from 1 to 25, not 0"),
        ({"count": 26}, "not 26"),
        ({"count": 10**400}, "from 1 to 25"),
        ({"count": "many"}, "not 'many'"),
        ({"count": True}, "not True"),
        ({"count": 1.5}, "not 1.5"),
        ({"seed": -1}, "seed of captchas is a whole number from 0 to 2,147,483,647, not -1"),
        ({"seed": 2**31}, "not 2147483648"),
        ({"seed": None}, "not None"),
        ({"font": "comic"}, "font is one of droid, aileron, not 'comic'"),
        ({"font": ["droid"]}, "not ['droid']"),
        ({"font": "/etc/passwd"}, "not '/etc/passwd'"),
        ({"font": "x" * 9_000_000}, "font is one of"),
        ({"noise": {}}, "noise is one of none, default, strong, not {}"),
        ({"length": 7}, "length is one of 4, 5, 6, not 7"),
        ({"length": False}, "not False"),
        ({"length": nested(2000)}, "length is one of"),
        ({"network": "lenet"}, "There is no network"),
    ],
)
def test_captchas_that_cannot_be_made_are_refused(values: dict[str, Any], message: str) -> None:
    assert message in refusal(lambda: captchas(**values))


def test_a_run_is_reported_with_numbers_and_snapshots(endpoints: Endpoints) -> None:
    values = as_json(list(endpoints.train({"epochs": 2, "examples": 1000}, HAND, False)))
    reports = [report for value in values for report in value["reports"]]
    assert [report["finished"] for report in reports] == [False, False, True]
    assert reports[0]["training"] == [None, 0.5]
    assert (reports[0]["validation"], reports[-1]["validation"]) == (None, [None, 0.5])
    kernel, bias = np.split(decode(reports[-1]["network"], "<f4"), [7840])
    np.testing.assert_array_equal(kernel, network().kernel.reshape(-1))
    np.testing.assert_array_equal(bias, network().bias)
    looks = decode(reports[-1]["looks"], "i1")
    assert looks.shape == (7840,)
    assert abs(looks).max() == 127


@pytest.mark.parametrize(("start", "form"), [("upright", "upright"), (FILE, "raw")])
def test_a_run_goes_on_from_a_network_that_ships_or_is_brought(endpoints: Endpoints, start: str, form: str) -> None:
    recipe = {"epochs": 1, "examples": 1000, "input_form": form}
    assert answer_of(endpoints.train, recipe, "", False, start)[-1]["reports"][-1]["finished"]
    assert "the recipe has scaled pixels" in refusal(endpoints.train, {"input_form": "scaled"}, "", False, start)


@pytest.mark.parametrize(
    ("recipe", "drawings", "message"),
    [
        ("article", "", "settings by name"),
        (None, "", "settings by name"),
        ({"epoch": 3}, "", "no 'epoch'"),
        ({"epochs": 0}, "", "epochs"),
        ({"epochs": "many"}, "", "epochs"),
        (LONG_RUN, "", "shorter"),
        ({"seed": FAILING_SEED}, "", "ended unexpectedly"),
        ({}, "no drawings file", "line 1"),
        ({}, {"drawings": LINE}, "Expected the text of a drawings file"),
        ({}, [LINE], "line 1"),
        ({}, [nested(2000)], "nested too deep"),
        ({}, "x" * (LONGEST_TEXT + 1), "up to 4,000,000 characters"),
        ({}, f"{LINE}\n" * (LIMITS["drawings"] + 1), "too much"),
    ],
)
def test_what_cannot_be_trained_is_refused(endpoints: Endpoints, recipe: Any, drawings: Any, message: str) -> None:
    assert message.lower() in refusal(endpoints.train, recipe, drawings).lower()


def test_a_lesson_is_given(endpoints: Endpoints) -> None:
    answer = as_json(endpoints.teach("more-hands", HAND))
    assert decode(answer["network"], "<f4").shape == (7850,)
    assert (answer["drawings"], answer["held_out"], answer["writers"]) == (10, 10, [])
    assert answer == as_json(endpoints.teach("more-hands", [json.loads(line) for line in HAND.splitlines()]))
    assert len(answer["strengths"]) == len(answer["mnist_accuracy"]) == len(answer["drawings_accuracy"])


@pytest.mark.parametrize(
    ("start", "drawings", "message"),
    [("more-hands", "", "no drawings"), ("article", HAND, "edge directions"), ("more-hands", "{}", "line 1")],
)
def test_what_cannot_be_taught_is_refused(endpoints: Endpoints, start: str, drawings: str, message: str) -> None:
    assert message in refusal(endpoints.teach, start, drawings).lower()


def test_an_inspection_is_given_as_arrays() -> None:
    answer = as_json(inspect("article"))
    labels, predicted = decode(answer["labels"], "u1"), decode(answer["predicted"], "u1")
    assert answer["test"][1] == (labels == predicted).mean()
    assert decode(answer["probability"], "<f4").shape == decode(answer["loss"], "<f4").shape == (10_000,)
    assert decode(answer["evidence"], "<f4").shape == (7840,)


def test_digits_are_given() -> None:
    answer = as_json(digits([0, 7]))
    assert answer["labels"] == load_mnist("test").labels[[0, 7]].tolist()
    assert decode(answer["images"], "u1").shape == (2 * 784,)


@pytest.mark.parametrize("rows", [5, None, "01", {"rows": [0]}, [[0]], [1e300], [-1]])
def test_rows_that_are_none_are_refused(rows: Any) -> None:
    assert "whole number from 0 to 9,999" in refusal(digits, rows)


def test_a_network_is_exported() -> None:
    answer = as_json(export(FILE, "safetensors"))
    assert answer["name"].endswith(".safetensors")
    sent = parse_network(base64.b64decode(answer["content"]))
    np.testing.assert_array_equal(sent.network.kernel, network().kernel)
    assert as_json(export("more-hands", "python"))["name"].endswith(".py")


@pytest.mark.parametrize("kind", ["gif", "", None, 5, ["python"], {}])
def test_a_kind_of_file_that_is_none_is_refused(kind: Any) -> None:
    assert "There is no kind" in refusal(export, "article", kind)


@given(json_values, json_values)
def test_whatever_arrives_is_answered_or_refused(endpoints: Endpoints, first: Any, second: Any) -> None:
    for function in (read, read_picture, read_number, endpoints.train, endpoints.teach, inspect, digits, export):
        values = (first,) if function in (inspect, digits) else (first, second)
        try:
            answer_of(function, *values)
        except gr.Error as error:
            if not is_a_sentence(error):
                raise
