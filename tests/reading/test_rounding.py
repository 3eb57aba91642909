import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.files.network_file import load_shipped_network
from onelayer.reading.network import Network
from onelayer.reading.rounding import (
    BITS,
    LARGEST_HALF,
    count_zeros,
    fit_levels,
    most_level,
    pack_levels,
    round_network,
    unpack_levels,
)

EVERYTHING = np.ones((784, 10), bool)
ROUNDED = [(bits, sparsity) for bits in BITS for sparsity in (0.0, 0.5, 0.75, 0.99)]


def round_kernel(kernel: np.ndarray, bits: int, sparsity: float) -> np.ndarray:
    """The kernel of the network that has this one, rounded."""
    return round_network(Network(kernel, np.zeros(10, np.float32), "scaled"), bits, sparsity).kernel


@pytest.mark.parametrize(("bits", "sparsity"), ROUNDED)
def test_a_rounded_kernel_has_the_levels_and_the_zeros_that_were_asked_for(
    random_network: Network, bits: int, sparsity: float
) -> None:
    rounded = round_kernel(random_network.kernel, bits, sparsity)
    assert rounded.shape == (784, 10)
    assert rounded.dtype == np.float32
    assert (rounded == 0).sum() >= count_zeros(sparsity)
    if bits == 32:
        assert (rounded[rounded != 0] == random_network.kernel[rounded != 0]).all()
        return
    for column in rounded.T:
        sizes = np.unique(np.abs(column[column != 0]))
        assert len(sizes) <= most_level(bits)


@pytest.mark.parametrize(("bits", "sparsity"), ROUNDED)
def test_a_rounded_network_stays_as_it_is_and_so_do_its_levels_when_it_is_calibrated(
    random_network: Network, bits: int, sparsity: float
) -> None:
    once = round_network(random_network, bits, sparsity)
    twice = round_network(once, bits, sparsity)
    assert (once.numbers == twice.numbers).all()
    calibrated = round_network(once.divided_by(1.37), bits, sparsity)
    assert (np.sign(calibrated.kernel) == np.sign(once.kernel)).all()
    assert calibrated.kernel == pytest.approx(once.kernel / 1.37, rel=0.001)


def test_one_bit_is_the_sign_times_the_mean_size() -> None:
    kernel = np.tile(np.array([0.5, -1.5, 0.0, -0.25], np.float32)[:, None], (196, 10))
    rounded = round_kernel(kernel, 1, 0.0)
    assert rounded[:4, 0].tolist() == [0.5625, -0.5625, 0.5625, -0.5625]


def test_of_equal_weights_the_first_become_zero() -> None:
    rounded = round_kernel(np.ones((784, 10), np.float32), 32, 0.25)
    assert (rounded.reshape(-1) == np.repeat([0, 1], [1960, 5880])).all()


def test_more_bits_are_nearer(random_network: Network) -> None:
    errors = [np.square(round_kernel(random_network.kernel, bits, 0.0) - random_network.kernel).sum() for bits in BITS]
    assert errors == sorted(errors)
    assert errors[0] == 0


@pytest.mark.parametrize("bits", BITS[1:])
def test_no_scale_near_it_has_a_smaller_error(random_network: Network, bits: int) -> None:
    levels, scale = fit_levels(random_network.kernel, bits, EVERYTHING)
    for factor in (0.95, 1.05):
        error, other = (
            np.square(levels * each.astype(np.float64) - random_network.kernel).sum(axis=0)
            for each in (scale, scale * np.float64(factor))
        )
        assert (error < other).all()


@pytest.mark.parametrize("bits", BITS)
def test_a_digit_without_weights_has_none_afterwards(bits: int) -> None:
    assert (round_kernel(np.zeros((784, 10), np.float32), bits, 0.0) == 0).all()


def test_what_half_precision_cannot_hold_becomes_its_largest_number() -> None:
    network = Network(np.full((784, 10), -1e30, np.float32), np.full(10, 1e6, np.float32), "raw")
    rounded = round_network(network, 1, 0.0)
    assert (rounded.kernel == -LARGEST_HALF).all()
    assert (rounded.bias == LARGEST_HALF).all()
    assert (round_network(network, 32, 0.0).bias == 1e6).all()


@given(bits=st.sampled_from(BITS[1:]), data=st.data())
def test_levels_come_back_from_their_bytes(bits: int, data: st.DataObject) -> None:
    most = most_level(bits)
    level = st.sampled_from([-1, 1]) if bits == 1 else st.integers(-most, most)
    levels = np.array(data.draw(st.lists(level, min_size=1, max_size=50)), np.int8)
    packed = pack_levels(levels, bits)
    assert len(packed) == -(-len(levels) * bits // 8)
    assert unpack_levels(packed, bits, len(levels)).tolist() == levels.tolist()


def test_levels_are_packed_with_the_lowest_bit_first() -> None:
    assert pack_levels(np.array([1, -1, -1, 1, -1, -1, -1, -1, 1]), 1).tolist() == [0b1001, 0b1]
    assert pack_levels(np.array([-3, 3, 0]), 3).tolist() == [0b11_110_000, 0b0]


@pytest.mark.parametrize(
    ("packed", "message"),
    [
        (np.zeros(2, np.uint8), "8 levels of 3 bits are 3 bytes, not 2"),
        (np.zeros((3, 1), np.uint8), "not 3"),
        (np.full(3, 255, np.uint8), "up to 3, and one here is larger"),
    ],
)
def test_broken_levels_are_refused(packed: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unpack_levels(packed, 3, 8)


@pytest.mark.parametrize(
    ("name", "bits", "sparsity"),
    [("more-hands", 3, 0.9), ("upright", 4, 0.8), ("upright", 3, 0.85), ("article", 8, 0.8)],
)
def test_a_digit_that_would_not_need_its_largest_level_stays_as_it_is_too(
    name: str, bits: int, sparsity: float
) -> None:
    once = round_kernel(load_shipped_network(name).network.kernel, bits, sparsity)
    assert (round_kernel(once, bits, sparsity) == once).all()
