"""The app as a process of its own, for tests in which it ends."""

import os
import subprocess
import sys

from onelayer.assets import ASSETS
from onelayer.processes.training_processes import PROCESSES_SETTING
from tools.served_app import free_port

ROOT = ASSETS.parent


class Server:
    """The app on a port of its own, which can stop and start again. A run in slow motion lasts until it is stopped.

    Args:
        root_path: under which a proxy has it.
        training: what trains, see `patient_app`.
    """

    def __init__(self, root_path: str = "", training: str = "real") -> None:
        self.root_path, self.training = root_path, training
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        """A new server."""
        environment = {**os.environ, "GRADIO_SERVER_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        environment["GRADIO_ROOT_PATH"] = self.root_path
        environment[PROCESSES_SETTING] = "1"
        command = [sys.executable, "-m", "tests.support.patient_app", self.training]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert any("public link" in line for line in self.process.stdout), "the app did not start"

    def stop(self) -> None:
        """Nobody answers at its address."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
