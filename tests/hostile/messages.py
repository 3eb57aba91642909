"""What no page sends: random messages, and the page's own with something changed; each from a seed."""

import base64
import json
import random
import urllib.parse
from typing import Any

from onelayer.files.network_file import load_shipped_network, network_to_bytes

MARK = "Q"
"""Long texts are made of it, so that they are recognised where they should not be."""

SESSIONS = ("hostile1", "hostile2", "hostile3")
ODD_TEXTS = (
    "",
    "\x00",
    "\ud800",
    "../../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\app.py",
    "%2e%2e%2fapp.py",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "'; drop table users; --",
    "\x1b[2J",
    "__class__",
    "constructor",
    "NaN",
    "-0",
    "1e999",
    "🏴‍☠️" * 20,
    "[" * 3000,
    "9" * 5000,
    "http://169.254.169.254/",
)
NETWORK = base64.b64encode(network_to_bytes(load_shipped_network("upright"))).decode()
ITEMS = [{"key": "hand", "name": "Your hand", "kept": True, "file": NETWORK}]
STROKES = {"strokes": [[[0.5, 0.15], [0.5, 0.85]], [[0.2, 0.2]]]}
LABELLED = json.dumps({"label": 3, **STROKES}) + "\n"
OF_THE_PAGE: list[Any] = [
    json.dumps({"number": 1, **STROKES}),
    json.dumps({"key": "upright"}),
    json.dumps({"key": "hand"}),
    json.dumps({"heard": ITEMS}),
    LABELLED * 3,
    STROKES,
    {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
    {"path": "x", "url": "http://127.0.0.1:1/x", "meta": {"_type": "gradio.FileData"}},
    0.5,
    "adam",
    None,
]
CARRIED: list[Any] = [
    {"items": ITEMS, "network": NETWORK, "settings": {"epochs": 5}},
    {"index": 0},
    {"row": 0, "column": 1},
    {"action": "rename", "key": "run-1", "text": "x"},
    {"files": [{"name": "x.jsonl.gz", "content": base64.b64encode(b"\x1f\x8b\x08" + bytes(50)).decode()}]},
    None,
]
OF_ASSISTANTS: dict[str, dict[str, Any]] = {
    "read": {"drawing": STROKES, "network": NETWORK},
    "read_picture": {"picture": "data:image/png;base64,iVBORw0KGgo="},
    "read_number": {"written": STROKES},
    "train": {"recipe": {"epochs": 5}, "drawings": LABELLED},
    "teach": {"drawings": [{"label": 3, **STROKES}]},
    "digits": {"rows": [0, 1]},
    "captchas": {"count": 2, "seed": 5, "font": "droid", "length": 4},
    "export": {"network": "upright", "kind": "python"},
}


class Hostility:
    """Makes what no page sends, the same for the same seed. (Hypothesis's own strategies take longer for a message than
    the server does to answer it; it chooses the seeds.)"""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def chance(self, one_in: int) -> bool:
        """Once in so many times."""
        return self.random.randrange(one_in) == 0

    def text(self) -> str:
        """Short and random, odd, or very long."""
        match self.random.randrange(4):
            case 0:
                return self.random.choice(ODD_TEXTS)
            case 1:
                return MARK * self.random.randint(201, 3000)
        return "".join(chr(self.random.choice((32, 47, 97, 233, 0x4E2D, 0x1F600)) + n) for n in range(self.length()))

    def length(self) -> int:
        """Of something short."""
        return self.random.randrange(12)

    def value(self, depth: int = 3) -> Any:
        """Anything that JSON has, and NaN."""
        match self.random.randrange(8 if depth else 6):
            case 0:
                return self.random.choice((None, True, False))
            case 1:
                return self.random.choice((0, -1, 10**6, 2**63, -(10**400), self.random.randrange(100)))
            case 2:
                return self.random.choice((0.5, -0.0, 1e308, float("nan"), float("inf"), self.random.random()))
            case 6:
                return [self.value(depth - 1) for _ in range(self.random.randrange(4))]
            case 7:
                return {self.text(): self.value(depth - 1) for _ in range(self.random.randrange(4))}
        return self.text()

    def mutated(self, value: Any) -> Any:
        """A value with something in it changed or left out."""
        if isinstance(value, str) and value:
            place = self.random.randrange(len(value))
            return value[:place] + self.text() + value[place + self.length() :]
        if isinstance(value, dict) and value:
            key = self.random.choice(sorted(value))
            if self.chance(3):
                return {name: inner for name, inner in value.items() if name != key}
            return {**value, key: self.value() if self.chance(2) else self.mutated(value[key])}
        if isinstance(value, list) and value:
            place = self.random.randrange(len(value))
            inner = self.value() if self.chance(2) else self.mutated(value[place])
            return [*value[:place], inner, *value[place + self.random.randint(0, 2) :]]
        return self.value()

    def one_of(self, known: list[Any]) -> Any:
        """One of what a page sends, as it is or changed, or anything."""
        match self.random.randrange(4):
            case 0:
                return self.value()
            case 1:
                return self.random.choice(known)
        return self.mutated(self.random.choice(known))

    def message(self, listeners: list[Any]) -> bytes:
        """To one of the page's listeners, as bytes: whole, with a field changed or missing, or cut and overwritten."""
        listener = self.random.choice(listeners)
        count = self.random.randrange(5) if self.chance(10) else len(listener["inputs"])
        body: Any = {
            "data": [self.one_of(OF_THE_PAGE) for _ in range(count)],
            "event_data": self.one_of(CARRIED),
            "fn_index": listener["id"],
            "trigger_id": self.random.choice([target[0] for target in listener["targets"]] or [10**6]),
            "session_hash": self.random.choice(SESSIONS),
        }
        if self.chance(5):
            body = self.mutated(body)
        content = json.dumps(body).encode()
        if self.chance(8):
            place = self.random.randrange(len(content))
            content = content[:place] + self.random.randbytes(self.length()) + content[place + self.length() :]
        return content

    def call_of_a_tool(self) -> bytes:
        """As an assistant sends it, whole or with something changed."""
        name = self.random.choice(sorted(OF_ASSISTANTS))
        values = {key: self.one_of([value, *OF_THE_PAGE]) for key, value in OF_ASSISTANTS[name].items()}
        body: Any = {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": name, "arguments": values}}
        if self.chance(3):
            body = self.mutated(body)
        elif self.chance(2):
            body["params"]["_meta"] = {"progressToken": self.random.choice((1, "x"))}
        if isinstance(body, dict):  # id and token are repeated in the answer, as the protocol has it: they stay short
            body["id"] = self.random.choice((1, "x", 2**40))
        return json.dumps(body).encode()

    def form(self) -> bytes:
        """With a file, or nearly."""
        name = self.text().encode("utf-8", "surrogatepass")
        field = self.random.choice([b"files", b"file", b"data", b""])
        head = b'--x\r\nContent-Disposition: form-data; name="' + field + b'"; filename="' + name + b'"\r\n\r\n'
        return (
            head + self.random.randbytes(40) + self.random.choice([b"\r\n--x--\r\n", b"\r\n--x", b"", b"\r\n--x\r\n"])
        )

    def part_of_address(self) -> str:
        """Any text, quoted."""
        return urllib.parse.quote(self.text().encode("utf-8", "surrogatepass"), safe="/%") or "x"
