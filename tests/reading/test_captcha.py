import numpy as np
import pytest

from onelayer.data.captchas import CaptchaSettings, make_captchas
from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.reading.captcha import knows_none, read_captcha
from onelayer.reading.network import Network

EASY = CaptchaSettings(noise="none", lengths=(4,))


def test_the_layer_that_ships_reads_some_captchas() -> None:
    network = load_shipped_network("more-hands").network
    captchas = list(make_captchas(EASY, 20, seed=1))
    right = [read_captcha(captcha.picture, network).text == captcha.text for captcha in captchas]
    assert sum(right) >= 6  # by chance it would be none


def test_each_digit_has_its_box_and_its_evidence() -> None:
    network = load_shipped_network("more-hands").network
    (captcha,) = make_captchas(EASY, 1, seed=2)
    reading = read_captcha(captcha.picture, network)
    assert len(reading.text) == len(reading.readings) == len(reading.certainty)
    lefts = []
    for each in reading.readings:
        assert each.box is not None
        left, top, right, bottom = each.box
        assert 0 <= left < right <= 160
        assert 0 <= top < bottom <= 60
        assert each.evidence.sum(axis=0) + network.bias == pytest.approx(each.logits)
        lefts.append(left)
    assert lefts == sorted(lefts)
    assert ((reading.certainty > 0) & (reading.certainty <= 1)).all()


def test_known_lengths_are_kept() -> None:
    network = load_shipped_network("more-hands").network
    for captcha in make_captchas(CaptchaSettings(lengths=(6,)), 4, seed=3):
        assert len(read_captcha(captcha.picture, network, (6,)).text) == 6


def test_a_blank_picture_has_no_digits() -> None:
    reading = read_captcha(np.full((60, 160, 3), 240, np.uint8), load_shipped_network("more-hands").network)
    assert (reading.text, reading.readings, reading.windows) == ("", (), 0)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_networks_that_ship_do_not_know_what_is_no_digit(name: str) -> None:
    assert not knows_none(load_shipped_network(name).network)


def test_a_network_that_is_silent_for_a_blank_image_knows_it() -> None:
    assert knows_none(Network(np.zeros((784, 10), np.float32), np.full(10, -1, np.float32), "directions"))
