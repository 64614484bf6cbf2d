"""One private cluster: begin it once, start it, stop it, recover from whatever happened in between."""

import contextlib
import fcntl
import hashlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tidtam.config.log_files import last_lines, open_log

from .account import ServerAccount, server_account
from .making import (
    APPLICATION_DATABASE,
    SANDBOX_DATABASE,
    clear_unfinished,
    copy_programs,
    make_cluster,
    server_environment,
    set_aside,
)
from .mistakes import ClusterMistake
from .processes import choose_port, command_of, end_process, end_with_us, is_free, undisturbed
from .programs import EMBEDDED, EMBEDDED_FOLDER, ServerPrograms, choose_programs
from .record import ClusterRecord

_PERSISTENT_TEMPORARY = Path("/var/tmp")  # noqa: S108 # nosec B108 - only a folder that is checked to be ours alone
# "Fast" stops without waiting for clients, "immediate" leaves the rest to recovery.
_STOP_LADDER = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))
_PID_LINE, _STATUS_LINE = 0, 7  # of postmaster.pid

# Statements and details of errors may hold personal data: they stay out of the log.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    def __init__(
        self,
        data: Path,
        *,
        embedded: Path = EMBEDDED_FOLDER,
        kind: str | None = None,
        durable: bool = True,
        patience: float = 30.0,
        say: Callable[[str], None] = print,
    ) -> None:
        """`data` is Tidtam's data folder; `patience` is how long another's lock or a dying server is waited for."""
        self._folder = data.resolve()
        self._embedded = embedded
        self._kind = kind
        self._durable = durable
        self._patience = patience
        self._say = say
        self._lock = -1
        self._server: subprocess.Popen[bytes] | None = None
        self._port_is_told = False

    @property
    def record_file(self) -> Path:
        return self._folder / "postgres.json"

    def start(self) -> dict[str, str]:
        """Bring the cluster up, however it was left; returns the settings that lead to it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        try:
            account = server_account()
            record, home = self._find_or_begin(account)
            programs = self._programs(record, account, home)
            if not record.made:
                self._finish_making(programs, account, home, record)
            self._end_leftover(home / "data")
            self._launch(programs, account, home / "data", record)
        except BaseException:
            self.stop()
            raise
        self._port_is_told = True
        return self._addresses(record)

    def is_running(self) -> bool:
        return self._server is not None and self._server.poll() is None

    def stop(self) -> None:
        if self._server is not None:
            for ask, seconds in _STOP_LADDER:
                self._server.send_signal(ask)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._server.wait(seconds)
                    break
            self._server = None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _take_lock(self) -> None:
        if self._lock >= 0:
            return
        lock = os.open(self._folder / "postgres.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        until = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < until:
                    time.sleep(0.1)
                    continue
                os.close(lock)
                raise ClusterMistake(
                    f"the database in {self._folder} is in use by another Tidtam. Stop that one first, or give this "
                    "one a folder of its own with TIDTAM_DATA."
                ) from None
            self._lock = lock
            return

    def _usual_home(self, account: ServerAccount) -> Path:
        if account.can_enter(self._folder):
            return self._folder / "postgres"
        name = hashlib.sha256(str(self._folder).encode()).hexdigest()[:16]
        return _PERSISTENT_TEMPORARY / f"tidtam-{name}"

    def _find_or_begin(self, account: ServerAccount) -> tuple[ClusterRecord, Path]:
        record = ClusterRecord.read(self.record_file)
        usual = self._usual_home(account)
        if record is not None and (home := self._home_of(record, usual)):
            record.home, record.folder, record.made = str(home), str(self._folder), True
            record.write(self.record_file)
            return record, home
        account.make_private_folder(usual)
        if (usual / "data").exists():
            aside = set_aside(usual / "data")
            self._say(f"{usual} holds a database whose passwords are gone; it is set aside in {aside}.")
        programs = choose_programs(self._embedded, kind=self._kind)
        record = ClusterRecord(str(usual), str(self._folder), programs.kind, programs.major, choose_port())
        record.write(self.record_file)
        return record, usual

    def _home_of(self, record: ClusterRecord, usual: Path) -> Path | None:
        """Where the recorded cluster is: the folder may have been moved, or be a copy of another."""
        is_copy = record.folder != str(self._folder) and os.path.exists(record.folder)
        homes = [usual] if is_copy else [Path(record.home), usual]
        for home in homes:
            if os.path.isdir(home / "data"):
                return home
        if record.made and not is_copy:
            raise ClusterMistake(
                f"the database folder {record.home}, which {self.record_file} names, is gone. Bring it back from a "
                f"backup; or, to begin with an empty database, delete {self.record_file}."
            )
        return None

    def _programs(self, record: ClusterRecord, account: ServerAccount, home: Path) -> ServerPrograms:
        if self._kind not in {None, record.kind}:
            raise ClusterMistake(
                f"TIDTAM_POSTGRES={self._kind} was asked for, but the database in {home} was made with the "
                f"{record.kind} PostgreSQL. Leave TIDTAM_POSTGRES unset, or choose another folder with TIDTAM_DATA."
            )
        programs = choose_programs(self._embedded, kind=record.kind, major=record.major)
        if programs.kind == EMBEDDED and not account.can_enter(programs.folder):
            return copy_programs(programs, home)
        return programs

    def _finish_making(
        self, programs: ServerPrograms, account: ServerAccount, home: Path, record: ClusterRecord
    ) -> None:
        self._say(f"Making a database with PostgreSQL {programs.major} ({programs.kind}) in {home} …")
        make_cluster(programs, account, home, record, durable=self._durable)
        record.made = True
        record.write(self.record_file)

    def _end_leftover(self, data: Path) -> None:
        """We hold the lock, so a server on this folder is one whose supervisor was killed."""
        clear_unfinished(data.parent)
        pid_file = data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n")[_PID_LINE])
        except (FileNotFoundError, ValueError):
            return
        command = command_of(pid)
        if "postgres" in command and str(data) in command:
            self._say("Stopping the database server that an earlier run left behind …")
            end_process(pid, _STOP_LADDER)
        # Either it is gone, or the number belongs to a stranger now; PostgreSQL itself would not tell them apart.
        pid_file.unlink(missing_ok=True)

    def _launch(self, programs: ServerPrograms, account: ServerAccount, data: Path, record: ClusterRecord) -> None:
        until = time.monotonic() + self._patience
        while True:
            if not self._port_is_told and not is_free(record.port):
                record.port = choose_port()
                record.write(self.record_file)
            with open_log(self._folder / "log", "postgres") as log:
                start = log.tell()
                with undisturbed():
                    self._server = self._spawn(programs, account, data, record.port, log.fileno())
            if self._wait_until_ready(self._server, data):
                return
            self._server = None
            # A killed server's last processes may still hold its memory, or somebody was quicker at the port.
            if time.monotonic() > until:
                said = last_lines(self._folder / "log" / "postgres.log", start)
                raise ClusterMistake(f"PostgreSQL in {data} does not start. It said:\n{said}")
            time.sleep(0.3)

    def _spawn(
        self, programs: ServerPrograms, account: ServerAccount, data: Path, port: int, log: int
    ) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, "port": str(port), **({} if self._durable else _NOT_DURABLE)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return subprocess.Popen(
            [programs.postgres, "-D", data, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=data.parent,
            env=server_environment(),
            start_new_session=True,
            preexec_fn=end_with_us(signal.SIGINT),
            **account.identity,
        )

    def _wait_until_ready(self, server: subprocess.Popen[bytes], data: Path) -> bool:
        began = told = time.monotonic()
        while server.poll() is None:
            with contextlib.suppress(FileNotFoundError):
                lines = (data / "postmaster.pid").read_text().split("\n")
                ours = lines[_PID_LINE] == str(server.pid)
                if ours and len(lines) > _STATUS_LINE and lines[_STATUS_LINE].strip() == "ready":
                    return True
            time.sleep(0.02)
            if time.monotonic() - told > 5:
                told = time.monotonic()
                self._say(f"  the database is still recovering ({told - began:.0f} s) …")
        return False

    @staticmethod
    def _addresses(record: ClusterRecord) -> dict[str, str]:
        def address(login: str, database: str) -> str:
            return f"postgresql://{login}:{record.passwords[login]}@127.0.0.1:{record.port}/{database}"

        return {
            "DATABASE_URL": address("tidtam_web", APPLICATION_DATABASE),
            "DATABASE_OWNER_URL": address("tidtam_owner", APPLICATION_DATABASE),
            "TIDTAM_SANDBOX_DATABASE_URL": address("tidtam_sandbox", SANDBOX_DATABASE),
        }
