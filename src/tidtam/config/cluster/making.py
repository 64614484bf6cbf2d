"""Make a PostgreSQL cluster whole in a temporary folder, then give it its name: never half of one."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from .account import ServerAccount
from .mistakes import ClusterMistake
from .processes import end_with_us, ended_with_its_group
from .programs import ServerPrograms
from .record import ClusterRecord, sync_folder

LOCALE = "C.UTF-8"
SUPERUSER = "postgres"
APPLICATION_DATABASE = "tidtam"
SANDBOX_DATABASE = "tidtam_sandbox"
_BUILTIN_LOCALE_SINCE = 17
_MAKING = "making"

# No socket, and no password for the superuser: it acts only in single-user mode, while the server is down.
_WHO_MAY_CONNECT = f"""\
# type  database  user  address  method
host    all  {SUPERUSER}  all  reject
host    all  all  127.0.0.1/32  scram-sha-256
"""


def server_environment() -> dict[str, str]:
    """Nothing of ours: no passwords in the environment, messages in a language the log can show."""
    return {"PATH": os.defpath, "LC_ALL": LOCALE, "LANG": LOCALE}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _roles_and_databases(record: ClusterRecord) -> list[str]:
    password = {login: _quoted(text) for login, text in record.passwords.items()}
    return [
        "CREATE ROLE tidtam_app NOLOGIN",
        f"CREATE ROLE tidtam_owner LOGIN CREATEDB PASSWORD {password['tidtam_owner']}",
        f"CREATE ROLE tidtam_web LOGIN IN ROLE tidtam_app PASSWORD {password['tidtam_web']}",
        f"CREATE ROLE tidtam_sandbox LOGIN PASSWORD {password['tidtam_sandbox']}",
        f"CREATE DATABASE {APPLICATION_DATABASE} OWNER tidtam_owner",
        f"REVOKE CONNECT, TEMPORARY ON DATABASE {APPLICATION_DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {APPLICATION_DATABASE} TO tidtam_app",
        f"CREATE DATABASE {SANDBOX_DATABASE} OWNER tidtam_sandbox",
        f"REVOKE CONNECT, TEMPORARY ON DATABASE {SANDBOX_DATABASE} FROM PUBLIC",
    ]


class _Maker:
    def __init__(self, programs: ServerPrograms, account: ServerAccount, folder: Path) -> None:
        self._programs = programs
        self._account = account
        self._folder = folder

    def _run(self, *command: str | Path, given: str = "") -> None:
        with ended_with_its_group(partial(self._begin, command)) as run:
            output, _ = run.communicate(given)
        if run.returncode:
            said = "\n".join(output.splitlines()[-15:])
            raise ClusterMistake(f"PostgreSQL could not make its data folder {self._folder}. It said:\n{said}")

    def _begin(self, command: Sequence[str | Path]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=self._folder.parent,
            env=server_environment(),
            start_new_session=True,
            preexec_fn=end_with_us(signal.SIGKILL),
            **self._account.identity,
        )

    def initialise(self, *, durable: bool) -> None:
        builtin = ["--locale-provider=builtin", f"--builtin-locale={LOCALE}"]
        self._run(
            self._programs.initdb,
            f"--pgdata={self._folder}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            f"--locale={LOCALE}",
            *(builtin if self._programs.major >= _BUILTIN_LOCALE_SINCE else []),
            "--auth-local=reject",
            "--auth-host=reject",
            "--data-checksums",
            *([] if durable else ["--no-sync"]),
        )
        (self._folder / "pg_hba.conf").write_text(_WHO_MAY_CONNECT)

    def command(self, statements: list[str], *, durable: bool) -> None:
        """In single-user mode: one line, one statement; the first error ends it."""
        self._run(
            self._programs.postgres,
            "--single",
            "-D",
            self._folder,
            "-c",
            "exit_on_error=on",
            "-c",
            f"fsync={'on' if durable else 'off'}",
            SUPERUSER,
            given="".join(f"{statement};\n" for statement in statements),
        )


def clear_unfinished(home: Path) -> None:
    shutil.rmtree(home / _MAKING, ignore_errors=True)


def make_cluster(
    programs: ServerPrograms, account: ServerAccount, home: Path, record: ClusterRecord, *, durable: bool
) -> None:
    clear_unfinished(home)
    unfinished = home / _MAKING
    maker = _Maker(programs, account, unfinished)
    maker.initialise(durable=durable)
    maker.command(_roles_and_databases(record), durable=durable)
    unfinished.rename(home / "data")
    sync_folder(home)


def set_aside(data: Path) -> Path:
    """Keep what nobody can open any more, once, instead of deleting it."""
    aside = data.with_name("data.set-aside")
    shutil.rmtree(aside, ignore_errors=True)
    data.rename(aside)
    return aside


def copy_programs(programs: ServerPrograms, home: Path) -> ServerPrograms:
    """For an account that cannot reach the checkout: the embedded programs in a place where it can."""
    origin = programs.folder.parent
    package = origin.parent / "package.json"
    copy = home / f"programs-{package.stat().st_mtime_ns:x}"
    if not copy.exists():
        for old in home.glob("programs-*"):
            shutil.rmtree(old)
        unfinished = home / "programs.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(origin, unfinished, symlinks=True)
        unfinished.rename(copy)
    return ServerPrograms(programs.kind, copy / programs.folder.name, programs.major)
