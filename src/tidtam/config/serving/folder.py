"""What a running Tidtam keeps in its data folder: its lock, its keys, and where commands find it."""

import fcntl
import json
import os
from pathlib import Path

from tidtam.config.cluster.record import write_private
from tidtam.config.environment import REPOSITORY, EnvironmentMistake

ADOPTED = (
    "TIDTAM_ENV",
    "TIDTAM_DATA",
    "TIDTAM_BASE_URL",
    "TIDTAM_SANDBOX_URL",
    "TIDTAM_KEYS",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "TIDTAM_SANDBOX_DATABASE_URL",
)


def data_folder() -> Path:
    return Path(os.environ.get("TIDTAM_DATA") or REPOSITORY / "var").resolve()


class RunningFolder:
    """One Tidtam runs from one folder; while it does, `tidtam …` in another terminal finds the same database."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._lock = -1

    @property
    def _running(self) -> Path:
        return self.path / "running.json"

    def take(self) -> bool:
        """True when the one before was killed instead of stopped."""
        self.path.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.path / "serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            where = self.adoptable().get("TIDTAM_BASE_URL", "it is just starting")
            raise EnvironmentMistake(
                f"Tidtam already runs from {self.path} ({where}). Stop it first, or give this one a folder of its own: "
                "TIDTAM_DATA=/some/where PORT=8010 script/server"
            ) from None
        self._lock = lock
        was_killed = self._running.exists()
        self._running.unlink(missing_ok=True)
        return was_killed

    def announce(self, environment: dict[str, str]) -> None:
        write_private(self._running, json.dumps({name: environment[name] for name in ADOPTED if name in environment}))

    def release(self) -> None:
        if self._lock >= 0:
            self._running.unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = -1

    def adoptable(self) -> dict[str, str]:
        try:
            settings: dict[str, str] = json.loads(self._running.read_text())
        except (FileNotFoundError, PermissionError):
            return {}
        return settings

    def keys(self) -> str:
        """The key set of this folder, made once; whoever loses it loses what it sealed."""
        from tidtam.config.keys import new_key

        file = self.path / "keys"
        if not file.exists():
            write_private(file, new_key() + "\n")
        return file.read_text().strip()
