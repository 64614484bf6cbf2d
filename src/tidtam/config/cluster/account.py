"""PostgreSQL refuses to run as root: under which account it runs instead."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .mistakes import ClusterMistake

_CANDIDATES = ("postgres", "nobody")


class PopenIdentity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ServerAccount:
    name: str
    uid: int
    gid: int

    @property
    def identity(self) -> PopenIdentity:
        """For subprocess: become this account, with no group but its own."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Asked of the system itself, which also knows about access lists and mount options."""
        entered = subprocess.run(
            ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=False,
            **self.identity,
        )
        return entered.returncode == 0

    def make_private_folder(self, folder: Path) -> None:
        """A folder that only this account can open; an existing one must already be so."""
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            found = folder.lstat()
            if folder.is_symlink() or not folder.is_dir() or found.st_uid != self.uid or found.st_mode & 0o077:
                raise ClusterMistake(
                    f"{folder} is not a folder that belongs to the account {self.name} alone, so it cannot hold the "
                    f"database. Move it away and start again."
                ) from None
            return
        if os.geteuid() != self.uid:
            os.chown(folder, self.uid, self.gid)


def server_account() -> ServerAccount:
    if os.geteuid() != 0:
        # An account without a name (as some containers have) is told apart later: initdb says so itself.
        return ServerAccount(name=f"number {os.geteuid()}", uid=os.geteuid(), gid=os.getegid())
    wished = os.environ.get("TIDTAM_POSTGRES_USER")
    for name in (wished,) if wished else _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid:
            return ServerAccount(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise ClusterMistake(
        "PostgreSQL does not run as root, and this machine has no account "
        f"{wished or ' or '.join(_CANDIDATES)} to run it under. Make one, for example: useradd --system postgres"
    )
