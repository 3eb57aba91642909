"""A script of JavaScript in a process of Node's, which answers a line of JSON with a line of JSON."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any


class NodeProcess:
    """The process of a script. It is told once what it needs for all its answers."""

    def __init__(self, script: Path, needs: dict[str, Any]) -> None:
        node = shutil.which("node")
        assert node, "Node is needed: make test installs it"
        self.process = subprocess.Popen([node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ask(needs)

    def ask(self, task: dict[str, Any]) -> dict[str, Any]:
        """Return the answer of the script to a task."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
