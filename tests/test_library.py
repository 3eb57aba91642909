"""The library, as a program uses it: `import onelayer`."""

import doctest
import gzip
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import onelayer
from onelayer.assets import ASSETS
from onelayer.data.drawings_file import format_drawings
from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.library import gather_drawings
from onelayer.training.recipes import ARTICLE
from tests.hands import mirrored, stubborn_hand
from tests.support.paper import on_paper

ROOT = ASSETS.parent
ONE = [[(0.5, 0.15), (0.5, 0.85)]]
IMAGE = load_mnist("test").images[0]  # a seven
TRAIN = {"train", "teach"}


def picture_of(image: np.ndarray, left: int = 60, top: int = 30) -> Image.Image:
    """A page of 200 × 300 pixels with the image in dark ink, 112 × 112, at a place."""
    return on_paper(image, left, top, height=300)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with what the examples read."""
    picture_of(IMAGE).convert("RGB").save(tmp_path / "seven.jpg")
    test = load_mnist("test")
    picture_of(test.images[test.labels == 3][0]).save(tmp_path / "three.png")
    (tmp_path / "drawings.jsonl").write_bytes(format_drawings(stubborn_hand(2)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def examples() -> Iterator[Any]:
    """The examples in the docstrings of all that is public."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name, value in [("onelayer", onelayer), *((name, getattr(onelayer, name)) for name in onelayer.__all__)]:
        for test in finder.find(value, name, module=False, globs={}):
            if test.examples:
                yield pytest.param(test, id=test.name, marks=pytest.mark.slow if test.name in TRAIN else ())


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("example", list(examples()))
def test_the_examples_are_true(example: doctest.DocTest) -> None:
    result = doctest.DocTestRunner().run(example, clear_globs=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_each_function_has_an_example() -> None:
    names = {str(parameter.values[0].name) for parameter in examples()}
    assert {"onelayer", "read", "load", "train", "teach", "TrainedNetwork.read", "TrainedNetwork.save"} <= names


def test_what_is_public_has_its_name_its_docstring_and_comes_from_the_library() -> None:
    from onelayer import library

    assert sorted(library.__all__) == sorted(onelayer.__all__)
    assert set(onelayer.__all__) <= set(dir(onelayer))
    for name in onelayer.__all__:
        assert getattr(onelayer, name).__name__ == name
        assert getattr(onelayer, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        onelayer.write  # noqa: B018


def test_what_only_some_need_is_not_loaded_before_it_is_used() -> None:
    code = (
        "import sys, onelayer\n"
        "assert not {'numpy', 'PIL'} & set(sys.modules)\n"
        "[getattr(onelayer, name) for name in onelayer.__all__]\n"
        "print(onelayer.read([[(0.5, 0.15), (0.5, 0.85)]]).digit)\n"
        "print([name for name in ('scipy', 'pillow_heif', 'tensorflow', 'keras', 'gradio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["1", "[]"], done.stderr


def test_a_picture_is_read_wherever_it_comes_from_and_its_digit_is_found_in_it(folder: Path) -> None:
    picture = picture_of(IMAGE)
    content = io.BytesIO()
    picture.save(content, "PNG")
    content.seek(0)
    rows, columns = np.flatnonzero(IMAGE.any(axis=1)) * 4 + 30, np.flatnonzero(IMAGE.any(axis=0)) * 4 + 60
    box = columns[0], rows[0], columns[-1] + 4, rows[-1] + 4
    readings = onelayer.read([picture, content, folder / "seven.jpg", str(folder / "seven.jpg")])
    for reading in readings:
        assert (reading.digit, reading.sure) == (7, True)
        assert reading.box
        np.testing.assert_allclose(reading.box, box, atol=6)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_box_is_in_the_picture_as_it_is_shown(tmp_path: Path, orientation: int) -> None:
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # EXIF says how to turn it; these turn it the other way
    picture = picture_of(IMAGE).resize((1000, 1500))  # of which a JPEG is decoded smaller
    lying = picture.transpose(Image.Transpose(turns[orientation])) if orientation in turns else picture
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying.save(tmp_path / "lying.jpg", exif=exif)
    expected, found = onelayer.read(picture), onelayer.read(tmp_path / "lying.jpg")
    assert expected.box
    assert found.box
    assert found.digit == expected.digit == 7
    np.testing.assert_allclose(found.box, expected.box, atol=10)


def test_a_picture_that_is_read_stays_as_it_is(folder: Path) -> None:
    picture_of(IMAGE).resize((2000, 3000)).save(folder / "large.jpg")
    with Image.open(folder / "large.jpg") as picture:
        onelayer.read(picture)
        assert picture.size == (2000, 3000)


def test_strokes_an_image_and_lists_of_all_are_read() -> None:
    arrays = [np.array(ONE[0])]
    assert onelayer.read(ONE).digit == onelayer.read(arrays).digit == onelayer.read(tuple(arrays)).digit == 1
    assert onelayer.read(stubborn_hand(1)[0]).digit == 0
    assert onelayer.read(IMAGE).box is None
    assert [reading.digit for reading in onelayer.read([IMAGE, ONE, arrays, picture_of(IMAGE)])] == [7, 1, 1, 7]
    assert [reading.digit for reading in onelayer.read(list(load_mnist("test").images[:3]))] == [7, 2, 1]
    nothing: list[str] = []
    assert onelayer.read(nothing) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_evidence_adds_up_to_the_logits_and_many_are_read_as_one_is(name: str) -> None:
    network = onelayer.load(name)
    readings = network.read(list(load_mnist("test").images[:100]))
    for reading in readings:
        np.testing.assert_allclose(reading.evidence.sum(axis=0) + network.network.bias, reading.logits, atol=1e-9)
    one = network.read(load_mnist("test").images[99])
    np.testing.assert_allclose(one.probabilities, readings[99].probabilities, atol=1e-6)
    assert one.verdict == readings[99].verdict


@pytest.mark.parametrize(
    ("what", "error", "message"),
    [
        ([[]], onelayer.DrawingError, "no more ink than a dot"),
        (np.zeros((28, 28), np.uint8), onelayer.DrawingError, "no more ink than a dot"),
        (np.zeros((28, 28)), onelayer.DrawingError, r"an array float64 \(28, 28\). Expected .* uint8 \(28, 28\)"),
        (np.zeros((3, 28, 28), np.uint8), onelayer.DrawingError, r"Expected .* uint8 \(28, 28\)"),
        (5, onelayer.DrawingError, "int cannot be read. Expected the path of a picture"),
        ([None], onelayer.DrawingError, "NoneType cannot be read"),
        ([["x"]], onelayer.DrawingError, "not a list of points .* Expected"),
        ([[(1, 2)]], onelayer.DrawingError, "outside the sketchpad"),
        ([np.full((3, 2), np.nan)], onelayer.DrawingError, "outside the sketchpad"),
        ("no such file.png", FileNotFoundError, "no such file.png"),
        (io.BytesIO(b"no picture"), onelayer.PhotoError, "A PNG or JPEG of one digit is expected"),
        (Image.new("L", (50, 50), 255), onelayer.PhotoError, "the picture is blank"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_was_expected(what: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        onelayer.read(what)


def test_a_network_that_is_none_is_named_with_what_was_expected(folder: Path) -> None:
    with pytest.raises(onelayer.StorageError, match="no network 'rectangles'; expected more-hands, kilobyte, "):
        onelayer.load("rectangles")
    with pytest.raises(onelayer.StorageError, match=r"seven\.jpg is not a network that can be read"):
        onelayer.read(ONE, network=folder / "seven.jpg")


def test_a_network_that_cannot_be_saved_leaves_what_was_there(folder: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        onelayer.load("article").save(folder / "nowhere/mine.safetensors")
    network = onelayer.load("upright")
    network.save(folder / "mine.safetensors")
    again = onelayer.load(folder / "mine.safetensors")
    assert (again.recipe, again.accuracies) == (network.recipe, network.accuracies)


@pytest.mark.parametrize(
    ("recipe", "settings", "message"),
    [
        ("cooking", {}, "no recipe 'cooking'; expected article, scaled, optimizer, upright, directions, more-hands"),
        ("article", {"epochs": 0}, "epochs must be a whole number from 1 to 50, not 0"),
        ("article", {"salt": 1}, "no 'salt'"),
        ("article", {"start": "upright"}, "has upright pixels, and the recipe has raw pixels"),
    ],
)
def test_a_wrong_recipe_is_refused_before_anything_is_loaded(
    recipe: str, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(onelayer.RecipeError, match=message):
        onelayer.train(recipe, **settings)


@pytest.mark.slow
def test_the_last_progress_has_the_network_and_its_accuracies() -> None:
    small: dict[str, Any] = {"epochs": 2, "examples": 1000, "validation_split": 0.2}
    *_, last = onelayer.train(onelayer.Recipe(**small))
    assert (last.epoch, last.epochs, last.finished) == (2, 2, True)
    assert set(last.network.accuracies) == {"training_accuracy", "validation_accuracy", "test_accuracy"}
    assert last.test
    assert last.network.accuracies["test_accuracy"] == last.test.accuracy
    first = next(onelayer.train("article", start=last.network, learning_rate=0.000_001, **small))
    assert first.test is None
    assert "test_accuracy" not in first.network.accuracies
    assert abs(first.network.network.kernel - last.network.network.kernel).max() < 0.01  # it goes on from there


def test_drawings_are_gathered_from_whatever_holds_them(tmp_path: Path) -> None:
    hand = stubborn_hand(1)
    content = format_drawings(hand)
    (tmp_path / "hand.jsonl.gz").write_bytes(gzip.compress(content))
    lines = content.decode().splitlines()
    ways: list[Any] = [hand, tmp_path / "hand.jsonl.gz", str(tmp_path / "hand.jsonl.gz"), io.BytesIO(content), content]
    for drawings in [*ways, content.decode(), lines, [json.loads(line) for line in lines]]:
        assert [drawing.label for drawing in gather_drawings(drawings)] == list(range(10))


@pytest.mark.parametrize(
    ("drawings", "error", "message"),
    [
        ([], onelayer.DrawingsFileError, "There are no drawings"),
        (b"", onelayer.DrawingsFileError, "There are no drawings"),
        ("{broken", onelayer.DrawingsFileError, "Line 1: that is not JSON"),
        ([{"strokes": ONE}], onelayer.DrawingsFileError, "Drawing 1: the label must be a whole number from 0 to 9"),
        ([{"label": 7, "strokes": [[5]]}], onelayer.DrawingsFileError, r"Drawing 1: Stroke 1 has a point that is not"),
        ([5], onelayer.DrawingsFileError, "Drawing 1: That is not a drawing. Expected"),
        (5, onelayer.DrawingsFileError, "Expected the path"),
        ("no such file.jsonl", FileNotFoundError, "no such file"),
    ],
)
def test_what_cannot_be_taught_is_named(drawings: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        onelayer.teach(drawings)


def test_only_direction_inputs_are_taught_and_only_to_a_strength_that_is_one() -> None:
    with pytest.raises(ValueError, match="cannot be taught; expected edge directions"):
        onelayer.teach(stubborn_hand(1), network="upright")
    with pytest.raises(ValueError, match="from 0 to 1, not 2"):
        onelayer.teach(stubborn_hand(1), strength=2)


@pytest.mark.slow
def test_a_lesson_gives_a_network_that_reads_the_hand_better() -> None:
    hand = mirrored(stubborn_hand(3))
    shipped = load_shipped_network("more-hands")
    taught = onelayer.teach(hand)

    def right(network: onelayer.TrainedNetwork) -> int:
        return sum(reading.digit == drawing.label for reading, drawing in zip(network.read(hand), hand, strict=True))

    assert right(taught) > right(shipped)
    assert taught.recipe != ARTICLE
    assert taught.accuracies["test_accuracy"] > 0.9
