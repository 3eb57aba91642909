"""The table of the visitor's runs, the networks that ship and published ones; and the comparison of some of them."""

from typing import Any

from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.views.compare import build_compare_view
from onelayer.page.views.recipe_words import known_recipes
from onelayer.training.published import PUBLISHED

ABOUT = "Name, show and compare your runs. They stay in this browser, each with its curves and its replay."


def build_runs_view() -> None:
    """Build the view for a visitor who has no runs yet."""
    PageComponent("sentence", text=ABOUT, elem_id="runs-sentence")
    PageComponent("runs_table", others=other_networks(), known=known_recipes(), about=ABOUT, elem_id="runs")
    build_compare_view()


def other_networks() -> list[dict[str, Any]]:
    """List the networks that are no runs, with their accuracies, 0 to 1, None where one is not known."""
    shipped: list[dict[str, Any]] = [
        {
            "key": key,
            "name": f"{name}, as it ships",
            "accuracies": [
                load_shipped_network(key).accuracies.get(f"{split}_accuracy")
                for split in ("training", "validation", "test")
            ],
        }
        for key, name in SHIPPED.items()
    ]
    published: list[dict[str, Any]] = [
        {"key": "", "name": name, "accuracies": accuracies} for name, *accuracies in PUBLISHED
    ]
    return [*shipped, *published]
