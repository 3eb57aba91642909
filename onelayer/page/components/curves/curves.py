"""Curves of one metric of runs, on axes that do not move during the training."""

from typing import Any, Literal

from onelayer.page.components.browser_component import BrowserComponent

Scale = Literal["fraction", "logarithmic"]


class Curves(BrowserComponent):
    """The page shows the curves of its slot (`curves.js`: CurveValues).

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
        **options: Any,
    ) -> None:
        super().__init__(title=title, scale_kind=scale, follows_replay=follows_replay, sparse=sparse, **options)
