import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from onelayer.storage import load_shipped_network
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.jobs import STOP, JobResult, News, TeachingJob, TrainingJob, TrainingProcessError
from onelayer.training.process import TrainingProcess
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.recipe import ARTICLE
from onelayer.training.teaching import Lesson
from onelayer.training.worker import answer, do_training
from tests.hands import stubborn_hand

pytestmark = pytest.mark.slow  # each starts a process, or waits for one

DIRECTIONS = load_shipped_network("directions").network
SMALL = replace(ARTICLE, epochs=1, examples=1000)
SLOW = TrainingJob(replace(ARTICLE, epochs=50), reports_per_epoch=16, pause=3600.0)


@pytest.fixture(scope="module")
def process() -> Iterator[TrainingProcess]:
    """One child for all: TensorFlow takes seconds to load."""
    process = TrainingProcess()
    yield process
    process.close()


def reports_of(run: Iterator[News]) -> tuple[list[Progress], JobResult]:
    """All reports of a run, and its end."""
    reports: list[Progress] = []
    for news in run:
        if isinstance(news, JobResult):
            return reports, news
        assert not isinstance(news, Lesson)
        reports += news or []
    raise AssertionError("the run ended without its last message")


def first_reports(run: Iterator[News]) -> list[Progress]:
    return next(news for news in run if isinstance(news, list) and news)


def test_a_run_reports_and_ends_with_its_network_and_its_metrics(process: TrainingProcess) -> None:
    reports, end = reports_of(process.do(TrainingJob(SMALL)))
    assert [progress.batch for progress in reports][:4] == [1, 2, 3, 6]
    assert end.progress.finished
    assert not end.progress.stopped
    assert end.progress.batch == SMALL.batches == 13
    assert end.progress.validation is not None
    assert end.test.accuracy == measure_on_mnist_test(end.progress.network).accuracy
    assert end.test.accuracy > 0.5


def test_a_recipe_gives_the_same_network_again(process: TrainingProcess) -> None:
    (_, first), (_, again) = (reports_of(process.do(TrainingJob(SMALL))) for _ in range(2))
    np.testing.assert_array_equal(first.progress.network.kernel, again.progress.network.kernel)


def test_stop_keeps_what_was_learned(process: TrainingProcess) -> None:
    seen = itertools.count()
    _, end = reports_of(process.do(SLOW, should_stop=lambda: next(seen) > 3))
    assert end.progress.stopped
    assert end.progress.epoch < 50
    assert 0 < end.test.accuracy <= 1


def test_a_stop_that_comes_too_late_does_not_stop_the_next_run(process: TrainingProcess) -> None:
    reports_of(process.do(TrainingJob(SMALL)))
    assert process._connection is not None
    process._connection.send(STOP)
    _, end = reports_of(process.do(TrainingJob(SMALL)))
    assert not end.progress.stopped


def test_a_run_whose_visitor_left_makes_room_for_the_next(process: TrainingProcess) -> None:
    abandoned = process.do(SLOW)
    first_reports(abandoned)
    del abandoned
    _, end = reports_of(process.do(TrainingJob(SMALL)))
    assert end.progress.recipe == SMALL
    assert end.progress.batch == SMALL.batches


def test_a_run_that_is_followed_still_when_the_next_one_begins_takes_none_of_its_news(
    process: TrainingProcess,
) -> None:
    has_begun = threading.Event()
    left: list[News] = []

    def follow() -> None:
        """As a thread of the server does, which hears only later that the visitor has left."""
        for news in process.do(SLOW):
            left.append(news)
            if news:
                has_begun.set()

    thread = threading.Thread(target=follow)
    thread.start()
    assert has_begun.wait(300)
    _, end = reports_of(process.do(TrainingJob(SMALL)))
    assert end.progress.recipe == SMALL
    assert not end.progress.stopped
    thread.join()
    assert not any(isinstance(news, JobResult) for news in left)


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

    monkeypatch.setattr("onelayer.training.training.train_on", fails)
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        answer(theirs, lambda: do_training(theirs, TrainingJob(SMALL)))
        message = ours.recv()
    assert isinstance(message, kind)
    assert str(trouble) in str(message)


def test_a_process_that_is_killed_is_said_and_the_next_run_works(process: TrainingProcess) -> None:
    run = process.do(SLOW)
    first_reports(run)
    assert process._process is not None
    assert process._process.pid is not None
    os.kill(process._process.pid, signal.SIGKILL)
    with pytest.raises(TrainingProcessError, match="ended unexpectedly"):
        reports_of(run)
    _, end = reports_of(process.do(TrainingJob(SMALL)))
    assert end.progress.finished


def test_a_process_that_died_between_runs_is_started_again(process: TrainingProcess) -> None:
    process.start()
    assert process._process is not None
    assert process._process.pid is not None
    os.kill(process._process.pid, signal.SIGKILL)
    process._process.join()
    _, end = reports_of(process.do(TrainingJob(SMALL)))
    assert end.progress.finished


def test_closing_ends_the_process_and_may_be_done_twice() -> None:
    process = TrainingProcess()
    process.close()
    process.start()
    child = process._process
    assert child is not None
    assert child.is_alive()
    process.close()
    process.close()
    assert process._process is None


def test_a_hand_is_taught_there_too(process: TrainingProcess) -> None:
    drawings = stubborn_hand(2)
    *waiting, lesson = process.do(TeachingJob(DIRECTIONS, tuple(drawings)))
    assert set(waiting) <= {None}
    assert isinstance(lesson, Lesson)
    assert (lesson.drawings, lesson.held_out) == (20, 20)
    assert not (lesson.taught.kernel == lesson.start.kernel).all()


def test_a_run_can_include_a_hand(process: TrainingProcess) -> None:
    _, plain = reports_of(process.do(TrainingJob(SMALL)))
    _, with_drawings = reports_of(process.do(TrainingJob(SMALL, drawings=tuple(stubborn_hand(1)))))
    assert with_drawings.progress.batches > plain.progress.batches


def test_preparing_to_teach_answers_nothing_and_leaves_it_ready(process: TrainingProcess) -> None:
    process.prepare_to_teach(DIRECTIONS)
    process.prepare_to_teach(DIRECTIONS)
    _, end = reports_of(process.do(TrainingJob(SMALL)))
    assert end.progress.finished
    *_, lesson = process.do(TeachingJob(DIRECTIONS, tuple(stubborn_hand(1))))
    assert lesson is not None


def test_the_worker_sets_its_threads_before_numpy_is_imported() -> None:
    code = "import sys, onelayer.training.worker; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
