import os
from pathlib import Path

import pytest

from onelayer.replacing import check_replaceable, replacing


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")
    with replacing(path) as unfinished:
        unfinished.write_text("new")
        assert path.read_text() == "old"
        assert unfinished.suffix == ".txt"
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["file.txt"]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")

    def write_half() -> None:
        with replacing(path) as unfinished:
            unfinished.write_text("half")
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="full"):
        write_half()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["file.txt"]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    with replacing(link) as unfinished:
        unfinished.write_text("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_checking_leaves_no_trace(tmp_path: Path) -> None:
    check_replaceable(tmp_path / "new.txt")
    assert not os.listdir(tmp_path)


def test_where_nothing_can_be_written_is_found_out_before(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path / "missing" / "file.txt", "there is no folder"),
        (tmp_path, "it is a folder"),
        (Path(os.devnull), "it is a device"),
        (tmp_path / (250 * "x"), "too long"),
    ):
        with pytest.raises(OSError, match=message):
            check_replaceable(path)
