"""The inputs of whole data sets, prepared once and kept, for all processes if they share arrays."""

from functools import lru_cache

import numpy as np

from onelayer.data.image_variations import vary_images
from onelayer.data.mnist import Split, load_mnist
from onelayer.data.shared_arrays import shared_array
from onelayer.data.styles import draw_styles, label_styles
from onelayer.reading.inputs import InputForm, prepare_inputs

VARIATION_SEED = 2


@lru_cache(maxsize=3)
def prepare_mnist_inputs(split: Split, input_form: InputForm) -> np.ndarray:
    """Prepare the inputs of one of MNIST's splits. The last three results are kept (60,000 images take 188 MB).

    Returns:
        float32 (60,000, 784) for `train`, (10,000, 784) for `test`; read-only.

    Raises:
        AssetError: MNIST is missing or broken.
    """
    inputs = shared_array(f"mnist {split} {input_form}", lambda: prepare_inputs(load_mnist(split).images, input_form))
    inputs.setflags(write=False)
    return inputs


@lru_cache(maxsize=3)
def prepare_style_inputs(count: int, input_form: InputForm) -> tuple[np.ndarray, np.ndarray]:
    """Prepare the inputs of `count` variations of every way of writing, and their labels. The last three are kept.

    Returns:
        float32 (n, 784) and uint8 (n,), with n = count × the number of ways of writing.
    """
    inputs = shared_array(f"styles {count} {input_form}", lambda: prepare_inputs(draw_styles(count)[0], input_form))
    return inputs, label_styles(count)


def prepare_varied_inputs(examples: int, copy: int, input_form: InputForm) -> np.ndarray:
    """Prepare the inputs of one varied copy of MNIST's first `examples` training images: float32 (examples, 784).

    Varied copies are fixed data, as MNIST is: they depend on the number of the copy, not on a recipe's seed.
    """
    images = vary_images(load_mnist("train").images[:examples], np.random.default_rng([VARIATION_SEED, copy]))
    return prepare_inputs(images, input_form)
