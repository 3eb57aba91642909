"""Provide an nginx for the tests: one that is installed, else the program from Debian's package.

python tools/install_nginx.py

The package is only unpacked into `.nginx/`, not installed: installing it needs root, and starts a service on port 80,
at once or at the next start of the machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNPACKED = Path(__file__).resolve().parent.parent / ".nginx"
PACKAGES = ("nginx", "nginx-core", "nginx-light")  # the release of Debian decides which of them has the program
PLACES = f"/usr/sbin:/usr/local/sbin:/opt/homebrew/bin:{UNPACKED / 'usr/sbin'}"  # folders that may not be on the PATH


def find_nginx() -> str | None:
    """Find an nginx that starts: its path, or None."""
    path = shutil.which("nginx") or shutil.which("nginx", path=PLACES)
    if path is None:
        return None
    done = subprocess.run([path, "-v"], capture_output=True)  # an unpacked one may lack a library
    return path if done.returncode == 0 else None


def unpack(package: str) -> bool:
    """Download a package and unpack it, without any change to the system. Returns whether there is an nginx now."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["apt-get", "download", "-q", package]
        if subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL).returncode:
            return False
        for archive in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", str(archive), str(UNPACKED)], check=True)
    return find_nginx() is not None


def update_lists() -> bool:
    """Update apt's lists of packages. Returns whether that worked: without the right to do it, not."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not shutil.which("sudo"):
        return False
    return subprocess.run([*as_root, "apt-get", "update", "-q"], stdin=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Find or unpack an nginx. Returns 0 if there is one, else 1."""
    if find_nginx():
        return 0
    print("There is no nginx to test with; unpacking one.", flush=True)
    if shutil.which("apt-get") and (any(map(unpack, PACKAGES)) or (update_lists() and any(map(unpack, PACKAGES)))):
        return 0
    print(
        "No nginx can be had: none is installed, and Debian's package `nginx` could not be downloaded (no apt-get, or "
        "no network). Install nginx by hand, then run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
