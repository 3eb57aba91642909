"""Curves of one metric of a training run, on axes that stay where they are while it trains."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from onelayer.ui.components.browser_component import BrowserComponent

Scale = Literal["fraction", "logarithmic"]


@dataclass(frozen=True, eq=False)
class CurveValues:
    """epochs: how far the x axis goes; curves: for each name its points, (n, 2) of epoch and value, in order."""

    epochs: int
    curves: dict[str, np.ndarray]


class Curves(BrowserComponent):
    """scale: `fraction`, values from 0 to 1 shown as percentages, or `logarithmic`, for values that fall by decades.

    The first curve is drawn thin, the second strong, others dashed; each is named at its end, so that colour is not
    the only sign. follows_replay: a line marks the epoch of the snapshot that the replay shows.
    sparse: hidden as long as there is no value.
    """

    def __init__(
        self,
        *,
        title: str,
        scale: Scale,
        follows_replay: bool = False,
        sparse: bool = False,
        value: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(
            value=value, title=title, scale_kind=scale, follows_replay=follows_replay, sparse=sparse, **options
        )

    def encode(self, value: CurveValues) -> Any:
        return {
            "epochs": value.epochs,
            "curves": [
                {"name": name, "points": [(round(float(x), 4), float(f"{y:.5g}")) for x, y in points]}
                for name, points in value.curves.items()
            ],
        }
