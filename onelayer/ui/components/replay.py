"""The replay of a run: a slider over its snapshots. They are sent to the page once, and the page draws each."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np

from onelayer.training.run import Run
from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.pixel_pictures import encode_pixels

LARGEST_HALF = float(np.finfo(np.float16).max)


@dataclass(frozen=True, eq=False)
class Replayed:
    """The run to replay.

    Attributes:
        key: the key of the shown network.
        run: the run that trained it; None for a network that ships.
        pictures: what each snapshot looks for, (n, 10, 784), -1 to 1; None without a run.
    """

    key: str
    run: Run | None = None
    pictures: np.ndarray | None = None


class Replay(BrowserComponent):
    """A handler gives a Replayed.

    Kernels are sent in half precision, more than the eye can see. A run with 60 snapshots takes 1.9 MB.
    """

    def encode(self, value: Replayed) -> Any:
        run = None if value.run is None or value.pictures is None else _encode(value.run, value.pictures)
        return {"key": value.key, "run": run}


def _encode(run: Run, pictures: np.ndarray) -> dict[str, Any]:
    snapshots = run.snapshots
    kernels = np.stack([snapshot.network.kernel.T for snapshot in snapshots])
    halves = np.clip(kernels, -LARGEST_HALF, LARGEST_HALF).astype("<f2")
    return {
        "batches": [snapshot.batches_done for snapshot in snapshots],
        "epochs": run.recipe.epochs,
        "per_epoch": run.batches,
        "input_form": run.recipe.input_form,
        "kernels": base64.b64encode(halves.tobytes()).decode("ascii"),
        "biases": [snapshot.network.bias.tolist() for snapshot in snapshots],
        "pictures": [[encode_pixels(picture, signed=True) for picture in ten] for ten in pictures],
    }
