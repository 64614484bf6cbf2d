"""A whole installation as script/server runs it, in a folder of its own, to look at and to kill."""

import fcntl
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import psycopg

from tidtam.config.cluster.processes import choose_port, command_of, is_free
from tidtam.config.environment import REPOSITORY
from tidtam.config.serving.folder import RunningFolder

SHARED = "TESTS_SHARED_FOLDER"
"""Names the folder that the processes of one run of the tests share."""


def wait_for(what: Callable[[], object], seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.05)


def parents() -> dict[int, int]:
    """Each process with its parent; without `ps` where the system tells by itself."""
    if Path("/proc/self/stat").exists():
        known = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                known[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        return known
    shown = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    return {int(pid): int(parent) for pid, parent in map(str.split, shown.stdout.splitlines())}


def children_of(pid: int) -> list[int]:
    return [child for child, parent in parents().items() if parent == pid]


def choose_two_ports() -> int:
    while True:
        port = choose_port()
        if is_free(port + 1):
            return port


@dataclass
class Installation:
    folder: Path
    port: int = field(default_factory=choose_two_ports)
    process: subprocess.Popen[bytes] | None = None
    web_processes: int = 1

    @property
    def output(self) -> Path:
        return self.folder / "said.txt"

    def run(self, **settings: str) -> subprocess.Popen[bytes]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("TIDTAM_", "DATABASE_"))}
        environment = {
            **kept,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "TIDTAM_ENV": "demonstration",
            "TIDTAM_DATA": str(self.folder / "var"),
            "TIDTAM_POSTGRES": "embedded",
            "TIDTAM_DEMO_REQUESTS": "12",
            "TIDTAM_WEB_PROCESSES": str(self.web_processes),
            "PORT": str(self.port),
            **settings,
        }
        with self.output.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "tidtam.config.command_line", "serve"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def start(self, **settings: str) -> None:
        self.process = self.run(**settings)
        wait_for(self.is_told)

    def start_from_copy(self, **settings: str) -> None:
        """As somebody's who has been here before: making the tables and the demonstration takes long."""
        subprocess.run(["cp", "-a", _made_once() / "var", self.folder], check=True)
        self.start(**settings)

    def is_told(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.output.read_text()
        return bool(RunningFolder(self.folder / "var").adoptable()) and self.is_ready()

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as response:
                return bool(response.status == 200)
        except (URLError, OSError):
            return False

    def children(self, part: str) -> list[int]:
        assert self.process is not None
        return [pid for pid in children_of(self.process.pid) if part in command_of(pid)]

    def everything(self) -> list[int]:
        """The supervisor, its children, and theirs."""
        assert self.process is not None
        known = [self.process.pid]
        for pid in known:
            known += children_of(pid)
        return known

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        address = RunningFolder(self.folder / "var").adoptable()["DATABASE_OWNER_URL"]
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        code = self.process.wait(60)
        self.process = None
        return code


def _made_once() -> Path:
    """The folder of one that was started and stopped; whoever comes first makes it while the others wait."""
    shared = Path(os.environ[SHARED])
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "made"
        if not made.exists():
            begun = Installation(Path(tempfile.mkdtemp(dir=shared)))
            begun.folder.chmod(0o711)  # the server's account passes through it
            begun.start()
            assert begun.stop() == 0
            begun.folder.rename(made)
    return made
