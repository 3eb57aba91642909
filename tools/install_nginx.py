"""See to it that there is an nginx to test with: one that is installed, else the program out of Debian's package.

python tools/install_nginx.py

The package is not installed, only unpacked, into `.nginx/`: an installed nginx would be a service on port 80, now or
after the next start of the machine, and would need root.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNPACKED = Path(__file__).resolve().parent.parent / ".nginx"
PACKAGES = ("nginx", "nginx-core", "nginx-light")  # of which one has the program, by the release
PLACES = f"/usr/sbin:/usr/local/sbin:/opt/homebrew/bin:{UNPACKED / 'usr/sbin'}"  # not on everybody's PATH


def find_nginx() -> str | None:
    """The path of an nginx that starts, or None."""
    path = shutil.which("nginx") or shutil.which("nginx", path=PLACES)
    if path is None:
        return None
    done = subprocess.run([path, "-v"], capture_output=True)  # unpacked, it may lack a library
    return path if done.returncode == 0 else None


def unpack(package: str) -> bool:
    """Download a package and unpack it, without a change to the system. Is there an nginx now?"""
    with tempfile.TemporaryDirectory() as folder:
        command = ["apt-get", "download", "-q", package]
        if subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL).returncode:
            return False
        for archive in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", str(archive), str(UNPACKED)], check=True)
    return find_nginx() is not None


def update_lists() -> bool:
    """Let apt learn what there is, where one has the right to. Has it worked?"""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not shutil.which("sudo"):
        return False
    return subprocess.run([*as_root, "apt-get", "update", "-q"], stdin=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """0 when there is an nginx, 1 when none can be had."""
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
