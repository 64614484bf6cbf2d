"""The private PostgreSQL, found and embedded, through everything that can happen to it."""

import json
import os
import shutil
import signal
import socket
from pathlib import Path

import psycopg
import pytest

from tidtam.config.cluster import Cluster, ClusterMistake
from tidtam.config.cluster.processes import wait_until_gone
from tidtam.config.cluster.record import ClusterRecord

from .conftest import Supervisor

pytestmark = pytest.mark.requirement("QLT-01")


def test_thai_text_yields_trigrams(supervisor: Supervisor) -> None:
    supervisor.ask("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    [(trigrams,)] = supervisor.ask("SELECT cardinality(show_trgm('ขอกำหนดตำแหน่ง'))")
    assert trigrams == 15


def test_writes_reach_the_disk_before_they_are_acknowledged(supervisor: Supervisor) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert supervisor.ask(f"SHOW {setting}") == [("on",)]


def test_the_web_role_owns_nothing_and_makes_nothing(supervisor: Supervisor) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        supervisor.ask("CREATE TABLE mine (one int)", "DATABASE_URL")
    [(is_mighty,)] = supervisor.ask(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user",
        "DATABASE_URL",
    )
    assert is_mighty is False
    assert supervisor.ask("SELECT 1 FROM pg_shdepend WHERE refobjid = 'tidtam_web'::regrole AND deptype = 'o'") == []


def test_the_sandbox_and_the_product_cannot_reach_each_others_database(supervisor: Supervisor) -> None:
    web, sandbox = (supervisor.addresses[name] for name in ("DATABASE_URL", "TIDTAM_SANDBOX_DATABASE_URL"))
    for address, other in ((web, "tidtam_sandbox"), (sandbox, "tidtam")):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(address.rsplit("/", 1)[0] + f"/{other}")


def test_nobody_enters_without_the_password_and_the_superuser_not_at_all(supervisor: Supervisor) -> None:
    port = psycopg.conninfo.conninfo_to_dict(supervisor.addresses["DATABASE_URL"])["port"]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://tidtam_owner:guess@127.0.0.1:{port}/tidtam")
    with pytest.raises(psycopg.OperationalError, match="reject"):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/tidtam")


def test_passwords_and_data_are_for_their_owner_only(supervisor: Supervisor) -> None:
    assert (supervisor.folder / "postgres.json").stat().st_mode & 0o777 == 0o600
    assert supervisor.data.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.requirement("QLT-03")
def test_what_was_acknowledged_survives_the_killing_of_everything(supervisor: Supervisor) -> None:
    supervisor.ask("CREATE TABLE kept (number int)")
    for number in range(3):
        supervisor.ask(f"INSERT INTO kept VALUES ({number})")  # noqa: S608
        supervisor.kill_everything()
        supervisor.start()
    assert supervisor.ask("SELECT number FROM kept ORDER BY number") == [(0,), (1,), (2,)]


def test_the_server_ends_with_its_supervisor(supervisor: Supervisor) -> None:
    postmaster = supervisor.postmaster
    supervisor.kill_supervisor()
    gone = wait_until_gone(postmaster, 30)
    supervisor.start()
    assert gone


def test_a_server_that_outlived_its_supervisor_is_ended_first(supervisor: Supervisor) -> None:
    """It is frozen while its supervisor dies, so it is still there, and alive, at the next start."""
    supervisor.ask("CREATE TABLE outlived ()")
    left = supervisor.postmaster
    supervisor.kill_supervisor(stop_first=left)
    os.kill(left, signal.SIGCONT)
    supervisor.start()
    assert supervisor.postmaster != left
    assert supervisor.ask("SELECT * FROM outlived") == []


def test_a_pid_file_whose_number_belongs_to_a_stranger_is_no_hindrance(supervisor: Supervisor) -> None:
    supervisor.kill_everything()
    pid_file = supervisor.data / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    supervisor.start()
    assert supervisor.postmaster != os.getpid()


def test_another_port_is_taken_when_somebody_sits_on_ours(supervisor: Supervisor) -> None:
    port = json.loads((supervisor.folder / "postgres.json").read_text())["port"]
    supervisor.end()
    with socket.create_server(("127.0.0.1", port)):
        supervisor.start()
        assert f":{port}/" not in supervisor.addresses["DATABASE_URL"]
        assert supervisor.ask("SELECT 1") == [(1,)]


def test_the_port_stays_the_same_otherwise(supervisor: Supervisor) -> None:
    before = supervisor.addresses
    supervisor.end()
    assert supervisor.start() == before


def test_two_run_side_by_side_and_a_copy_does_not_touch_its_original(supervisor: Supervisor, folder: Path) -> None:
    supervisor.ask("CREATE TABLE of_the_first ()")
    supervisor.end()
    copy = Supervisor(folder / "var", supervisor.kind)
    shutil.copytree(supervisor.folder, copy.folder, symlinks=True)
    if os.geteuid() == 0:
        owner = supervisor.data.stat()
        for path in (copy.folder / "postgres", *(copy.folder / "postgres").rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
    supervisor.start()
    copy.start()
    try:
        assert copy.data != supervisor.data
        assert copy.ask("SELECT * FROM of_the_first") == []
        copy.ask("DROP TABLE of_the_first")
        assert supervisor.ask("SELECT * FROM of_the_first") == []
    finally:
        copy.end()


def test_a_folder_in_use_is_refused_in_words(supervisor: Supervisor) -> None:
    with pytest.raises(ClusterMistake, match="in use by another Tidtam"):
        Cluster(supervisor.folder, patience=0).start()


def test_the_other_kind_is_refused_for_data_that_stand(supervisor: Supervisor) -> None:
    supervisor.end()
    other = "embedded" if supervisor.kind == "found" else "found"
    try:
        with pytest.raises(ClusterMistake, match=f"TIDTAM_POSTGRES={other}"):
            Cluster(supervisor.folder, kind=other).start()
    finally:
        supervisor.start()


class TestBeginnings:
    """What a start finds that was cut off, moved or lost; one kind is enough."""

    @pytest.fixture
    def quick(self, folder: Path) -> Cluster:
        return Cluster(folder / "var", durable=False, say=lambda text: None)

    def test_a_making_that_was_cut_off_is_begun_again(self, quick: Cluster, folder: Path) -> None:
        quick.start()
        quick.stop()
        record = ClusterRecord.read(quick.record_file)
        assert record is not None
        home = Path(record.home)
        (home / "data").rename(home / "making")
        (home / "making" / "global" / "pg_control").unlink()
        record.made = False
        record.write(quick.record_file)
        with psycopg.connect(quick.start()["DATABASE_OWNER_URL"]):
            quick.stop()
        assert not (home / "making").exists()

    def test_a_moved_checkout_keeps_its_data(self, quick: Cluster, folder: Path) -> None:
        with psycopg.connect(quick.start()["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute("CREATE TABLE moved ()")
        quick.stop()
        (folder / "var").rename(folder / "elsewhere")
        cluster = Cluster(folder / "elsewhere", durable=False)
        try:
            with psycopg.connect(cluster.start()["DATABASE_OWNER_URL"]) as connection:
                assert connection.execute("SELECT * FROM moved").fetchall() == []
        finally:
            cluster.stop()

    def test_data_whose_passwords_are_lost_are_set_aside_not_deleted(self, quick: Cluster, folder: Path) -> None:
        quick.start()
        quick.stop()
        quick.record_file.unlink()
        said: list[str] = []
        again = Cluster(folder / "var", durable=False, say=said.append)
        again.start()
        again.stop()
        assert (folder / "var" / "postgres" / "data.set-aside" / "PG_VERSION").exists()
        assert "set aside" in said[0]

    def test_data_that_are_gone_are_not_replaced_in_silence(self, quick: Cluster, folder: Path) -> None:
        quick.start()
        quick.stop()
        shutil.rmtree(folder / "var" / "postgres")
        with pytest.raises(ClusterMistake, match="is gone"):
            quick.start()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root's folders are closed to the server's account")
    @pytest.mark.parametrize("kind", ["found", "embedded"])
    def test_a_closed_folder_of_root_stays_closed_and_still_gets_its_database(self, folder: Path, kind: str) -> None:
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        cluster = Cluster(closed / "var", kind=kind, durable=False)
        with psycopg.connect(cluster.start()["DATABASE_OWNER_URL"]):
            cluster.stop()
        record = ClusterRecord.read(cluster.record_file)
        assert record is not None
        home = Path(record.home)
        try:
            assert closed.stat().st_mode & 0o777 == 0o700
            assert home.parent == Path("/var/tmp")  # noqa: S108
            assert home.stat().st_mode & 0o777 == 0o700
            assert home.stat().st_uid != 0
        finally:
            shutil.rmtree(home)

    @pytest.mark.skipif(os.geteuid() != 0, reason="an account of one's own has no other accounts' folders to fear")
    def test_a_folder_that_somebody_else_laid_there_is_not_used(self, folder: Path) -> None:
        (folder / "var").mkdir()
        (folder / "var" / "postgres").mkdir(mode=0o777)
        with pytest.raises(ClusterMistake, match="belongs to the account"):
            Cluster(folder / "var").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="without root every other test here runs without root")
def test_everything_works_without_root_too(folder: Path) -> None:
    folder.chmod(0o777)
    for kind in ("found", "embedded"):
        held = Supervisor(folder / kind, kind, user="nobody")
        held.start()
        try:
            assert held.data.stat().st_uid == (folder / kind).stat().st_uid != 0
            assert held.ask("SELECT 1") == [(1,)]
        finally:
            held.end()
