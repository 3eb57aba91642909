import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from onelayer.files.network_file import load_shipped_network
from onelayer.processes.jobs import STOP, News, Stopped, TeachingJob, TrainingJob, TrainingProcessError
from onelayer.processes.training_process import TrainingProcess
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.processes.worker import do
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.progress import Preparation, Progress, TrainingDiverged
from onelayer.training.recipes import ARTICLE, CAPTCHAS
from onelayer.training.teaching import Lesson
from tests.hands import stubborn_hand
from tests.support.light_worker import start_light_workers

pytestmark = pytest.mark.slow  # each starts a process, or waits for one

MORE_HANDS = load_shipped_network("more-hands").network
SMALL = replace(ARTICLE, epochs=1, examples=1000)
SLOW = TrainingJob(replace(ARTICLE, epochs=50), reports_per_epoch=16, pause=3600.0)


@pytest.fixture(scope="module")
def process(processes: TrainingProcesses) -> TrainingProcess:
    """The one of all tests: TensorFlow takes seconds to load."""
    return processes._all[0]


@pytest.fixture
def light_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingProcess]:
    """A process that trains nothing, and may be killed."""
    start_light_workers(monkeypatch)
    process = TrainingProcess()
    yield process
    process.close()


def reports_of(run: Iterator[News]) -> list[Progress]:
    """All reports of a run."""
    reports: list[Progress] = []
    for news in run:
        assert isinstance(news, Progress)
        reports.append(news)
    return reports


def test_a_run_reports_and_ends_with_its_network(process: TrainingProcess) -> None:
    reports = reports_of(process.do(TrainingJob(SMALL)))
    assert [progress.batch for progress in reports][:4] == [1, 2, 3, 6]
    assert [progress.finished for progress in reports] == [False] * (len(reports) - 1) + [True]
    last = reports[-1]
    assert not last.stopped
    assert last.batch == SMALL.batches == 13
    assert last.validation is not None
    assert measure_on_mnist_test(last.network).accuracy > 0.5


def test_a_run_on_captchas_says_how_many_are_made(process: TrainingProcess) -> None:
    news = list(process.do(TrainingJob(replace(CAPTCHAS, captchas=40, epochs=1))))
    assert news[:2] == [Preparation(20, 40), Preparation(40, 40)]
    assert reports_of(iter(news[2:]))[-1].finished


def test_a_run_is_stopped_while_its_captchas_are_made(process: TrainingProcess) -> None:
    run = process.do(TrainingJob(CAPTCHAS))
    assert next(run) == Preparation(20, CAPTCHAS.captchas)
    run.close()  # type: ignore[attr-defined]  # a generator
    assert reports_of(process.do(TrainingJob(SMALL)))[-1].finished


def test_a_recipe_gives_the_same_network_again(process: TrainingProcess) -> None:
    first, again = (reports_of(process.do(TrainingJob(SMALL)))[-1] for _ in range(2))
    np.testing.assert_array_equal(first.network.kernel, again.network.kernel)


def test_a_stop_that_comes_too_late_does_not_stop_the_next_run(process: TrainingProcess) -> None:
    reports_of(process.do(TrainingJob(SMALL)))
    process.start().send(STOP)
    assert not reports_of(process.do(TrainingJob(SMALL)))[-1].stopped


@pytest.mark.parametrize("how", ["closed", "collected"])
def test_a_run_that_nobody_follows_stops_and_makes_room_for_the_next(process: TrainingProcess, how: str) -> None:
    run = process.do(SLOW)
    next(run)
    if how == "closed":
        run.close()  # type: ignore[attr-defined]
    del run
    last = reports_of(process.do(TrainingJob(SMALL)))[-1]
    assert last.recipe == SMALL
    assert last.batch == SMALL.batches


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [(TrainingDiverged("the learning rate is too large"), TrainingDiverged), (MemoryError("!"), TrainingProcessError)],
)
def test_what_goes_wrong_in_training_is_told(
    trouble: Exception, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    # No recipe within the limits diverges in 50 epochs (the softmax's gradient is bounded), so it is played here.
    def fails(*_: object, **__: object) -> Iterator[Progress]:
        raise trouble
        yield

    monkeypatch.setattr("onelayer.training.training.train", fails)
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        do(TrainingJob(SMALL), theirs)
        message = ours.recv()
    assert isinstance(message, kind)
    assert str(trouble) in str(message)


def kill(process: TrainingProcess) -> None:
    assert process._process is not None
    assert process._process.pid is not None
    os.kill(process._process.pid, signal.SIGKILL)


def test_a_process_that_died_is_said_by_its_run_and_started_again_for_the_next(light_process: TrainingProcess) -> None:
    process = light_process
    process.start()
    kill(process)
    assert process._process is not None
    process._process.join()
    run = process.do(SLOW)  # it died between two runs
    next(run)
    kill(process)
    with pytest.raises(TrainingProcessError, match="ended unexpectedly"):
        reports_of(run)
    run = process.do(SLOW)
    next(run)
    kill(process)
    run.close()  # type: ignore[attr-defined]  # it died with a run that is left
    run = process.do(TrainingJob(SMALL))
    assert next(run) == Preparation(1, 2)
    with pytest.raises(Stopped):
        next(run)


def test_closing_ends_the_process_and_may_be_done_twice(light_process: TrainingProcess) -> None:
    light_process.close()
    light_process.start()
    child = light_process._process
    assert child is not None
    assert child.is_alive()
    light_process.close()
    light_process.close()
    assert light_process._process is None


def test_a_run_can_include_a_hand(process: TrainingProcess) -> None:
    plain = reports_of(process.do(TrainingJob(SMALL)))
    with_drawings = reports_of(process.do(TrainingJob(SMALL, drawings=tuple(stubborn_hand(1)))))
    assert with_drawings[-1].batches > plain[-1].batches


def test_preparing_to_teach_answers_nothing_and_leaves_it_ready(process: TrainingProcess) -> None:
    process.prepare_to_teach(MORE_HANDS)
    process.prepare_to_teach(MORE_HANDS)
    assert reports_of(process.do(TrainingJob(SMALL)))[-1].finished
    (lesson,) = process.do(TeachingJob(MORE_HANDS, tuple(stubborn_hand(1))))
    assert isinstance(lesson, Lesson)


def test_the_worker_sets_its_threads_before_numpy_is_imported() -> None:
    code = "import sys, onelayer.processes.worker; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_one_that_is_closed_in_the_middle_of_a_run_says_so(light_process: TrainingProcess) -> None:
    run = light_process.do(SLOW)
    next(run)
    light_process.close()
    with pytest.raises(TrainingProcessError, match="ended unexpectedly"):
        next(run)
