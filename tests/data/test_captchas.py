import secrets
from importlib import metadata
from itertools import islice

import numpy as np
import pytest

from onelayer.data import captchas
from onelayer.data.captchas import FONTS, LENGTHS, NOISES, CaptchaSettings, make_captchas
from onelayer.extras import MissingExtraError


def test_the_same_settings_and_seed_give_the_same_captchas() -> None:
    once, again = (list(make_captchas(CaptchaSettings(), 3, seed=5)) for _ in range(2))
    assert [each.text for each in once] == [each.text for each in again]
    assert all(np.array_equal(one.picture, other.picture) for one, other in zip(once, again, strict=True))
    other = list(make_captchas(CaptchaSettings(), 3, seed=6))
    assert [each.text for each in once] != [each.text for each in other]


def test_two_makers_at_once_do_not_disturb_each_other() -> None:
    alone = list(make_captchas(CaptchaSettings(), 2, seed=1))
    first, second = (make_captchas(CaptchaSettings(), 2, seed=seed) for seed in (1, 2))
    by_turns = [next(first), next(second), next(first)]
    assert np.array_equal(by_turns[2].picture, alone[1].picture)


def test_the_module_secrets_stays_as_it_is() -> None:
    next(make_captchas(CaptchaSettings(), 1, seed=1))
    from captcha import image

    assert vars(image)["secrets"] is secrets


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("font", FONTS)
def test_a_captcha_has_so_many_digits_each_with_its_box(font: captchas.Font, length: int) -> None:
    for captcha in make_captchas(CaptchaSettings((font,), "none", (length,)), 5, seed=length):
        assert captcha.picture.shape == (60, 160, 3)
        assert captcha.picture.dtype == np.uint8
        assert len(captcha.text) == len(captcha.boxes) == length
        assert captcha.text.isdecimal()
        lefts = [left for left, _, _, _ in captcha.boxes]
        assert lefts == sorted(lefts)


def test_the_boxes_hold_all_of_the_ink_and_each_of_them_some() -> None:
    for captcha in make_captchas(CaptchaSettings(noise="none"), 20, seed=3):
        paper = captcha.picture[0, 0].astype(int)
        ink = np.abs(captcha.picture - paper).sum(axis=2) > 30
        inside = np.zeros_like(ink)
        for left, top, right, bottom in captcha.boxes:
            assert ink[top:bottom, left:right].any()
            inside[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = True  # a filter smooths the edges
        assert not (ink & ~inside).any()


def test_stronger_noise_is_more_ink_over_the_same_digits() -> None:
    inks = []
    for noise in NOISES:
        (captcha,) = make_captchas(CaptchaSettings(noise=noise), 1, seed=4)
        inks.append((np.abs(captcha.picture - captcha.picture[0, 0].astype(int)).sum(axis=2) > 30).sum())
    assert inks[0] < inks[1] < inks[2]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"fonts": ("comic",)}, "font is one of droid, aileron, not 'comic'"),
        ({"fonts": ()}, "font is one of droid, aileron, not nothing"),
        ({"noise": "loud"}, "noise is one of none, default, strong, not 'loud'"),
        ({"lengths": (3,)}, "length is one of 4, 5, 6, not 3"),
        ({"lengths": ([4],)}, r"length is one of 4, 5, 6, not \[4\]"),
    ],
)
def test_settings_that_do_not_exist_are_refused(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CaptchaSettings(**settings)  # type: ignore[arg-type]


def test_without_the_package_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none)
    with pytest.raises(MissingExtraError, match=r"pip install 'one-layer\[train\]'"):
        list(islice(make_captchas(CaptchaSettings(), 1, seed=0), 1))
