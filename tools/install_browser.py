"""Provide a Chromium for the tests: the one without windows, else any that is installed, else Playwright's.

python tools/install_browser.py

Debian packs the Chromium without windows as `chromium-headless-shell`. It draws and runs a page as the others do, and
opens one with two thirds of their processor time: the others also run the pages of their own toolbar.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Find an installed Chromium or Chrome, the one without windows first: its path, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextlib.contextmanager
def open_browser() -> "Iterator[Browser]":
    """Open a real Chromium for the block."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield browser
        browser.close()


def find_playwrights() -> str | None:
    """Find the Chromium that Playwright has downloaded: its path, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def install_with_apt() -> bool:
    """Install the Chromium without windows with apt, or else Ubuntu's `chromium`. Returns whether that worked."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not shutil.which("sudo"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", SHELL], ["install", "chromium"]):
        options = ["-y", "-q", "--no-install-recommends"]
        subprocess.run([*as_root, "apt-get", *options, *arguments], env=environment, stdin=subprocess.DEVNULL)
        if find_browser():
            return True
    return False


def install_with_playwright() -> bool:
    """Let Playwright download its own Chromium. Returns whether that worked."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=300)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and find_playwrights() is not None


def main() -> int:
    """Install the best browser that can be had. Returns 0 if there is one, else 1."""
    if find_browser() or find_playwrights():
        return 0
    print("There is no Chromium to test with; installing one.", flush=True)
    if install_with_apt() or install_with_playwright():
        return 0
    print(
        f"No browser can be had: none of {', '.join(NAMES)} is on the PATH, Debian's package `{SHELL}` could not "
        "be installed (no apt-get, or not the right to use it), and Playwright could not download its own. "
        "Install Chromium or Chrome by hand, then run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
