"""The gateway for e-mail: a protocol, and what speaks it. Which one is used, `TIDTAM_MAIL_URL` says."""

import os
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PATIENCE = 15


class GatewayDown(Exception):
    """The message could not be handed over now; it can be tried again."""


class AddressRefused(Exception):
    """The gateway will never take a message for this address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Mail:
    id: str
    """Stays the same when the message is sent again."""
    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_django(self, connection: BaseEmailBackend | None = None) -> EmailMessage:
        host = settings.ENVIRONMENT.host
        return EmailMessage(
            subject=self.subject,
            body=self.body,
            from_email=settings.ENVIRONMENT.mail_from,
            to=[self.to],
            headers={"Message-ID": f"<{self.id}@{host}>", "Auto-Submitted": "auto-generated", **self.headers},
            connection=connection,
        )


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Hand the message over, or raise GatewayDown or AddressRefused."""


class BackendMailer:
    """Sends through one of Django's mail backends."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self._backend = backend

    def send(self, mail: Mail) -> None:
        try:
            mail.as_django(self._backend).send()
        except smtplib.SMTPRecipientsRefused as refused:
            code = max((code for code, _text in refused.recipients.values()), default=0)
            if code >= 500:
                raise AddressRefused(str(code)) from refused
            raise GatewayDown from refused
        except (smtplib.SMTPException, OSError) as failure:
            raise GatewayDown from failure


class FolderMailer:
    """Writes each message to a file, for demonstrations; the same message again overwrites itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: Mail) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / f".{mail.id}.unfinished"
            unfinished.write_bytes(mail.as_django().message().as_bytes())
            os.replace(unfinished, self._folder / f"{mail.id}.eml")
        except OSError as failure:
            raise GatewayDown from failure


class NoMailer:
    """No gateway is configured: messages wait until there is one."""

    def send(self, mail: Mail) -> None:  # noqa: ARG002 - the protocol's
        raise GatewayDown("TIDTAM_MAIL_URL is not set")


class MailUrlMistake(Exception):
    """TIDTAM_MAIL_URL cannot be understood; the text says how it should look, and repeats no password."""


def mailer_from(url: str) -> Mailer:
    """smtp://user:password@host:587, smtps://…:465, smtp://host:25?tls=none inside one machine, or file:///a/folder."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return FolderMailer(Path(unquote(parts.path)))
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise MailUrlMistake("TIDTAM_MAIL_URL looks like smtp://user:password@host:587, smtps://… or file:///a/folder")
    is_implicit = parts.scheme == "smtps"
    backend: BaseEmailBackend = get_connection(
        SMTP,
        host=parts.hostname,
        port=parts.port or (465 if is_implicit else 587),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=is_implicit,
        use_tls=not is_implicit and parse_qs(parts.query).get("tls") != ["none"],
        timeout=PATIENCE,
    )
    return BackendMailer(backend)


def current_mailer() -> Mailer:
    environment = settings.ENVIRONMENT
    if environment.mail_url:
        return mailer_from(environment.mail_url)
    if environment.is_demonstration:
        return FolderMailer(environment.data / "mail")
    return NoMailer() if environment.is_production else BackendMailer(get_connection())
