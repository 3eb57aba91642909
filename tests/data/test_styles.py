import numpy as np
import pytest

from onelayer.data.styles import STYLES, Style, draw_styles
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import draw_images
from onelayer.reading.inputs import prepare_inputs


def test_every_digit_is_written_in_several_ways() -> None:
    assert min(np.bincount([style.digit for style in STYLES], minlength=10)) >= 3
    assert len({(style.digit, style.name) for style in STYLES}) == len(STYLES)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.digit} {style.name}")
def test_a_style_is_strokes_about_a_unit_square(style: Style) -> None:
    for stroke in style.strokes:
        assert stroke.ndim == 2
        assert len(stroke) >= 2
        assert stroke.min() > -0.2
        assert stroke.max() < 1.2


def test_a_corner_is_kept_and_a_curve_goes_through_its_points() -> None:
    sharp = Style(7, "sharp", "0,0 90,0! 0,90").strokes[0]
    round_ = Style(7, "round", "0,0 90,0 0,90").strokes[0]
    for stroke in (sharp, round_):
        for point in ((0, 0), (0.9, 0), (0, 0.9)):
            assert np.abs(stroke - point).sum(axis=1).min() < 1e-9
    assert sharp[:, 0].max() == pytest.approx(0.9)
    assert sharp[:, 1].min() == pytest.approx(0)
    assert round_[:, 1].min() < -0.01  # it swings round the corner


def test_styles_are_the_same_every_time_and_differ_from_one_another() -> None:
    (images, labels), (again, _) = draw_styles(2), draw_styles(2)
    np.testing.assert_array_equal(images, again)
    assert images.shape == (2 * len(STYLES), 28, 28)
    assert labels.tolist() == [style.digit for style in STYLES for _ in range(2)]
    assert len({image.tobytes() for image in images}) == len(images)
    assert (images.max(axis=(1, 2)) > 200).all()


def test_the_network_that_ships_reads_every_style_as_it_is_written_down() -> None:
    network = load_shipped_network("more-hands").network
    images = draw_images([style.strokes for style in STYLES])
    logits = network.logits(prepare_inputs(images, "directions"))
    misread = [style for style, digit in zip(STYLES, logits.argmax(axis=1), strict=True) if style.digit != digit]
    assert not misread
