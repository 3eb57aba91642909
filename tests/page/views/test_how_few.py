"""The networks beside which How few? draws its curve."""

from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.page.views.how_few import published_points, shipped_points


def test_published_networks_have_four_bytes_a_number() -> None:
    assert [(point["name"], point["bytes"], point["error"]) for point in published_points()] == [
        ("LeNet-1", 10_400, 0.017),
        ("LeNet-4", 68_000, 0.011),
        ("LeNet-5", 240_000, 0.0095),
    ]


def test_of_the_networks_that_ship_those_that_are_rounded_are_drawn() -> None:
    rounded = [name for key, name in SHIPPED.items() if load_shipped_network(key).recipe.rounds]
    assert [point["name"] for point in shipped_points()] == rounded
    for point in shipped_points():
        assert 1_000 <= point["bytes"] < 31_400
        assert 0 < point["error"] < 0.05
