"""A network as one file of Python, where NumPy and Pillow are all that is installed."""

import ast
import subprocess
import sys
import venv
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from onelayer.data.mnist import load_mnist
from onelayer.files.picture_of_digit import find_image
from onelayer.files.python_file import FILE_NAME, format_python_file
from onelayer.reading.inputs import INPUT_FORMS, InputForm
from onelayer.reading.photo import PhotoError
from onelayer.reading.reading import read
from tests.support.exported import CLOSE, make_images, read_images, trained_of

READ_ALL = """
import sys
import numpy as np
from one_layer import read

np.save("read.npy", read(np.load("images.npy")))
assert not {"onelayer", "scipy", "keras", "tensorflow"} & set(sys.modules)
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs Python where nothing but NumPy and Pillow is installed."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = [f"{name}=={version(name)}" for name in ("numpy", "pillow")]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True, capture_output=True)

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([python, *arguments], cwd=cwd, env={}, capture_output=True, text=True)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the file of a network, and pictures."""
    (tmp_path / FILE_NAME).write_text(format_python_file(trained_of("directions").network), encoding="utf-8")
    return tmp_path


def printed(probabilities: np.ndarray) -> str:
    return "".join(f"  {digit}  {probability:.6f}\n" for digit, probability in enumerate(probabilities))


@pytest.mark.slow
@pytest.mark.parametrize("form", INPUT_FORMS)
def test_it_reads_images_as_we_do(form: InputForm, run: Run, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(format_python_file(trained_of(form).network), encoding="utf-8")
    np.save(tmp_path / "images.npy", make_images())
    done = run("-c", READ_ALL, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(np.load(tmp_path / "read.npy"), read_images(form), rtol=0, atol=CLOSE)


@pytest.mark.slow
def test_it_prints_the_digit_of_each_picture_and_says_which_could_not_be_read(run: Run, folder: Path) -> None:
    image = load_mnist("test").images[0]
    Image.fromarray(image).save(folder / "small.png")
    Image.fromarray(255 - np.kron(image, np.ones((8, 8), np.uint8))).save(folder / "large.jpg")
    Image.new("L", (90, 90), 200).save(folder / "blank.png")
    done = run(FILE_NAME, "small.png", "blank.png", "gone.png", "large.jpg", cwd=folder)
    assert done.returncode == 1
    small, large = done.stdout.split("large.jpg: ")
    assert small == f"small.png: 7\n{printed(read(image, trained_of('directions').network).probabilities)}"
    assert large.startswith("7\n")
    assert "blank.png: No digit was found" in done.stderr
    assert "gone.png: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_without_a_picture_it_says_what_it_expects(run: Run, folder: Path) -> None:
    done = run(FILE_NAME, cwd=folder)
    assert done.returncode == 1
    assert "Expected pictures: python one_layer.py seven.png" in done.stderr


def photograph(image: np.ndarray, ink: float, paper: float) -> Image.Image:
    """A large picture of an image, in a corner of shaded paper with a speck on it."""
    large = np.asarray(Image.fromarray(image).resize((300, 300), Image.Resampling.BICUBIC), np.float64) / 255
    sheet = np.zeros((480, 640))
    sheet[60:360, 240:540] = large
    sheet[440:444, 30:34] = 1
    shade = np.linspace(1, 0.85, 640)
    return Image.fromarray((shade * (paper + (ink - paper) * sheet)).astype(np.uint8))


@pytest.mark.parametrize(("ink", "paper"), [(40, 230), (235, 30)])
def test_pictures_of_any_size_and_polarity_are_read(ink: float, paper: float, tmp_path: Path) -> None:
    network, wrong = trained_of("directions").network, 0
    test = load_mnist("test")
    for image, label in zip(test.images[:25], test.labels[:25], strict=True):
        photograph(image, ink, paper).save(tmp_path / "picture.png")
        wrong += read(find_image(tmp_path / "picture.png"), network).digit != label
    assert wrong <= 1


def test_an_image_is_taken_as_it_is(tmp_path: Path) -> None:
    for image in make_images()[::50]:
        Image.fromarray(image).save(tmp_path / "image.png")
        np.testing.assert_array_equal(find_image(tmp_path / "image.png"), image)


def test_a_picture_without_ink_is_said(tmp_path: Path) -> None:
    Image.new("RGB", (50, 40), (250, 250, 240)).save(tmp_path / "blank.png")
    with pytest.raises(PhotoError, match="blank, or its ink too faint"):
        find_image(tmp_path / "blank.png")


def test_several_digits_and_lines_alone_are_said(tmp_path: Path) -> None:
    images = load_mnist("test").images
    two = 255 - np.kron(np.hstack([images[0], images[2]]), np.ones((8, 8), np.uint8))
    Image.fromarray(two).save(tmp_path / "two.png")
    with pytest.raises(PhotoError, match="more than one digit"):
        find_image(tmp_path / "two.png")
    ruled = np.full((300, 400), 240, np.uint8)
    ruled[40::60] = 90
    Image.fromarray(ruled).save(tmp_path / "ruled.png")
    with pytest.raises(PhotoError, match="only lines"):
        find_image(tmp_path / "ruled.png")


def test_no_two_parts_of_the_file_have_one_name() -> None:
    tree = ast.parse(format_python_file(trained_of("directions").network))
    names = [
        name
        for node in tree.body
        for name in (
            [node.name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
        )
    ]
    assert len(names) > 100
    assert sorted(set(names)) == sorted(names)
