"""What the system tells about processes and ports."""

import contextlib
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Text = TypeVar("Text", str, bytes)

_PR_SET_PDEATHSIG = 1
_ASK_US_TO_END = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
# Below the ports that systems hand to outgoing connections, so that none of those sits on ours.
_FIRST_PORT, _LAST_PORT = 20_000, 32_000


def command_of(pid: int) -> str:
    """The command line of a process; empty when it is gone or only waits to be collected."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        return ""
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip()


def wait_until_gone(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while command_of(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def end_process(pid: int, ladder: tuple[tuple[signal.Signals, float], ...]) -> None:
    """Ask kindly first: each signal with the seconds given to follow it."""
    for ask, seconds in ladder:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, ask)
        if wait_until_gone(pid, seconds):
            return


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose_port() -> int:
    while True:
        port = _FIRST_PORT + secrets.randbelow(_LAST_PORT - _FIRST_PORT)
        if is_free(port):
            return port


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """To begin a process in and say where it is: one forked while we are asked to end would be known to nobody."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ASK_US_TO_END)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def ended_with_its_group(begin: Callable[[], subprocess.Popen[Text]]) -> Iterator[subprocess.Popen[Text]]:
    """What `begin` begins leads a session: whatever interrupts us ends it and all it started, and waits for that."""
    process = None
    try:
        with undisturbed():
            process = begin()
        yield process
    except BaseException:
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()  # over when the last of them has let go of its output
        raise


def _end_with(parent: int, ask: signal.Signals) -> None:
    """This process is sent `ask` when its parent is killed (on Linux; elsewhere the next start clears up)."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASK_US_TO_END)  # its parent had them wait when it forked
    if sys.platform != "linux":
        return
    _libc().prctl(_PR_SET_PDEATHSIG, int(ask), 0, 0, 0)
    if os.getppid() != parent:  # it died before the arrangement stood
        os.kill(os.getpid(), signal.SIGKILL)


def end_with_us(ask: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the same for a child of this process, arranged between fork and exec."""
    _libc()  # loaded now: between fork and exec as little as possible
    parent = os.getpid()
    return lambda: _end_with(parent, ask)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
