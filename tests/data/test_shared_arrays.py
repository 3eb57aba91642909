import multiprocessing
import os
from multiprocessing.synchronize import Barrier
from pathlib import Path

import numpy as np
import pytest

from onelayer.data import shared_arrays
from onelayer.data.shared_arrays import FOLDER_SETTING, kept_folder, share_arrays_in, shared_array


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shared_arrays, "_folder", None)
    share_arrays_in(tmp_path)
    return tmp_path


def numbers(count: int = 5) -> np.ndarray:
    return np.arange(count, dtype=np.float32)


def test_without_a_folder_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_arrays, "_folder", None)
    monkeypatch.delenv(FOLDER_SETTING)
    assert shared_array("a", numbers).tolist() == [0, 1, 2, 3, 4]


def test_a_setting_names_a_folder_that_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_SETTING)
    assert kept_folder() is None
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path / "prepared"))
    monkeypatch.setattr(shared_arrays, "_folder", None)
    assert [shared_array("a", numbers)[1], shared_array("a", lambda: pytest.fail("made twice"))[1]] == [1, 1]
    assert kept_folder() == tmp_path / "prepared"
    assert (tmp_path / "prepared").is_dir()


def test_a_setting_that_can_be_no_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path / "file"))
    with pytest.raises(ValueError, match=f"{FOLDER_SETTING} must name a folder"):
        kept_folder()


def test_it_is_made_once_and_mapped(folder: Path) -> None:
    made = [shared_array("a", numbers), shared_array("a", lambda: pytest.fail("made twice"))]
    assert all(isinstance(array, np.memmap) for array in made)
    assert made[0].tolist() == made[1].tolist() == [0, 1, 2, 3, 4]
    assert shared_array("b", lambda: numbers(2)).tolist() == [0, 1]


def test_what_one_writes_no_other_sees(folder: Path) -> None:
    shared_array("a", numbers)[0] = 9
    assert shared_array("a", numbers)[0] == 0


def make_in_process(folder: Path, all_are_here: Barrier, made: "multiprocessing.Queue[int]") -> None:
    share_arrays_in(folder)
    all_are_here.wait()

    def make() -> np.ndarray:
        made.put(os.getpid())
        return numbers(1000)

    assert shared_array("a", make).sum() == 499_500


def test_of_several_processes_one_makes_it(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")  # other tests have left threads, which do not survive a fork
    made, all_are_here = context.Queue(), context.Barrier(3)
    processes = [context.Process(target=make_in_process, args=(folder, all_are_here, made)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3
    assert made.get()
    assert made.empty()


def test_what_was_not_used_for_longest_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_arrays, "MOST_BYTES", 2 * 4_128)
    for name in "ab":
        shared_array(name, lambda: numbers(1000))
    old = min(folder.glob("*.npy"), key=lambda path: path.stat().st_mtime_ns)
    os.utime(old, (0, 0))
    shared_array("c", lambda: numbers(1000))
    assert not old.exists()
    assert len(list(folder.glob("*.npy"))) == 2
