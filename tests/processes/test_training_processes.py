"""Which training process does a job, and how many there are."""

import math
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from onelayer.data.shared_arrays import FOLDER_SETTING
from onelayer.files.network_file import load_shipped_network
from onelayer.processes import training_processes
from onelayer.processes.jobs import Job, News, TrainingJob, TrainingProcessError
from onelayer.processes.training_process import TrainingProcess
from onelayer.processes.training_processes import TrainingProcesses, count_processes
from onelayer.training.recipes import ARTICLE

JOB = TrainingJob(ARTICLE)


class Pretended(TrainingProcess):
    """Does a job without a process: reports once, and then, unless it is told to fail, ends."""

    does_fail = False
    prepared = 0

    def do(self, job: Job) -> Iterator[News]:
        yield self  # type: ignore[misc]
        if self.does_fail:
            raise TrainingProcessError("It failed.")

    def prepare_to_teach(self, *_: object) -> None:
        self.prepared += 1


def process_in(news: News) -> Pretended:
    """The process that has reported."""
    assert isinstance(news, Pretended)
    return news


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingProcesses]:
    monkeypatch.setattr(training_processes, "TrainingProcess", Pretended)
    processes = TrainingProcesses(2)
    yield processes
    processes.close()


def test_two_jobs_have_two_processes_and_a_third_waits_for_the_first_that_is_free(processes: TrainingProcesses) -> None:
    first, second = processes.do(JOB), processes.do(JOB)
    assert next(first) != next(second)
    done = threading.Event()

    def do_third() -> None:
        list(processes.do(JOB))
        done.set()

    third = threading.Thread(target=do_third)
    third.start()
    assert not done.wait(0.1)
    assert list(second) == []
    third.join()
    assert done.is_set()


@pytest.mark.parametrize("end", ["end", "close", "fail"])
def test_a_process_is_free_again_however_its_job_ends(processes: TrainingProcesses, end: str) -> None:
    for _ in range(4):
        job = processes.do(JOB)
        process = process_in(next(job))
        process.does_fail = end == "fail"
        if end == "close":
            job.close()  # type: ignore[attr-defined]
        elif end == "fail":
            with pytest.raises(TrainingProcessError):
                next(job)
        else:
            assert list(job) == []


def test_a_free_process_prepares_to_teach_and_does_the_next_job(processes: TrainingProcesses) -> None:
    start = load_shipped_network("more-hands").network
    processes.prepare_to_teach(start)
    assert process_in(next(processes.do(JOB))).prepared == 1


def test_where_all_are_busy_none_prepares(processes: TrainingProcesses) -> None:
    jobs = [processes.do(JOB) for _ in range(2)]
    busy = [process_in(next(job)) for job in jobs]
    processes.prepare_to_teach(load_shipped_network("more-hands").network)
    assert [process.prepared for process in busy] == [0, 0]


def test_as_many_processes_as_cores_and_memory_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONE_LAYER_TRAINING_PROCESSES", raising=False)
    monkeypatch.setattr(training_processes, "free_memory", lambda: math.inf)
    assert 1 <= count_processes() <= 4
    monkeypatch.setattr(training_processes, "free_memory", lambda: 1e9)
    assert count_processes() == 1
    monkeypatch.setenv("ONE_LAYER_TRAINING_PROCESSES", "7")
    assert count_processes() == 7
    for wrong in ("0", "many", "-1", "1.5"):
        monkeypatch.setenv("ONE_LAYER_TRAINING_PROCESSES", wrong)
        with pytest.raises(
            ValueError, match=f"ONE_LAYER_TRAINING_PROCESSES must be a whole number from 1, not '{wrong}'"
        ):
            count_processes()


def test_nothing_is_left_of_them_but_what_a_setting_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for setting, while_open, left in (("", 1, 0), (str(tmp_path / "prepared"), 1, 1)):
        monkeypatch.setenv(FOLDER_SETTING, setting)
        processes = TrainingProcesses(1)
        assert len(list(tmp_path.iterdir())) == while_open
        processes.close()
        assert len(list(tmp_path.iterdir())) == left
