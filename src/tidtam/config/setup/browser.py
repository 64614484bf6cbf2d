"""The browser that the tests drive: the system's own."""

import os
import shutil
import subprocess
from pathlib import Path

from .steps import Missing, run_and_follow, say

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_browser() -> str | None:
    """A browser that starts: on some systems the name is only a pointer to an app store."""
    given = os.environ.get("TIDTAM_CHROMIUM")
    candidates = [given] if given else [path for name in _NAMES if (path := shutil.which(name))] + [str(_MAC)]
    for path in candidates:
        try:
            shown = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if shown.returncode == 0:
            return path
    return None


def have_browser() -> str:
    if browser := find_browser():
        return browser
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium with apt-get: the tests drive a real browser …")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run_and_follow("apt-update", ["apt-get", "update"], environment=environment)
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        run_and_follow("apt-chromium", list(install), environment=environment)
        if browser := find_browser():
            return browser
    raise Missing(
        "Chromium is missing: script/test drives the pages in a real browser. Install it (on Debian: "
        "apt-get install chromium; on Fedora: dnf install chromium), or name one in TIDTAM_CHROMIUM."
    )
