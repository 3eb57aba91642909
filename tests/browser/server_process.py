"""The app as a process of its own, for stories in which it ends."""

import os
import socket
import subprocess
import sys

from onelayer.assets import ASSETS

ROOT = ASSETS.parent


class Server:
    """`python app.py` on a port of its own, which can stop and start again. root_path: under which a proxy has it."""

    def __init__(self, root_path: str = "") -> None:
        self.root_path = root_path
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        """A new server, which knows no session of the one before."""
        environment = {**os.environ, "GRADIO_SERVER_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        environment["GRADIO_ROOT_PATH"] = self.root_path
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        assert any("public link" in line for line in self.process.stdout), "the app did not start"

    def stop(self) -> None:
        """Nobody answers at its address."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def start_if_stopped(self) -> None:
        """For the next story."""
        if self.process.poll() is not None:
            self.start()
