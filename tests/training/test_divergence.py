"""When the loss of a run ran away, on recorded losses.

`recorded_losses.json` has pairs of epochs done and the mean loss since the pair before: of the article's recipe, of
larger rates, and of direction inputs.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onelayer.training.divergence import FAR_ABOVE, first_loss, has_diverged, last_loss

RECORDED = json.loads(Path(__file__).with_name("recorded_losses.json").read_text(encoding="utf-8"))


def curve_of(pairs: list[list[float]]) -> np.ndarray:
    return np.array([[*pair, 0.9] for pair in pairs], np.float32)


def converging() -> Iterator[pytest.ParameterSet]:
    """Each whole number of epochs of the runs that converge."""
    for name, pairs in RECORDED.items():
        if not name.startswith("rate"):
            for epochs in range(1, int(pairs[-1][0]) + 1):
                curve = curve_of([pair for pair in pairs if pair[0] <= epochs])
                yield pytest.param(curve, id=f"{name}: {epochs}")


@pytest.mark.parametrize("curve", list(converging()))
def test_a_run_that_converges_has_not_diverged_however_noisy_it_is(curve: np.ndarray) -> None:
    assert not has_diverged(curve)
    assert last_loss(curve) < 1.3 * first_loss(curve), "far from where a run is said to have diverged"


@pytest.mark.parametrize("name", ["rate 1, 3 epochs", "rate 10, 3 epochs", "rate 1000, 3 epochs"])
@pytest.mark.parametrize("epochs", [1, 2, 3])
def test_a_rate_that_is_far_too_large_diverges(name: str, epochs: int) -> None:
    curve = curve_of([pair for pair in RECORDED[name] if pair[0] <= epochs])
    assert has_diverged(curve)
    assert last_loss(curve) > 5 * FAR_ABOVE * first_loss(curve), "far from where a run is said to have converged"


def test_one_bad_report_at_the_end_is_no_divergence() -> None:
    curve = curve_of([[epochs / 100, 2.0] for epochs in range(1, 101)])
    curve[-1, 1] = 100 * FAR_ABOVE
    assert last_loss(curve) == pytest.approx(2 + (100 * FAR_ABOVE - 2) / 25)
    curve[-1, 1] = 10 * FAR_ABOVE
    assert not has_diverged(curve)


@pytest.mark.parametrize("loss", [np.nan, np.inf])
def test_a_loss_that_is_not_finite_has_diverged(loss: float) -> None:
    assert has_diverged(curve_of([[0.1, 2.0], [1.0, loss]]))


def test_the_last_part_is_weighed_by_its_batches() -> None:
    assert last_loss(curve_of([[0.5, 9.0], [0.8, 4.0], [1.0, 1.0], [1.0, 99.0]])) == pytest.approx(1.6)
    assert first_loss(curve_of([[0.5, 9.0], [1.0, 4.0]])) == 9


def test_of_a_run_without_a_curve_nobody_knows() -> None:
    nothing = np.empty((0, 3), np.float32)
    assert not has_diverged(nothing)
    assert np.isnan(first_loss(nothing))
    assert np.isnan(last_loss(nothing))
