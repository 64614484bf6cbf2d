"""The mail that the demonstration would have sent, read from the folder it was laid in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

SHOWN = 50


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def latest_letters() -> list[Letter]:
    folder: Path = settings.ENVIRONMENT.data / "mail"
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_read(file) for file in files[:SHOWN]]


def _read(file: Path) -> Letter:
    message = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default)
    body = message.get_body(("plain",))
    return Letter(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=_moment(message["Date"]) if message["Date"] else None,
        text=body.get_content() if body else "",
    )


def _moment(stamped: str) -> datetime:
    """A letter may tell its hour by Greenwich and not from where it was sent (-0000): it is that hour all the same."""
    moment = parsedate_to_datetime(stamped)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
