"""What the Climb tab makes of a session and of what has been trained."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from onelayer.storage import load_shipped_network
from onelayer.training.climb import RUNGS, Rung
from onelayer.training.run import Run
from onelayer.training.teaching import RECIPE
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.rungs import parse_rung
from onelayer.ui.session import Session
from onelayer.ui.tabs.climb import (
    ClimbTab,
    Trained,
    build_climb_tab,
    make_results,
    open_in_retrain,
    show_climb,
    take_rung,
)
from onelayer.ui.views.network_choice import build_network_choice
from onelayer.ui.views.recipe_settings import RecipeSettings, add_other_settings, build_first_settings
from onelayer.ui.views.session_publisher import SessionPublisher
from tests.support.runs import run_of


def make_run(rung: Rung) -> Run:
    """As if a rung had been trained: the network that ships on its inputs, or the article's."""
    shipped = load_shipped_network(
        rung.recipe.input_form if rung.recipe.input_form in ("upright", "directions") else "article"
    )
    return replace(run_of(shipped), recipe=rung.recipe)


def with_rungs(*numbers: int) -> Session:
    session = Session()
    for number in numbers:
        session = session.add_run(make_run(RUNGS[number]))
    return session


def event_of(rung: object) -> Any:
    return SimpleNamespace(_data={"rung": rung})


@pytest.fixture
def tab() -> ClimbTab:
    with gr.Blocks():
        return build_climb_tab()


@pytest.fixture
def publisher() -> SessionPublisher:
    with gr.Blocks():
        return SessionPublisher(gr.State(Session()), build_network_choice(), BrowserStorage(key="test"))


@pytest.fixture
def settings() -> RecipeSettings:
    with gr.Blocks():
        return add_other_settings(build_first_settings())


def test_a_rung_is_trained_where_the_visitor_has_a_whole_run_of_just_its_recipe() -> None:
    session = with_rungs(0, 3)
    assert [result.rung for result in make_results(session)] == ["article", "upright"]
    run = make_run(RUNGS[1])
    for other in (replace(run, stopped=True), replace(run, drawings=3), replace(run, recipe=RECIPE)):
        assert make_results(Session().add_run(other)) == []


def test_what_has_been_trained_is_taken_up_once_and_reads_nothing_unasked(
    tab: ClimbTab, publisher: SessionPublisher
) -> None:
    trained = [(rung, make_run(rung)) for rung in RUNGS[:2]]
    updates = take_rung(tab, publisher, Trained(trained[:1]), Session())
    updates = take_rung(tab, publisher, Trained(trained), updates[publisher.session])
    session = updates[publisher.session]
    assert [named.name for named in session.runs] == ["Climb: The article’s", "Climb: Scaled"]
    assert updates[publisher.network].chosen is None
    assert [result.network for result in updates[tab.rungs]] == ["run-1", "run-2"]
    assert session.lasting_runs == session.runs


def test_what_a_step_fixed_and_broke(tab: ClimbTab, publisher: SessionPublisher) -> None:
    session = with_rungs(2, 3)
    updates = take_rung(tab, publisher, Trained([(RUNGS[3], make_run(RUNGS[3]))]), session)
    assert updates[tab.step.network] == "run-2"
    assert len(updates[tab.step.fixed]) == len(updates[tab.step.broken]) == 20
    assert all(
        "\n" in picture.caption and picture.caption[0] == picture.caption[4] for picture in updates[tab.step.fixed]
    )
    assert all(picture.caption[0] != picture.caption[4] for picture in updates[tab.step.broken])
    words = updates[tab.step.fixed_sentence].split("**")[1]
    misread = [round(10_000 * (1 - result.accuracy)) for result in make_results(session)]
    fixed, broken = (
        int(updates[s].split("**")[1].replace(",", "")) for s in (tab.step.fixed_sentence, tab.step.broken_sentence)
    )
    assert misread[0] - fixed + broken == misread[1], words


def test_nothing_is_shown_of_rungs_that_are_forgotten(tab: ClimbTab) -> None:
    updates = show_climb(tab, Session())
    assert updates[tab.rungs] == []
    assert updates[tab.step.fixed] is None
    assert tab.step.fixed not in show_climb(tab, with_rungs(0))


def test_a_rung_opens_in_retrain_with_its_recipe_and_beside_the_one_before(settings: RecipeSettings) -> None:
    with gr.Blocks():
        tabs, shown, compared = gr.Tabs(), gr.State(""), gr.State([])
    updates = open_in_retrain(settings, tabs, shown, compared, with_rungs(3, 4), event_of("directions"))
    assert updates[settings.preset] == "directions"
    assert updates[settings.by_name["learning_rate"]] == RUNGS[4].recipe.learning_rate
    assert (updates[shown], updates[compared]) == ("run-2", ["run-1", "run-2"])
    updates = open_in_retrain(settings, tabs, shown, compared, Session(), event_of("scaled"))
    assert updates[settings.preset] == "article"
    assert shown not in updates


@pytest.mark.parametrize("rung", [None, 3, "", "summit", ["article"]])
def test_no_rung_is_refused(rung: object) -> None:
    with pytest.raises(gr.Error, match="No rung was named"):
        parse_rung(event_of(rung))
