"""The web's worker processes never outlive the one that holds them together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.setup.installation import children_of, wait_for
from tidtam.config.cluster.processes import command_of, is_free
from tidtam.config.environment import REPOSITORY

from .web import Web

pytestmark = pytest.mark.requirement("QLT-03")

_STUBBORN = """
import os, signal
from tidtam.config.serving.web import leave_with
parent = os.getpid()
if os.fork():
    signal.pause()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), flush=True)
leave_with(parent, grace=0.1)
"""


@pytest.fixture
def started() -> Iterator[list[int]]:
    """Whatever the test began ends with it."""
    processes: list[int] = []
    yield processes
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_workers_that_are_still_loading_end_with_a_killed_parent(
    django_db_setup: None, started: list[int], tmp_path: Path
) -> None:
    """Stopped meanwhile, so that they learn of it as late as can be."""
    web = Web(tmp_path, processes=2)
    parent = web.begin()
    started.append(parent.pid)
    wait_for(lambda: len(children_of(parent.pid)) == 2, 60)
    workers = children_of(parent.pid)
    started.extend(workers)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    parent.kill()
    parent.wait()
    for pid in workers:
        os.kill(pid, signal.SIGCONT)
    wait_for(lambda: not any(map(command_of, workers)), 60)
    wait_for(lambda: is_free(web.port), 60)


def test_a_worker_that_cannot_finish_is_ended_all_the_same(started: list[int]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    parent = subprocess.Popen([sys.executable, "-c", _STUBBORN], env=environment, stdout=subprocess.PIPE)
    started.append(parent.pid)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    started.append(worker)
    parent.kill()
    parent.wait()
    wait_for(lambda: not command_of(worker), 60)
