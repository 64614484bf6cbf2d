from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.notifications.actions import deliver_secret, send_secret
from tidtam.kernel.notifications.choices import Channel, SecretState
from tidtam.kernel.notifications.gateways import Sender, ShortMessage
from tidtam.kernel.notifications.mailer import GatewayDown
from tidtam.kernel.notifications.models import Secret
from tidtam.kernel.people.tests.factories import officer_at

from .factories import DOWN, NOBODY_THERE, FakeMailer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
AT_NOW = replace(SYSTEM, clock=clock_at(NOW))


@pytest.fixture(autouse=True)
def _as_system(db: None) -> Iterator[None]:
    with acting_as(SYSTEM):
        yield


def send() -> Secret:
    secret_id = send_secret(
        AT_NOW, "somchai@example.test", subject="รหัส", body="รหัสของท่านคือ 482913", expires_at=NOW + timedelta(minutes=5)
    )
    return Secret.objects.get(pk=secret_id)


def test_a_secret_is_sealed_until_it_is_sent_and_then_nothing_remains() -> None:
    secret, mailer = send(), FakeMailer()
    assert "482913" not in secret.sealed
    assert "somchai" not in secret.sealed

    deliver_secret(AT_NOW, secret.pk, mailer=mailer, is_last_attempt=False)
    deliver_secret(AT_NOW, secret.pk, mailer=mailer, is_last_attempt=False)

    assert [(mail.to, mail.body) for mail in mailer.sent] == [("somchai@example.test", "รหัสของท่านคือ 482913")]
    secret.refresh_from_db()
    assert (secret.sealed, secret.state) == ("", SecretState.SENT)


def test_a_secret_that_is_too_late_is_wiped_unsent() -> None:
    secret, mailer = send(), FakeMailer()
    later = replace(SYSTEM, clock=clock_at(NOW + timedelta(minutes=5)))
    deliver_secret(later, secret.pk, mailer=mailer, is_last_attempt=False)
    secret.refresh_from_db()
    assert (secret.sealed, secret.state, mailer.sent) == ("", SecretState.EXPIRED, [])


@pytest.mark.parametrize(("failure", "state"), [(NOBODY_THERE, SecretState.REFUSED), (DOWN, SecretState.GIVEN_UP)])
def test_a_secret_that_cannot_be_sent_is_wiped(failure: Exception, state: str) -> None:
    secret = send()
    deliver_secret(AT_NOW, secret.pk, mailer=FakeMailer(failure), is_last_attempt=True)
    secret.refresh_from_db()
    assert (secret.sealed, secret.state) == ("", state)


def test_a_gateway_that_is_down_may_be_tried_again() -> None:
    secret, mailer = send(), FakeMailer(DOWN)
    with pytest.raises(GatewayDown):
        deliver_secret(AT_NOW, secret.pk, mailer=mailer, is_last_attempt=False)
    deliver_secret(AT_NOW, secret.pk, mailer=mailer, is_last_attempt=False)
    assert mailer.sent[0].id == f"secret-{secret.pk}"


def test_nobody_can_list_secrets() -> None:
    send()
    for role in ("role_admin", "auditor", "account_admin"):
        with acting_as(officer_at("mhesi", role)):
            assert not Secret.objects.exists()


class FakeSms:
    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []

    def send(self, to: str, message: ShortMessage) -> None:
        self.sent.append((to, message.text, message.id))


def text_message() -> Secret:
    later = NOW + timedelta(minutes=5)
    return Secret.objects.get(pk=send_secret(AT_NOW, "+66810000001", subject="รหัส", body="12345678", expires_at=later))


def test_a_mobile_number_is_sent_a_text_message_once() -> None:
    secret, gateway = text_message(), FakeSms()
    for _each in range(2):
        senders: dict[str, Sender] = {Channel.SMS: gateway}
        deliver_secret(AT_NOW, secret.pk, mailer=FakeMailer(), senders=senders, is_last_attempt=False)
    assert gateway.sent == [("+66810000001", "12345678", f"secret-{secret.pk}")]
    secret.refresh_from_db()
    assert (secret.sealed, secret.state) == ("", SecretState.SENT)


def test_where_no_text_messages_are_offered_the_secret_is_wiped() -> None:
    secret, mailer = text_message(), FakeMailer()
    deliver_secret(AT_NOW, secret.pk, mailer=mailer, is_last_attempt=False)
    secret.refresh_from_db()
    assert (secret.sealed, secret.state, mailer.sent) == ("", SecretState.REFUSED, [])
