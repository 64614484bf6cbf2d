"""The whole of script/server after set-up: one real installation, killed piece by piece."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import psycopg
import pytest

from tidtam.config.cluster.processes import choose_port, command_of, is_free
from tidtam.config.cluster.temporary import temporary_folder
from tidtam.config.environment import REPOSITORY
from tidtam.config.serving.folder import RunningFolder

pytestmark = pytest.mark.requirement("QLT-01")


def wait_for(what: Callable[[], object], seconds: float = 90) -> None:
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

    def start(self) -> None:
        self.process = self.run()
        wait_for(self.is_told)

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


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with temporary_folder() as made:
        running = Installation(made)
        running.start()
        yield running
        if running.process is not None:
            running.stop()


def test_it_tells_where_to_go(installation: Installation) -> None:
    assert f"Tidtam is ready: http://127.0.0.1:{installation.port}/" in installation.output.read_text()


def test_what_faces_people_never_holds_the_owners_password(installation: Installation) -> None:
    [web] = installation.children("serving.web")
    [worker] = installation.children("worker")
    for pid in (web, worker):
        environment = Path(f"/proc/{pid}/environ")
        if environment.exists():
            assert b"DATABASE_URL=" in environment.read_bytes()
            assert b"DATABASE_OWNER_URL=" not in environment.read_bytes()


@pytest.mark.requirement("QLT-03")
@pytest.mark.parametrize("part", ["serving.web", "worker", "postgres"])
def test_a_killed_process_starts_again(installation: Installation, part: str) -> None:
    installation.ask("CREATE TABLE IF NOT EXISTS kept (part text)")
    installation.ask(f"INSERT INTO kept VALUES ('{part}')")  # noqa: S608
    [killed] = installation.children(part)
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: [pid for pid in installation.children(part) if pid != killed])
    wait_for(installation.is_ready)
    assert (part,) in installation.ask("SELECT part FROM kept")


@pytest.mark.requirement("QLT-03")
def test_a_killed_web_process_of_the_pool_is_replaced(installation: Installation) -> None:
    """One of granian's own: its parent must notice."""
    [web] = installation.children("serving.web")

    def workers() -> list[int]:
        return [pid for pid in children_of(web) if "resource_tracker" not in command_of(pid)]

    before = workers()
    os.kill(before[0], signal.SIGKILL)
    wait_for(lambda: len([pid for pid in workers() if pid not in before]) == 1)
    wait_for(installation.is_ready)


def test_a_second_one_in_the_same_folder_is_refused_in_words(installation: Installation) -> None:
    assert installation.run(PORT=str(choose_two_ports())).wait(60) == 2
    assert f"already runs from {installation.folder / 'var'} (http://127.0.0.1:{installation.port})" in (
        installation.output.read_text()
    )


def test_a_busy_port_is_said_in_words(installation: Installation) -> None:
    other = Installation(installation.folder / "other", choose_two_ports())
    other.folder.mkdir()
    for port, says in ((other.port, f"Port {other.port} is in use"), (other.port + 1, "it is for the sandbox")):
        with socket.create_server(("127.0.0.1", port)):
            assert other.run().wait(60) == 2
        assert says in other.output.read_text()


def test_commands_in_another_terminal_find_it(installation: Installation) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("TIDTAM_", "DATABASE_"))}
    shown = subprocess.run(
        [sys.executable, "-m", "tidtam.config.command_line", "migrate", "--check", "--database", "owner"],
        env={**kept, "PYTHONPATH": str(REPOSITORY / "src"), "TIDTAM_DATA": str(installation.folder / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr


def test_production_refuses_the_database_of_a_demonstration(installation: Installation) -> None:
    addresses = RunningFolder(installation.folder / "var").adoptable()
    other = Installation(installation.folder / "production", choose_two_ports())
    other.folder.mkdir()
    settings = {name: addresses[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "TIDTAM_KEYS")}
    refused = other.run(TIDTAM_ENV="production", TIDTAM_BASE_URL="https://tidtam.example.go.th", **settings)
    assert refused.wait(60) == 2
    assert "stamped as demonstration, but Tidtam was started as production" in other.output.read_text()


def test_production_has_no_private_database(installation: Installation) -> None:
    other = Installation(installation.folder / "empty", choose_two_ports())
    other.folder.mkdir()
    assert other.run(TIDTAM_ENV="").wait(60) == 2
    assert "DATABASE_URL is not set" in other.output.read_text()


@pytest.mark.requirement("QLT-03")
def test_everything_killed_at_once_recovers_at_the_next_start(installation: Installation) -> None:
    installation.ask("CREATE TABLE survives AS SELECT 7 AS number")
    for pid in installation.everything():
        os.kill(pid, signal.SIGSTOP)
    for pid in installation.everything():
        os.kill(pid, signal.SIGKILL)
    assert installation.process is not None
    installation.process.wait()
    installation.start()
    assert installation.ask("SELECT number FROM survives") == [(7,)]


@pytest.mark.requirement("QLT-03")
def test_a_killed_supervisor_takes_everything_with_it(installation: Installation) -> None:
    everything = installation.everything()
    assert installation.process is not None
    installation.process.kill()
    installation.process.wait()
    wait_for(lambda: not any(map(command_of, everything)))
    installation.start()


@pytest.mark.requirement("QLT-03")
def test_no_worker_of_a_killed_web_process_keeps_the_port(installation: Installation) -> None:
    """Supervisor and web process die in one moment, so that neither can see to the workers."""
    [web] = installation.children("serving.web")
    everything = installation.everything()
    assert installation.process is not None
    os.kill(web, signal.SIGSTOP)
    installation.process.kill()
    installation.process.wait()
    os.kill(web, signal.SIGKILL)
    wait_for(lambda: not any(map(command_of, everything)))
    installation.start()


def test_asked_to_stop_it_leaves_nothing_behind(installation: Installation) -> None:
    everything = installation.everything()
    assert installation.stop() == 0
    assert not any(map(command_of, everything))
    assert is_free(installation.port)
    assert RunningFolder(installation.folder / "var").adoptable() == {}
    installation.start()


@pytest.mark.parametrize("after", ["Making a database", "Making the tables"])
def test_asked_to_stop_in_the_middle_of_a_beginning(folder: Path, after: str) -> None:
    begun = Installation(folder)
    begun.process = begun.run()
    wait_for(lambda: after in begun.output.read_text())
    everything = begun.everything()
    assert begun.stop() == 0
    assert not any(map(command_of, everything))
