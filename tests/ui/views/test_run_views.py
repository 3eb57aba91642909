"""The views of the Retrain tab: what they say of runs and networks."""

import base64
from dataclasses import replace
from typing import Any

import gradio as gr
import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.storage import load_shipped_network
from onelayer.training.average_evidence import average_evidence
from onelayer.training.evaluation import Metrics, confusion_matrix, mnist_test_logits
from onelayer.training.recipe import Recipe
from onelayer.training.sweep import Outcome, plan_sweep
from onelayer.ui.components.heat_grid import parse_cell
from onelayer.ui.components.replay import Replay, Replayed
from onelayer.ui.components.runs_table import ActionName, TableAction, parse_table_action
from onelayer.ui.session import Session
from onelayer.ui.views.compare import CHOOSE, build_compare_view, compare
from onelayer.ui.views.confusion import ALL_WRONG, cell_members, matrix_grid
from onelayer.ui.views.mnist_digits import digit_pictures
from onelayer.ui.views.replay import snapshot_pictures
from onelayer.ui.views.runs import GONE, apply_action, make_rows
from onelayer.ui.views.sweep import WAITING, format_sweep, sweep_grid
from tests.ui.test_session import make_run, with_runs

VIEW = build_compare_view()


@pytest.fixture(scope="module")
def two_runs() -> Session:
    return with_runs(2)


@pytest.fixture(scope="module")
def logits() -> np.ndarray:
    return mnist_test_logits(load_shipped_network("upright").network)


def test_what_is_replayed_has_each_snapshot_and_what_it_looks_for() -> None:
    run = make_run(snapshots=5)
    sent = Replay().encode(Replayed("run-1", run, snapshot_pictures(run)))["run"]
    assert sent["batches"] == [snapshot.batches_done for snapshot in run.snapshots]
    kernels = np.frombuffer(base64.b64decode(sent["kernels"]), np.float16).reshape(5, 10, 784)
    for snapshot, kernel, bias in zip(run.snapshots, kernels, sent["biases"], strict=True):
        np.testing.assert_allclose(kernel.T, snapshot.network.kernel, rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(bias, snapshot.network.bias)
    assert [len(ten) for ten in sent["pictures"]] == [10] * 5
    assert Replay().encode(Replayed("upright")) == {"key": "upright", "run": None}


def test_the_table_has_the_newest_run_first_and_the_references_last(two_runs: Session) -> None:
    rows = make_rows(two_runs, "run-1", ["run-1", "upright"])
    assert [row.name for row in rows[:5]] == [
        "Run 2",
        "Run 1",
        "Directions, as it ships",
        "Upright, as it ships",
        "The article’s recipe, as it ships",
    ]
    assert [row.key for row in rows if row.shown] == ["run-1"]
    assert [row.key for row in rows if row.compared] == ["run-1", "upright"]
    assert rows[0].about == "Article"
    assert (rows[0].time, rows[0].test, rows[-1].training) == ("0.50 s", "90.00 %", "–")
    assert not any(row.key for row in rows[5:])


@pytest.mark.parametrize(
    ("action", "key", "text", "sentence"),
    [
        ("show", "run-1", "", "Run 1 is shown."),
        ("rename", "run-1", "first", "Run 1 is called first now."),
        ("rename", "run-1", " ", "A run needs a name."),
        ("keep", "run-1", "", "Run 1 is kept: it stays in this browser, and no later run pushes it out."),
        ("read", "run-1", "", "Run 1 reads now, on the Draw tab."),
        ("delete", "run-1", "", "Run 1 is deleted, and can be brought back."),
        ("delete", "upright", "", "That run is gone."),
        ("show", "run-7", "", GONE),
    ],
)
def test_what_is_asked_in_the_table_is_done_and_said(
    two_runs: Session, action: ActionName, key: str, text: str, sentence: str
) -> None:
    assert apply_action(TableAction(action, key, text), two_runs, "run-2", []).sentence == sentence


def test_comparing_is_switched_on_and_off_and_deleting_forgets_it(two_runs: Session) -> None:
    result = apply_action(TableAction("compare", "run-1", ""), two_runs, "run-1", ["run-2"])
    assert result.compared == ["run-2", "run-1"]
    assert apply_action(TableAction("compare", "run-2", ""), two_runs, "run-1", result.compared).compared == ["run-1"]
    gone = apply_action(TableAction("delete", "run-1", ""), two_runs, "run-1", result.compared)
    assert (gone.compared, gone.shown, gone.session.run("run-1")) == (["run-2"], "directions", None)


def test_a_fifth_network_is_not_compared_and_no_other_is_unticked() -> None:
    session = with_runs(5)
    four = ["run-1", "run-2", "run-3", "upright"]
    refused = apply_action(TableAction("compare", "run-5", ""), session, "run-1", four)
    assert refused.compared == four
    assert refused.sentence == "4 are compared, which is the most. Untick one to compare Run 5."
    gone = session.delete("run-2")
    assert apply_action(TableAction("compare", "run-5", ""), gone, "run-1", four).compared == [
        "run-1",
        "run-3",
        "upright",
        "run-5",
    ]


def test_the_best_of_several_runs_is_marked(two_runs: Session) -> None:
    def best(session: Session) -> list[str]:
        return [row.name for row in make_rows(session, "run-1", []) if row.best]

    better = replace(make_run(), test=Metrics(0.3, 0.95))
    assert best(with_runs(1)) == []
    assert best(two_runs) == ["Run 1"], "the first of two that are as good"
    assert best(two_runs.add_run(better)) == ["Run 3"]
    assert best(two_runs.add_run(replace(better, test=Metrics(np.nan, np.nan)))) == ["Run 1"]


def test_two_runs_are_compared(two_runs: Session) -> None:
    updates = compare(VIEW, two_runs, ["run-1", "run-2"])
    loss, accuracy, pictures = updates[VIEW.loss], updates[VIEW.accuracy], updates[VIEW.difference]
    assert updates[VIEW.sentence] == (
        "Curves of Run 1, Run 2. Pictures: what **Run 2** looks for more (orange) or less (blue) than **Run 1**."
    )
    assert list(loss.curves) == ["Run 1", "Run 2"]
    assert accuracy.epochs == 5
    assert len(pictures) == 10
    evidence = [average_evidence(two_runs.network(key)) for key in ("run-1", "run-2")]
    np.testing.assert_array_equal(np.sign(pictures[3].pixels), np.sign(evidence[1][3] - evidence[0][3]))
    assert list(compare(VIEW, two_runs, ["run-1"]).values()) == [CHOOSE, None, None, None]


def test_networks_of_different_inputs_are_compared_on_their_own_scales() -> None:
    updates = compare(VIEW, Session(), ["upright", "article"])
    assert "their inputs differ (upright, raw)" in updates[VIEW.sentence]
    assert updates[VIEW.loss] is None
    assert max(np.abs(picture.pixels).max() for picture in updates[VIEW.difference]) >= 1, "some in full colour"


def test_the_confusion_matrix_counts_all_test_digits(logits: np.ndarray) -> None:
    counts = confusion_matrix(load_mnist("test").labels, logits.argmax(axis=1))
    grid = matrix_grid(counts)
    assert sum(int(cell.text or 0) for line in grid.cells for cell in line[:10]) == 10_000
    assert grid.cells[4][9].words == f"4 read as 9: {counts[4, 9]}"
    assert grid.cells[7][10].text == f"{100 * counts[7, 7] / counts[7].sum():.1f}"
    read_as = logits.argmax(axis=1)
    assert len(cell_members(read_as, 4, 9)) == counts[4, 9]
    assert len(cell_members(read_as, 4, ALL_WRONG)) == counts[4].sum() - counts[4, 4]


def test_test_digits_say_what_they_are_and_were_read_as(logits: np.ndarray) -> None:
    (picture,) = digit_pictures([0], logits)
    assert picture.caption.startswith("7 → 7\n")
    assert picture.text.startswith("Test digit 0: a 7, read as 7, ")


def test_a_sweep_says_which_pair_was_best_and_what_diverged() -> None:
    plan = plan_sweep(Recipe())
    outcomes = {
        (0, 0): Outcome(190.0, Metrics(0.4, 0.89)),
        (2, 1): Outcome(170.0, Metrics(420.0, 0.87)),
        (4, 3): Outcome(180.0, None),
    }
    grid = sweep_grid(plan, outcomes)
    assert grid.rows == ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1"]
    assert (grid.cells[0][0].text, grid.cells[0][0].kind) == ("89.0 %\nloss 0.40", "right")
    assert (grid.cells[2][1].text, grid.cells[2][1].kind) == ("87.0 %\nloss 420 ↑", "wrong")
    assert (grid.cells[4][3].text, grid.cells[4][3].kind) == ("diverged", "outside")
    assert grid.cells[1][1] == WAITING
    text = format_sweep(plan, outcomes)
    assert "89.0 % on validation, rate 0.00001, batches of 16" in text
    assert "2 of 3 diverged: their loss ended above the 180.00 before training" in text
    assert "Everything diverged" in format_sweep(plan, {(0, 0): Outcome(180.0, None)})


@pytest.mark.parametrize("row", [-1, 3, None, "0", True, 0.0])
def test_a_cell_that_is_not_there_is_refused(row: Any) -> None:
    event: Any = gr.EventData(None, {"row": row, "column": 0})
    with pytest.raises(gr.Error, match="No cell"):
        parse_cell(event, 3, 3)


@pytest.mark.parametrize(("action", "key"), [("explode", "run-1"), ("show", 3), (None, None), ("show", "x" * 999)])
def test_a_choice_that_is_none_is_refused(action: Any, key: Any) -> None:
    event: Any = gr.EventData(None, {"action": action, "key": key, "text": ""})
    with pytest.raises(gr.Error, match="Nothing was chosen"):
        parse_table_action(event)
