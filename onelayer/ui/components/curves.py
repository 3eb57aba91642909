"""Curves of one metric of a training run, on axes that do not move during the training."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from onelayer.ui.components.browser_component import BrowserComponent

Scale = Literal["fraction", "logarithmic"]


@dataclass(frozen=True, eq=False)
class CurveValues:
    """Curves to draw.

    Attributes:
        epochs: the end of the x axis.
        curves: by name, the points (n, 2) of each curve, epoch and value, in order.
    """

    epochs: int
    curves: dict[str, np.ndarray]


class Curves(BrowserComponent):
    """A handler gives CurveValues, or None.

    The first curve is drawn thin, the second thick, others dashed; each has its name at its end, so that the meaning
    does not depend on colour alone.

    Args:
        title: the name of the metric.
        scale: `fraction` for values from 0 to 1, shown as percentages; `logarithmic` for values that fall by decades.
        follows_replay: a line marks the epoch of the snapshot that the replay shows.
        sparse: the curves are hidden while there is no value.
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
