"""What a browser has kept from another day, for stories that begin with it: made as the server makes it, of runs and
lessons that were really trained."""

import json
from collections.abc import Iterator, Sequence
from functools import cache

from onelayer.training.jobs import Job, JobResult, News, TeachingJob, TrainingJob
from onelayer.training.pool import TrainingPool
from onelayer.training.run import Recorder, Run
from onelayer.ui.browser_storage import KEY, make_storage_update
from onelayer.ui.session import Session

from onelayer.data.drawings_file import format_drawings
from onelayer.reading.drawing import Drawing
from onelayer.storage import load_shipped_network
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import DEFAULT_STRENGTH, Lesson
from tests.browser.neighbour import TURN_SECONDS


class Trainer:
    """Trains and teaches in the app's own pool; what was asked for once is not trained again."""

    def __init__(self, pool: TrainingPool) -> None:
        self._pool = pool
        self.run = cache(self._run)

    def _run(self, recipe: Recipe) -> Run:
        """A recipe, trained to its end."""
        recorder = Recorder(recipe)
        for news in self._do(TrainingJob(recipe)):
            if isinstance(news, list):
                for progress in news:
                    recorder.add(progress)
            elif isinstance(news, JobResult):
                run = recorder.finish(news.progress, news.test)
        return run

    def lesson(self, drawings: Sequence[Drawing]) -> Lesson:
        """What drawings teach the network that reads at first."""
        *_, lesson = self._do(TeachingJob(load_shipped_network("directions").network, tuple(drawings)))
        assert isinstance(lesson, Lesson)
        return lesson

    def _do(self, job: Job) -> Iterator[News]:
        with self._pool.join("trainer", job) as ticket:
            ticket.turn.result(TURN_SECONDS)
            yield from ticket.run()


def session_with(
    runs: Sequence[Run] = (), *, lesson: Lesson | None = None, pin: bool = False, strength: float = DEFAULT_STRENGTH
) -> Session:
    """The session of a visitor who has trained these runs, and pinned all of them if so asked, and was taught."""
    session = Session()
    for run in runs:
        session = session.add_run(run)
        if pin:
            session = session.pin(session.runs[-1].key, True)
    return session.with_lesson(lesson, strength) if lesson else session


def kept_by(session: Session, drawings: Sequence[Drawing] = (), reads: str = "") -> dict[str, str]:
    """The texts in the browser's storage by their keys.

    Args:
        session: what the visitor has on the server; of its runs those stay that outlive it.
        drawings: the visitor's own, with labels.
        reads: the key of the network that reads; empty for the one that reads at first.
    """
    items = make_storage_update(session).items or ()
    index = [{"key": item.key, "name": item.name, "kept": item.kept, "written": 1} for item in items]
    kept = {f"{KEY}/kept": json.dumps({"items": index, "reads": reads})}
    kept |= {f"{KEY}/{item.key}": item.file for item in items if item.file}
    if drawings:
        kept[KEY] = json.dumps({"drawings": format_drawings(list(drawings)).decode()})
    return kept
