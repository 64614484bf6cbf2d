"""Where the messages lie that would have been sent: a folder, a file each. The same message again overwrites itself."""

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

SHOWN = 50
_ID = re.compile("[0-9a-f-]{36}")
_LONGEST = 2_000


@dataclass(frozen=True)
class Message:
    id: str
    way: str
    """sms or line"""
    to: str
    text: str
    taken_at: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.taken_at)

    def is_sound(self) -> bool:
        return bool(_ID.fullmatch(self.id) and self.to and self.text) and len(self.to + self.text) <= _LONGEST


def _folder() -> Path:
    folder: Path = settings.ENVIRONMENT.data / "messages"
    return folder


def keep(message: Message) -> None:
    _folder().mkdir(parents=True, exist_ok=True)
    unfinished = _folder() / f".{message.id}.unfinished"
    unfinished.write_text(json.dumps(asdict(message), ensure_ascii=False), "utf-8")
    os.replace(unfinished, _folder() / f"{message.id}.json")


def latest_messages() -> list[Message]:
    if not _folder().is_dir():
        return []
    files = sorted(_folder().glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [Message(**json.loads(file.read_text("utf-8"))) for file in files[:SHOWN]]
