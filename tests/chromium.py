"""Find a Chromium for the browser tests, or fetch one: ``python -m tests.chromium``."""

import os
import shutil
import subprocess
import sys

from tests import debian

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
)


def found() -> str | None:
    """The path of an installed Chromium; ``CHROMIUM`` in the environment comes first."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def fetch() -> None:
    """Install one: Debian's where that is allowed, else the one Playwright brings."""
    if debian.allows():
        debian.install("chromium", wanted="chromium")
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not found():
        fetch()
    print(f"browser for the tests: {found() or 'the one Playwright brings'}")
