"""The processes a running Tidtam consists of, each started again when it dies."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tidtam.config.cluster.processes import end_with_us, undisturbed
from tidtam.config.log_files import open_log

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_STEADY_AFTER = 60.0
_GRACE = 12.0


@dataclass
class Child:
    name: str
    command: list[str]
    environment: dict[str, str]
    logs: Path | None = None
    """The folder for its output; None leaves it on this terminal, as containers want it."""
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _pause: float = field(default=_SHORTEST_PAUSE, init=False)
    _due: float = field(default=0.0, init=False)

    def start(self) -> None:
        self._started = time.monotonic()
        log = open_log(self.logs, self.name) if self.logs else None
        try:
            # A session of its own: Ctrl-C reaches the supervisor only, which then stops its children in order.
            with undisturbed():
                self._process = subprocess.Popen(
                    self.command,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=end_with_us(signal.SIGTERM),
                )
        finally:
            if log:
                log.close()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Called again and again: notices a death, waits a growing while, starts anew."""
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            self._sweep()
            self._process = None
            if time.monotonic() - self._started > _STEADY_AFTER:
                self._pause = _SHORTEST_PAUSE
            self._due = time.monotonic() + self._pause
            where = f"; see {self.logs / self.name}.log" if self.logs else ""
            say(f"The {self.name} process ended (code {code}{where}). It starts again in {self._pause:g} s.")
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        elif time.monotonic() >= self._due:
            self.start()

    def ask_to_stop(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()

    def wait(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        self._sweep()
        self._process.wait()
        self._process = None

    def _sweep(self) -> None:
        """What the child itself started is in its group, and ends with it."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def stop_all(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait()
