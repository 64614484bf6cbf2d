"""Asked to end at any moment, we leave no process behind that nobody knows of."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from types import FrameType

import pytest

from tidtam.config.cluster.processes import command_of, end_with_us, ended_with_its_group

pytestmark = pytest.mark.requirement("QLT-03")


class Asked(Exception):
    pass


def ask(number: int, frame: FrameType | None) -> None:
    raise Asked


@pytest.fixture(autouse=True)
def asking_raises() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, ask)
    yield
    signal.signal(signal.SIGTERM, before)


def begin(script: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["/bin/sh", "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=end_with_us(signal.SIGKILL),  # noqa: PLW1509
    )


def test_asked_while_it_is_begun_it_is_known_and_ended() -> None:
    begun = []

    def begin_and_be_asked() -> subprocess.Popen[str]:
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)  # this thread, which is the only one of a server
        begun.append(begin("exec sleep 600"))
        return begun[0]

    with pytest.raises(Asked), ended_with_its_group(begin_and_be_asked):
        pytest.fail("nobody waited for the one who asked")
    assert begun[0].returncode == -signal.SIGKILL


def test_asked_while_it_runs_what_it_began_ends_too() -> None:
    told: list[int] = []

    def be_asked_in_the_middle() -> None:
        with ended_with_its_group(lambda: begin("sleep 600 & echo $!; wait")) as leader:
            assert leader.stdout is not None
            told.append(int(leader.stdout.readline()))
            assert command_of(told[0])
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(Asked):
        be_asked_in_the_middle()
    assert not command_of(told[0])


def test_it_listens_again_to_those_who_ask_it_to_end() -> None:
    with ended_with_its_group(lambda: begin("exec sleep 600")) as asked:
        asked.send_signal(signal.SIGTERM)
        asked.communicate()
    assert asked.returncode == -signal.SIGTERM
