"""script/lint and script/test: every rule, then every test."""

import os
import signal
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tidtam.config.cluster.processes import end_with_us
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


def settings_of_tests(**more: str) -> dict[str, str]:
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


class Checks:
    """All of them at once, also after one failed."""

    def __init__(self) -> None:
        # Types are checked against the settings; no check connects to the address.
        environment = settings_of_tests(
            DATABASE_URL="postgresql://nobody@127.0.0.1/none", PATH=f"{_BIN}{os.pathsep}{os.defpath}"
        )
        self._began = time.monotonic()
        self._running = {name: self._begin(command, environment) for name, command in _CHECKS.items()}

    @staticmethod
    def _begin(command: list[str | Path], environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
        said = TemporaryFile()  # noqa: SIM115 - closed once its verdict was told
        run = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=end_with_us(signal.SIGKILL),
        )
        return run, said

    def verdict(self, *names: str) -> int:
        """Of those named, else of all that have not been told yet: 0 when nothing was found."""
        failed = []
        for name in names or tuple(self._running):
            run, said = self._running.pop(name)
            is_clean = run.wait() == 0
            say(f"check {name}: {'clean' if is_clean else 'found something'} ({time.monotonic() - self._began:.0f} s)")
            if not is_clean:
                failed.append(name)
                said.seek(0)
                say(said.read().decode(errors="replace").rstrip())
            said.close()
        if failed:
            say(f"Checks that found something: {', '.join(failed)}")
        return bool(failed)


QUICK = tuple(name for name in _CHECKS if name != "types")
"""Told before the tests begin; the types are looked at beside them."""


def tests_command(arguments: list[str]) -> list[str | Path]:
    """Against a database of their own that is thrown away afterwards."""
    return [PYTHON, "-m", "tidtam.config.cluster.temporary", "--", PYTHON, "-m", "pytest", *arguments]


def run_tests(arguments: list[str], browser: str) -> int:
    """All of them on every core.

    One process more than cores: some wait for what they started or killed, and somebody else works meanwhile. What
    takes longest is told at the end, so that the whole stays short.
    """
    say("Running the tests …")
    shared = [
        f"--numprocesses={min(os.cpu_count() or 1, 4) + 1}",
        "--dist=loadscope",
        "--no-loadscope-reorder",
        "--durations=40",
        "--durations-min=3",
    ]
    return subprocess.call(
        tests_command(arguments or shared), cwd=REPOSITORY, env=settings_of_tests(TIDTAM_CHROMIUM=browser)
    )
