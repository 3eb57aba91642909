"""The replay of a run: a slider over its snapshots. They come to the page once; what follows them is drawn there."""

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
    """What is replayed.

    Attributes:
        key: of the network that is shown.
        run: the run that it came of; None for one that ships.
        pictures: what each of its snapshots looks for, (n, 10, 784) from -1 to 1.
    """

    key: str
    run: Run | None = None
    pictures: np.ndarray | None = None


class Replay(BrowserComponent):
    """A handler gives a Replayed.

    Kernels travel in half precision, which is more than the eye sees: a run of 60 snapshots takes 1.9 MB.
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
