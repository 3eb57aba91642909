"""Network files whose headers lie: each is refused with a sentence, and takes no more memory than it has bytes."""

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.files.network_file import StorageError, load_shipped_network, network_to_bytes, parse_network

WHOLE = network_to_bytes(load_shipped_network("upright"))
LENGTH = int.from_bytes(WHOLE[:8], "little")
HEADER: dict[str, Any] = json.loads(WHOLE[8 : 8 + LENGTH])
DATA = WHOLE[8 + LENGTH :]
MOST_MEMORY = 2_000_000  # bytes


def file_with(header: bytes | dict[str, Any], length: int | None = None, data: bytes = DATA) -> bytes:
    """A file with another header, which says that it is so long."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (len(text) if length is None else length).to_bytes(8, "little") + text + data


def changed(name: str, **fields: Any) -> dict[str, Any]:
    """The header, with other fields of a tensor."""
    return {**HEADER, name: {**HEADER[name], **fields}}


LYING = {
    "a header longer than the file": file_with(HEADER, length=10**6),
    "a header longer than any memory": file_with(HEADER, length=2**63),
    "the longest header that can be said": file_with(HEADER, length=2**64 - 1),
    "a header of nothing": file_with(b""),
    "a header that ends in the middle": file_with(HEADER, length=LENGTH - 40),
    "offsets that overlap": file_with(changed("kernel", data_offsets=[0, 31360])),
    "offsets the wrong way round": file_with(changed("kernel", data_offsets=[31400, 40])),
    "offsets below zero": file_with(changed("kernel", data_offsets=[-40, 31320])),
    "offsets beyond the end": file_with(changed("kernel", data_offsets=[40, 2**62])),
    "a shape of a thousand gigabytes": file_with(changed("kernel", shape=[10**6, 10**6])),
    "a shape whose size no number holds": file_with(changed("kernel", shape=[2**40, 2**40])),
    "a shape below zero": file_with(changed("kernel", shape=[-784, -10])),
    "a shape that is none": file_with(changed("kernel", shape="784, 10")),
    "another kind of number": file_with(changed("kernel", dtype="F16")),
    "a kind of number that is none": file_with(changed("kernel", dtype="Q99")),
    "objects that run code": file_with(changed("kernel", dtype="object")),
    "a hundred thousand brackets": file_with(b"[" * 100_000),
    "deep metadata": file_with(b'{"__metadata__": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}"),
    "metadata that is no text": file_with({**HEADER, "__metadata__": {"recipe": {}, "accuracies": {}}}),
    "the same tensor twice": file_with(
        json.dumps(HEADER).encode()[:-1] + b', "kernel": ' + json.dumps(HEADER["kernel"]).encode() + b"}"
    ),
    "a thousand tensors": file_with(
        {**HEADER, **{f"t{n}": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]} for n in range(1000)}}
    ),
    "no numbers": file_with(HEADER, data=b""),
    "numbers that are none": file_with(HEADER, data=b"\xff" * len(DATA)),
    "more than it says": file_with(HEADER, data=DATA + b"x"),
}


@pytest.mark.parametrize("name", LYING)
def test_a_header_that_lies_is_refused(name: str) -> None:
    content = LYING[name]
    if name == "the same tensor twice":  # JSON takes the last; what it says is checked like any other
        assert parse_network(content).network.kernel.shape == (784, 10)
        return
    tracemalloc.start()
    with pytest.raises(StorageError) as refused:
        parse_network(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_MEMORY + 20 * len(content)
    assert "Traceback" not in str(refused.value)


@given(place=st.integers(0, len(WHOLE) - 1) | st.integers(0, 8 + LENGTH), content=st.binary(min_size=1, max_size=8))
def test_bytes_changed_anywhere_and_in_the_header_give_a_network_or_a_sentence(place: int, content: bytes) -> None:
    try:
        trained = parse_network(WHOLE[:place] + content + WHOLE[place + len(content) :])
    except StorageError:
        return
    assert trained.network.kernel.shape == (784, 10)
