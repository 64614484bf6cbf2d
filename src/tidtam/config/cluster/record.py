"""What a private cluster must remember between starts: its place, kind, port and passwords."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

LOGINS = ("tidtam_owner", "tidtam_web", "tidtam_sandbox")


def _new_passwords() -> dict[str, str]:
    return {login: secrets.token_urlsafe(24) for login in LOGINS}


@dataclass
class ClusterRecord:
    home: str
    folder: str
    """The data folder that began it: when that still exists elsewhere, this record is a copy."""
    kind: str
    major: int
    port: int
    made: bool = False
    """False while initdb may still be under way."""
    passwords: dict[str, str] = field(default_factory=_new_passwords)

    @classmethod
    def read(cls, file: Path) -> "ClusterRecord | None":
        try:
            return cls(**json.loads(file.read_text()))
        except FileNotFoundError:
            return None

    def write(self, file: Path) -> None:
        write_private(file, json.dumps(asdict(self), indent=2) + "\n")


def write_private(file: Path, text: str) -> None:
    """Whole or not at all, readable by the owner only, on the disk before we go on."""
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
