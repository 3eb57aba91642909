"""A run as it is kept, and its thinning."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Progress
from onelayer.training.recipe import Recipe
from onelayer.training.run import MOST_SNAPSHOTS, Recorder, Snapshot, thin_snapshots


def blank_network(value: float = 0.0) -> Network:
    return Network(np.full((784, 10), value, np.float32), np.zeros(10, np.float32), "raw")


def progress(batch: int, epoch: int = 1, finished: bool = False, network: Network | None = None) -> Progress:
    figures = Metrics(1 / batch, 0.5)
    return Progress(
        recipe=Recipe(),
        epoch=epoch,
        batch=batch,
        batches=750,
        report=1,
        reports=9,
        training=figures,
        recent=figures,
        validation=figures if finished else None,
        network=network or blank_network(),
        seconds=0.1,
        finished=finished,
    )


def test_a_recorder_makes_a_run_of_its_reports() -> None:
    recorder = Recorder(Recipe())
    for batch in (1, 2, 4, 750):
        recorder.add(progress(batch))
    last = progress(750, finished=True, network=blank_network(1.0))  # the same weights, calibrated
    recorder.add(last)
    run = recorder.finish(last, Metrics(0.3, 0.9))
    assert [snapshot.batches_done for snapshot in run.snapshots] == [1, 2, 4, 750]
    assert run.network is last.network
    np.testing.assert_allclose(run.training[:, 0], [1 / 750, 2 / 750, 4 / 750, 1, 1], rtol=1e-6)
    assert run.validated == pytest.approx(Metrics(1 / 750, 0.5))
    assert run.test == Metrics(0.3, 0.9)
    assert run.size == 4 * (31_360 + 40) + 6 * 12


def test_a_run_without_validation_has_no_validated_figures() -> None:
    recorder = Recorder(Recipe())
    recorder.add(progress(1))
    assert recorder.finish(progress(1), Metrics(0.3, 0.9)).validated is None


def test_a_long_run_is_thinned_while_it_is_recorded() -> None:
    recorder = Recorder(Recipe())
    for batch in range(1, 751):
        recorder.add(progress(batch))
    kept = [snapshot.batches_done for snapshot in recorder.snapshots]
    assert len(kept) == MOST_SNAPSHOTS
    assert kept[:4] == [1, 2, 3, 4]
    assert kept[-1] == 750
    assert len(recorder.training) == 750


@given(st.sets(st.integers(1, 40_000), min_size=1, max_size=80), st.integers(0, 60))
def test_thinning_keeps_both_ends_and_the_order(batches: set[int], count: int) -> None:
    network = blank_network()
    snapshots = [Snapshot(batch, network) for batch in sorted(batches)]
    kept = [snapshot.batches_done for snapshot in thin_snapshots(snapshots, count)]
    assert kept == sorted(kept)
    assert set(kept) <= batches
    assert len(kept) == min(len(batches), max(count, 2))
    assert (kept[0], kept[-1]) == (min(batches), max(batches))
