from dataclasses import replace

import pytest

from onelayer.storage import load_shipped_network
from onelayer.training.duration import Pace, advise_shorter, pause_seconds, work_seconds
from onelayer.training.jobs import Job, TeachingJob, TrainingJob
from onelayer.training.recipe import ARTICLE, DIRECTIONS, UPRIGHT, Recipe
from tests.hands import stubborn_hand


def seconds_of(job: Job) -> float:
    """How long a job takes, its inputs prepared."""
    return work_seconds(job) + pause_seconds(job)


@pytest.mark.parametrize(
    "longer",
    [
        replace(ARTICLE, epochs=6),
        replace(ARTICLE, batch_size=8),
        replace(ARTICLE, input_form="scaled"),
        replace(ARTICLE, styles=100),
        replace(ARTICLE, variations=1),
    ],
)
def test_more_work_takes_longer(longer: Recipe) -> None:
    assert seconds_of(TrainingJob(longer)) > seconds_of(TrainingJob(ARTICLE))


def test_slow_motion_takes_its_pauses() -> None:
    plain, slow = TrainingJob(ARTICLE, 16), TrainingJob(ARTICLE, 16, pause=0.2)
    assert seconds_of(slow) > seconds_of(plain) + 5 * 16 * 0.2


def test_the_machine_is_learned() -> None:
    pace, job = Pace(), TrainingJob(UPRIGHT)
    pace.note_prepared(job)
    for _ in range(20):
        pace.learn(job, 3 * seconds_of(job))
    assert pace.seconds(job) == pytest.approx(3 * seconds_of(job), rel=0.01)
    unseen = TrainingJob(DIRECTIONS)
    assert pace.factor(unseen) == pytest.approx(3, rel=0.01)


def test_what_is_learned_while_others_wait_is_kept_apart() -> None:
    pace, job = Pace(), TrainingJob(ARTICLE)
    assert pace.factor(job, others_wait=True) > pace.factor(job)
    for _ in range(20):
        pace.learn(job, 2 * seconds_of(job), others_wait=True)
    assert pace.factor(job, others_wait=True) == pytest.approx(2, rel=0.01)
    assert pace.factor(job) == 1


def test_a_part_of_a_job_tells_how_long_all_of_it_takes() -> None:
    pace, job = Pace(), TrainingJob(DIRECTIONS)
    for _ in range(20):
        pace.learn(job, seconds_of(job) / 2, fraction=0.25)
    assert pace.factor(job) == pytest.approx(2, rel=0.01)
    pace.learn(job, 1000, fraction=0.001)
    assert pace.factor(job) == pytest.approx(2, rel=0.01)


def test_inputs_that_are_not_prepared_take_longer_once() -> None:
    pace, job = Pace(), TrainingJob(DIRECTIONS)
    before = pace.seconds(job)
    pace.note_prepared(job)
    assert pace.seconds(job) < before - 5


def test_a_lesson_takes_about_a_second() -> None:
    lesson = TeachingJob(load_shipped_network("directions").network, tuple(stubborn_hand(3)))
    assert 0.3 < seconds_of(lesson) < 3


def test_it_is_said_what_makes_a_run_shorter() -> None:
    recipe = replace(DIRECTIONS, epochs=50, batch_size=8)
    assert advise_shorter(recipe, 200, 100) == (
        "25 epochs or larger batches or fewer varied copies and ways of writing would make it shorter."
    )
    assert "Fewer examples" in advise_shorter(replace(ARTICLE, epochs=1, batch_size=1024), 200, 100)
