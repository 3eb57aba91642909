from dataclasses import replace

import numpy as np
import pytest

from onelayer.data.captcha_glyphs import NO_DIGIT
from onelayer.data.captchas import CaptchaSettings, make_captchas
from onelayer.reading.captcha import knows_none, read_captcha
from onelayer.training.examples import load_examples
from onelayer.training.recipes import CAPTCHAS
from onelayer.training.training import train

SMALL = replace(CAPTCHAS, captchas=100, epochs=8, batch_size=64, validation_split=0.1)


@pytest.mark.slow
def test_a_few_captchas_teach_the_layer_to_read_others_and_what_is_no_digit() -> None:
    *_, last = train(SMALL)
    assert last.finished
    assert last.validation is not None
    assert last.validation.accuracy > 0.7
    assert last.network.kernel.shape == (784, 10)
    assert knows_none(last.network)
    captchas = list(make_captchas(CaptchaSettings(noise="none", lengths=(4,)), 20, seed=1))
    assert sum(read_captcha(each.picture, last.network).text == each.text for each in captchas) >= 10


@pytest.mark.slow
def test_two_runs_give_the_same_network_and_another_seed_another() -> None:
    recipe = replace(SMALL, captchas=8, epochs=1)
    networks = [[*train(each)][-1].network for each in (recipe, recipe, replace(recipe, seed=1))]
    assert np.array_equal(networks[0].kernel, networks[1].kernel)
    assert not np.array_equal(networks[0].kernel, networks[2].kernel)


@pytest.mark.slow
def test_training_on_mnist_is_as_before_after_training_on_captchas() -> None:
    on_mnist = replace(CAPTCHAS, captchas=0, examples=1000, epochs=1)
    before, _, after = ([*train(each)][-1].network for each in (on_mnist, replace(SMALL, captchas=8), on_mnist))
    assert np.array_equal(before.kernel, after.kernel)


def test_the_last_captchas_are_for_validation_and_only_their_digits() -> None:
    training, validation = load_examples(replace(SMALL, captchas=10))
    assert len(training) > 5 * len(validation) > 0
    assert (training.labels == NO_DIGIT).any()
    assert (validation.labels < NO_DIGIT).all()


def test_it_tells_of_each_captcha() -> None:
    heard: list[tuple[int, int]] = []
    load_examples(replace(SMALL, captchas=3), lambda done, count: heard.append((done, count)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.slow
def test_a_run_can_be_stopped() -> None:
    training, validation = load_examples(replace(SMALL, captchas=8))
    (only,) = train(SMALL, (training, validation), should_stop=lambda: True)
    assert only.stopped
