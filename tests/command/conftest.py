"""A folder with what the examples of the command read."""

from pathlib import Path

import pytest
from PIL import Image

from onelayer.data.drawings_file import format_drawings
from onelayer.data.mnist import load_mnist
from tests.hands import stubborn_hand
from tests.support.paper import on_paper


def picture_of(digit: int) -> Image.Image:
    """A page with the first of MNIST's test digits that is this digit."""
    test = load_mnist("test")
    return on_paper(test.images[test.labels == digit][0])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: pictures, a drawings file, and folders of pictures named as their digits."""
    picture_of(7).convert("RGB").save(tmp_path / "seven.jpg")
    picture_of(3).save(tmp_path / "three.png")
    for digit in (1, 4):
        (tmp_path / f"digits/{digit}").mkdir(parents=True)
        picture_of(digit).save(tmp_path / f"digits/{digit}/one of them.png")
    (tmp_path / "drawings.jsonl").write_bytes(format_drawings(stubborn_hand(2)))
    monkeypatch.chdir(tmp_path)
    return tmp_path
