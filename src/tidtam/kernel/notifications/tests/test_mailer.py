from email import message_from_bytes
from email.policy import default
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from tidtam.kernel.notifications.mailer import (
    AddressRefused,
    BackendMailer,
    FolderMailer,
    GatewayDown,
    Mail,
    MailUrlMistake,
    current_mailer,
    mailer_from,
)

MAIL = Mail(id="notice-1", to="somchai@example.test", subject="เรื่องของท่าน", body="ขั้นตอนใหม่")


class BrokenBackend(BaseEmailBackend):
    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure

    def send_messages(self, email_messages: object) -> int:
        raise self.failure


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.test", "mail.example.test", 587, True, False),
        ("smtp://user:p%40ss@mail.example.test:2525", "mail.example.test", 2525, True, False),
        ("smtps://user:pw@mail.example.test", "mail.example.test", 465, False, True),
        ("smtp://127.0.0.1:25?tls=none", "127.0.0.1", 25, False, False),
    ],
)
def test_an_address_of_a_gateway_is_understood(url: str, host: str, port: int, tls: bool, ssl: bool) -> None:
    mailer = mailer_from(url)
    assert isinstance(mailer, BackendMailer)
    backend = mailer._backend
    assert (backend.host, backend.port, backend.use_tls, backend.use_ssl) == (host, port, tls, ssl)  # type: ignore[attr-defined]


def test_a_password_is_read_with_its_signs() -> None:
    mailer = mailer_from("smtp://user:p%40ss@mail.example.test")
    assert isinstance(mailer, BackendMailer)
    assert mailer._backend.password == "p@ss"  # type: ignore[attr-defined]


@pytest.mark.parametrize("url", ["http://secret:word@mail.example.test", "mail.example.test", "smtp://", "file:"])
def test_a_mistaken_address_is_named_without_its_password(url: str) -> None:
    with pytest.raises(MailUrlMistake) as mistake:
        mailer_from(url)
    assert "word" not in str(mistake.value).replace("password", "")


def test_a_folder_keeps_each_message_once(tmp_path: Path) -> None:
    mailer = mailer_from(f"file://{tmp_path}/mail")
    mailer.send(MAIL)
    mailer.send(MAIL)

    files = list((tmp_path / "mail").iterdir())
    assert [file.name for file in files] == ["notice-1.eml"]
    message = message_from_bytes(files[0].read_bytes(), policy=default)
    assert (message["To"], message["Subject"]) == ("somchai@example.test", "เรื่องของท่าน")
    assert message.get_content().strip() == "ขั้นตอนใหม่"


def test_a_folder_that_cannot_be_written_is_a_gateway_that_is_down(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file, where a folder should be")
    with pytest.raises(GatewayDown):
        FolderMailer(tmp_path / "mail").send(MAIL)


@pytest.mark.parametrize(
    ("failure", "answer"),
    [
        (SMTPServerDisconnected("gone"), GatewayDown),
        (ConnectionRefusedError(), GatewayDown),
        (TimeoutError(), GatewayDown),
        (SMTPRecipientsRefused({"somchai@example.test": (451, b"greylisted")}), GatewayDown),
        (SMTPRecipientsRefused({"somchai@example.test": (550, b"no such user")}), AddressRefused),
    ],
)
def test_failures_are_told_apart_by_whether_trying_again_helps(failure: Exception, answer: type[Exception]) -> None:
    with pytest.raises(answer):
        BackendMailer(BrokenBackend(failure)).send(MAIL)


def test_tests_and_demonstrations_reach_no_real_gateway() -> None:
    mailer = current_mailer()
    assert isinstance(mailer, BackendMailer)
    assert "locmem" in type(mailer._backend).__module__
