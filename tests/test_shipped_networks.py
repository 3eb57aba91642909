import pytest

from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.recipes import RECIPES


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_network_measures_what_its_header_says(name: str) -> None:
    shipped = load_shipped_network(name)
    assert shipped.recipe == RECIPES[name]
    assert measure_on_mnist_test(shipped.network).accuracy == pytest.approx(
        shipped.accuracies["test_accuracy"], abs=1e-4
    )


def test_more_hands_reads_994_of_a_thousand() -> None:
    assert measure_on_mnist_test(load_shipped_network("more-hands").network).accuracy >= 0.994


def test_upright_reads_973_of_a_thousand() -> None:
    assert measure_on_mnist_test(load_shipped_network("upright").network).accuracy >= 0.973
