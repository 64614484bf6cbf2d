"""One step of set-up: announced, skipped when nothing it depends on has changed, safe to be cut off."""

import hashlib
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tidtam.config.cluster.processes import end_with_us
from tidtam.config.environment import REPOSITORY
from tidtam.config.log_files import last_lines

STAMPS = REPOSITORY / ".setup"
_HEARTBEAT = 5.0


class Missing(Exception):
    """Something that set-up may not or cannot install itself; the text says what to install and why."""


class Failed(Exception):
    """A step did not succeed; the text says which, and shows the end of what it said."""


def say(text: str) -> None:
    print(text, flush=True)


@dataclass(frozen=True)
class Step:
    name: str
    sentence: str
    inputs: list[Path]
    run: Callable[[], None]
    outputs: tuple[Path, ...] = ()
    depends_on: str = ""
    """Whatever else decides the result, such as the interpreter's version."""

    def _digest(self) -> str:
        digest = hashlib.sha256(self.depends_on.encode())
        for file in sorted(self.inputs):
            digest.update(str(file.relative_to(REPOSITORY)).encode() + b"\0" + file.read_bytes() + b"\0")
        return digest.hexdigest()

    def take(self) -> bool:
        """True when there was something to do. The stamp goes first and comes back last: cut off means done again."""
        if not self.inputs:
            return False
        stamp = STAMPS / f"{self.name}.stamp"
        digest = self._digest()
        if stamp.exists() and stamp.read_text() == digest and all(output.exists() for output in self.outputs):
            return False
        stamp.unlink(missing_ok=True)
        say(self.sentence)
        self.run()
        STAMPS.mkdir(exist_ok=True)
        stamp.write_text(digest)
        return True


def files_in(folder: Path, pattern: str = "*", without: Iterable[str] = ()) -> list[Path]:
    excluded = set(without)
    return [
        file
        for file in folder.rglob(pattern)
        if file.is_file() and not excluded.intersection(file.relative_to(folder).parts)
    ]


def _how_far(log: str, counts: str, total: int) -> str:
    done = len(re.findall(counts, log, re.MULTILINE)) if counts else 0
    last = next((line for line in reversed(log.splitlines()) if line.strip() and "WARNING" not in line), "")
    return f"{f', {done} of {total}' if done else ''}{f': {last.strip()[:60]}' if last else ''}"


def run_and_follow(
    name: str,
    command: list[str | Path],
    *,
    folder: Path = REPOSITORY,
    environment: dict[str, str] | None = None,
    counts: str = "",
    total: int = 0,
) -> None:
    """Run a command whose chatter goes to a log; say every few seconds how far it is."""
    STAMPS.mkdir(exist_ok=True)
    log_file = STAMPS / f"{name}.log"
    began = told = time.monotonic()
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_us(signal.SIGKILL),
        )
    try:
        while process.poll() is None:
            time.sleep(0.05)
            if time.monotonic() - told > _HEARTBEAT:
                told = time.monotonic()
                say(f"  … {told - began:.0f} s{_how_far(log_file.read_text(errors='replace'), counts, total)}")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode:
        raise Failed(
            f"That did not work ({Path(command[0]).name} ended with code {process.returncode}). It said:\n"
            f"{last_lines(log_file)}\n(the whole of it is in {log_file})"
        )
