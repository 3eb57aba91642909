"""Another visitor who trains, for as long as a story wants it."""

import json
import threading
from itertools import count
from typing import Any

import httpx

from onelayer.training.recipes import ARTICLE

SECONDS = 120  # for an earlier call to end


class Neighbour:
    """Has the only training process: what others start waits in line, until the neighbour lets it pass.

    Args:
        server: the app's address.
        fn_index: of its function `train`.
    """

    def __init__(self, server: str, fn_index: int) -> None:
        self._client = httpx.Client(base_url=f"{server.rstrip('/')}/gradio_api/", timeout=SECONDS)
        self._fn_index = fn_index
        self._names = (f"neighbour-{number}" for number in count())
        self._calls: list[dict[str, Any]] = []

    def begin(self) -> None:
        """Take the process."""
        began = threading.Event()
        self._join(began)
        assert began.wait(SECONDS)

    def let_one_pass(self) -> None:
        """The call that waits has its turn, and no other one after it."""
        self._join(threading.Event())
        self._cancel(self._calls.pop(0))

    def leave(self) -> None:
        """All that waits has its turn."""
        while self._calls:
            self._cancel(self._calls.pop())

    def _join(self, began: threading.Event) -> None:
        """Call `train` in slow motion; `began` is set when its first report comes: a refused call starts, too."""
        call: dict[str, Any] = {"fn_index": self._fn_index, "session_hash": next(self._names)}
        body = {**call, "data": [ARTICLE.to_dict(), "", True, ""], "simple_format": True}
        answer = self._client.post("queue/join", json=body)
        answer.raise_for_status()
        self._calls.append({**call, "event_id": answer.json()["event_id"]})
        threading.Thread(target=self._listen, args=(call["session_hash"], began), daemon=True).start()

    def _listen(self, name: str, began: threading.Event) -> None:
        with self._client.stream("GET", "queue/data", params={"session_hash": name}, timeout=None) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:") and json.loads(line[5:])["msg"] == "process_generating":
                    began.set()

    def _cancel(self, call: dict[str, Any]) -> None:
        self._client.post("cancel", json=call).raise_for_status()
