"""script/lint and script/test: every rule, then every test."""

import os
import subprocess
import time
from pathlib import Path

from tidtam.config.environment import REPOSITORY

from .environment import PYTHON, VENV
from .steps import say

_BIN = VENV / "bin"
_CHECKS: dict[str, list[str | Path]] = {
    "format": [_BIN / "ruff", "format", "--check", "--quiet", "."],
    "rules": [_BIN / "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "types": [_BIN / "mypy", "--no-error-summary"],
    "floors": [_BIN / "lint-imports"],
    "templates": [_BIN / "djlint", "--lint", "--quiet", "src"],
    "security": [_BIN / "bandit", "--quiet", "--severity-level", "medium", "-c", "pyproject.toml", "-r", "src"],
}


def _settings(**more: str) -> dict[str, str]:
    """Checks and tests stand on their own: nothing of a running installation reaches them."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("TIDTAM_", "DATABASE_"))}
    chosen = {name: os.environ[name] for name in ("TIDTAM_POSTGRES", "TIDTAM_POSTGRES_USER") if name in os.environ}
    return {
        **kept,
        **chosen,
        "DJANGO_SETTINGS_MODULE": "tidtam.config.settings",
        "TIDTAM_ENV": "test",
        "TIDTAM_KEYS": "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        **more,
    }


def run_checks() -> int:
    """All of them, also after one failed: 0 when nothing was found."""
    # Types are checked against the settings; no check connects to the address.
    environment = _settings(DATABASE_URL="postgresql://nobody@127.0.0.1/none", PATH=f"{_BIN}{os.pathsep}{os.defpath}")
    failed = []
    for name, command in _CHECKS.items():
        began = time.monotonic()
        run = subprocess.run(
            command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        verdict = "found something" if run.returncode else "clean"
        say(f"check {name}: {verdict} ({time.monotonic() - began:.0f} s)")
        if run.returncode:
            failed.append(name)
            say(run.stdout.decode(errors="replace").rstrip())
    if failed:
        say(f"Checks that found something: {', '.join(failed)}")
    return bool(failed)


def run_tests(arguments: list[str], browser: str) -> int:
    """Against a database of their own that is thrown away afterwards; all of them on every core."""
    say("Running the tests …")
    shared = [f"--numprocesses={min(os.cpu_count() or 1, 4)}", "--dist=loadgroup", "--no-loadscope-reorder"]
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "tidtam.config.cluster.temporary",
        "--",
        PYTHON,
        "-m",
        "pytest",
        *(arguments or shared),
    ]
    return subprocess.call(command, cwd=REPOSITORY, env=_settings(TIDTAM_CHROMIUM=browser))
