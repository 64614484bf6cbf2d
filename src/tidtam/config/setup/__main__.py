"""Run by script/*: python -m tidtam.config.setup server|test|lint|bench|torture|screenshots …"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tidtam.config.cluster import ClusterMistake
from tidtam.config.environment import REPOSITORY

from .browser import have_browser
from .building import embedded_postgres, messages, needs_embedded, node_packages, styles_and_scripts
from .checks import QUICK, Checks, run_tests
from .directory_server import have_slapd
from .environment import PYTHON, VENV, install_peers, install_project, install_requirements
from .steps import STAMPS, Failed, Missing, say


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups in one checkout wait for each other."""
    STAMPS.mkdir(exist_ok=True)
    with (STAMPS / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is under way in this checkout. Waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(requirements: str) -> None:
    install_requirements(requirements)
    for step in (install_project(), messages(), node_packages(), styles_and_scripts()):
        step.take()


def _run(command: list[str | Path], **settings: str) -> int:
    """Take this process's place, so that signals reach the command itself."""
    sys.stdout.flush()
    os.execve(command[0], [str(part) for part in command], {**os.environ, **settings})


def server(arguments: list[str]) -> int:
    data = Path(os.environ.get("TIDTAM_DATA") or REPOSITORY / "var").resolve()
    with _alone():
        _build("production")
        if needs_embedded(data):
            embedded_postgres().take()
    return _run(
        [VENV / "bin" / "tidtam", "serve", *arguments], TIDTAM_ENV=os.environ.get("TIDTAM_ENV") or "demonstration"
    )


def _set_up_for_tests() -> str:
    browser = have_browser()
    have_slapd()
    with _alone():
        _build("development")
        embedded_postgres().take()
    return browser


def lint(arguments: list[str]) -> int:
    with _alone():
        _build("development")
    return Checks().verdict()


def test(arguments: list[str]) -> int:
    browser = _set_up_for_tests()
    if arguments:
        return run_tests(arguments, browser)
    checks = Checks()
    found = checks.verdict(*QUICK)
    failed = run_tests(arguments, browser)
    mistyped = checks.verdict()
    return failed or mistyped or found


def _measure(module: str, arguments: list[str]) -> int:
    browser = _set_up_for_tests()
    with _alone():
        install_peers().take()
    cluster: list[str | Path] = [PYTHON, "-m", "tidtam.config.cluster.temporary", "--durable", "--"]
    command = [*cluster, PYTHON, "-m", module, *arguments]
    return subprocess.call(command, env={**os.environ, "TIDTAM_CHROMIUM": browser})


def bench(arguments: list[str]) -> int:
    return _measure("tests.bench", arguments)


def torture(arguments: list[str]) -> int:
    """It makes installations of its own, to kill them."""
    _set_up_for_tests()
    return _run([PYTHON, "-m", "tests.torture", *arguments])


def screenshots(arguments: list[str]) -> int:
    browser = _set_up_for_tests()
    return _run([PYTHON, "-m", "tests.e2e.screenshots", *arguments], TIDTAM_CHROMIUM=browser)


_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command for command in (server, test, lint, bench, torture, screenshots)
}


def main() -> int:
    os.chdir(REPOSITORY)
    os.environ.pop("PYTHONPATH", None)  # it led here; what runs next finds Tidtam where it is installed
    name, *arguments = sys.argv[1:]
    try:
        return _COMMANDS[name](arguments)
    except (Missing, ClusterMistake) as missing:
        print(missing, file=sys.stderr)
        return 3
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
