"""The whole of script/server after set-up: one real installation, killed piece by piece."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tidtam.config.cluster.processes import command_of, is_free
from tidtam.config.cluster.temporary import temporary_folder
from tidtam.config.environment import REPOSITORY
from tidtam.config.serving.folder import RunningFolder

from .installation import Installation, children_of, choose_two_ports, wait_for

pytestmark = pytest.mark.requirement("QLT-01")


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with temporary_folder() as made:
        running = Installation(made)
        running.start_from_copy()
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


def test_what_it_writes_no_other_account_reads(installation: Installation) -> None:
    written = list((installation.folder / "var").rglob("*"))
    assert {"static", "log", "keys", "running.json", "web.log"} <= {path.name for path in written}
    assert [path for path in written if path.stat().st_mode & 0o077] == []


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
    wait_for(lambda: not any(map(command_of, everything)))
    wait_for(lambda: is_free(installation.port))
    assert RunningFolder(installation.folder / "var").adoptable() == {}
    installation.start()


@pytest.mark.parametrize("after", ["Making a database", "Making the tables"])
def test_asked_to_stop_in_the_middle_of_a_beginning(folder: Path, after: str) -> None:
    begun = Installation(folder)
    begun.process = begun.run()
    wait_for(lambda: after in begun.output.read_text())
    everything = begun.everything()
    assert begun.stop() == 0
    wait_for(lambda: not any(map(command_of, everything)))
