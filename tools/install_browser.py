"""Provide a Chromium for the tests: one that is installed, else Debian's package, else Playwright's.

python tools/install_browser.py
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Find an installed Chromium or Chrome: its path, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_playwrights() -> str | None:
    """Find the Chromium that Playwright has downloaded: its path, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def install_with_apt() -> bool:
    """Install Debian's `chromium` with apt. Returns whether that worked: without apt, or the right to use it, not."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not shutil.which("sudo"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*as_root, "apt-get", *arguments], env=environment, stdin=subprocess.DEVNULL)
        if done.returncode:
            return False
    return find_browser() is not None


def install_with_playwright() -> bool:
    """Let Playwright download its own Chromium. Returns whether that worked."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=300)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and find_playwrights() is not None


def main() -> int:
    """Find or install a browser. Returns 0 if there is one, else 1."""
    if find_browser() or find_playwrights():
        return 0
    print("There is no Chromium to test with; installing one.", flush=True)
    if install_with_apt() or install_with_playwright():
        return 0
    print(
        f"No browser can be had: none of {', '.join(NAMES)} is on the PATH, Debian's package `chromium` could not be "
        "installed (no apt-get, or not the right to use it), and Playwright could not download its own. "
        "Install Chromium or Chrome by hand, then run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
