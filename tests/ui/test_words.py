"""Words that the page says in several places."""

import pytest

from onelayer.ui.words import format_loss, format_probability


@pytest.mark.parametrize(
    ("loss", "text"),
    [(0.412, "0.41"), (99.4, "99.40"), (420.3, "420"), (4200, "4,200"), (512_300, "512 k"), (12.3e6, "12 M")],
)
def test_a_loss_is_short_however_large(loss: float, text: str) -> None:
    assert format_loss(loss) == text
    assert len(format_loss(1e38)) <= 7


@pytest.mark.parametrize(
    ("probability", "decimals", "text"),
    [(0.5, 1, "50.0 %"), (0.9994, 1, "99.9 %"), (0.9996, 1, "> 99.9 %"), (1.0, 1, "> 99.9 %"), (0.996, 0, "> 99 %")],
)
def test_a_probability_is_never_said_to_be_100_percent(probability: float, decimals: int, text: str) -> None:
    assert format_probability(probability, decimals) == text
